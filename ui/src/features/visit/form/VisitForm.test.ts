import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { isHolding } from '@/features/vault/held'
import { holdingAll } from '@/features/vault/longWork'
import { lockVault, readVault } from '@/features/vault/session'
import { Failure, type DraftView, type Missing, type VisitForm as Form } from '@/ipc/client'
import { FakeDesk } from '@/ipc/fake'
import { anAction } from '@/testing/records'
import { at, button, field, mountPage, type } from '@/testing/mount'
import { settle } from '@/testing/settle'
import { aDraftView, aForm, aFullForm, anAgreed, anAttachment } from '@/testing/visits'
import { deskOfForm, pass, SAVED } from '@/testing/visitForm'
import VisitForm from './VisitForm.vue'

let desk: FakeDesk
let missing: Missing[]

beforeEach(async () => {
  missing = []
  desk = await deskOfForm(() => missing)
})
afterEach(() => vi.useRealTimers())

async function open(view: Partial<DraftView> = {}) {
  return mountPage(VisitForm, { view: aDraftView(view) })
}

/** The text fields that long prose is written in. */
function partsOf(id: string): HTMLInputElement[] {
  return [...document.querySelectorAll<HTMLInputElement>(`[id="${id}"], [id^="${id}-"]`)].filter((one) => one.tagName === 'TEXTAREA')
}

function lastSaved(): Form | undefined {
  return desk.requests('visit_autosave').at(-1)?.form
}

