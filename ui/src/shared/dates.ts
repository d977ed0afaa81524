/**
 * Days and times as people type them. Pure: today is passed in, the clock is never read here.
 * A day is its ISO text, `2026-03-14`; a time is `HH:MM`.
 */
import { DAY_WORDS, HALVES, MONTH_WORDS, NUMERALS, PATTERNS, TEN, UNIT_WORDS, WEEKDAY_WORDS, WEEKS, YEAR } from './dates.words'

/** A calendar day, `YYYY-MM-DD`. */
export type Day = string
/** A time of day, `HH:MM`. */
export type Time = string
/** Which year, month or week is meant when it was left out. */
export type Lean = 'past' | 'future' | 'near'

const MS_PER_DAY = 86_400_000

/** The day with these numbers, or nothing when the calendar has none (31 February). */
export function dayOf(year: number, month: number, day: number): Day | undefined {
  const date = new Date(Date.UTC(2000, 0, 1))
  date.setUTCFullYear(year, month - 1, day)
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day || year < 1000 || year > 9999) return undefined
  return date.toISOString().slice(0, 10)
}

/** Year, month (from 1) and day of month. */
export function partsOf(day: Day): { year: number; month: number; date: number } {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return { year, month, date }
}

/** Days since 1970-01-01. */
function ordinal(day: Day): number {
  const { year, month, date } = partsOf(day)
  return Date.UTC(year, month - 1, date) / MS_PER_DAY
}

/** The day `n` days later (earlier when negative). */
export function addDays(day: Day, n: number): Day {
  return new Date((ordinal(day) + n) * MS_PER_DAY).toISOString().slice(0, 10)
}

/** The same date `n` months later, or the last day of that month when it is shorter. */
export function addMonths(day: Day, n: number): Day {
  const { year, month, date } = partsOf(day)
  const months = year * 12 + (month - 1) + n
  for (let last = date; last > 0; last -= 1) {
    const found = dayOf(Math.floor(months / 12), (months % 12) + 1, last)
    if (found) return found
  }
  return day
}

/** Days from `a` to `b`; negative when `b` comes first. */
export function daysBetween(a: Day, b: Day): number {
  return ordinal(b) - ordinal(a)
}

/** Monday is 1, Sunday is 7. */
export function weekdayOf(day: Day): number {
  return ((((ordinal(day) + 3) % 7) + 7) % 7) + 1
}

/** The local day of an instant in milliseconds since 1970. */
export function dayOfInstant(ms: number): Day {
  const date = new Date(ms)
  return dayOf(date.getFullYear(), date.getMonth() + 1, date.getDate()) ?? '1970-01-01'
}

/** The local time of day of an instant in milliseconds since 1970. */
export function timeOfInstant(ms: number): Time {
  const date = new Date(ms)
  return pair(date.getHours(), date.getMinutes()) ?? '00:00'
}

/**
 * The day that was typed, or nothing when it cannot be read. A missing year (month, week) is filled
 * as `lean` says: a visit leans to the past, a due date to the future.
 */
export function parseDay(typed: string, today: Day, lean: Lean = 'near'): Day | undefined {
  const text = tidy(typed)
  if (!text) return undefined
  return (
    fromWord(text, today) ??
    fromDistance(text, today) ??
    fromWeekday(text, today, lean) ??
    fromNumbers(text, today, lean) ??
    fromEnglishMonth(text, today, lean)
  )
}

/** The time that was typed (`9:30`, `0930`, `下午3点半`, `3 pm`), or nothing. */
export function parseTime(typed: string): Time | undefined {
  const text = tidy(typed).replace(/:/g, ':')
  const chinese = PATTERNS.timeChinese.exec(text)
  if (chinese) {
    const [, half, hour, semi, quarter, minute] = chinese
    const minutes = semi ? 30 : quarter ? (PATTERNS.three.test(quarter) ? 45 : 15) : Number(minute ?? 0)
    return pair(inHalf(Number(hour), half ? HALVES[half] : undefined), minutes)
  }
  const latin = /^(?:(\d{1,2})(?:[:.](\d{2}))?|(\d{2})(\d{2}))\s*(am|pm|a\.m\.|p\.m\.)?$/.exec(text)
  if (!latin) return undefined
  const hour = Number(latin[1] ?? latin[3])
  return pair(inHalf(hour, latin[5] ? HALVES[latin[5]] : undefined), Number(latin[2] ?? latin[4] ?? 0))
}

