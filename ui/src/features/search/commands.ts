/** What the palette can do besides finding: going to a place, registering, locking. */
import type { Router } from 'vue-router'
import { audits } from '@/features/access/log'
import { conflictCount } from '@/features/conflict/counted'
import { reviews } from '@/features/review/waiting'
import { isLinked } from '@/features/sync/state'
import { lockVault } from '@/features/vault/session'
import type { WordKey } from '@/shared/words'

export interface Command {
  key: string
  icon: string
  word: WordKey
  /** Its shortcut, as printed on the keyboard. */
  keys?: readonly string[]
  run: (router: Router) => unknown
  /** Offered only then. */
  when?: () => boolean
}

export const COMMANDS: readonly Command[] = [
  { key: 'register', icon: 'i-lucide-user-plus', word: 'clients.register', run: (router) => router.push({ name: 'client-new' }) },
  { key: 'today', icon: 'i-lucide-sun', word: 'search.today', run: (router) => router.push({ name: 'today' }) },
  { key: 'cases', icon: 'i-lucide-folder-open', word: 'search.cases', run: (router) => router.push({ name: 'cases' }) },
  { key: 'review', icon: 'i-lucide-stamp', word: 'search.review', run: (router) => router.push({ name: 'reviews' }), when: () => reviews.value },
  { key: 'access', icon: 'i-lucide-scan-eye', word: 'search.access', run: (router) => router.push({ name: 'access' }), when: () => audits.value },
  { key: 'conflicts', icon: 'i-lucide-columns-2', word: 'search.conflicts', run: (router) => router.push({ name: 'conflicts' }), when: () => conflictCount.value > 0 },
  { key: 'verify', icon: 'i-lucide-file-check-2', word: 'verify.title', run: (router) => router.push({ name: 'verify' }) },
  { key: 'station', icon: 'i-lucide-users', word: 'search.station', run: (router) => router.push({ name: 'station' }) },
  { key: 'sync', icon: 'i-lucide-refresh-cw', word: 'search.sync', run: (router) => router.push({ name: 'sync' }), when: () => isLinked.value },
  { key: 'settings', icon: 'i-lucide-settings-2', word: 'search.settings', run: (router) => router.push({ name: 'settings' }) },
  { key: 'lock', icon: 'i-lucide-lock', word: 'search.lock', keys: ['Ctrl', 'L'], run: () => lockVault() },
]
