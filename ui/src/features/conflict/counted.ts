/** On how many fields people disagree: the badge on Conflicts, which is a place only while there are some. */
import { computed, ref } from 'vue'
import { whenLocked } from '@/features/vault/session'

const count = ref(0)
whenLocked(() => (count.value = 0))

export const conflictCount = computed(() => count.value)

/** Whoever learns how many there are says so. */
export function tellConflicts(now: number): void {
  count.value = now
}
