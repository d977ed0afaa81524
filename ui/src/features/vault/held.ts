/**
 * What the vault could not take in (a full disk, say) before it was locked or the form was left stays in
 * memory, behind the lock screen too, for the form that it belongs to; that one saves it when it is open
 * again. While something is held, locking does not empty the window: the rest of its memory (what the
 * list was narrowed to) waits for the next lock.
 */
import { computed, shallowReactive } from 'vue'
import { vault, type Unsaved } from './session'

/** Whose text it is: a form of the real case files, or of the sample; the two never get each other's. */
export type HeldName = string & { readonly held: unique symbol }

const SAMPLE = 'sample:'
const behind = shallowReactive(new Map<HeldName, unknown>())

/**
 * The name of a form, `its kind/which one`, in the vault that is shown now. A form asks as it opens: by the time
 * it goes, the sample may have been left.
 */
export function heldName(form: string): HeldName {
  return `${vault.value?.sample ? SAMPLE : ''}${form}` as HeldName
}

/** Something waits to be saved: the window is not emptied, and the lock screen says so. */
export const isHolding = computed(() => waiting().length > 0)

/** The invented words of a sample that was left keep nobody waiting. */
function waiting(): HeldName[] {
  return [...behind.keys()].filter((name) => vault.value?.sample || !name.startsWith(SAMPLE))
}

/** Keeps what was typed in the form `name`. */
export function hold(name: HeldName, typed: unknown): void {
  behind.set(name, typed)
}

/** What is held for the form `name`; stays held. Only what that form held itself comes back. */
export function held<T>(name: HeldName): T | undefined {
  return behind.get(name) as T | undefined
}

const KINDS: Readonly<Record<string, Unsaved['kind']>> = { visit: 'visit', addendum: 'addendum', form: 'form', attachment: 'attachment' }

/** What is held, by kind: of whom it is, the lock screen does not say. */
export function heldNow(): Unsaved[] {
  return waiting().map((name) => ({ kind: KINDS[name.replace(SAMPLE, '').split('/')[0] ?? ''] ?? 'form', name: '' }))
}

/** It is in the vault, or in its form again. */
export function release(name: HeldName): void {
  behind.delete(name)
}
