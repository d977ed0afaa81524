/** What the desk takes and answers. `types.ts` is written by a test of the desk, never by hand. */
import type { BytesCommands, Commands } from './types'

export type * from './types'
/** A command that answers with a value. */
export type CommandName = keyof Commands
/** A command that answers with bytes. */
export type BytesCommandName = keyof BytesCommands
