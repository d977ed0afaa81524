/** What is missing before signing, in words, and the field where it is put right. */
import type { Missing, VisitForm } from '@/ipc/client'
import { hasWord, t } from '@/shared/words'
import { dayIn, typedIn } from './asTyped'
import type { SectionName } from './folds'

export interface MissingItem {
  /** Id of the field. */
  id: string
  /** In the list of all that is missing. */
  text: string
  /** At the field itself, whose label is beside it. */
  here: string
  /** The part of the form that holds it. */
  section: SectionName
}

type Place = Omit<MissingItem, 'text' | 'here'>

/** Nothing stands there yet; the others stand there and are not right. */
const EMPTY = new Set(['kind', 'started_at', 'ended_at', 'present', 'observations', 'action_what', 'action_owner', 'next_day'])

const PLACES: Readonly<Record<string, Place>> = {
  kind: { id: 'visit-kind', section: 'visit' },
  started_at: { id: 'visit-from', section: 'visit' },
  ended_at: { id: 'visit-to', section: 'visit' },
  ends_before_start: { id: 'visit-to', section: 'visit' },
  in_future: { id: 'visit-day', section: 'visit' },
  present: { id: 'visit-present', section: 'present' },
  observations: { id: 'visit-observations', section: 'observed' },
  next_day: { id: 'visit-next-day', section: 'next' },
  next_in_past: { id: 'visit-next-day', section: 'next' },
}

/** Where a text that is too long, or a list, stands. */
const FIELDS: Readonly<Record<string, Place>> = {
  place: { id: 'visit-place', section: 'visit' },
  present: { id: 'visit-present', section: 'present' },
  observations: { id: 'visit-observations', section: 'observed' },
  judgement: { id: 'visit-judgement', section: 'observed' },
  actions: { id: 'action-0-what', section: 'actions' },
  next: { id: 'visit-next-purpose', section: 'next' },
  attachments: { id: 'attachment-choose', section: 'attachments' },
}

const ANYWHERE: Place = { id: 'visit-kind', section: 'visit' }

/** One thing that is missing, in words. */
export function missingItem(missing: Missing, form: Pick<VisitForm, 'started_at' | 'ended_at' | 'as_typed'>): MissingItem {
  if ('index' in missing) {
    const field = missing.missing.slice('action_'.length)
    const key = `visit.missing.${missing.missing}` as const
    const here = t(EMPTY.has(missing.missing) ? 'visit.missing.here' : 'visit.missing.dueHere')
    return { id: `action-${missing.index}-${field}`, section: 'actions', text: t(key, { n: missing.index + 1 }), here }
  }
  if ('field' in missing) {
    const place = FIELDS[missing.field] ?? ANYWHERE
    const key = `visit.missing.${missing.missing}.${missing.field}`
    const text = hasWord(key) ? t(key) : t('visit.missing.other')
    return { ...place, text, here: text }
  }
  const place = PLACES[missing.missing] ?? ANYWHERE
  // Without a day neither time counts: the day is what is asked for.
  const dayless = missing.missing === 'started_at' && !form.started_at && !form.ended_at && !dayIn(typedIn(form).day)
  const key = `visit.missing.${missing.missing}`
  const text = hasWord(key) ? t(key) : t('visit.missing.other')
  const here = EMPTY.has(missing.missing) ? t('visit.missing.here') : text
  return { ...place, id: dayless ? 'visit-day' : place.id, text, here }
}
