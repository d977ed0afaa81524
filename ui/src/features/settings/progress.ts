import { onScopeDispose, shallowRef, type ShallowRef } from 'vue'
import { listen, type CommandName } from '@/ipc/client'

/** How far one of those commands has come; the page empties it when the command ends. */
export function useProgress(commands: readonly CommandName[]): ShallowRef<{ done: number; total: number } | undefined> {
  const progress = shallowRef<{ done: number; total: number }>()
  const heard = listen((news) => {
    if (news.event === 'progress' && commands.some((command) => command === news.command)) progress.value = news
  })
  onScopeDispose(() => void heard.then((stop) => stop()))
  return progress
}
