import type { WordKey } from '@/shared/words'

/** A place of the left rail. */
export interface Place {
  /** Route name. */
  name: 'today' | 'cases' | 'reviews' | 'access' | 'conflicts' | 'station' | 'guide' | 'settings'
  icon: string
  word: WordKey
  /** Routes that belong to this place, for marking it. */
  holds: readonly string[]
  /** Only for those who review what others have signed. */
  reviewers?: boolean
  /** Only for those who look through who opened what. */
  auditors?: boolean
  /** Only while something waits there, or one is there. */
  whenWaiting?: boolean
}

/** The places that exist, top to bottom; the last three stand at the foot. */
export const PLACES: readonly Place[] = [
  { name: 'today', icon: 'i-lucide-sun', word: 'frame.today', holds: ['today'] },
  {
    name: 'cases',
    icon: 'i-lucide-folder-open',
    word: 'frame.cases',
    holds: ['cases', 'client', 'client-new', 'client-edit', 'case', 'case-new', 'visit', 'report'],
  },
  { name: 'reviews', icon: 'i-lucide-stamp', word: 'frame.review', holds: ['reviews', 'review'], reviewers: true },
  { name: 'access', icon: 'i-lucide-scan-eye', word: 'frame.access', holds: ['access'], auditors: true },
  { name: 'conflicts', icon: 'i-lucide-columns-2', word: 'frame.conflicts', holds: ['conflicts', 'conflict'], whenWaiting: true },
]
export const FOOT_PLACES: readonly Place[] = [
  { name: 'station', icon: 'i-lucide-users', word: 'frame.station', holds: ['station', 'station-join', 'station-found', 'station-invite', 'sync'] },
  { name: 'guide', icon: 'i-lucide-book-open', word: 'frame.guide', holds: ['guide', 'verify'] },
  { name: 'settings', icon: 'i-lucide-settings-2', word: 'frame.settings', holds: ['settings'] },
]
