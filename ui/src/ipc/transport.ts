/** How calls reach the desk. The real one is `tauri.ts`; tests and previews bring their own. */
export interface Transport {
  /** One command of the desk, as JSON. */
  call(name: string, request: unknown): Promise<unknown>
  /** A command whose answer is bytes: a photo, a PDF. */
  bytes(name: string, request: unknown): Promise<ArrayBuffer>
  /** One piece of an upload that `upload` in `client.ts` has begun. */
  chunk(upload: string, offset: number, piece: Uint8Array): Promise<void>
  /** Hears an event of the shell; returns the way to stop. */
  listen(event: ShellEvent, heard: (payload: unknown) => void): Promise<() => void>
}

/** What the shell says unasked. */
export type ShellEvent = 'locked' | 'close_requested'

let current: Transport | undefined

/** Chooses the transport, once, before the first screen. */
export function setTransport(transport: Transport): void {
  current = transport
}

/** The transport in use. */
export function transport(): Transport {
  if (!current) throw new Error('no transport chosen')
  return current
}
