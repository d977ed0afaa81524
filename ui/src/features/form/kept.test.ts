import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h, nextTick, reactive } from 'vue'
import { isHolding } from '@/features/vault/held'
import { lockVault, readVault } from '@/features/vault/session'
import { Failure } from '@/ipc/client'
import { FakeDesk } from '@/ipc/fake'
import { settle } from '@/testing/settle'
import { PROFILE, statusOf } from '@/testing/vault'
import { begin, forget, keep, merged, read, recall, unfinished, useKeeping, type Kept } from './kept'
import { formKey, unfinishedOf } from './unfinished'

interface Person {
  name: string
  born: string | null
  phones: string[]
}
const RECORD: Person = { name: '周禾', born: null, phones: ['1'] }
const ABOUT = { name: '周禾' }

let desk: FakeDesk
beforeEach(() => {
  desk = FakeDesk.install()
})

function kept(typed: Partial<Person>, seen = ['old']): Kept<Person> {
  return { typed: { ...RECORD, ...typed }, from: RECORD, seen, about: ABOUT, savedAt: '' }
}

function open(of = begin(undefined, { typed: RECORD, seen: ['s'] })) {
  const typed = reactive(of.typed)
  const unread = reactive(of.unread)
  let keeping: ReturnType<typeof useKeeping> | undefined
  const form = mount(
    defineComponent({
      setup() {
        keeping = useKeeping({ key: 'client/1', typed, begun: of, unread, about: () => ({ name: typed.name }) })
        return () => h('i')
      },
    }),
  )
  return { typed, unread, form, keeping: keeping as ReturnType<typeof useKeeping> }
}
const stored = () => JSON.parse(desk.forms.get('client/1') ?? 'null')?.typed as Person | undefined

describe('what was left', () => {
  it('comes back as it was', async () => {
    await keep('client/1', kept({ name: '周合' }))
    expect(await recall('client/1')).toMatchObject({ typed: { name: '周合' }, from: RECORD, seen: ['old'], about: ABOUT })
    await forget('client/1')
    expect(await recall('client/1')).toBeUndefined()
  })

  it.each(['', 'no json', 'null', '3', '{}', '{"typed":{},"from":null,"seen":[],"about":{"name":""}}', '{"typed":{},"from":{},"seen":"","about":{"name":""}}'])(
    'is nothing where it cannot be read: %s',
    (json) => expect(read({ key: 'client', json, saved_at: '' })).toBeUndefined(),
  )

  it('keeps only fields that this version knows, each of its kind', () => {
    const strange = { name: 7, born: '2012-05-20', phones: 'no list', gone: true } as unknown as Person
    const begun = begin({ ...kept({}), typed: strange }, { typed: RECORD, seen: ['now'] })
    expect(begun.typed).toEqual({ name: '周禾', born: '2012-05-20', phones: ['1'] })
  })

  it('keeps what it was filled from for an edit', () => {
    const begun = begin(kept({ name: '周合' }), { typed: { ...RECORD, born: '2012-05-20' }, seen: ['now'] })
    expect(begun).toEqual({ typed: { ...RECORD, name: '周合' }, from: RECORD, seen: ['old'], unread: {} })
  })

  it('takes the new proposals for a new record', () => {
    const begun = begin(kept({ name: '周合' }, []), { typed: { ...RECORD, born: '2012-05-20' }, seen: [] })
    expect(begun.typed).toEqual({ ...RECORD, name: '周合', born: '2012-05-20' })
  })

  it('never hands out the record itself', () => {
    const begun = begin(undefined, { typed: RECORD, seen: [] })
    begun.typed.phones.push('2')
    expect(RECORD.phones).toEqual(['1'])
    expect(begun.from.phones).toEqual(['1'])
  })
})

