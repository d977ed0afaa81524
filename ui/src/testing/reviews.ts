/** Invented reviews for tests and the preview. */
import type { Review, ReviewComment, ReviewGetResponse, ReviewLine, ReviewView } from '@/ipc/client'
import { aVisitCard, anEntry, day } from './records'
import { aNoteView } from './visits'

export function aComment(change: Partial<ReviewComment> = {}): ReviewComment {
  return { passage: { part: 'judgement', quote: '我判断她还在害怕', occurrence: 0 }, text: '依据是哪几件事？请分开写。', ...change }
}

export function aReview(change: Partial<Review> = {}): Review {
  return {
    verdict: 'return',
    form: { text: '请补充：和父亲谈过没有，奶奶怎么说。', comments: [aComment()] },
    reviewer: 'p2',
    reviewer_name: '沈若兰',
    role: 'supervisor',
    signed_at: `${day(0)}T12:40:00Z`,
    ...change,
  }
}

export function aReviewView(change: Partial<ReviewView> & { of?: Partial<Review> } = {}): ReviewView {
  const { of, ...rest } = change
  return { change: 'e1', review: aReview(of), refused: null, ...rest }
}

export function aReviewLine(change: Partial<ReviewLine> = {}): ReviewLine {
  return {
    visit: aVisitCard(),
    case_number: '2026-017',
    state: 'waiting',
    risk: 'high',
    signed_at: `${day(-4)}T11:05:00Z`,
    days: 4,
    ...change,
  }
}

export function aReviewPage(change: Partial<ReviewGetResponse> = {}): ReviewGetResponse {
  const { state: _, ...note } = aNoteView()
  return {
    note,
    risk: { level: 'high', reasons: '父亲情绪不稳，曾动手；孩子说过不想活。' },
    timeline: [
      anEntry(),
      anEntry({ visit: aVisitCard({ id: 'visit-0', on: day(-20), started_at: `${day(-20)}T15:00:00`, review: 'approved', summary: '父亲在家，没有说话。' }) }),
      anEntry({ kind: 'intake', visit: null, on: day(-150), sentence: '班主任说孩子最近不说话。' }),
    ],
    entries: 3,
    seen: ['n1'],
    right: 'allowed',
    to_review: 3,
    ...change,
  }
}
