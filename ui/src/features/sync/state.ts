/**
 * Where this laptop stands with its station: one state for frame and pages. The desk says when to ask again;
 * being offline is no failure, and nothing here ever stands in anybody's way.
 */
import { computed, readonly, shallowRef } from 'vue'
import { whenLocked } from '@/features/vault/session'
import { call, listen, type SyncStateResponse } from '@/ipc/client'

const state = shallowRef<SyncStateResponse>()
whenLocked(() => (state.value = undefined))

/** What the desk last said of it; nothing before the first answer. */
export const sync = readonly(state)
/** This laptop belongs to a station. */
export const isLinked = computed(() => state.value?.linked === true)

let turn = 0

/** Asks how it stands. An older answer that comes late is dropped. */
export async function readSync(): Promise<void> {
  const mine = ++turn
  const answer = await call('sync_state', {})
  if (mine === turn) state.value = answer
}

/** Asks now and whenever the desk says that something moved. Returns the way to stop. */
export function followSync(): () => void {
  let asking = false
  let again = false
  // Words come many a second while much is sent: one question at a time, and one more after the last word.
  async function ask(): Promise<void> {
    again = asking
    if (asking) return
    asking = true
    // The frame keeps the last words; the page that tells of sync asks for itself and shows what failed.
    await readSync().catch(() => undefined)
    asking = false
    if (again) await ask()
  }
  void ask()
  const heard = listen((news) => {
    if (news.event === 'sync') void ask()
  })
  return () => void heard.then((stop) => stop())
}
