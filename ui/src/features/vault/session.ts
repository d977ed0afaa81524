/**
 * The vault as the screens know it: absent, locked or open, and who works. One state for all.
 */
import { readonly, ref, shallowRef } from 'vue'
import { call, Failure, listen, type SessionProfileResponse, type VaultStatusResponse } from '@/ipc/client'

const status = shallowRef<VaultStatusResponse>()
const profile = shallowRef<SessionProfileResponse>()
const fault = shallowRef<Failure>()
const locking = ref(false)
/** How often the desk said that the vault was closed. */
let closings = 0
const writings = new Set<Writing>()
const onLocked = new Set<() => unknown>()
const onClosing = new Set<() => unknown>()

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
    const before = closings
    let { answer, who } = await ask()
    // It was closed, or destroyed, between the two questions: nobody will say so again, it was not known as open.
    if ((answer.state === 'open' && !who) || closings !== before) ({ answer, who } = await ask())
    profile.value = who
    status.value = answer
    fault.value = undefined
    return answer
  } catch (error) {
    fault.value = Failure.from(error)
    throw error
  }
}

/** How the vault stands, and who works here; nobody where it is no longer open. */
async function ask(): Promise<{ answer: VaultStatusResponse; who?: SessionProfileResponse }> {
  const answer = await call('vault_status', {})
  if (answer.state !== 'open') return { answer }
  try {
    return { answer, who: await call('session_profile', {}) }
  } catch (error) {
    if (Failure.is(error, 'locked')) return { answer }
    throw error
  }
}

/** What is nowhere but in the window. */
export interface Unsaved {
  kind: 'visit' | 'addendum' | 'form' | 'attachment'
  /** Whom or what it is about, for when the vault is open. */
  name: string
  /** Why it could not be saved. */
  failure?: Failure
}

interface Writing {
  flush: () => Promise<unknown>
  unsaved: () => Unsaved | undefined
}

/**
 * What must be written before the vault locks: an autosaved form registers here. `unsaved` says what is
 * not in the vault nevertheless. Returns the way out.
 */
export function beforeLock(flush: () => Promise<unknown>, unsaved: () => Unsaved | undefined = () => undefined): () => void {
  const writing = { flush, unsaved }
  writings.add(writing)
  return () => writings.delete(writing)
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

/** Saves what is being typed. What could not be saved is told by {@link unsavedNow}. */
export async function saveAll(): Promise<void> {
  await Promise.allSettled([...writings].map(({ flush }) => flush()))
}

/** What is typed in the forms that are open and is not in the vault. */
export function unsavedNow(): Unsaved[] {
  return [...writings].flatMap(({ unsaved }) => unsaved() ?? [])
}

/** Tells `heard` whenever the vault has been closed, by whomever. Returns the way to stop. */
export function whenLocked(heard: () => unknown): () => void {
  onLocked.add(heard)
  return () => onLocked.delete(heard)
}

/** Tells `heard` whenever the window is asked to close. Returns the way to stop. */
export function whenClosing(heard: () => unknown): () => void {
  onClosing.add(heard)
  return () => onClosing.delete(heard)
}

/**
 * Hears the vault being closed by the desk or the shell: idle time, suspend. Asked to flush, it saves and locks:
 * the shell waits for the lock. Hears, too, that the window is asked to close. Call once.
 */
export async function followVault(): Promise<void> {
  await listen((news) => {
    if (news.event === 'locked') {
      closings++
      closed()
    }
    if (news.event === 'flush') lockVault().catch(() => undefined)
    if (news.event === 'closing') askedToClose()
  })
}

function askedToClose(): void {
  for (const heard of onClosing) heard()
  // A page without a form has nothing to lose.
  if (onClosing.size === 0) call('session_close', { answer: 'leave' }).catch(() => undefined)
}

/** Notices that the vault was closed before the news of it could be heard. */
export async function noticeLock(): Promise<void> {
  if (status.value?.state !== 'open') return
  const now = await call('vault_status', {}).catch(() => undefined)
  if (now && now.state !== 'open') closed()
}

/** The vault has been closed: everybody hears it, once. */
export function closed(): void {
  const now = status.value
  if (!now || now.state !== 'open') return
  status.value = { ...now, state: 'locked' }
  profile.value = undefined
  for (const heard of onLocked) heard()
}
