/** A third value as it is typed, whatever the field: its own input fills some of these, and its value is made of them. */
import type { ActionProgress, Ground, Risk } from '@/ipc/client'
import type { Day } from '@/shared/dates'

export interface Typed {
  /** The text: of a plain field, the reasons of a risk, who consented, how an action went. */
  text: string
  /** What consent covers. */
  more: string
  day: Day | null
  /** What is chosen; yes or no as `true` and `false`. */
  choice: string | null
}

export type Input = 'line' | 'long' | 'village' | 'day' | 'choice' | 'yes_no' | 'risk' | 'ground' | 'progress'

const INPUTS: Readonly<Record<string, Input>> = {
  name: 'line',
  called: 'line',
  id_number: 'line',
  address: 'line',
  school_or_work: 'line',
  number: 'line',
  member_name: 'line',
  phone: 'line',
  village: 'village',
  health: 'long',
  remarks: 'long',
  member_remarks: 'long',
  withheld_reason: 'long',
  reason: 'long',
  birth_date: 'day',
  opened_on: 'day',
  group: 'choice',
  sex: 'choice',
  relation: 'choice',
  source: 'choice',
  lives_with: 'yes_no',
  guardian: 'yes_no',
  withheld: 'yes_no',
  risk: 'risk',
  ground: 'ground',
  progress: 'progress',
}

/** How a third value is written; nothing for a field that is only chosen from what is there. */
export function inputOf(field: string): Input | undefined {
  return INPUTS[field]
}

/** What the input is filled with: one of the values that stand side by side. */
export function typedOf(field: string, value: unknown): Typed {
  const empty: Typed = { text: '', more: '', day: null, choice: null }
  if (value === null || value === undefined) return empty
  switch (inputOf(field)) {
    case 'day':
      return { ...empty, day: String(value) }
    case 'choice':
    case 'yes_no':
      return { ...empty, choice: String(value) }
    case 'risk': {
      const { level, reasons } = value as Risk
      return { ...empty, choice: level, text: reasons }
    }
    case 'ground': {
      const { kind, by, scope, on } = value as Ground
      return { choice: kind, text: by, more: scope, day: on }
    }
    case 'progress': {
      const { state, closed_on, outcome } = value as ActionProgress
      return { ...empty, choice: state, day: closed_on, text: outcome }
    }
    default:
      return { ...empty, text: String(value) }
  }
}

/** The value as the desk takes it; what is wrong with it is the desk's to say. */
export function valueOf(field: string, { text, more, day, choice }: Typed): unknown {
  switch (inputOf(field)) {
    case 'day':
      return day
    case 'choice':
      return choice
    case 'yes_no':
      return choice === 'true'
    case 'risk':
      return { level: choice, reasons: text } satisfies Record<keyof Risk, unknown>
    case 'ground':
      return choice && { kind: choice, by: text, scope: more, on: day }
    case 'progress':
      return { state: choice, closed_on: choice === 'open' ? null : day, outcome: text } satisfies Record<keyof ActionProgress, unknown>
    default:
      return text
  }
}

/** What the desk cannot see: a day that could not be read, a choice not made. */
export function missing(field: string, { day, choice }: Typed): 'day' | 'choice' | undefined {
  const input = inputOf(field)
  // A birth date and a sex may be unknown, an intake has its day.
  if (input === 'day' && field !== 'birth_date' && !day) return 'day'
  if (input === 'choice' && field !== 'sex' && !choice) return 'choice'
  if (input === 'yes_no' && !choice) return 'choice'
  if ((input === 'risk' || input === 'ground' || input === 'progress') && !choice) return 'choice'
  if (input === 'ground' && !day) return 'day'
  return undefined
}
