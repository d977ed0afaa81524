import { beforeEach, describe, expect, it, vi } from 'vitest'
import { readVault } from '@/features/vault/session'
import { Failure, type ReviewGetResponse } from '@/ipc/client'
import { FakeDesk } from '@/ipc/fake'
import { at, field, mountPage, type } from '@/testing/mount'
import { aReviewPage, aReviewView } from '@/testing/reviews'
import { settle } from '@/testing/settle'
import { PROFILE, statusOf } from '@/testing/vault'
import { anAddendum, JUDGEMENT, OBSERVATIONS } from '@/testing/visits'
import ReviewPage from './ReviewPage.vue'

let desk: FakeDesk
let page: ReviewGetResponse
beforeEach(async () => {
  page = aReviewPage()
  desk = FakeDesk.install()
    .on('vault_status', () => statusOf('open'))
    .on('session_profile', () => ({ ...PROFILE, person: 'p2', person_name: '沈若兰', role: 'supervisor' }))
    .on('review_get', () => page)
    .on('review_sign', () => ({ state: 'approved', next: { visit: 'visit-2', case: 'case-2', note: 'note-2' }, to_review: 2 }))
    .onBytes('attachment_read', () => new ArrayBuffer(4))
  await readVault()
})

async function open() {
  const shown = await mountPage(ReviewPage, { visitId: 'visit-1' })
  await settle()
  return shown
}

const missing = (testid: string) => document.querySelector(`[data-testid="${testid}"]`) === null
const signed = () => desk.requests('review_sign')

/** Enter on the sentence that begins so, as the keyboard does it. */
async function remarkOn(beginning: string): Promise<void> {
  const found = [...document.querySelectorAll<HTMLElement>('[data-sentence]')].find((one) => one.textContent?.startsWith(beginning))
  found?.focus()
  found?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }))
  await settle()
}

describe('the note to be reviewed', () => {
  it('stands whole beside the course of its case', async () => {
    await open()
    const text = at('review-note').textContent?.replace(/\s/g, '') ?? ''
    expect(text).toContain(OBSERVATIONS.replace(/\s/g, ''))
    expect(text).toContain(JUDGEMENT)
    const course = at('review-course').textContent ?? ''
    for (const part of ['这份记录', '父亲在家，没有说话', '已通过', '班主任说孩子最近不说话']) expect(course).toContain(part)
  })

  it('is walked sentence by sentence', async () => {
    await open()
    const all = [...document.querySelectorAll<HTMLElement>('[data-part=judgement] [data-sentence]')]
    expect(all.map(({ tabIndex }) => tabIndex)).toEqual([0, -1, -1])
    all[0]!.focus()
    all[0]!.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }))
    expect(document.activeElement).toBe(all[1])
  })

  it('says when there is none, and the way back', async () => {
    desk.on('review_get', () => Promise.reject(new Failure('not_found')))
    const { screen } = await open()
    expect(screen.text()).toContain('找不到这份记录')
    expect(screen.text()).toContain('回到待审阅')
  })

  it('is read and not reviewed where it is one’s own', async () => {
    page = aReviewPage({ right: 'own_note' })
    await open()
    expect(at('review-own').textContent).toContain('自己写的记录')
    expect(missing('review-approve')).toBe(true)
    await remarkOn('父亲的疼痛')
    expect(missing('remark-1')).toBe(true)
  })
})

