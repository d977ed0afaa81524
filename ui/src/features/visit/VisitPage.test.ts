import { beforeEach, describe, expect, it } from 'vitest'
import { heldName, hold, isHolding } from '@/features/vault/held'
import { readVault } from '@/features/vault/session'
import { Failure, type VisitForm, type VisitView } from '@/ipc/client'
import { FakeDesk } from '@/ipc/fake'
import { at, button, field, mountPage, type } from '@/testing/mount'
import { settle } from '@/testing/settle'
import { aReviewView } from '@/testing/reviews'
import { PROFILE, statusOf } from '@/testing/vault'
import { aDraftView, aFullForm, anAddendum, aNote, aNoteView } from '@/testing/visits'
import VisitPage from './VisitPage.vue'

let desk: FakeDesk
let visit: VisitView
beforeEach(async () => {
  visit = aNoteView()
  desk = FakeDesk.install()
    .on('vault_status', () => statusOf('open'))
    .on('session_profile', () => PROFILE)
    .on('visit_get', () => visit)
    .on('visit_autosave', () => ({ saved_at: '2026-03-18T09:41:00+08:00', missing: [] }))
    .on('addendum_autosave', () => ({}))
    .on('addendum_sign', () => ({}))
    .onBytes('attachment_read', () => new ArrayBuffer(4))
  await readVault()
})

async function open() {
  const shown = await mountPage(VisitPage, { id: 'case-1', visitId: 'visit-1' })
  await settle()
  return shown
}

describe('VisitPage', () => {
  it('shows the note in place of the form once it is signed', async () => {
    visit = aDraftView({ form: aFullForm() })
    desk.on('visit_sign', () => {
      visit = aNoteView()
      return { verification_code: 'K7QM' }
    })
    await open()
    at('visit-sign').click()
    await settle()
    at('visit-sign-confirm').click()
    await settle()
    expect(at('note-just-signed').textContent).toContain('已签署并存档')
    expect(document.querySelector('[data-testid="visit-sign"]')).toBeNull()
  })

  describe('when the note turns out to be signed already', () => {
    async function signs(typed: Partial<VisitForm>, signed: Partial<VisitForm> = {}) {
      visit = aDraftView({ form: aFullForm(typed) })
      desk.on('visit_sign', () => Promise.reject(new Failure('already_signed')))
      const shown = await open()
      visit = aNoteView({ note: aNote({ form: aFullForm(signed) }) })
      at('visit-sign').click()
      await settle()
      at('visit-sign-confirm').click()
      await settle()
      return shown
    }

    it('shows the note and says so; nothing else is left to do', async () => {
      await signs({ observations: `${aFullForm().observations}\n ` })
      expect(at('note-just-signed').textContent).toContain('先前已经签署并存档')
      expect(document.querySelector('[data-testid="visit-sign"]')).toBeNull()
      expect(document.getElementById('addendum-text')).toBeNull()
    })

    it('puts what the note does not have into the draft of an addendum, which the vault takes in', async () => {
      await signs({ judgement: '后来又想到：先联系村里', place: '村委会' })
      expect(at('note-just-signed').textContent).toContain('都放进了下面的补记草稿')
      const text = field('补充或更正什么').value
      expect(text).toBe('地点\n村委会\n\n我的判断\n后来又想到：先联系村里')
      at('addendum-close').click()
      await settle()
      expect(desk.requests('addendum_autosave').at(-1)).toEqual({ visit: 'visit-1', text })
    })

    it('is noticed by a save, too', async () => {
      visit = aDraftView({ form: aFullForm() })
      await open()
      visit = aNoteView({ addendum_draft: '先前写的' })
      desk.on('visit_autosave', () => Promise.reject(new Failure('already_signed')))
      await type(field('我的判断'), '又想到一点')
      field('我的判断').dispatchEvent(new FocusEvent('focusout', { bubbles: true }))
      await settle()
      expect(field('补充或更正什么').value).toBe('先前写的\n\n我的判断\n又想到一点')
    })

    it('keeps the form while the note cannot be read', async () => {
      visit = aDraftView({ form: aFullForm() })
      await open()
      desk.on('visit_autosave', () => Promise.reject(new Failure('already_signed')))
      desk.on('visit_get', () => Promise.reject(new Failure('disk_fault')))
      await type(field('我的判断'), '又想到一点')
      field('我的判断').dispatchEvent(new FocusEvent('focusout', { bubbles: true }))
      await settle()
      expect(field('我的判断').value).toBe('又想到一点')
      expect(at('saved-mark').textContent).toContain('已经签署')
    })
  })

  it('says when there is no such visit, and where to go', async () => {
    desk.on('visit_get', () => Promise.reject({ code: 'not_found' }))
    const { screen } = await open()
    expect(screen.text()).toContain('找不到这份记录')
    expect(screen.text()).toContain('回到个案')
  })
})

