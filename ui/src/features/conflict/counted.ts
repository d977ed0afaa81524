/** What people have to decide: fields on which they disagree, and clients who are perhaps one person. The badge on Conflicts,
 * which is a place only while there are some. */
import { computed, ref } from 'vue'
import { whenLocked } from '@/features/vault/session'

const fields = ref(0)
const pairs = ref(0)
whenLocked(() => {
  fields.value = 0
  pairs.value = 0
})

export const conflictCount = computed(() => fields.value + pairs.value)

/** Whoever learns on how many fields people disagree says so. */
export function tellConflicts(now: number): void {
  fields.value = now
}

/** Whoever learns how many pairs of clients wait to be judged says so. */
export function tellAlike(now: number): void {
  pairs.value = now
}
