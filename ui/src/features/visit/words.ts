/** The words of visits: how they came about, when they were, who was there. */
import type { Present, VisitForm, VisitKind } from '@/ipc/client'
import type { Day, Time } from '@/shared/dates'
import { formatDay } from '@/shared/when'
import { languageTag, t } from '@/shared/words'

export const KINDS: readonly VisitKind[] = ['planned', 'unannounced', 'phone']

export function kindWord(kind: VisitKind): string {
  return t(`visit.kind.${kind}`)
}

/** `周禾、周奶奶和王主任`. */
export function listWords(words: readonly string[]): string {
  return new Intl.ListFormat(languageTag.value, { type: 'conjunction' }).format(words)
}

export function presentLine(present: readonly Present[]): string {
  return listWords(present.map(({ name }) => name))
}

/** Day and time of a local wall time as the desk sends it, `2026-03-14T15:10:00`. */
export function splitWall(wall: string | null): { day: Day | null; time: Time | null } {
  return wall ? { day: wall.slice(0, 10), time: wall.slice(11, 16) } : { day: null, time: null }
}

/** `3月14日周六 15:10–16:20`; the end is left out while there is none. */
export function whenLine(form: Pick<VisitForm, 'started_at' | 'ended_at'>, today: Day): string {
  const from = splitWall(form.started_at)
  const to = splitWall(form.ended_at)
  if (!from.day) return ''
  const day = formatDay(from.day, today, { weekday: true })
  const nextDay = to.day && to.day !== from.day ? `${formatDay(to.day, today)} ` : ''
  return to.time ? `${day} ${from.time}–${nextDay}${to.time}` : `${day} ${from.time}`
}

/** The language a text is written in, by its first characters: a Chinese note keeps its full-width marks in English, too. */
export function writtenIn(text: string): string | undefined {
  if (!text) return undefined
  return /\p{Script=Han}/u.test(text.slice(0, 400)) ? 'zh-CN' : 'en'
}

/** The first words of a long text, without line breaks. */
export function firstWords(text: string, most = 60): string {
  const line = text.slice(0, most * 4).replace(/\s+/g, ' ').trim()
  return line.length > most ? `${line.slice(0, most)}…` : line
}
