import { invoke } from '@tauri-apps/api/core'
import { listen } from '@tauri-apps/api/event'
import type { News, Transport } from './transport'

const NEWS: readonly News['event'][] = ['locked', 'progress', 'sync', 'changed', 'flush']

/** The real window: three commands of the shell carry everything, and its events come back. */
export const tauriTransport: Transport = {
  call: (name, request) => invoke('call', { name, request }),
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
