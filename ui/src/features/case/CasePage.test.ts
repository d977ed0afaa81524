import { beforeEach, describe, expect, it } from 'vitest'
import { where } from '@/frame/where'
import { Failure } from '@/ipc/client'
import { FakeDesk } from '@/ipc/fake'
import { at, button, field, mountScreen, type } from '@/testing/mount'
import { aCase, aCaseView, aChange, aDraft, aMemberView, anAction, anEntry, aVisitCard, day } from '@/testing/records'
import { settle } from '@/testing/settle'
import CasePage from './CasePage.vue'

const FILE = aCaseView({
  members: [aMemberView({ withheld: true, withheld_reason: '曾动手打孩子。' })],
  actions: [anAction()],
  discarded: [aDraft({ id: 'thrown', summary: '门锁着' })],
})
const INTAKE = anEntry({ kind: 'intake', visit: null, on: day(-150), sentence: '班主任说孩子最近不说话。' })
const SIGNED = anEntry({ visit: aVisitCard({ id: 'v1', addenda: 2 }) })

let desk: FakeDesk
beforeEach(() => {
  desk = FakeDesk.install()
    .on('case_get', () => FILE)
    .on('case_timeline', () => ({ entries: [SIGNED, INTAKE], total: 2 }))
})

async function page() {
  const mounted = await mountScreen(CasePage, { props: { id: 'case-1' } as never })
  await settle()
  return mounted
}

/** The window of a test is narrow: the pane is folded into its button. */
async function unfold(): Promise<void> {
  button('概况').click()
  await settle()
}
const text = () => document.body.textContent ?? ''

