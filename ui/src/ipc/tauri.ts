import { invoke } from '@tauri-apps/api/core'
import { listen } from '@tauri-apps/api/event'
import type { Transport } from './transport'

/** The real window: three commands of the shell carry everything. */
export const tauriTransport: Transport = {
  call: (name, request) => invoke('call', { name, request }),
  bytes: (name, request) => invoke<ArrayBuffer>('fetch_bytes', { name, request }),
  chunk: (upload, offset, piece) =>
    invoke('upload_chunk', piece, { headers: { 'x-upload': upload, 'x-offset': String(offset) } }),
  listen: (event, heard) => listen(event, (message) => heard(message.payload)),
}
