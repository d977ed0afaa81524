/** Sync in plain words: what waits, since when, whether the station can be reached. */
import type { FailureCode, SyncAlarm, SyncStateResponse } from '@/ipc/client'
import { dayOfInstant, timeOfInstant, type Day } from '@/shared/dates'
import { formatCount, formatMoment } from '@/shared/when'
import { hasWord, t, tn } from '@/shared/words'

type State = Readonly<Pick<SyncStateResponse, 'linked' | 'phase' | 'waiting' | 'done' | 'total' | 'last_synced_at' | 'alarm'> & Partial<Pick<SyncStateResponse, 'unchecked'>>>

/** The words of the frame, from what matters most; the last ones may be left out where there is no room. */
export interface Said {
  icon: string
  /** The first is always shown. */
  parts: string[]
}

/** `09:41` today, with the day otherwise. */
export function momentWord(moment: string, today: Day): string {
  const ms = Date.parse(moment)
  return dayOfInstant(ms) === today ? timeOfInstant(ms) : formatMoment(moment, today)
}

/** What waits, counted in what people know: notes, and only where there are none the rest. */
export function waitingWord({ notes, changes, attachments }: SyncStateResponse['waiting']): string | undefined {
  if (notes > 0) return tn('sync.waiting.notes', notes, { n: formatCount(notes) })
  if (changes > 0) return tn('sync.waiting.changes', changes, { n: formatCount(changes) })
  return attachments > 0 ? tn('sync.waiting.attachments', attachments, { n: formatCount(attachments) }) : undefined
}

/** What the frame says. */
export function frameWords(state: State, today: Day): Said {
  const waiting = waitingWord(state.waiting)
  const last = state.last_synced_at ? t('sync.last', { moment: momentWord(state.last_synced_at, today) }) : undefined
  const words = (...parts: (string | undefined)[]) => parts.filter((part): part is string => !!part)
  if (state.alarm) {
    const { parts } = frameWords({ ...state, alarm: null }, today)
    return { icon: 'i-lucide-circle-alert', parts: [t('sync.look'), ...parts] }
  }
  switch (state.phase) {
    case 'syncing':
      return { icon: 'i-lucide-refresh-cw', parts: words(progressWord(state), state.unchecked ? uncheckedWord(state.unchecked) : undefined) }
    case 'offline':
      return { icon: 'i-lucide-cloud-off', parts: words(waiting ?? t('sync.offline'), last, waiting && t('sync.offline')) }
    case 'stopped':
      return { icon: 'i-lucide-circle-pause', parts: words(waiting ?? t('sync.stopped'), last, waiting && t('sync.stopped')) }
    case 'idle':
      if (waiting) return { icon: 'i-lucide-cloud', parts: words(waiting, last) }
      return { icon: 'i-lucide-cloud-check', parts: words(last ?? t('sync.notYet')) }
  }
}

/** How many files are listed that are not all here yet. */
export function uncheckedWord(count: number): string {
  return tn('sync.unchecked', count, { n: formatCount(count) })
}

/** How far the round has come. */
export function progressWord({ done, total }: Pick<State, 'done' | 'total'>): string {
  return total > 0 ? t('sync.progress', { done: formatCount(done), total: formatCount(total) }) : t('sync.syncing')
}

/** Why the station did not take a change; words for the reasons that are known. */
export function whyWord(code: FailureCode): string {
  const key = `sync.why.${code}`
  return hasWord(key) ? t(key) : t('sync.why.other')
}

/** What a refused change belongs to. */
export function kindWord(kind: string | null): string {
  const key = `sync.kind.${kind ?? 'other'}`
  return hasWord(key) ? t(key) : t('sync.kind.other')
}

/** An alarm in three sentences; one that is not known is told of in general. */
export function alarmWords(code: SyncAlarm): { what: string; safe: string; do: string } {
  const known = hasWord(`sync.alarm.${code}.what`) ? code : 'other'
  return {
    what: t(`sync.alarm.${known}.what` as 'sync.alarm.other.what'),
    safe: t(`sync.alarm.${known}.safe` as 'sync.alarm.other.safe'),
    do: t(`sync.alarm.${known}.do` as 'sync.alarm.other.do'),
  }
}
