/**
 * What the vault could not take in (a full disk, say) before it was locked or the form was left stays in
 * memory, behind the lock screen too, for the form that it belongs to; that one saves it when it is open
 * again. While something is held, locking does not empty the window: the rest of its memory (what the
 * list was narrowed to) waits for the next lock.
 */
import { computed, shallowReactive } from 'vue'
import type { Unsaved } from './session'

const behind = shallowReactive(new Map<string, unknown>())

/** Something waits to be saved: the window is not emptied, and the lock screen says so. */
export const isHolding = computed(() => behind.size > 0)

/** Keeps what was typed in the form `name`: its kind, a slash, and which one. */
export function hold(name: string, typed: unknown): void {
  behind.set(name, typed)
}

/** What is held for the form `name`; stays held. Only what that form held itself comes back. */
export function held<T>(name: string): T | undefined {
  return behind.get(name) as T | undefined
}

const KINDS: Readonly<Record<string, Unsaved['kind']>> = { visit: 'visit', addendum: 'addendum', form: 'form', attachment: 'attachment' }

/** What is held, by kind: of whom it is, the lock screen does not say. */
export function heldNow(): Unsaved[] {
  return [...behind.keys()].map((name) => ({ kind: KINDS[name.split('/')[0] ?? ''] ?? 'form', name: '' }))
}

/** It is in the vault, or in its form again. */
export function release(name: string): void {
  behind.delete(name)
}
