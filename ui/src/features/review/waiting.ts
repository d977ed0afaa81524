/** How many notes wait for the person at the desk: the badge on Review. */
import { computed, ref } from 'vue'
import { session, whenLocked } from '@/features/vault/session'
import type { Role } from '@/ipc/client'

const count = ref(0)
whenLocked(() => (count.value = 0))

export const waitingCount = computed(() => count.value)

/** Whoever learns how many wait says so. */
export function tellQueue(waiting: number): void {
  count.value = waiting
}

const REVIEWERS: ReadonlySet<Role> = new Set<Role>(['supervisor', 'manager'])

/** The person at the desk reviews what others have signed. */
export const reviews = computed(() => !!session.value && REVIEWERS.has(session.value.role))
