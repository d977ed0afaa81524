/** Days and moments as they are read, in the language shown. */
import { dayOfInstant, daysBetween, partsOf, timeOfInstant, type Day } from './dates'
import { languageTag, t, tn } from './words'

const formats = new Map<string, Intl.DateTimeFormat>()

function format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = languageTag.value + JSON.stringify(options)
  const found = formats.get(key) ?? new Intl.DateTimeFormat(languageTag.value, { ...options, timeZone: 'UTC' })
  formats.set(key, found)
  return found
}

/** `3月14日`, with the year where it is not this one, with the weekday where asked. */
export function formatDay(day: Day, today: Day, options: { weekday?: boolean } = {}): string {
  const { year, month, date } = partsOf(day)
  return format({
    ...(year === partsOf(today).year ? {} : { year: 'numeric' }),
    month: languageTag.value === 'zh-CN' ? 'long' : 'short',
    day: 'numeric',
    ...(options.weekday ? { weekday: 'short' } : {}),
  }).format(Date.UTC(year, month - 1, date))
}

/** `今天`, `3 天前`, `2 天后`: how a day stands to today. */
export function distance(day: Day, today: Day): string {
  const days = daysBetween(today, day)
  if (days === 0) return t('common.date.today')
  if (days === -1) return t('common.date.yesterday')
  if (days === 1) return t('common.date.tomorrow')
  return days < 0 ? tn('common.date.daysAgo', -days) : tn('common.date.inDays', days)
}

/** `3月14日 21:40`: an instant (RFC 3339 or local wall time, as the desk sends it) on this laptop. */
export function formatMoment(moment: string, today: Day): string {
  const ms = Date.parse(moment)
  return `${formatDay(dayOfInstant(ms), today)} ${timeOfInstant(ms)}`
}

/** A number with its thousands apart: `10,000`. */
export function formatCount(n: number): string {
  return n.toLocaleString(languageTag.value)
}

/** A size in words: `3.2 MB`. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB'] as const
  const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3))
  const size = bytes / 1000 ** step
  return `${size.toLocaleString(languageTag.value, { maximumFractionDigits: size < 10 && step > 0 ? 1 : 0 })} ${units[step]}`
}
