/**
 * Saves by itself what is being typed: soon after the last key and at least once a second, never two
 * at once, and again by itself after a failure. What is typed stays in the page whatever happens.
 */
import { onScopeDispose, readonly, ref, shallowReadonly, shallowRef, type Ref } from 'vue'
import { useEventListener } from '@vueuse/core'
import { beforeLock, whenLocked, type Unsaved } from '@/features/vault/session'
import { Failure } from '@/ipc/client'

/** Saved this long after the last key, in milliseconds. */
const PAUSE = 400
/** Saved this long after the first unsaved key at the latest, while typing goes on. */
const LONGEST = 800
/** Tried again this long after a failure. */
const AGAIN = 5_000

export interface Autosave {
  /** When the vault last took it in, RFC 3339; nothing before the first time. */
  savedAt: Readonly<Ref<string | undefined>>
  /** Something typed is not in the vault yet. */
  pending: Readonly<Ref<boolean>>
  /** Why it is not, after a failure; gone with the next success. */
  failure: Readonly<Ref<Failure | undefined>>
  /** Something was typed. */
  touch: () => void
  /** Saves now what is not saved. Answers whether everything is in the vault. */
  flush: () => Promise<boolean>
  /** Runs other work on the same record between two saves, never beside one. */
  serially: <T>(work: () => Promise<T>) => Promise<T>
  /** Saves nothing any more: the record is signed or set aside. */
  stop: () => void
}

/** How something is saved by itself. */
export interface Saving {
  /** Takes what is on the screen as it is called, and answers when the vault took it in. */
  save: () => Promise<string>
  /** When it was last saved before. */
  first?: string
  /** Is told when the vault closed with something still unsaved: it must go on living outside of the page. */
  holdBack?: () => void
  /** What it is, for who is asked whether the window may close without it. */
  what: () => Pick<Unsaved, 'kind' | 'name'>
}

export function useAutosave({ save, first, holdBack, what }: Saving): Autosave {
  const savedAt = ref(first)
  const pending = ref(false)
  const failure = shallowRef<Failure>()
  let typed = 0
  let stored = 0
  let stopped = false
  let queue: Promise<unknown> = Promise.resolve()
  let pause: ReturnType<typeof setTimeout> | undefined
  let longest: ReturnType<typeof setTimeout> | undefined

  function quiet(): void {
    clearTimeout(pause)
    clearTimeout(longest)
    pause = longest = undefined
  }

  function touch(): void {
    if (stopped) return
    typed += 1
    pending.value = true
    clearTimeout(pause)
    pause = setTimeout(flush, PAUSE)
    longest ??= setTimeout(flush, LONGEST)
  }

  function serially<T>(work: () => Promise<T>): Promise<T> {
    const mine = queue.then(work)
    queue = mine.catch(() => undefined)
    return mine
  }

  async function flush(): Promise<boolean> {
    quiet()
    await serially(store)
    return stopped || typed === stored
  }

  async function store(): Promise<void> {
    if (stopped || typed === stored) return
    const mine = typed
    try {
      savedAt.value = await save()
      stored = mine
      pending.value = typed !== stored
      failure.value = undefined
    } catch (error) {
      failure.value = Failure.from(error)
      if (!stopped) pause ??= setTimeout(flush, AGAIN)
    }
  }

  function stop(): void {
    stopped = true
    quiet()
    pending.value = false
    failure.value = undefined
  }

  const leave = beforeLock(flush, () => (pending.value ? { ...what(), failure: failure.value } : undefined))
  const unheard = whenLocked(() => pending.value && holdBack?.())
  useEventListener(document, 'visibilitychange', () => document.hidden && void flush())
  useEventListener(window, 'pagehide', () => void flush())
  onScopeDispose(() => {
    leave()
    unheard()
    stop()
  })
  return {
    savedAt: readonly(savedAt),
    pending: readonly(pending),
    failure: shallowReadonly(failure),
    touch,
    flush,
    serially,
    stop,
  }
}
