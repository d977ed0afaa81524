/** Answers of the preview for reviews: a queue of invented notes. `?supervisor` shows it; the visit `own` is one's own. */
import type { ReviewGroup, ReviewLine, ReviewSignResponse, RiskLevel, Verdict } from '@/ipc/client'
import { aVisitCard, day } from '@/testing/records'
import { aReviewLine, aReviewPage, aReviewView } from '@/testing/reviews'
import { anAddendum } from '@/testing/visits'
import { Failure } from '../failure'

const NAMES = ['周禾', '陈桂兰', '吕念', '何守田', '米小禾', '邓阿婆', '韦小满', '龙晓东']
const SUMMARIES = [
  '孩子开了门，说作业做完了。奶奶在灶上烧水，父亲在里屋没有出来。',
  '老人坐在门口择菜，说腿好些了；药吃完三天没有去取。',
  '敲门无人应，邻居说一早去了镇上。窗下晾着衣服。',
  '带来了成绩单，数学考了八十一分，说想让爸爸看。',
]
const RISKS: RiskLevel[] = ['critical', 'high', 'high', 'medium', 'medium', 'medium', 'low', 'low']

const waiting: ReviewLine[] = NAMES.map((client_name, at) =>
  aReviewLine({
    visit: aVisitCard({ id: `note-${at}`, client_name, summary: SUMMARIES[at % SUMMARIES.length] ?? '', on: day(-1 - at), author_name: at % 3 === 1 ? '何敏' : '林晓岚' }),
    case_number: `2026-0${at + 11}`,
    risk: RISKS[at] ?? 'low',
    state: at === 2 ? 'answered' : 'waiting',
    days: at % 4,
  }),
)

function list({ group, risks, offset, limit }: { group: ReviewGroup; risks: RiskLevel[]; offset: number; limit: number }) {
  if (group !== 'to_review') return { rows: [], total: 0 }
  const rows = waiting.filter(({ risk }) => risks.length === 0 || (risk && risks.includes(risk)))
  return { rows: rows.slice(offset, offset + limit), total: rows.length }
}

export const reviewAnswers: Record<string, (request: never) => unknown> = {
  review_queue: list,
  review_get: ({ visit }: { visit: string }) => {
    if (visit === 'none') throw new Failure('not_found')
    const page = aReviewPage({ to_review: waiting.length, right: visit === 'own' ? 'own_note' : 'allowed' })
    const answered = { reviews: [aReviewView()], review: 'answered' as const, addenda: [anAddendum()] }
    return { ...page, note: { ...page.note, id: visit, ...(visit === 'note-2' ? answered : {}) } }
  },
  review_sign: ({ visit, verdict }: { visit: string; verdict: Verdict }): ReviewSignResponse => {
    const at = waiting.findIndex((line) => line.visit.id === visit)
    if (verdict !== 'comment' && at >= 0) waiting.splice(at, 1)
    const next = waiting.find((line) => line.visit.id !== visit)
    const state = verdict === 'approve' ? 'approved' : verdict === 'return' ? 'returned' : 'waiting'
    return { state, next: next ? { visit: next.visit.id, case: next.visit.case, note: next.visit.note ?? '' } : null, to_review: waiting.length }
  },
}
