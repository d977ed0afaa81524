/** The words people type for days, in both languages: `dates.ts` reads them. */

/** Days from today. */
export const DAY_WORDS: Readonly<Record<string, number>> = {
  大前天: -3,
  前天: -2,
  前日: -2,
  昨天: -1,
  昨日: -1,
  昨晚: -1,
  今天: 0,
  今日: 0,
  今晚: 0,
  今早: 0,
  明天: 1,
  明日: 1,
  后天: 2,
  后日: 2,
  大后天: 3,
  'day before yesterday': -2,
  yesterday: -1,
  today: 0,
  tonight: 0,
  now: 0,
  tomorrow: 1,
  'day after tomorrow': 2,
}

/** Monday is 1, Sunday is 7. */
export const WEEKDAY_WORDS: Readonly<Record<string, number>> = {
  一: 1, 二: 2, 三: 3, 四: 4, 五: 5, 六: 6, 日: 7, 天: 7, 末: 6,
  '1': 1, '2': 2, '3': 3, '4': 4, '5': 5, '6': 6, '7': 7,
  monday: 1, mon: 1,
  tuesday: 2, tue: 2, tues: 2,
  wednesday: 3, wed: 3,
  thursday: 4, thu: 4, thur: 4, thurs: 4,
  friday: 5, fri: 5,
  saturday: 6, sat: 6,
  sunday: 7, sun: 7,
}

/** January is 1. */
export const MONTH_WORDS: Readonly<Record<string, number>> = {
  january: 1, jan: 1, february: 2, feb: 2, march: 3, mar: 3, april: 4, apr: 4, may: 5, june: 6, jun: 6,
  july: 7, jul: 7, august: 8, aug: 8, september: 9, sep: 9, sept: 9, october: 10, oct: 10,
  november: 11, nov: 11, december: 12, dec: 12,
}

/** Length of the unit: days, or months where the length varies. */
export const UNIT_WORDS: Readonly<Record<string, { days: number } | { months: number }>> = {
  天: { days: 1 }, 日: { days: 1 }, day: { days: 1 }, days: { days: 1 },
  周: { days: 7 }, 星期: { days: 7 }, 礼拜: { days: 7 }, week: { days: 7 }, weeks: { days: 7 },
  月: { months: 1 }, month: { months: 1 }, months: { months: 1 },
  年: { months: 12 }, year: { months: 12 }, years: { months: 12 },
}

/** One-character numerals; `两` counts, `十` is handled where numbers are read. */
export const NUMERALS: Readonly<Record<string, number>> = {
  〇: 0, 零: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9,
}

/** A time of day before the hour: hours to add when the hour is a small one. */
export const HALVES: Readonly<Record<string, 'am' | 'pm'>> = {
  凌晨: 'am', 早上: 'am', 早晨: 'am', 上午: 'am', 中午: 'pm', 下午: 'pm', 傍晚: 'pm', 晚上: 'pm', 晚: 'pm', 夜里: 'pm',
  am: 'am', 'a.m.': 'am', pm: 'pm', 'p.m.': 'pm',
}

/** Weeks away that a word before the weekday means. */
export const WEEKS: Readonly<Record<string, number>> = {
  上上: -2, 上: -1, last: -1, 这: 0, 本: 0, this: 0, 下: 1, next: 1, 下下: 2,
}

/** Stands between the tens and the ones of a numeral. */
export const TEN = '十'

/** Follows the number of a year. */
export const YEAR = '年'

export const PATTERNS = {
  /** 3天前, 两周后, 一个月前 */
  agoChinese: /^(\d+|[一二两三四五六七八九十]+)\s*个?(天|日|周|星期|礼拜|月|年)(前|之前|以前|后|之后|以后)$/,
  /** 上周三, 下星期一, 本周五, 周三 */
  weekdayChinese: /^(上上|上|这|本|下下|下)?个?(?:周|星期|礼拜)([一二三四五六日天末1-7])$/,
  /** 上周, 下周: the same weekday */
  weekChinese: /^(上|下)个?(?:周|星期|礼拜)$/,
  /** 本月底, 月底 */
  monthEnd: /^(?:本|这个)?月(?:底|末)$/,
  /** 2026年3月14日, 3月14号, 14日 */
  dateChinese: /^(?:(\d{4}|\d{2})年)?(?:(\d{1,2})月)?(\d{1,2})[日号]?$/,
  /** 下午3点半, 15点20分, 九点一刻 */
  timeChinese: /^(凌晨|早上|早晨|上午|中午|下午|傍晚|晚上|晚|夜里)?(\d{1,2})[点时](?:(半)|(一|三|1|3)刻|(\d{1,2})分?|整)?$/,
  numeralRun: /[〇零一二两三四五六七八九十]+(?=[年月日号点时分])/g,
  yearRun: /^([〇零一二三四五六七八九]{4})年/,
  thisYear: /^今年/,
  lastYear: /^去年/,
  nextYear: /^明年/,
  thisMonth: /^(本月|这个月)/,
  lastMonth: /^上个?月/,
  nextMonth: /^下个?月/,
  dateUnit: /[日号月]/,
  before: /前/,
  three: /^(三|3)$/,
} as const