function pair(hour: number, minute: number): Time | undefined {
  if (!(hour >= 0 && hour < 24 && minute >= 0 && minute < 60)) return undefined
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}

function inHalf(hour: number, half: 'am' | 'pm' | undefined): number {
  if (half === 'pm' && hour < 12) return hour + 12
  if (half === 'am' && hour === 12) return 0
  return hour
}

/** One width, one case, numerals as digits where a unit follows. */
function tidy(typed: string): string {
  return typed
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(PATTERNS.yearRun, (_, run: string) => [...run].map((c) => NUMERALS[c]).join('') + YEAR)
    .replace(PATTERNS.numeralRun, (run) => String(count(run)))
}

/** A number in numerals up to 99: 十四, 二十, 三. */
function count(text: string): number {
  if (/^\d+$/.test(text)) return Number(text)
  const [tens, ones] = text.includes(TEN) ? text.split(TEN) : ['0', text]
  const high = tens === '' ? 1 : tens === '0' ? 0 : (NUMERALS[tens ?? ''] ?? NaN)
  return high * 10 + (ones ? (NUMERALS[ones] ?? NaN) : 0)
}

function fromWord(text: string, today: Day): Day | undefined {
  const shift = DAY_WORDS[text.replace(/^the /, '')]
  if (shift !== undefined) return addDays(today, shift)
  if (PATTERNS.monthEnd.test(text)) return endOfMonth(today)
  return undefined
}

function endOfMonth(day: Day): Day {
  const { year, month } = partsOf(day)
  return addDays(addMonths(dayOf(year, month, 1) ?? day, 1), -1)
}

function fromDistance(text: string, today: Day): Day | undefined {
  const chinese = PATTERNS.agoChinese.exec(text)
  if (chinese) return move(today, count(chinese[1] ?? ''), chinese[2] ?? '', PATTERNS.before.test(chinese[3] ?? '') ? -1 : 1)
  const ago = /^(\d+|an?) (days?|weeks?|months?|years?) ago$/.exec(text)
  if (ago) return move(today, Number(ago[1]) || 1, ago[2] ?? '', -1)
  const hence = /^in (\d+|an?) (days?|weeks?|months?|years?)$/.exec(text)
  if (hence) return move(today, Number(hence[1]) || 1, hence[2] ?? '', 1)
  return undefined
}

function move(today: Day, n: number, unit: string, direction: 1 | -1): Day | undefined {
  const length = UNIT_WORDS[unit]
  if (!length || !Number.isFinite(n) || n > 1200) return undefined
  return 'days' in length ? addDays(today, direction * n * length.days) : addMonths(today, direction * n * length.months)
}

function fromWeekday(text: string, today: Day, lean: Lean): Day | undefined {
  const week = PATTERNS.weekChinese.exec(text) ?? /^(last|next) week$/.exec(text)
  if (week) return addDays(today, (WEEKS[week[1] ?? ''] ?? 1) * 7)
  const chinese = PATTERNS.weekdayChinese.exec(text)
  if (chinese) return weekday(WEEKDAY_WORDS[chinese[2] ?? ''], chinese[1], today, lean)
  const latin = /^(?:(last|this|next) )?([a-z]+)$/.exec(text)
  return latin ? weekday(WEEKDAY_WORDS[latin[2] ?? ''], latin[1], today, lean) : undefined
}

function weekday(wanted: number | undefined, which: string | undefined, today: Day, lean: Lean): Day | undefined {
  if (!wanted) return undefined
  const inThisWeek = addDays(today, wanted - weekdayOf(today))
  if (which) return addDays(inThisWeek, (WEEKS[which] ?? 0) * 7)
  return pick([addDays(inThisWeek, -7), inThisWeek, addDays(inThisWeek, 7)], today, lean)
}

