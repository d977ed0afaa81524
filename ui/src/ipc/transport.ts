import type { Event } from './generated'

/**
 * What the desk says unasked, and the shell's word that it will lock in a moment (save now), or that the
 * window is asked to close (answer with `session_close`).
 */
export type News = Event | { event: 'flush' } | { event: 'closing' }

/** How calls reach the desk. The real one is `tauri.ts`; tests and previews bring their own. */
export interface Transport {
  /** One command of the desk, as JSON. */
  call(name: string, request: unknown): Promise<unknown>
  /** A command whose answer is bytes: a photo, a PDF. */
  bytes(name: string, request: unknown): Promise<ArrayBuffer>
  /** The next piece of an upload; pieces come in order. */
  chunk(upload: string, piece: Uint8Array): Promise<void>
  /** Hears what comes unasked; returns the way to stop. */
  listen(heard: (news: News) => void): Promise<() => void>
}

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
