/** Fields and values of a change in words: the desk names them by their keys in the record. */
import { inLine } from '@/features/client/words'
import type { FieldChange, Ground, Risk } from '@/ipc/client'
import type { Day } from '@/shared/dates'
import { formatDay } from '@/shared/when'
import { hasWord, t, type WordKey } from '@/shared/words'

/** The key of a field's value in words, by the field's name. */
const ENUMS: Readonly<Record<string, (value: string) => string>> = {
  group: (value) => `clients.group.${value}`,
  sex: (value) => `clients.sex.${value}`,
  relation: (value) => `clients.relation.${value}`,
  categories: (value) => `clients.category.${value}`,
  needs: (value) => `clients.need.${value}`,
  source: (value) => `cases.source.${value}`,
  state: (value) => `cases.action.states.${value}`,
}

/** The field in words; a field of a newer version keeps its own name. */
export function fieldWord(field: string): string {
  const name = field.split('.').at(-1) ?? field
  const key = `cases.history.field.${name}`
  return hasWord(key) ? t(key as 'cases.history.field.name') : field
}

/** What stood in a field, in words. */
export function valueWord(change: FieldChange, value: string, today: Day): string {
  const name = change.field.split('.').at(-1) ?? change.field
  if (name === 'risk') return riskWord(parsed<Risk>(value)) ?? value
  if (name === 'ground') return groundWord(parsed<Ground>(value), today) ?? value
  if (value === 'true') return t('cases.history.yes')
  if (value === 'false') return t('cases.history.no')
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return formatDay(value, today)
  const key = ENUMS[name]
  if (key) return inLine(listed(value).map((one) => keyed(key(one), one)))
  return name === 'phones' ? inLine(listed(value)) : value
}

function keyed(key: string, otherwise: string): string {
  return hasWord(key) ? t(key as WordKey) : otherwise
}

/** A set comes as a list or as one member. */
function listed(value: string): string[] {
  const list = parsed<unknown>(value)
  return Array.isArray(list) ? list.map(String) : value.split(/\s*[,、]\s*/)
}

function parsed<T>(value: string): T | undefined {
  if (!/^[[{]/.test(value)) return undefined
  try {
    return JSON.parse(value) as T
  } catch {
    return undefined
  }
}

function riskWord(risk?: Risk): string | undefined {
  if (!risk) return undefined
  const level = keyed(`common.risk.${risk.level}`, risk.level)
  return inLine([level, risk.reasons])
}

function groundWord(ground: Ground | undefined, today: Day): string | undefined {
  if (!ground) return undefined
  const on = ground.on && formatDay(ground.on, today)
  return inLine([keyed(`cases.ground.${ground.kind}`, ground.kind), ground.by, on, ground.scope])
}
