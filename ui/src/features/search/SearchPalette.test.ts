import { beforeEach, describe, expect, it } from 'vitest'
import { nextTick } from 'vue'
import { Failure, type Hit, type SearchFindResponse } from '@/ipc/client'
import { FakeDesk } from '@/ipc/fake'
import { at, mountScreen, type } from '@/testing/mount'
import { settle } from '@/testing/settle'
import { grouped, placeOf } from './find'
import SearchPalette from './SearchPalette.vue'

function hit(change: Partial<Hit>): Hit {
  return { kind: 'client', client: 'client-1', case: null, visit: null, title: [{ text: '周', hit: true }, { text: '禾', hit: false }], snippet: [], on: null, ...change }
}
const NOTE = hit({ kind: 'visit', case: 'case-1', visit: 'v1', on: '2026-03-14', snippet: [{ text: '父亲叫', hit: false }, { text: '周', hit: true }] })
const FOUND: SearchFindResponse = { hits: [hit({}), NOTE, hit({ kind: 'action', case: 'case-2', visit: 'v2' })], more: false }

let desk: FakeDesk
beforeEach(() => {
  desk = FakeDesk.install().on('search_find', () => FOUND)
})

async function palette() {
  const mounted = await mountScreen(SearchPalette, { props: { open: true } as never })
  await settle()
  return mounted
}
const box = () => at('search-text') as HTMLInputElement
const active = () => document.getElementById(box().getAttribute('aria-activedescendant') ?? '')
async function press(key: string): Promise<void> {
  box().dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
  await settle()
}

describe('the search', () => {
  it('offers things to do before anything is typed', async () => {
    const { router } = await palette()
    expect(document.activeElement).toBe(box())
    expect(desk.requests('search_find')).toEqual([])
    at('command-verify').click()
    await settle()
    expect(router.currentRoute.value.name).toBe('verify')
  })

  it('finds by kind, with the words marked', async () => {
    await palette()
    await type(box(), ' 周 ')
    await settle()
    expect(desk.requests('search_find')).toEqual([{ text: '周', limit: 50 }])
    expect([...document.querySelectorAll('[role=group]')].map((one) => one.getAttribute('aria-label'))).toEqual(['服务对象', '家访记录', '行动'])
    expect([...document.querySelectorAll('mark')].map((one) => one.textContent)).toEqual(['周', '周', '周', '周'])
    expect(at('hit-visit').textContent).toContain('父亲叫周')
  })

  it('leaves the keys to pinyin while a word is put together', async () => {
    const { screen } = await palette()
    await type(box(), '周')
    await settle()
    box().dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true }))
    await settle()
    expect(screen.emitted('update:open')).toBeUndefined()
  })

  it('opens nothing that answers an older text', async () => {
    const { screen } = await palette()
    await type(box(), '周')
    await settle()
    desk.on('search_find', () => new Promise(() => undefined))
    await type(box(), '周禾')
    await press('Enter')
    expect(screen.emitted('update:open')).toBeUndefined()
  })

  it('goes up and down with the keys, round the ends, and opens with Enter', async () => {
    const { router, screen } = await palette()
    await type(box(), '周')
    await settle()
    expect(active()?.dataset.testid).toBe('hit-client')
    await press('ArrowUp')
    expect(active()?.dataset.testid).toBe('hit-action')
    await press('ArrowDown')
    await press('ArrowDown')
    expect(active()?.dataset.testid).toBe('hit-visit')
    expect(document.querySelectorAll('[aria-selected=true]')).toHaveLength(1)
    await press('Enter')
    expect(router.currentRoute.value).toMatchObject({ name: 'visit', params: { id: 'case-1', visitId: 'v1' } })
    expect(screen.emitted('update:open')?.at(-1)).toEqual([false])
  })

  it('drops an answer that comes after a newer one', async () => {
    const answers = new Map<string, (answer: SearchFindResponse) => void>()
    desk.on('search_find', ({ text }) => new Promise((done) => answers.set(text, done)))
    await palette()
    await type(box(), '周')
    await nextTick()
    await type(box(), '周禾')
    await nextTick()
    answers.get('周禾')?.({ hits: [NOTE], more: false })
    await settle()
    answers.get('周')?.(FOUND)
    await settle()
    expect(document.querySelector('[data-testid=hit-client]')).toBeNull()
    expect(document.querySelector('[data-testid=hit-visit]')).not.toBeNull()
  })

  it('says that nothing was found, and that there is more', async () => {
    desk.on('search_find', ({ text }) => ({ hits: text === 'zzz' ? [] : [NOTE], more: text !== 'zzz' }))
    await palette()
    await type(box(), 'zzz')
    await settle()
    expect(document.body.textContent).toContain('没有找到“zzz”')
    await type(box(), '周')
    await settle()
    expect(document.body.textContent).toContain('还有更多')
  })

  it('finds what to do by its words', async () => {
    desk.on('search_find', () => ({ hits: [], more: false }))
    const { router } = await palette()
    await type(box(), '设置')
    await settle()
    await press('Enter')
    expect(router.currentRoute.value.name).toBe('settings')
  })

  it('says what failed', async () => {
    desk.on('search_find', () => {
      throw new Failure('disk_fault')
    })
    await palette()
    await type(box(), '周')
    await settle()
    expect(document.body.textContent).toContain('磁盘读写出错')
  })
})

describe('placeOf', () => {
  it('leads to where the hit is kept', () => {
    expect(placeOf(hit({}))).toEqual({ name: 'client', params: { id: 'client-1' } })
    expect(placeOf(hit({ kind: 'case', case: 'case-3' }))).toEqual({ name: 'case', params: { id: 'case-3' } })
    expect(placeOf(hit({ kind: 'action', case: 'case-3', visit: 'v' }))).toEqual({ name: 'case', params: { id: 'case-3' } })
    expect(placeOf(NOTE)).toEqual({ name: 'visit', params: { id: 'case-1', visitId: 'v1' } })
  })
})

describe('grouped', () => {
  it('keeps the order within a kind and leaves out kinds without hits', () => {
    const groups = grouped([hit({ kind: 'action', client: 'a' }), NOTE, hit({ kind: 'action', client: 'b' })])
    expect(groups.map(({ kind, hits }) => [kind, hits.map(({ client }) => client)])).toEqual([['visit', ['client-1']], ['action', ['a', 'b']]])
  })
})