describe('what cannot be read', () => {
  it('of the addenda is counted beside those that can', async () => {
    visit = aNoteView({ addenda: [anAddendum()], addenda_unreadable: 2 })
    await open()
    expect(at('addenda-unreadable').textContent).toContain('还有 2 份补记读不出来')
    expect(at('addendum-0')).toBeTruthy()
  })

  it('of a draft is said of that draft alone', async () => {
    visit = aNoteView({ addendum_draft_unreadable: true })
    const { screen } = await open()
    expect(screen.text()).toContain('这一份草稿读不出来')
    expect(screen.text()).not.toContain('档案文件有损坏')
    expect(at('note-observations')).toBeTruthy()
  })
})

describe('an addendum that the vault could not take in before it locked', () => {
  it('is open again, with its words, and goes in then', async () => {
    hold(heldName('addendum/visit-1'), '后来才知道')
    await open()
    expect(field('补充或更正什么').value).toBe('后来才知道')
    at('addendum-close').click()
    await settle()
    expect(desk.requests('addendum_autosave')).toEqual([{ visit: 'visit-1', text: '后来才知道' }])
    expect(isHolding.value).toBe(false)
  })
})

describe('a signed note', () => {
  it('has facts and judgement apart, and every character of them', async () => {
    await open()
    expect(at('note-observations').textContent?.replace(/\s/g, '')).toBe(aFullForm().observations.replace(/\s/g, ''))
    expect(at('note-judgement').textContent).toContain('我判断她还在害怕')
    expect(at('note-observations').textContent).not.toContain('我判断')
  })

  it('warns from whom it is withheld, and carries its code', async () => {
    await open()
    expect(at('note-withheld').textContent).toContain('周大山')
    button('这份记录').click()
    await settle()
    expect(at('note-code').textContent).toBe('K7QM-X2FD-9RTA')
  })

  it('shows nothing of the kind where nobody is withheld from', async () => {
    visit = aNoteView({ withheld_from: [] })
    await open()
    expect(document.querySelector('[data-testid="note-withheld"]')).toBeNull()
  })

  it('says what became of its actions', async () => {
    const { screen } = await open()
    expect(screen.text()).toContain('卫生院开了一周的药')
    desk.on('action_progress', () => ({}))
    at('note-action-agreed-1').click()
    await settle()
    at('action-save').click()
    await settle()
    expect(desk.requests('action_progress')[0]?.id).toBe('agreed-1')
    expect(desk.requests('visit_get')).toHaveLength(2)
  })

  it('lists who changed what, by the short id', async () => {
    const { screen } = await open()
    button('这份记录').click()
    await settle()
    expect(screen.text()).toContain('林晓岚 签署了记录')
    expect(screen.text()).toContain('9f3c21ab')
    expect(screen.text()).not.toContain('9f3c21ab77e0')
  })

  it('says so when nobody was home', async () => {
    visit = aNoteView({ note: aNote({ form: aFullForm({ nobody_home: true, present: [] }) }) })
    const { screen } = await open()
    expect(screen.text()).toContain('没有人在家')
  })

  it('leads to the report', async () => {
    await open()
    expect(at('note-report').getAttribute('href')).toMatch(/^\/report\/visit-1\?note=/)
  })
})

describe('several notes of one visit', () => {
  it('are said to be several and all shown; one that is opened has the page', async () => {
    const mine = aNoteView()
    const { state: _state, others: _others, ...view } = aNoteView()
    const hers = { ...view, change: 'b2', note: { ...view.note, author_name: '何青', form: { ...view.note.form, observations: '一切都好。' } } }
    visit = { ...mine, others: [hers] }
    await open()
    expect(at('note-several').textContent).toContain('2')
    expect(at('note-other').textContent).toContain('何青')
    expect(at('note-other').textContent).toContain('一切都好。')
    expect(at('note-observations').textContent).not.toContain('一切都好。')
    at('note-choose').click()
    await settle()
    expect(at('note-observations').textContent).toContain('一切都好。')
    expect(at('note-other').textContent).toContain(mine.note.author_name)
  })

  it('of one note nothing is said', async () => {
    visit = aNoteView()
    await open()
    expect(document.querySelector('[data-testid="note-several"]')).toBeNull()
  })
})

