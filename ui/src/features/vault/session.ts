/**
 * The vault as the screens know it: absent, locked or open, and who works. One state for all.
 */
import { readonly, ref, shallowRef } from 'vue'
import { call, Failure, listen, type SessionProfileResponse, type VaultStatusResponse } from '@/ipc/client'

const status = shallowRef<VaultStatusResponse>()
const profile = shallowRef<SessionProfileResponse>()
const fault = shallowRef<Failure>()
const locking = ref(false)
const flushers = new Set<() => Promise<void>>()
const onLocked = new Set<() => unknown>()

/** What the desk last said of the vault. */
export const vault = readonly(status)
/** Who works here; known while the vault is open. */
export const session = readonly(profile)
/** Why the desk could not say how the vault stands. */
export const vaultFault = readonly(fault)
/** The vault is being locked: drafts are going in. */
export const isLocking = readonly(locking)

/** Asks the desk how the vault stands, and who works if it is open. */
export async function readVault(): Promise<VaultStatusResponse> {
  try {
    const answer = await call('vault_status', {})
    profile.value = answer.state === 'open' ? await call('session_profile', {}) : undefined
    status.value = answer
    fault.value = undefined
    return answer
  } catch (error) {
    fault.value = Failure.from(error)
    throw error
  }
}

/** What must be written before the vault locks: an autosaved form registers here. Returns the way out. */
export function beforeLock(flush: () => Promise<void>): () => void {
  flushers.add(flush)
  return () => flushers.delete(flush)
}

/** Saves what is being typed, then closes the vault. A save that fails does not hold the door open. */
export async function lockVault(): Promise<void> {
  if (locking.value) return
  locking.value = true
  try {
    await saveAll()
    await call('vault_lock', {})
    closed()
  } finally {
    locking.value = false
  }
}

async function saveAll(): Promise<void> {
  await Promise.allSettled([...flushers].map((flush) => flush()))
}

/** Tells `heard` whenever the vault has been closed, by whomever. Returns the way to stop. */
export function whenLocked(heard: () => unknown): () => void {
  onLocked.add(heard)
  return () => onLocked.delete(heard)
}

/**
 * Hears the vault being closed by the desk or the shell: idle time, suspend, the closed window. Asked to
 * flush, it saves and locks: the shell waits for the lock. Call once.
 */
export async function followVault(): Promise<void> {
  await listen((news) => {
    if (news.event === 'locked') closed()
    else if (news.event === 'flush') lockVault().catch(() => undefined)
  })
}

function closed(): void {
  const now = status.value
  if (!now || now.state !== 'open') return
  status.value = { ...now, state: 'locked' }
  profile.value = undefined
  for (const heard of onLocked) heard()
}
