/** How far a note has come, and how a review is named. */
import type { ReviewState, ReviewView, Verdict, VisitCard } from '@/ipc/client'
import type { Mark } from './passage'
import { locate } from './passage'

/** The states that a badge shows. */
export type NoteState = 'draft' | 'signed' | 'returned' | 'answered' | 'approved'

/** While it waits, a signed note is simply signed. */
export function stateOf(review: ReviewState | null): Exclude<NoteState, 'draft'> {
  return review === null || review === 'waiting' ? 'signed' : review
}

export function stateOfCard(card: Pick<VisitCard, 'state' | 'review'>): NoteState {
  return card.state === 'draft' ? 'draft' : stateOf(card.review)
}

/** The reviews that count. */
export function counting(reviews: readonly ReviewView[]): ReviewView[] {
  return reviews.filter(({ refused }) => refused === null)
}

/** The latest review that counts and comes to this. */
export function latest(reviews: readonly ReviewView[], verdict: Verdict): ReviewView | undefined {
  return counting(reviews).findLast(({ review }) => review.verdict === verdict)
}

/** The returns that an addendum answers which is written with them in view. */
export function answersOf(reviews: readonly ReviewView[]): string[] {
  return counting(reviews).filter(({ review }) => review.verdict === 'return').map(({ change }) => change)
}

/** A remark with the number by which it is found in the note. */
export interface Numbered {
  n: number
  passage: ReviewView['review']['form']['comments'][number]['passage']
  text: string
}

/** The remarks of the reviews that count, numbered through, each list with its review. */
export function numbered(reviews: readonly ReviewView[]): Map<string, Numbered[]> {
  let n = 0
  const of = (view: ReviewView) => view.review.form.comments.map((comment) => ({ ...comment, n: ++n }))
  return new Map(counting(reviews).map((view) => [view.change, of(view)]))
}

/** Where remarks are to be marked in a text of a part. */
export function marksIn(text: string, part: string, remarks: readonly Pick<Numbered, 'n' | 'passage'>[]): Mark[] {
  return remarks.flatMap(({ n, passage }) => {
    const span = passage.part === part ? locate(text, passage) : undefined
    return span ? [{ ...span, n }] : []
  })
}