describe('VisitForm', () => {
  it('saves what is typed within a second, and says since when it is in the vault', async () => {
    await open()
    await type(field('看到和听到的'), '孩子开的门')
    await pass(500)
    expect(lastSaved()?.observations).toBe('孩子开的门')
    expect(at('saved-mark').textContent).toContain('已存入档案')
  })

  it('says that a save waits while everything is being checked, and that it is done after', async () => {
    let saved: () => void = () => undefined
    let checked: () => void = () => undefined
    desk.on('visit_autosave', () => new Promise((done) => (saved = () => done({ saved_at: SAVED, missing }))))
    const check = holdingAll(() => new Promise<void>((done) => (checked = done)))
    await open()
    await type(field('看到和听到的'), '孩子开的门')
    await pass(500)
    expect(at('saved-mark').textContent).toContain('正在核查，做完就存')
    checked()
    await check
    saved()
    await settle()
    expect(at('saved-mark').textContent).not.toContain('正在')
  })

  it('saves at once when a field is left', async () => {
    await open()
    await type(field('我的判断'), '她还在害怕')
    await pass(20)
    field('我的判断').dispatchEvent(new FocusEvent('focusout', { bubbles: true }))
    await settle()
    expect(lastSaved()?.judgement).toBe('她还在害怕')
  })

  it('brings back after the lock what the vault could not take in, and saves it then', async () => {
    desk.on('vault_lock', () => ({})).on('visit_autosave', () => Promise.reject(new Failure('disk_full')))
    const { router } = await open()
    await type(field('地点'), '村委会')
    await lockVault()
    await router.push('/lock')
    await settle()
    expect(isHolding.value).toBe(true)

    desk.on('visit_autosave', () => ({ saved_at: SAVED, missing }))
    await readVault()
    await open({ form: { ...aForm(), attachments: [anAttachment()] } })
    expect(field('地点').value).toBe('村委会')
    await pass(500)
    expect(lastSaved()).toMatchObject({ place: '村委会', attachments: [{ id: anAttachment().id }] })
    expect(isHolding.value).toBe(false)
  })

  it('saves before the vault locks', async () => {
    desk.on('vault_lock', () => ({}))
    await open()
    await type(field('地点'), '村委会')
    await lockVault()
    expect(desk.calls.map(({ name }) => name).slice(-2)).toEqual(['visit_autosave', 'vault_lock'])
    expect(lastSaved()?.place).toBe('村委会')
  })

  it('says calmly why it could not save, keeps the text, and saves when told', async () => {
    desk.on('visit_autosave', () => Promise.reject({ code: 'disk_full' }))
    await open()
    await type(field('看到和听到的'), '写了很久的话')
    await pass(500)
    expect(at('saved-mark').textContent).toContain('磁盘满了')
    expect(at('saved-mark').textContent).toContain('您写的都还在这一页上')
    expect(field('看到和听到的').value).toBe('写了很久的话')
    desk.on('visit_autosave', () => ({ saved_at: SAVED, missing }))
    button('再试一次').click()
    await settle()
    expect(lastSaved()?.observations).toBe('写了很久的话')
    expect(at('saved-mark').textContent).not.toContain('磁盘满了')
  })

  it('keeps 200,000 characters as they are, in parts that stay quick', async () => {
    const long = '一二三四五六七八九十'.repeat(20_000)
    await open({ form: aForm({ observations: long }) })
    expect(Math.max(...partsOf('visit-observations').map(({ value }) => value.length))).toBeLessThanOrEqual(6_000)
    await type(partsOf('visit-observations').at(-1)!, `${partsOf('visit-observations').at(-1)!.value}终`)
    await pass(500)
    expect(lastSaved()?.observations === `${long}终`).toBe(true)
    expect(document.body.textContent).toContain('超出 1 字')
  })

  it('takes a long text that is pasted into one part as it is', async () => {
    await open()
    const long = '她说：“我不怕了。”\n'.repeat(2_000)
    await type(field('看到和听到的'), long)
    await pass(500)
    expect(lastSaved()?.observations === long).toBe(true)
    expect(partsOf('visit-observations').length).toBeGreaterThan(3)
    expect(partsOf('visit-observations').map(({ value }) => value).join('\n')).toBe(long)
  })

  it('joins two parts when the line break between them is taken away', async () => {
    const long = '孩子开的门。\n'.repeat(1_000)
    await open({ form: aForm({ observations: long }) })
    const [first, second] = partsOf('visit-observations')
    second!.focus()
    second!.setSelectionRange(0, 0)
    second!.dispatchEvent(new KeyboardEvent('keydown', { key: 'Backspace', bubbles: true, cancelable: true }))
    await pass(500)
    const edge = first!.value.length
    expect(lastSaved()?.observations === long.slice(0, edge) + long.slice(edge + 1)).toBe(true)
  })

  it('asks for nothing before signing; then lists all that is missing, and leads to each', async () => {
    missing = [{ missing: 'kind' }, { missing: 'ended_at' }, { missing: 'observations' }]
    await open({ missing })
    expect(document.querySelector('[data-testid="visit-missing"]')).toBeNull()
    at('visit-sign').click()
    await settle()
    expect(at('visit-missing').textContent).toContain('还差 3 项')
    expect(desk.requests('visit_sign')).toEqual([])
    button('看到和听到的').click()
    expect(document.activeElement?.id).toBe('visit-observations')
    expect(field('结束').getAttribute('aria-invalid')).toBe('true')
  })

  it('opens a folded part that something is asked of', async () => {
    const form = aFullForm()
    await open({ form })
    expect(document.getElementById('visit-to')).toBeNull()
    missing = [{ missing: 'ends_before_start' }]
    await type(field('我的判断'), '再想想')
    at('visit-sign').click()
    await settle()
    expect(document.getElementById('visit-to')).not.toBeNull()
  })

  it('takes what is missing off the list as it is filled in', async () => {
    missing = [{ missing: 'observations' }]
    await open({ missing })
    at('visit-sign').click()
    await settle()
    missing = []
    await type(field('看到和听到的'), '门开着')
    await pass(500)
    expect(document.querySelector('[data-testid="visit-missing"]')).toBeNull()
  })

  it('says that signing cannot be undone, and signs what is on the screen', async () => {
    const { screen } = await open({ form: aFullForm() })
    at('visit-sign').click()
    await settle()
    expect(document.body.textContent).toContain('签署以后就不能再改')
    at('visit-sign-confirm').click()
    await settle()
    expect(desk.requests('visit_sign')).toEqual([{ id: 'visit-1', form: aFullForm() }])
    expect(screen.emitted('signed')).toHaveLength(1)
  })

  it('does not sign away a next visit whose day cannot be read, or is not there', async () => {
    await open({ form: { ...aFullForm(), next: null } })
    missing = [{ missing: 'next_day' }]
    const day = document.getElementById('visit-next-day') as HTMLInputElement
    await type(day, '下下个月初')
    at('visit-sign').click()
    await settle()
    expect(at('visit-missing').textContent).toContain('下次家访还没有日期，或日期读不懂')
    expect(document.querySelector('[data-testid=visit-sign-confirm]')).toBeNull()
    missing = []
    await type(day, '下周五')
    await pass(500)
    expect(document.querySelector('[data-testid=visit-missing]')).toBeNull()
  })

  it('keeps what no field can take in yet, and shows it again as it was', async () => {
    const first = await open({ form: aForm({ started_at: null, present: [{ name: '周禾', member: null, client: true }], actions: [anAgreed({ id: 'a', due: null })] }) })
    const typed: [string, string][] = [
      ['visit-day', '2026-03-14'],
      ['visit-from', '三点多'],
      ['visit-to', '天黑前'],
      ['action-0-due', '尽快'],
      ['visit-next-day', '下下个月初'],
      ['visit-next-purpose', '看看睡得怎么样'],
      ['visit-present-other', '外'],
    ]
    const input = (id: string) => document.getElementById(id) as HTMLInputElement
    for (const part of ['actions', 'present']) {
      at(`visit-open-${part}`).click()
      await settle()
    }
    for (const [id, text] of typed) {
      await type(input(id), text)
      // A name is taken in when its field is left: this is the last one, and is not left.
      if (id !== 'visit-present-other') input(id).blur()
    }
    await pass(1_000)
    const form = lastSaved()
    expect(form).toMatchObject({ started_at: null, next: { on: null, purpose: '看看睡得怎么样' } })
    await first.router.push('/today')
    await settle()
    await open({ form: JSON.parse(JSON.stringify(form)) })
    for (const [id, text] of typed) expect(input(id).value, id).toBe(text)
  })

  it('shows what the desk misses at the last moment, and keeps the draft', async () => {
    const { screen } = await open({ form: aFullForm() })
    desk.on('visit_sign', () => Promise.reject({ code: 'not_ready', missing: [{ missing: 'in_future' }] }))
    at('visit-sign').click()
    await settle()
    at('visit-sign-confirm').click()
    await settle()
    expect(at('visit-missing').textContent).toContain('时间还没到')
    expect(screen.emitted('signed')).toBeUndefined()
  })

  it('does not sign while it cannot save', async () => {
    await open({ form: aFullForm() })
    desk.on('visit_autosave', () => Promise.reject({ code: 'disk_full' }))
    await type(field('我的判断'), '再想想')
    at('visit-sign').click()
    await settle()
    expect(document.querySelector('[data-testid="visit-sign-confirm"]')).toBeNull()
  })

  it('sets a draft aside, saving its last words first, and brings it back', async () => {
    const { screen } = await open()
    await type(field('地点'), '村委会')
    at('visit-discard').click()
    await settle()
    expect(lastSaved()?.place).toBe('村委会')
    expect(screen.text()).toContain('草稿已放到一边')
    at('visit-bring-back').click()
    await settle()
    expect(desk.requests('visit_bring_back')).toEqual([{ id: 'visit-1' }])
    expect(screen.emitted('broughtBack')).toHaveLength(1)
  })

  it('folds a part that is done to a sentence, and opens it again', async () => {
    await open({ form: aFullForm() })
    const folded = at('visit-open-visit')
    expect(folded.textContent).toContain('约好的家访')
    expect(folded.getAttribute('aria-expanded')).toBe('false')
    folded.click()
    await settle()
    expect(field('日期').value).toBe(aFullForm().started_at?.slice(0, 10))
    at('visit-done-visit').click()
    await settle()
    expect(at('visit-open-visit').textContent).toContain('约好的家访')
    expect(document.activeElement?.id).toBe('visit-observations')
  })

  it('asks about what was agreed before, and marks it when it is closed', async () => {
    const old = anAction({ agreed: { id: 'old-1', what: '把药续上' } })
    desk.on('action_progress', () => ({})).on('visit_get', () => aDraftView({ open_actions: [] }))
    await open({ open_actions: [old] })
    at('earlier-old-1').click()
    await settle()
    at('action-save').click()
    await settle()
    expect(desk.requests('action_progress')[0]).toMatchObject({ id: 'old-1', progress: { state: 'done' }, seen: ['seen-action'] })
    expect(document.getElementById('section-earlier')?.textContent).toContain('已记下')
  })
})

