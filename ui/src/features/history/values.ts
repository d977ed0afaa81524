/** Fields and values of a change in words: the desk names them by their keys in the record. */
import { inLine } from '@/features/client/words'
import type { ActionProgress, FieldChange, Ground, Risk } from '@/ipc/client'
import type { Day } from '@/shared/dates'
import { formatDay } from '@/shared/when'
import { hasWord, t, type WordKey } from '@/shared/words'

/** Stands between values that are live side by side. */
const BETWEEN = ' / '

/** The link of a member or a case to its client: it says nothing to a reader. */
const UNSAID: ReadonlySet<string> = new Set(['client'])

/** Whether a change is one that people read. */
export function isTold(change: FieldChange): boolean {
  return !UNSAID.has(change.field)
}

/** The field in words. */
export function fieldWord(field: string): string {
  const key = `cases.history.field.${field}`
  return hasWord(key) ? t(key as 'cases.history.field.name') : t('cases.history.field.unknown')
}

/** What stood in a field, in words. */
export function valueWord(change: Pick<FieldChange, 'field'>, value: string, today: Day): string {
  const say = WORDS[change.field]
  if (!say) return value
  return inLine(value.split(BETWEEN).map((one) => say(one, today) ?? one))
}

type Say = (value: string, today: Day) => string | undefined

const day: Say = (value, today) => (/^\d{4}-\d{2}-\d{2}$/.test(value) ? formatDay(value, today) : undefined)
const yesOrNo: Say = (value) => (value === 'true' ? t('cases.history.yes') : value === 'false' ? t('cases.history.no') : undefined)

/** How the values of a field are said; a field that is not here is said as it stands. */
const WORDS: Readonly<Record<string, Say>> = {
  group: (value) => keyed(`clients.group.${value}`),
  sex: (value) => keyed(`clients.sex.${value}`),
  relation: (value) => keyed(`clients.relation.${value}`),
  categories: (value) => keyed(`clients.category.${value}`),
  needs: (value) => keyed(`clients.need.${value}`),
  source: (value) => keyed(`cases.source.${value}`),
  phones: (value) => value,
  // A person is an id in the record, and no reader can tell it from another.
  worker: () => t('cases.history.assigned'),
  birth_date: day,
  opened_on: day,
  lives_with: yesOrNo,
  guardian: yesOrNo,
  withheld: yesOrNo,
  removed: yesOrNo,
  risk: (value) => riskWord(parsed<Risk>(value)),
  ground: (value, today) => groundWord(parsed<Ground>(value), today),
  judged: (value, today) => yesOrNo(String(parsed<{ same: boolean }>(value)?.same), today),
  progress: (value, today) => progressWord(parsed<ActionProgress>(value), today),
}

function keyed(key: string): string | undefined {
  return hasWord(key) ? t(key as WordKey) : undefined
}

function parsed<T>(value: string): T | undefined {
  try {
    const read: unknown = JSON.parse(value)
    return typeof read === 'object' && read !== null ? (read as T) : undefined
  } catch {
    return undefined
  }
}

function riskWord(risk?: Risk): string | undefined {
  return risk && inLine([keyed(`common.risk.${risk.level}`) ?? risk.level, risk.reasons])
}

function groundWord(ground: Ground | undefined, today: Day): string | undefined {
  if (!ground) return undefined
  return inLine([keyed(`cases.ground.${ground.kind}`) ?? ground.kind, ground.by, day(ground.on, today), ground.scope])
}

function progressWord(progress: ActionProgress | undefined, today: Day): string | undefined {
  if (!progress) return undefined
  const { state, closed_on: on, outcome } = progress
  return inLine([keyed(`cases.action.states.${state}`) ?? state, on && day(on, today), outcome])
}