function fromNumbers(text: string, today: Day, lean: Lean): Day | undefined {
  const { rest, year, month } = leadingPeriod(text, today)
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(rest)
  if (compact) return dayOf(Number(compact[1]), Number(compact[2]), Number(compact[3]))
  const full = /^(\d{4}|\d{2})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(rest)
  if (full) return dayOf(fourDigits(full[1] ?? '', today), Number(full[2]), Number(full[3]))
  const short = /^(\d{1,2})[-/.](\d{1,2})$/.exec(rest)
  if (short) return fill(year, Number(short[1]), Number(short[2]), today, lean)
  const chinese = PATTERNS.dateChinese.exec(rest)
  if (!chinese || (!PATTERNS.dateUnit.test(rest) && month === undefined)) return undefined
  const said = chinese[1] ? fourDigits(chinese[1], today) : year
  return fill(said, chinese[2] ? Number(chinese[2]) : month, Number(chinese[3]), today, lean)
}

/** 去年, 上个月 and the like at the beginning. */
function leadingPeriod(text: string, today: Day): { rest: string; year?: number; month?: number } {
  const now = partsOf(today)
  const years: [RegExp, number][] = [[PATTERNS.thisYear, 0], [PATTERNS.lastYear, -1], [PATTERNS.nextYear, 1]]
  for (const [pattern, shift] of years) {
    if (pattern.test(text)) return { rest: text.replace(pattern, ''), year: now.year + shift }
  }
  const months: [RegExp, number][] = [[PATTERNS.thisMonth, 0], [PATTERNS.lastMonth, -1], [PATTERNS.nextMonth, 1]]
  for (const [pattern, shift] of months) {
    if (!pattern.test(text)) continue
    const { year, month } = partsOf(addMonths(dayOf(now.year, now.month, 1) ?? today, shift))
    return { rest: text.replace(pattern, ''), year, month }
  }
  return { rest: text }
}

function fromEnglishMonth(text: string, today: Day, lean: Lean): Day | undefined {
  const found =
    /^(\d{1,2})(?:st|nd|rd|th)? ?([a-z]+)\.?,?(?: (\d{4}))?$/.exec(text) ??
    swapped(/^([a-z]+)\.? ?(\d{1,2})(?:st|nd|rd|th)?,?(?: (\d{4}))?$/.exec(text))
  const month = found ? MONTH_WORDS[found[2] ?? ''] : undefined
  if (!found || !month) return undefined
  return fill(found[3] ? Number(found[3]) : undefined, month, Number(found[1]), today, lean)
}

function swapped(found: RegExpExecArray | null): (string | undefined)[] | null {
  return found && [found[0], found[2], found[1], found[3]]
}

function fill(year: number | undefined, month: number | undefined, date: number, today: Day, lean: Lean): Day | undefined {
  const now = partsOf(today)
  if (year !== undefined) return month === undefined ? undefined : dayOf(year, month, date)
  if (month !== undefined) {
    return pick([-1, 0, 1].map((shift) => dayOf(now.year + shift, month, date)), today, lean)
  }
  const first = dayOf(now.year, now.month, 1) ?? today
  const months = [-1, 0, 1].map((shift) => partsOf(addMonths(first, shift)))
  return pick(months.map((it) => dayOf(it.year, it.month, date)), today, lean)
}

function fourDigits(text: string, today: Day): number {
  if (text.length === 4) return Number(text)
  const century = Math.floor(partsOf(today).year / 100) * 100
  const year = century + Number(text)
  return year > partsOf(today).year + 20 ? year - 100 : year
}

function pick(days: (Day | undefined)[], today: Day, lean: Lean): Day | undefined {
  const real = days.filter((day): day is Day => day !== undefined).sort()
  if (lean === 'past') return real.findLast((day) => day <= today)
  if (lean === 'future') return real.find((day) => day >= today)
  const distance = (day: Day) => Math.abs(daysBetween(day, today))
  return real.sort((a, b) => distance(a) - distance(b))[0]
}
