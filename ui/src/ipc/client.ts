/**
 * The desk as the screens see it: typed calls, uploads and binary answers.
 * Nothing outside `ipc/` knows how they travel.
 */
import { Failure } from './failure'
import type { BytesCommandName, BytesCommands, CommandName, Commands } from './generated'
import { transport, type News } from './transport'

/** Size of one piece of an upload, in bytes: small enough to keep the window answering. */
const PIECE = 1024 * 1024

/** Runs one command; a failure is thrown as {@link Failure}. */
export async function call<C extends CommandName>(
  name: C,
  request: Commands[C]['request'],
): Promise<Commands[C]['response']> {
  try {
    return (await transport().call(name, request)) as Commands[C]['response']
  } catch (error) {
    throw Failure.from(error)
  }
}

/** Runs a command that answers with bytes. */
export async function bytes<C extends BytesCommandName>(
  name: C,
  request: BytesCommands[C],
): Promise<ArrayBuffer> {
  try {
    return await transport().bytes(name, request)
  } catch (error) {
    throw Failure.from(error)
  }
}

/** How far an upload has come, in bytes. */
export interface UploadProgress {
  sent: number
  total: number
}

/**
 * Sends the bytes of `file` for the upload `id`, which a command of the desk has begun and another
 * one ends. Pieces go one after the other, so a slow disk slows the reading and nothing piles up.
 */
export async function upload(
  id: string,
  file: Blob,
  options: { progress?: (progress: UploadProgress) => void; signal?: AbortSignal } = {},
): Promise<void> {
  try {
    for (let offset = 0; offset < file.size; offset += PIECE) {
      options.signal?.throwIfAborted()
      const piece = new Uint8Array(await file.slice(offset, offset + PIECE).arrayBuffer())
      await transport().chunk(id, piece)
      options.progress?.({ sent: Math.min(offset + PIECE, file.size), total: file.size })
    }
  } catch (error) {
    if (options.signal?.aborted) throw error
    throw Failure.from(error)
  }
}

/** Hears what the desk and the shell say unasked until the returned function is called. */
export function listen(heard: (news: News) => void): Promise<() => void> {
  return transport().listen(heard)
}

export { Failure, type FailureCode } from './failure'
export type { News } from './transport'
export type * from './generated'
