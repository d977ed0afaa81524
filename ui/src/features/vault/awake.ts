/**
 * Keeps the vault open while something is on the screen that is shown once: a recovery code that is being
 * written down or carried to the printer. Not for ever: a laptop that was forgotten locks.
 */
import { onScopeDispose } from 'vue'
import { call } from '@/ipc/client'

/** How often the desk hears that somebody is there. */
const BEAT_MS = 30_000
/** Long enough to fetch a printer; then the idle time runs as always. */
const LONGEST_MS = 30 * 60_000

/** Keeps the vault open while the component is there, for half an hour at most. */
export function useAwake(): void {
  const begun = Date.now()
  const beat = setInterval(() => {
    if (Date.now() - begun > LONGEST_MS) clearInterval(beat)
    else call('session_touch', {}).catch(() => undefined)
  }, BEAT_MS)
  onScopeDispose(() => clearInterval(beat))
}
