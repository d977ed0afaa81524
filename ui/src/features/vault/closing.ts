/**
 * The window is asked to close: everything typed is saved first. What cannot be saved keeps it open, and the
 * worker is told what it is, and decides.
 */
import { readonly, ref, shallowReadonly, shallowRef } from 'vue'
import { call } from '@/ipc/client'
import { heldNow } from './held'
import { saveAll, unsavedNow, vault, whenClosing, type Unsaved } from './session'

/** A save that takes longer is shown, in milliseconds: a window that does not close looks broken. */
const SOON = 1_000

const asking = ref(false)
const saving = ref(false)
const left = shallowRef<readonly Unsaved[]>([])
let turn = 0
let told: Promise<unknown> = Promise.resolve()

/** The window stays open, and says why. */
export const isAsking = readonly(asking)
/** It is still being saved. */
export const isSaving = readonly(saving)
/** What is nowhere but in the window. */
export const unsaved = shallowReadonly(left)

function answer(word: 'saving' | 'stay' | 'leave'): void {
  // One after the other: sent side by side, `saving` may arrive last, and the shell would wait for a word for ever.
  // A shell that cannot be told closes by itself, or is asked to once more.
  told = told.then(() => call('session_close', { answer: word })).catch(() => undefined)
}

function look(): void {
  const names = vault.value?.state === 'open'
  left.value = [...unsavedNow(), ...heldNow()].map((one) => (names ? one : { ...one, name: '' }))
}

/** Saves, and lets the window close when nothing is left in it. */
export async function close(): Promise<void> {
  const mine = ++turn
  answer('saving')
  saving.value = true
  const slow = setTimeout(() => {
    look()
    asking.value = true
  }, SOON)
  await saveAll()
  clearTimeout(slow)
  if (mine !== turn) return
  saving.value = false
  look()
  asking.value = left.value.length > 0
  if (!asking.value) answer('leave')
}

/** Does not close. */
export function stay(): void {
  turn += 1
  asking.value = saving.value = false
  answer('stay')
}

/** Closes nevertheless: the worker saw what is lost. */
export function leave(): void {
  turn += 1
  answer('leave')
}

whenClosing(() => void close())
