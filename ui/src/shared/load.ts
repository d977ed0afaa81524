import { onScopeDispose, ref, shallowRef, type Ref, type ShallowRef } from 'vue'
import { Failure } from '@/ipc/client'

/** What a screen shows while and after it asks the desk for something. */
export interface Load<T> {
  /** The last answer; kept while a newer one is on its way, so that nothing jumps. */
  value: ShallowRef<T | undefined>
  failure: ShallowRef<Failure | undefined>
  busy: Ref<boolean>
  /** Asks again; an older answer that comes late is ignored. */
  reload: () => Promise<void>
}

/** Asks at once, and again on `reload`. */
export function useLoad<T>(ask: () => Promise<T>): Load<T> {
  const value = shallowRef<T>()
  const failure = shallowRef<Failure>()
  const busy = ref(false)
  let turn = 0

  async function reload(): Promise<void> {
    const mine = ++turn
    busy.value = true
    try {
      const answer = await ask()
      if (mine !== turn) return
      value.value = answer
      failure.value = undefined
    } catch (error) {
      if (mine === turn) failure.value = Failure.from(error)
    } finally {
      if (mine === turn) busy.value = false
    }
  }

  onScopeDispose(() => (turn += 1), true)
  void reload()
  return { value, failure, busy, reload }
}

/** Something a button does: one at a time, its failure kept to be shown. */
export interface Task<A extends unknown[], T> {
  /** Runs it; answers nothing when it failed or is running already. */
  run: (...args: A) => Promise<T | undefined>
  busy: Ref<boolean>
  failure: ShallowRef<Failure | undefined>
}

/** Wraps what a button does. */
export function useTask<A extends unknown[], T>(work: (...args: A) => Promise<T>): Task<A, T> {
  const busy = ref(false)
  const failure = shallowRef<Failure>()

  async function run(...args: A): Promise<T | undefined> {
    if (busy.value) return undefined
    busy.value = true
    failure.value = undefined
    try {
      return await work(...args)
    } catch (error) {
      failure.value = Failure.from(error)
      return undefined
    } finally {
      busy.value = false
    }
  }

  return { run, busy, failure }
}