describe('an addendum', () => {
  const field = () => document.getElementById('addendum-text') as unknown as HTMLInputElement

  it('saves itself while it is written, and is signed after a question', async () => {
    await open()
    at('addendum-open').click()
    await settle()
    await type(field(), '药是五天的量')
    field().dispatchEvent(new FocusEvent('focusout', { bubbles: true }))
    await settle()
    expect(desk.requests('addendum_autosave')).toEqual([{ visit: 'visit-1', text: '药是五天的量' }])
    at('addendum-sign').click()
    await settle()
    expect(desk.requests('addendum_sign')).toEqual([])
    visit = aNoteView({ addenda: [anAddendum({ text: '药是五天的量' })] })
    at('confirm').click()
    await settle()
    expect(desk.requests('addendum_sign')).toEqual([{ visit: 'visit-1', text: '药是五天的量', answers: [], note: '9f3c21ab77e0' }])
    expect(at('addendum-0').textContent).toContain('药是五天的量')
    expect(field()).toBeNull()
    expect(document.activeElement).toBe(at('addendum-0'))
  })

  it('is not signed empty', async () => {
    await open()
    at('addendum-open').click()
    await settle()
    at('addendum-sign').click()
    await settle()
    expect(document.body.textContent).toContain('还没有写内容')
    expect(document.activeElement).toBe(field())
  })

  it('that was begun is there again', async () => {
    visit = aNoteView({ addendum_draft: '上次写到一半' })
    await open()
    expect(field().value).toBe('上次写到一半')
  })

  it('is put away for later, and keeps what was written', async () => {
    await open()
    at('addendum-open').click()
    await settle()
    await type(field(), '半句')
    button('以后再写').click()
    await settle()
    expect(desk.requests('addendum_autosave').at(-1)?.text).toBe('半句')
    expect(field()).toBeNull()
    expect(document.activeElement).toBe(at('addendum-open'))
  })
})

describe('a note that was returned', () => {
  beforeEach(() => {
    visit = aNoteView({ review: 'returned', reviews: [aReviewView()], note: aNote({ author: PROFILE.person }) })
  })

  it('says who returned it and why, and marks the words that were remarked on', async () => {
    await open()
    expect(at('note-returned').textContent).toMatch(/沈若兰.*退回了这份记录/)
    expect(at('note-returned').textContent).toContain('请补充：和父亲谈过没有')
    expect(document.querySelector('mark')?.textContent).toBe('我判断她还在害怕')
    expect(at('review-0').textContent).toContain('依据是哪几件事')
    expect(at('note-observations').textContent?.replace(/\s/g, '')).toBe(aFullForm().observations.replace(/\s/g, ''))
  })

  it('is answered with an addendum that names the return', async () => {
    await open()
    at('note-answer').click()
    await settle()
    await type(field('补充或更正什么'), '奶奶说每天只做一顿饭。')
    at('addendum-sign').click()
    await settle()
    button('签署补记').click()
    at('confirm').click()
    await settle()
    expect(desk.requests('addendum_sign')).toEqual([{ visit: 'visit-1', text: '奶奶说每天只做一顿饭。', answers: ['e1'], note: '9f3c21ab77e0' }])
  })

  it('is not for a colleague to answer', async () => {
    visit = aNoteView({ review: 'returned', reviews: [aReviewView()], note: aNote({ author: 'somebody-else' }) })
    await open()
    expect(document.querySelector('[data-testid=note-answer]')).toBeNull()
  })

  it('shows a review that does not count as such, and nothing of it in the text', async () => {
    visit = aNoteView({ reviews: [aReviewView({ refused: 'own_note' })] })
    await open()
    expect(at('review-refused').textContent).toContain('不算数')
    expect(document.querySelector('mark')).toBeNull()
    expect(document.querySelector('[data-testid=note-returned]')).toBeNull()
  })
})