describe('a day that cannot be read', () => {
  it('is kept as it was typed, beside the record', async () => {
    await keep('client/1', { ...kept({ born: null }), unread: { born: '属龙那年', left: ' ' } })
    const again = await recall<Person>('client/1')
    expect(begin(again, { typed: RECORD, seen: ['now'] }).unread).toEqual({ born: '属龙那年' })
  })

  it.each(['{"born":7}', '"born"', 'null', '[]'])('is nothing where it is no text: %s', (unread) => {
    const json = `{"typed":{},"from":{},"seen":[],"about":{"name":""},"unread":${unread}}`
    expect(read({ key: 'client', json, saved_at: '' })?.unread).toBeUndefined()
  })

  it('is reason enough to keep a form in which nothing else was typed', async () => {
    vi.useFakeTimers()
    const { unread } = open()
    unread.born = '属龙那年'
    await vi.advanceTimersByTimeAsync(500)
    expect(JSON.parse(desk.forms.get('client/1') ?? '{}')).toMatchObject({ unread: { born: '属龙那年' } })
    unread.born = ''
    await vi.advanceTimersByTimeAsync(500)
    expect(desk.forms.size).toBe(0)
    vi.useRealTimers()
  })
})

describe('bringing changes in', () => {
  it('takes what was not touched, keeps what was typed, and counts where both changed', () => {
    const now = { name: '周和', born: '2012-05-20', phones: ['9'] }
    expect(merged({ ...RECORD, name: '周合' }, RECORD, now)).toEqual({ typed: { ...now, name: '周合' }, taken: 2, both: 1 })
  })

  it('counts nothing where both say the same', () => {
    expect(merged({ ...RECORD, name: '周合' }, RECORD, { ...RECORD, name: '周合' })).toMatchObject({ taken: 0, both: 0 })
  })
})

describe('keeping', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('stores within a second, while typing goes on', async () => {
    const { typed } = open()
    for (let key = 0; key < 10; key += 1) {
      typed.name += '禾'
      await vi.advanceTimersByTimeAsync(100)
    }
    expect(stored()?.name.length).toBeGreaterThan(8)
    expect(desk.requests('form_autosave').length, 'not at every key').toBeLessThan(4)
    await vi.advanceTimersByTimeAsync(500)
    expect(stored()).toEqual({ ...typed })
  })

  it('stores the last word when the form goes', async () => {
    const { typed, form } = open()
    typed.name = '周合'
    await vi.advanceTimersByTimeAsync(1)
    form.unmount()
    await vi.advanceTimersByTimeAsync(1)
    expect(stored()?.name).toBe('周合')
  })

  it('stores in the order typed, however slow the disk', async () => {
    const disk: (() => void)[] = []
    desk.on('form_autosave', ({ key, json }) =>
      new Promise((done) => disk.push(() => (desk.forms.set(key, json), done({ saved_at: 't' })))),
    )
    const { typed, form, keeping } = open()
    typed.name = '一'
    await vi.advanceTimersByTimeAsync(450)
    typed.name = '二'
    await vi.advanceTimersByTimeAsync(1)
    form.unmount()
    const list = unfinished()
    await vi.advanceTimersByTimeAsync(1)
    expect(disk).toHaveLength(1)
    disk[0]?.()
    await vi.advanceTimersByTimeAsync(1)
    expect(disk).toHaveLength(2)
    disk[1]?.()
    await vi.advanceTimersByTimeAsync(1)
    expect(stored()?.name).toBe('二')
    expect((await list).map(({ key }) => key)).toEqual(['client/1'])
    expect(keeping.failure.value).toBeUndefined()
  })

  it('keeps nothing that says the same as the record', async () => {
    const { typed } = open()
    typed.name = '周合'
    await vi.advanceTimersByTimeAsync(500)
    expect(desk.forms.size).toBe(1)
    typed.name = '周禾'
    await vi.advanceTimersByTimeAsync(500)
    expect(desk.forms.size).toBe(0)
  })

  it('stores nothing after the record was saved', async () => {
    const { typed, form, keeping } = open()
    typed.name = '周合'
    await vi.advanceTimersByTimeAsync(500)
    typed.name = '周合合'
    await keeping.done()
    form.unmount()
    await vi.advanceTimersByTimeAsync(5_000)
    expect(desk.forms.size).toBe(0)
  })

  it('tries again by itself when the disk refuses', async () => {
    let full = true
    desk.on('form_autosave', ({ key, json }) => {
      if (full) throw new Failure('disk_full')
      desk.forms.set(key, json)
      return { saved_at: 't' }
    })
    const { typed, keeping } = open()
    typed.name = '周合'
    await vi.advanceTimersByTimeAsync(500)
    expect(keeping.failure.value?.code).toBe('disk_full')
    full = false
    await vi.advanceTimersByTimeAsync(6_000)
    expect(stored()?.name).toBe('周合')
    expect(keeping.failure.value).toBeUndefined()
  })
})