describe('reviewing', () => {
  it('approves with one key, names what was on the screen, and offers the next note', async () => {
    await open()
    document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, cancelable: true }))
    await settle()
    expect(signed()).toEqual([{ visit: 'visit-1', verdict: 'approve', form: { text: '', comments: [] }, seen: ['n1'] }])
    expect(at('review-signed').textContent).toMatch(/已通过.*还有 2 份在等/)
    expect(document.activeElement).toBe(at('review-next'))
    expect(at('review-next').getAttribute('href')).toBe('/review/visit-2?note=note-2')
    expect(missing('review-approve')).toBe(true)
  })

  it('remarks on a sentence, marks it, and returns the note with reasons', async () => {
    desk.on('review_sign', () => ({ state: 'returned', next: null, to_review: 0 }))
    await open()
    await remarkOn('父亲的疼痛')
    expect(document.querySelector('mark')?.textContent).toBe('父亲的疼痛没有缓解，复发的可能仍在；药断了会更难。')
    expect(document.activeElement).toBe(at('remark-1'))
    await type(at('remark-1') as HTMLInputElement, '问过医生吗？')
    at('review-return').click()
    await settle()
    expect(signed()).toEqual([])
    expect(document.body.textContent).toContain('退回要写明理由')
    expect(document.activeElement).toBe(field('总的意见'))
    await type(field('总的意见'), '请补充医生的说法。')
    at('review-return').click()
    await settle()
    const passage = { part: 'judgement', quote: '父亲的疼痛没有缓解，复发的可能仍在；药断了会更难。', occurrence: 0 }
    expect(signed()[0]).toEqual({
      visit: 'visit-1',
      verdict: 'return',
      form: { text: '请补充医生的说法。', comments: [{ passage, text: '问过医生吗？' }] },
      seen: ['n1'],
    })
    expect(at('review-signed').textContent).toContain('已退回')
    expect(document.activeElement).toBe(at('review-back'))
  })

  it('remarks on selected words of an addendum', async () => {
    page = aReviewPage({ note: { ...page.note, addenda: [anAddendum()] } })
    await open()
    const text = document.querySelector('[data-part=addenda] [data-from]')!.firstChild!
    const range = document.createRange()
    range.setStart(text, 3)
    range.setEnd(text, 10)
    document.getSelection()!.removeAllRanges()
    document.getSelection()!.addRange(range)
    document.dispatchEvent(new Event('selectionchange'))
    await new Promise((done) => setTimeout(done, 150))
    at('remark-selected').click()
    await settle()
    expect(document.querySelector('mark')?.textContent).toBe('药还剩五天的量')
    await type(at('remark-1') as HTMLInputElement, '谁数的？')
    at('review-comment').click()
    await settle()
    expect(signed()[0]?.form.comments[0]?.passage).toEqual({ part: 'addenda', quote: '药还剩五天的量', occurrence: 0 })
  })

  it('asks for the words of an empty remark, and takes one away that is not wanted', async () => {
    await open()
    await remarkOn('父亲的疼痛')
    at('review-approve').click()
    await settle()
    expect(signed()).toEqual([])
    expect(document.body.textContent).toContain('这条批注还没有写内容')
    at('remark-remove-1').click()
    await settle()
    expect(document.querySelector('mark')).toBeNull()
    at('review-approve').click()
    await settle()
    expect(signed()).toHaveLength(1)
  })

  it('is kept as it is typed, and goes on from there', async () => {
    const { router } = await open()
    await type(field('总的意见'), '先记一半')
    await router.push('/')
    await settle()
    expect([...desk.forms.keys()]).toEqual(['review/visit-1'])
    await open()
    expect(field('总的意见').value).toBe('先记一半')
    at('review-approve').click()
    await settle()
    expect(desk.forms.size).toBe(0)
  })

  it('shows what came meanwhile before it signs, and loses nothing that was typed', async () => {
    desk.on('review_sign', () => Promise.reject(new Failure('changed_meanwhile')))
    await open()
    await type(field('总的意见'), '写得清楚')
    at('review-approve').click()
    await settle()
    page = aReviewPage({ note: { ...page.note, addenda: [anAddendum()] }, seen: ['n1', 'a1'] })
    desk.on('review_sign', () => ({ state: 'approved', next: null, to_review: 0 }))
    at('review-reload').click()
    await settle()
    expect(at('review-note').textContent).toContain('更正：药还剩五天的量')
    expect(field('总的意见').value).toBe('写得清楚')
    at('review-approve').click()
    await settle()
    expect(signed().at(-1)?.seen).toEqual(['n1', 'a1'])
  })

  it('tells what the desk finds wrong with it', async () => {
    const problems = [{ field: 'comments', problem: 'not_in_note', detail: null }]
    desk.on('review_sign', () => Promise.reject(new Failure('invalid', { problems })))
    await open()
    at('review-approve').click()
    await settle()
    expect(at('review-wrong').textContent).toContain('批注的字不在这份记录里')
    expect(missing('review-signed')).toBe(true)
  })

  it('numbers its remarks after those of the reviews before', async () => {
    page = aReviewPage({ note: { ...page.note, reviews: [aReviewView()], review: 'answered' } })
    await open()
    await remarkOn('父亲的疼痛')
    expect(missing('remark-1')).toBe(true)
    expect(at('remark-2')).toBeTruthy()
    expect([...document.querySelectorAll('mark')].map(({ textContent }) => textContent?.slice(0, 4))).toEqual(['我判断她', '父亲的疼'])
  })

  it('can be followed by another review of the same note', async () => {
    await open()
    at('review-comment').click()
    await settle()
    expect(document.body.textContent).toContain('还没有写意见')
    await type(field('总的意见'), '先看一眼')
    at('review-comment').click()
    await settle()
    at('review-again').click()
    await settle()
    expect(field('总的意见').value).toBe('')
  })
})

describe('an addendum that arrives while the review is written', () => {
  it('is shown and told, and what was typed stays', async () => {
    await open()
    await type(field('总的意见'), '先记一半')
    page = { ...page, seen: [...page.seen, 'added'], note: { ...page.note, addenda: [...page.note.addenda, anAddendum({ text: '班主任刚刚回电' })] } }
    vi.useFakeTimers()
    desk.emit({ event: 'changed' })
    await vi.advanceTimersByTimeAsync(500)
    vi.useRealTimers()
    await settle()
    expect(at('review-note').textContent).toContain('班主任刚刚回电')
    expect(at('review-arrived').textContent).toContain('刚刚收到新的补充')
    expect(field('总的意见').value).toBe('先记一半')
  })
})