describe('the case file', () => {
  it('says at the top who, how urgent, when next, why and on what ground', async () => {
    await page()
    expect(document.querySelector('h1')?.textContent).toContain('周禾')
    expect(document.querySelector('h1 [aria-label="风险：高"]')).not.toBeNull()
    for (const word of ['2026-017', '女·13 岁·石桥村', '2 天后', '监护人同意·周奶奶', '范围：家访、与学校联系', '学校转介']) {
      expect(text()).toContain(word)
    }
    expect(where.value.map((crumb) => crumb.text)).toEqual(['个案', '周禾'])
  })

  it('shows each entry so that it reads alone, with its state and what hangs on it', async () => {
    await page()
    const entry = at('entry-v1').textContent
    for (const word of ['约好的家访', '林晓岚', '孩子开了门', '已签署', '1 个附件', '2 份补记']) expect(entry).toContain(word)
    expect(at('timeline').textContent).toContain('班主任说孩子最近不说话。')
  })

  it('offers nothing to write to whoever may only read', async () => {
    desk.on('case_get', () => ({ ...FILE, reads_only: true }))
    await page()
    for (const one of ['start-visit', 'case-edit', 'case-risk']) {
      expect(document.querySelector(`[data-testid=${one}]`), one).toBeNull()
    }
    await unfold()
    expect((at('action-action-1') as HTMLButtonElement).disabled).toBe(true)
    expect(text()).not.toContain('添加家人')
  })

  it('says of a visit that it cannot show why it cannot', async () => {
    const entries = [anEntry({ kind: 'newer', visit: null, sentence: '' }), anEntry({ kind: 'unreadable', visit: null, sentence: '', who: '' })]
    desk.on('case_timeline', () => ({ entries, total: 2 }))
    await page()
    expect(at('timeline').textContent).toContain('这份记录是用更新的版本写的')
    expect(at('timeline').textContent).toContain('这份记录打不开')
    expect(at('timeline').querySelector('a')).toBeNull()
  })

  it('says in words from whom the file is withheld, and why', async () => {
    await page()
    await unfold()
    expect(text()).toContain('档案对其保密。 曾动手打孩子。')
  })

  it('starts a visit with the one big button', async () => {
    desk.on('visit_start', () => ({ id: 'v9' }))
    const { router } = await page()
    at('start-visit').click()
    await settle()
    expect(router.currentRoute.value).toMatchObject({ name: 'visit', params: { id: 'case-1', visitId: 'v9' } })
  })

  it('has an entry for each review, which leads to the note and says what it comes to', async () => {
    const review = anEntry({ kind: 'review', verdict: 'return', who: '沈若兰', sentence: '请写明奶奶怎么说。' })
    desk.on('case_timeline', () => ({ entries: [review, SIGNED, INTAKE], total: 3 }))
    await page()
    const entry = at('entry-review-visit-1')
    for (const part of ['退回修改', '沈若兰', '请写明奶奶怎么说。']) expect(entry.textContent).toContain(part)
    expect(entry.querySelector('a')?.getAttribute('href')).toContain('visit-1')
    expect(entry.textContent).not.toContain('已签署')
  })

  it('offers first to go on with a draft', async () => {
    desk.on('case_timeline', () => ({ entries: [anEntry({ visit: aDraft({ id: 'd1', summary: '', hours_late: 3 }) }), INTAKE], total: 2 }))
    const { router } = await page()
    expect(at('entry-d1').textContent).toContain('草稿')
    expect(at('entry-d1').textContent).toContain('迟了 3 小时')
    at('continue-draft').click()
    await settle()
    expect(router.currentRoute.value.params).toMatchObject({ visitId: 'd1' })
  })

  it('brings a discarded draft back and reads the file again', async () => {
    desk.on('visit_bring_back', () => ({}))
    await page()
    await unfold()
    at('bring-back-thrown').click()
    await settle()
    expect(desk.requests('visit_bring_back')).toEqual([{ id: 'thrown' }])
    expect(desk.requests('case_get')).toHaveLength(2)
    expect(desk.requests('case_timeline')).toHaveLength(2)
  })

  it('records what became of an open action', async () => {
    desk.on('action_progress', () => ({}))
    await page()
    await unfold()
    at('action-action-1').click()
    await settle()
    at('action-save').click()
    await settle()
    expect(desk.requests('action_progress')[0]).toMatchObject({ id: 'action-1', seen: ['seen-action'] })
    expect(desk.requests('case_get')).toHaveLength(2)
  })

  it('sets the risk, and sends back what the form was filled from', async () => {
    desk.on('case_save', () => ({ id: 'case-1' }))
    await page()
    at('case-risk').click()
    await settle()
    document.querySelector<HTMLInputElement>('input[value=critical]')?.click()
    await type(field('为什么是这个风险'), '孩子夜里发来消息。')
    at('case-save').click()
    await settle()
    expect(desk.requests('case_save')).toEqual([
      { id: 'case-1', case: aCase({ risk: { level: 'critical', reasons: '孩子夜里发来消息。' } }), seen: ['seen-case'] },
    ])
    expect(document.querySelector('[data-testid=case-save]')).toBeNull()
    expect(desk.requests('case_timeline')).toHaveLength(2)
  })

  it('keeps what was typed when the record changed meanwhile', async () => {
    desk.on('case_save', () => {
      throw new Failure('changed_meanwhile')
    })
    await page()
    at('case-edit').click()
    await settle()
    await type(field('为什么开'), '新的原因')
    at('case-save').click()
    await settle()
    expect(text()).toContain('这份记录有了改动')
    expect(field('为什么开').value).toBe('新的原因')
  })

  it('keeps a risk that was not saved, and opens with it again where one comes back to', async () => {
    const { screen, router } = await page()
    at('case-risk').click()
    await settle()
    await type(field('为什么是这个风险'), '孩子夜里发来消息。')
    expect(router.currentRoute.value.query).toEqual({ open: 'risk/case-1' })
    screen.unmount()
    await settle()
    await mountScreen(CasePage, { props: { id: 'case-1' } as never, at: '/?open=risk/case-1' })
    await settle()
    expect(field('为什么是这个风险').value).toBe('孩子夜里发来消息。')
    expect(at('kept-note').textContent).toContain('接着上次没填完的')
  })

  it('keeps the edit of the intake apart from the risk', async () => {
    await page()
    at('case-edit').click()
    await settle()
    await type(field('为什么开'), '新的原因')
    at('form-cancel').click()
    await settle()
    at('form-keep').click()
    await settle()
    expect([...desk.forms.keys()]).toEqual(['case-edit/case-1'])
    at('case-risk').click()
    await settle()
    expect(document.querySelector('[data-testid=kept-note]')).toBeNull()
  })

  it('keeps what became of an action until it is saved', async () => {
    desk.on('action_progress', () => ({}))
    await page()
    await unfold()
    at('action-action-1').click()
    await settle()
    await type(at('action-outcome') as HTMLInputElement, '挂了下周的号')
    at('form-cancel').click()
    await settle()
    at('form-keep').click()
    await settle()
    expect([...desk.forms.keys()]).toEqual(['action/action-1'])
    at('action-action-1').click()
    await settle()
    expect((at('action-outcome') as HTMLTextAreaElement).value).toBe('挂了下周的号')
    at('action-save').click()
    await settle()
    expect(desk.requests('action_progress')[0]?.progress).toMatchObject({ outcome: '挂了下周的号' })
    expect(desk.forms.size).toBe(0)
  })

  it('shows every change: who, when, from what to what', async () => {
    desk.on('case_history', () => [
      aChange({
        field: 'risk',
        old: JSON.stringify({ level: 'low', reasons: '' }),
        new: JSON.stringify({ level: 'high', reasons: '有伤' }),
      }),
    ])
    await page()
    button('历史').click()
    await settle()
    expect(document.querySelector('del')?.textContent).toBe('低')
    expect(document.querySelector('ins')?.textContent).toBe('高·有伤')
  })

  it('says so when there is no such case', async () => {
    desk.on('case_get', () => {
      throw new Failure('not_found')
    })
    await page()
    expect(document.querySelector('[data-code=not_found]')).not.toBeNull()
    expect(document.querySelector('[data-testid=start-visit]')).toBeNull()
  })
})
