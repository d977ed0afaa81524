/** What became of an action, as it is typed: the day may be unread. */
import type { ActionView } from '@/ipc/client'
import type { Day } from '@/shared/dates'

export interface Outcome {
  became: 'done' | 'dropped'
  on: Day | null
  outcome: string
}

/** The form over an action on record; what is still open is taken for done today. */
export function outcomeOf({ progress, seen }: ActionView, today: Day): { typed: Outcome; seen: string[] } {
  const became = progress.state === 'dropped' ? 'dropped' : 'done'
  return { typed: { became, on: progress.closed_on ?? today, outcome: progress.outcome }, seen }
}
