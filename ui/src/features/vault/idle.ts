import { call } from '@/ipc/client'
import { vault } from './session'

/** The desk is told of activity at most this often, in milliseconds. */
const EVERY = 15_000
const SIGNS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const

/**
 * Tells the desk that the worker is there, so that the idle time starts anew. The desk alone
 * decides when to lock. Returns the way to stop.
 */
export function trackActivity(): () => void {
  let last = -Infinity

  function touch(): void {
    const now = performance.now()
    if (now - last < EVERY || vault.value?.state !== 'open') return
    last = now
    // A touch that is lost only brings the lock nearer.
    call('session_touch', {}).catch(() => undefined)
  }

  for (const sign of SIGNS) window.addEventListener(sign, touch, { passive: true, capture: true })
  return () => {
    for (const sign of SIGNS) window.removeEventListener(sign, touch, { capture: true })
  }
}
