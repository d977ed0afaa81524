import { invoke } from '@tauri-apps/api/core'
import { listen } from '@tauri-apps/api/event'
import type { News, Transport } from './transport'

declare global {
  interface Window {
    /** What the window asked while the screens were still being read (src-tauri/src/window.rs). */
    askedAhead?: Partial<Record<string, Promise<unknown>>>
  }
}

/** The answer that is already on its way, once. */
function askedAhead(name: string): Promise<unknown> | undefined {
  const answer = window.askedAhead?.[name]
  delete window.askedAhead?.[name]
  return answer
}

const NEWS: readonly News['event'][] = ['locked', 'progress', 'sync', 'changed', 'flush', 'closing']

/** The real window: three commands of the shell carry everything, and its events come back. */
export const tauriTransport: Transport = {
  call: (name, request) => askedAhead(name) ?? invoke('call', { name, request }),
  bytes: (name, request) => invoke<ArrayBuffer>('fetch_bytes', { name, request }),
  chunk: (upload, piece) => invoke('upload_chunk', piece, { headers: { upload } }),
  listen: async (heard) => {
    // Some news is a bare name: the name is all there is to say.
    const stops = await Promise.all(
      NEWS.map((event) => listen<object | null>(event, ({ payload }) => heard({ ...payload, event } as News))),
    )
    return () => stops.forEach((stop) => stop())
  },
}
