/** The bytes of an attachment as an address for an image or a player; forgotten with the component. */
import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue'
import { whenChanged } from '@/features/sync/changed'
import { bytes, Failure } from '@/ipc/client'

export interface Wanted {
  visit: string
  id: string
  /** Media type of what is asked for. */
  type: string
  /** A small JPEG of it instead. */
  thumbnail: boolean
}

export interface Picture {
  url: ShallowRef<string | undefined>
  failure: ShallowRef<Failure | undefined>
}

/** Asks for what `wanted` says, and again when it says something else. */
export function usePicture(wanted: () => Wanted | undefined): Picture {
  const url = shallowRef<string>()
  const failure = shallowRef<Failure>()
  let turn = 0

  function forget(): void {
    if (url.value) URL.revokeObjectURL(url.value)
    url.value = undefined
    failure.value = undefined
  }

  async function ask({ visit, id, type, thumbnail }: Wanted): Promise<void> {
    const mine = ++turn
    try {
      const got = await bytes('attachment_read', { visit, id, thumbnail })
      if (mine === turn) url.value = URL.createObjectURL(new Blob([got], { type: thumbnail ? 'image/jpeg' : type }))
    } catch (error) {
      if (mine === turn) failure.value = Failure.from(error)
    }
  }

  watch(
    () => JSON.stringify(wanted() ?? null),
    () => {
      const now = wanted()
      forget()
      turn += 1
      if (now) void ask(now)
    },
    { immediate: true },
  )
  whenChanged(() => {
    const now = wanted()
    if (!now || failure.value?.code !== 'attachment_on_its_way') return
    failure.value = undefined
    void ask(now)
  })
  onScopeDispose(() => {
    turn += 1
    forget()
  })
  return { url, failure }
}
