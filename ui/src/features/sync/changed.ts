/** Others' changes arrive in the middle of the work: an open list asks again, without losing its place. */
import { onScopeDispose } from 'vue'
import { listen } from '@/ipc/client'

/** Much arrives at once: the list waits this long for the rest, and no longer where more keeps arriving. */
const SETTLED_MS = 400

/** Calls `reload` soon after something arrived from others, while the component is there. */
export function whenChanged(reload: () => unknown): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const heard = listen((news) => {
    if (news.event !== 'changed') return
    timer ??= setTimeout(() => {
      timer = undefined
      reload()
    }, SETTLED_MS)
  })
  onScopeDispose(() => {
    clearTimeout(timer)
    void heard.then((stop) => stop())
  })
}
