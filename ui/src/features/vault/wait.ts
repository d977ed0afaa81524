import { computed, onScopeDispose, ref } from 'vue'

/** Counts the seconds down until the next passphrase is accepted. */
export function useWait() {
  const until = ref(0)
  const now = ref(performance.now())
  const timer = setInterval(() => (now.value = performance.now()), 250)
  onScopeDispose(() => clearInterval(timer))

  return {
    /** Whole seconds left; 0 when it may be tried. */
    left: computed(() => Math.max(0, Math.ceil((until.value - now.value) / 1000))),
    /** Begins to wait. */
    start(seconds: number): void {
      now.value = performance.now()
      until.value = now.value + seconds * 1000
    },
  }
}
