/** Between the list of notices and the strip that leads to it. */
import { ref } from 'vue'

/** Grows when somebody has said that she has seen the notices. */
export const seenTimes = ref(0)

export function tellSeen(): void {
  seenTimes.value += 1
}
