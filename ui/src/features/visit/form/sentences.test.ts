import { describe, expect, it } from 'vitest'
import { aCard, anAction } from '@/testing/records'
import { aForm, aFullForm, anAgreed } from '@/testing/visits'
import { setLanguage } from '@/shared/words'
import { sentencesOf } from './sentences'

const TODAY = '2026-03-18'
const AT = { started_at: '2026-03-18T15:10:00', ended_at: '2026-03-18T16:20:00' }
const of = (form = aFullForm(AT)) => sentencesOf(form, aCard(), [], TODAY)

describe('the sentence a part folds to', () => {
  it('is empty while the part is not done', () => {
    const sentences = of(aForm({ started_at: AT.started_at }))
    expect(Object.values(sentences).filter((sentence) => sentence !== '')).toEqual([])
  })

  it('says when and how, and where when it was not at home', () => {
    expect(of().visit).toBe('约好的家访 · 3月18日周三 15:10–16:20')
    expect(of(aFullForm({ ...AT, place: '村委会' })).visit).toMatch(/· 村委会$/)
  })

  it('says who was there, or that nobody was', () => {
    expect(of().present).toBe('周禾、周奶奶和韩春梅（儿童主任）')
    expect(of(aForm({ nobody_home: true })).present).toBe('没有人在家')
    expect(of(aForm({ nobody_home: true, kind: 'phone' })).present).toBe('没有人接')
  })

  it('does not fold actions of which one has no words', () => {
    expect(of(aForm({ actions: [anAgreed(), anAgreed({ id: 'b', what: ' ' })] })).actions).toBe('')
    expect(of().actions).toMatch(/^3 项行动 · 陪孩子去县医院看心理门诊 · /)
  })

  it('counts what is attached, and what is still open', () => {
    expect(of().attachments).toBe('2 张照片和1 段录音')
    expect(sentencesOf(aForm(), aCard(), [anAction(), anAction()], TODAY).earlier).toBe('还有 2 件没办完')
  })

  it('is English in English, with its own plurals', () => {
    setLanguage('en')
    expect(of(aFullForm({ ...AT, actions: [anAgreed()] })).actions).toMatch(/^1 action · /)
    expect(of().attachments).toBe('2 photos and 1 recording')
  })

  it('shortens a long note', () => {
    expect(of(aForm({ observations: '门开着。\n'.repeat(50_000) })).observed.length).toBeLessThanOrEqual(61)
  })
})
