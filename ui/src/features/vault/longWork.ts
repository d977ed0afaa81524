/**
 * Work that needs the case files from its first step to its last: a save waits for its end, and the screens say so.
 * A backup is none of it.
 */
import { computed, ref } from 'vue'

const running = ref(0)

/** A save that is on its way waits for such work. */
export const savesWait = computed(() => running.value > 0)

/** Runs such work. */
export async function holdingAll<T>(work: () => Promise<T>): Promise<T> {
  running.value += 1
  try {
    return await work()
  } finally {
    running.value -= 1
  }
}