describe('a lock while the disk is full', () => {
  it('loses nothing: the form goes on from what was typed, and the vault takes it in', async () => {
    desk.on('vault_status', () => statusOf('open')).on('session_profile', () => PROFILE).on('vault_lock', () => ({}))
    const takesIn = (key: string, json: string) => (desk.forms.set(key, json), { saved_at: 't' })
    let full = true
    desk.on('form_autosave', ({ key, json }) => (full ? Promise.reject(new Failure('disk_full')) : takesIn(key, json)))
    await readVault()
    const { typed, form } = open()
    typed.name = '周合'
    await nextTick()
    await lockVault()
    form.unmount()
    await settle()

    expect(await recall<Person>('client/1')).toMatchObject({ typed: { name: '周合' }, from: RECORD, seen: ['s'] })
    expect(isHolding.value, 'the disk is still full').toBe(true)
    full = false
    expect(await recall<Person>('client/1')).toMatchObject({ typed: { name: '周合' } })
    expect(stored()?.name).toBe('周合')
    expect(isHolding.value).toBe(false)
  })
})

describe('leaving a form while the disk is full', () => {
  it('loses nothing either', async () => {
    desk.on('form_autosave', () => Promise.reject(new Failure('disk_full')))
    const { typed, form } = open()
    typed.name = '周合'
    await nextTick()
    form.unmount()
    await settle()
    expect(await recall<Person>('client/1')).toMatchObject({ typed: { name: '周合' } })
    await forget('client/1')
    expect(isHolding.value, 'discarded').toBe(false)
  })
})

describe('a form of the sample', () => {
  it('is not offered in the real case files, even where it goes after the sample was left', async () => {
    desk.on('vault_status', () => statusOf('open', { sample: true })).on('session_profile', () => PROFILE)
    desk.on('form_autosave', () => Promise.reject(new Failure('disk_full')))
    await readVault()
    const { typed, form } = open()
    typed.name = '样例里的人'
    await nextTick()
    desk.on('vault_status', () => statusOf('locked'))
    await readVault()
    form.unmount()
    await settle()
    expect(await recall<Person>('client/1')).toBeUndefined()

    desk.on('vault_status', () => statusOf('open', { sample: true }))
    await readVault()
    expect(await recall<Person>('client/1')).toMatchObject({ typed: { name: '样例里的人' } })
    await forget('client/1')
  })
})

describe('the list of unfinished forms', () => {
  const line = (key: string, about: object = {}) => ({
    key,
    json: JSON.stringify({ typed: {}, from: {}, seen: [], about: { name: ' 周禾 ', ...about } }),
    saved_at: 't',
  })

  it.each([
    [formKey.client(), 'client', { name: 'client-new' }],
    [formKey.client('1'), 'clientEdit', { name: 'client-edit', params: { id: '1' } }],
    [formKey.intake('1'), 'intake', { name: 'case-new', params: { id: '1' } }],
    [formKey.case('1'), 'case', { name: 'case', params: { id: '1' }, query: { open: 'case-edit/1' } }],
    [formKey.risk('1'), 'risk', { name: 'case', params: { id: '1' }, query: { open: 'risk/1' } }],
    [formKey.member('1'), 'member', { name: 'client', params: { id: 'c' }, query: { open: 'member/1' } }],
    [formKey.action('1'), 'action', { name: 'case', params: { id: 'f' }, query: { open: 'action/1' } }],
  ])('leads %s to its form', (key, kind, to) => {
    expect(unfinishedOf(line(key, { client: 'c', case: 'f' }))).toEqual({ key, kind, to, name: '周禾', savedAt: 't' })
  })

  it('leads nowhere with a form of another version, which can still be discarded', () => {
    expect(unfinishedOf(line('survey/1'))).toMatchObject({ kind: undefined, to: undefined })
    expect(unfinishedOf({ key: 'client', json: '…', saved_at: 't' })).toMatchObject({ name: '', to: undefined })
  })
})
