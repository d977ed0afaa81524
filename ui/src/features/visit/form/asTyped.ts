/** What a draft keeps of its fields that the form cannot hold yet: no day, no time, a name half written. */
import type { AsTyped, VisitForm } from '@/ipc/client'
import { parseDay, parseTime, type Day, type Time } from '@/shared/dates'

type Form = Pick<VisitForm, 'as_typed'>

const NOTHING: AsTyped = { day: '', started: '', ended: '', person: '', next_on: '', due: {} }

/** What stands in those fields; empty texts where nothing does. */
export function typedIn(form: Form): AsTyped {
  return { ...NOTHING, ...form.as_typed }
}

/** Keeps a change of it; a form in which every field is read keeps none. */
export function keepTyped(form: Form, change: Partial<AsTyped>): void {
  const next = { ...typedIn(form), ...change }
  if (same(next, typedIn(form))) return
  if (same(next, NOTHING)) delete form.as_typed
  else form.as_typed = next
}

/** Keeps what stands in the due day of an action. */
export function keepDue(form: Form, action: string, text: string): void {
  const { [action]: _, ...others } = typedIn(form).due
  keepTyped(form, { due: text ? { ...others, [action]: text } : others })
}

function same(one: AsTyped, other: AsTyped): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

/** A kept day that had only no time to go with it. What was not read when it was typed is not read later. */
export function dayIn(text: string): Day | null {
  return /^\d{4}-\d\d-\d\d$/.test(text) && parseDay(text, text) === text ? text : null
}

/** A kept time that had only no day to go with it. */
export function timeIn(text: string): Time | null {
  return parseTime(text) === text ? text : null
}
