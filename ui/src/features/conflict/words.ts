/** Conflicts in words: which record, and where it is decided. */
import { fieldWord } from '@/features/history/values'
import type { Subject } from '@/ipc/client'
import { inLine } from '@/features/client/words'
import type { RouteLocationRaw } from 'vue-router'
import { t } from '@/shared/words'

/** The record, as people call it, after the client's name: `家人 米大川`. */
export function aboutWord({ kind, about }: Subject): string {
  return about ? t(`conflict.kind.${kind}`, { about }) : ''
}

/** Client and record in a line. */
export function subjectWord(of: Subject): string {
  return inLine([of.client_name || t('conflict.notHere'), aboutWord(of)])
}

/** Where people decide about a record. */
export function conflictRoute(record: string): RouteLocationRaw {
  return { name: 'conflict', params: { record } }
}

/** Where the record itself is shown; nothing where that has not arrived. */
export function recordRoute({ client, case: caseId }: Subject): RouteLocationRaw | undefined {
  if (caseId) return { name: 'case', params: { id: caseId } }
  return client ? { name: 'client', params: { id: client } } : undefined
}

/** Fields in a line. */
export function fieldWords(fields: readonly string[]): string {
  return inLine(fields.map(fieldWord))
}
