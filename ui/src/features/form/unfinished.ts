/** An unfinished form in a line: what it is, of whom, and where it goes on. */
import type { RouteLocationRaw } from 'vue-router'
import type { FormLine } from '@/ipc/client'
import { read } from './kept'

const KINDS = ['client', 'clientEdit', 'intake', 'case', 'risk', 'member', 'action', 'review'] as const
export type FormKind = (typeof KINDS)[number]

export interface Unfinished {
  key: string
  /** Nothing for a form that this version does not know. */
  kind: FormKind | undefined
  /** As far as it was typed. */
  name: string
  savedAt: string
  /** Where it goes on; nothing where that is not known. */
  to: RouteLocationRaw | undefined
}

/** The key of each form. */
export const formKey = {
  client: (id?: string) => (id ? `client/${id}` : 'client'),
  intake: (client: string) => `case/${client}`,
  case: (id: string) => `case-edit/${id}`,
  risk: (id: string) => `risk/${id}`,
  /** A member on record, or a new one of that client. */
  member: (id: string) => `member/${id}`,
  action: (id: string) => `action/${id}`,
  /** A review of a visit's note. */
  review: (visit: string) => `review/${visit}`,
}

export function unfinishedOf(line: FormLine): Unfinished {
  const { key, saved_at: savedAt } = line
  const kept = read<object>(line)
  const place = kept && placeOf(key, kept.about)
  return { key, savedAt, name: kept?.about.name.trim() ?? '', kind: place?.kind, to: place?.to }
}

function placeOf(key: string, about: { client?: string; case?: string }): { kind: FormKind; to?: RouteLocationRaw } | undefined {
  const [form, id = ''] = key.split('/')
  const inCase = (of?: string) => (of ? { name: 'case', params: { id: of }, query: { open: key } } : undefined)
  switch (form) {
    case 'client':
      return id
        ? { kind: 'clientEdit', to: { name: 'client-edit', params: { id } } }
        : { kind: 'client', to: { name: 'client-new' } }
    case 'case':
      return { kind: 'intake', to: { name: 'case-new', params: { id } } }
    case 'case-edit':
      return { kind: 'case', to: inCase(id) }
    case 'risk':
      return { kind: 'risk', to: inCase(id) }
    case 'action':
      return { kind: 'action', to: inCase(about.case) }
    case 'review':
      return { kind: 'review', to: { name: 'review', params: { visitId: id } } }
    case 'member':
      return { kind: 'member', to: about.client ? { name: 'client', params: { id: about.client }, query: { open: key } } : undefined }
    default:
      return undefined
  }
}