describe('actions agreed', () => {
  it('are added and removed from the keyboard, and a removed one comes back', async () => {
    await open({ form: aForm({ actions: [anAgreed({ id: 'a', what: '', owner: '' })] }) })
    const what = document.getElementById('action-0-what') as HTMLInputElement
    await type(what, '去卫生院')
    what.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, bubbles: true }))
    await settle()
    expect(document.activeElement?.id).toBe('action-1-what')
    const lines = document.querySelectorAll('[id^="action-"][id$="-what"]').length
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Backspace', isComposing: true, bubbles: true }))
    await settle()
    expect(document.querySelectorAll('[id^="action-"][id$="-what"]'), 'a pinyin letter was taken back').toHaveLength(lines)
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Backspace', bubbles: true }))
    await settle()
    expect(document.getElementById('action-1-what')).toBeNull()
    at('action-0-remove').click()
    await settle()
    expect(document.getElementById('action-0-what')).toBeNull()
    at('action-undo').click()
    await settle()
    expect((document.getElementById('action-0-what') as HTMLInputElement).value).toBe('去卫生院')
  })

  it('take an owner with a tap, and a due day typed any way', async () => {
    await open()
    at('action-add').click()
    await settle()
    button('林晓岚').click()
    await type(field('哪天之前'), '明天')
    await pass(500)
    expect(lastSaved()?.actions[0]).toMatchObject({ owner: '林晓岚' })
    expect(lastSaved()?.actions[0]?.due).toMatch(/^\d{4}-\d{2}-\d{2}$/)
  })
})

describe('leaving the form', () => {
  it('asks before leaving what is not in the vault, and leaves when told', async () => {
    const { router } = await open()
    desk.on('visit_autosave', () => Promise.reject(new Failure('disk_full')))
    await type(field('地点'), '村委会')
    await router.push('/today')
    await settle()
    expect(router.currentRoute.value.path).toBe('/here')
    expect(document.body.textContent).toContain('还没有存好，要离开吗')
    button('仍然离开').click()
    await settle()
    expect(router.currentRoute.value.path).toBe('/today')
  })
})
