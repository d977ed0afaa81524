import { computed, onScopeDispose, ref } from 'vue'

/** Counts the seconds down until the next passphrase is accepted. */
export function useWait() {
  const until = ref(0)
  const now = ref(performance.now())
  const timer = setInterval(() => (now.value = performance.now()), 250)
  onScopeDispose(() => clearInterval(timer))

  return {
    /** Whole seconds left; 0 when it may be tried. */
    // In whole milliseconds first: a difference of 8000.0000001 is eight seconds, not nine.
    left: computed(() => Math.max(0, Math.ceil(Math.round(until.value - now.value) / 1000))),
    /** Begins to wait. */
    start(seconds: number): void {
      now.value = performance.now()
      until.value = now.value + seconds * 1000
    },
  }
}
