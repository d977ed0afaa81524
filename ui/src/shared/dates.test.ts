import { describe, expect, it } from 'vitest'
import { addDays, addMonths, dayOf, dayOfInstant, daysBetween, parseDay, parseTime, timeOfInstant, weekdayOf } from './dates'

/** A Wednesday. */
const TODAY = '2026-03-18'

describe('parseDay reads words', () => {
  it.each([
    ['今天', '2026-03-18'], ['今日', '2026-03-18'], ['昨天', '2026-03-17'], ['昨晚', '2026-03-17'],
    ['前天', '2026-03-16'], ['大前天', '2026-03-15'], ['明天', '2026-03-19'], ['后天', '2026-03-20'],
    ['大后天', '2026-03-21'], ['today', '2026-03-18'], ['Yesterday', '2026-03-17'], ['tomorrow', '2026-03-19'],
    ['the day before yesterday', '2026-03-16'], ['day after tomorrow', '2026-03-20'], ['  今天 ', '2026-03-18'],
    ['月底', '2026-03-31'], ['本月末', '2026-03-31'],
  ])('%s', (typed, day) => expect(parseDay(typed, TODAY)).toBe(day))
})

describe('parseDay reads distances', () => {
  it.each([
    ['3天前', '2026-03-15'], ['三天前', '2026-03-15'], ['两天后', '2026-03-20'], ['十天前', '2026-03-08'],
    ['一周前', '2026-03-11'], ['两个星期后', '2026-04-01'], ['一个月前', '2026-02-18'], ['一年后', '2027-03-18'],
    ['3 days ago', '2026-03-15'], ['a week ago', '2026-03-11'], ['in 2 weeks', '2026-04-01'],
    ['in a month', '2026-04-18'], ['下周', '2026-03-25'], ['last week', '2026-03-11'],
  ])('%s', (typed, day) => expect(parseDay(typed, TODAY)).toBe(day))
})

describe('parseDay reads weekdays', () => {
  it.each([
    ['周一', 'past', '2026-03-16'], ['周三', 'past', '2026-03-18'], ['星期五', 'past', '2026-03-13'],
    ['周五', 'future', '2026-03-20'], ['周一', 'future', '2026-03-23'], ['礼拜天', 'past', '2026-03-15'],
    ['上周三', 'past', '2026-03-11'], ['下周一', 'future', '2026-03-23'], ['本周日', 'near', '2026-03-22'],
    ['上上周五', 'past', '2026-03-06'], ['周6', 'future', '2026-03-21'], ['last wed', 'past', '2026-03-11'],
    ['Friday', 'future', '2026-03-20'], ['next monday', 'future', '2026-03-23'], ['this sun', 'near', '2026-03-22'],
  ] as const)('%s, leaning %s', (typed, lean, day) => expect(parseDay(typed, TODAY, lean)).toBe(day))
})

describe('parseDay reads dates', () => {
  it.each([
    ['2026-03-14', '2026-03-14'], ['2026/3/14', '2026-03-14'], ['2026.3.14', '2026-03-14'], ['20260314', '2026-03-14'],
    ['26.3.14', '2026-03-14'], ['54.3.14', '1954-03-14'], ['2026年3月14日', '2026-03-14'], ['26年3月14日', '2026-03-14'],
    ['3月14日', '2026-03-14'], ['3月14号', '2026-03-14'], ['3月14', '2026-03-14'], ['三月十四日', '2026-03-14'],
    ['十二月二十日', '2025-12-20'], ['二〇二六年三月一日', '2026-03-01'], ['3.14', '2026-03-14'], ['3/14', '2026-03-14'],
    ['3-14', '2026-03-14'], ['3。14', undefined], ['３．１４', '2026-03-14'], ['14日', '2026-03-14'], ['十四号', '2026-03-14'],
    ['去年12月1日', '2025-12-01'], ['明年1.5', '2027-01-05'], ['上个月5号', '2026-02-05'], ['上月5', '2026-02-05'],
    ['14 March', '2026-03-14'], ['14th mar 2025', '2025-03-14'], ['March 14', '2026-03-14'], ['Dec 1, 2025', '2025-12-01'],
  ])('%s', (typed, day) => expect(parseDay(typed, TODAY)).toBe(day))

  it('leans where it is told', () => {
    expect(parseDay('3.20', TODAY, 'past')).toBe('2025-03-20')
    expect(parseDay('3.20', TODAY, 'future')).toBe('2026-03-20')
    expect(parseDay('3.1', TODAY, 'future')).toBe('2027-03-01')
    expect(parseDay('12.30', '2026-01-02', 'past')).toBe('2025-12-30')
    expect(parseDay('20日', TODAY, 'past')).toBe('2026-02-20')
    expect(parseDay('2.29', '2026-03-18', 'near')).toBe(undefined)
    expect(parseDay('2.29', '2027-06-01', 'future')).toBe('2028-02-29')
  })

  it.each(['', ' ', '2026-02-31', '2月30日', '13.14', '0.5', '2026-3', '14', '下次', 'someday', '3.14.15.9', '99999999', '一二三', '<script>'])(
    'refuses %j',
    (typed) => expect(parseDay(typed, TODAY)).toBeUndefined(),
  )

  it('reads back every day it writes', () => {
    for (let day = '2023-12-25', n = 0; n < 800; n += 1, day = addDays(day, 1)) {
      expect(parseDay(day, TODAY)).toBe(day)
      expect(parseDay(day.replaceAll('-', ''), TODAY)).toBe(day)
    }
  })
})

describe('parseTime', () => {
  it.each([
    ['9:30', '09:30'], ['9：30', '09:30'], ['09.30', '09:30'], ['0930', '09:30'], ['9', '09:00'], ['21:05', '21:05'],
    ['9点', '09:00'], ['9点半', '09:30'], ['九点半', '09:30'], ['下午3点', '15:00'], ['下午三点一刻', '15:15'],
    ['晚上11点20分', '23:20'], ['上午10时', '10:00'], ['中午12点', '12:00'], ['凌晨12点', '00:00'], ['十点三刻', '10:45'],
    ['3pm', '15:00'], ['3:15 p.m.', '15:15'], ['12am', '00:00'], ['9点整', '09:00'],
  ])('%s', (typed, time) => expect(parseTime(typed)).toBe(time))

  it.each(['', '24:00', '9:60', '25点', 'soon', '9:3', '123'])('refuses %j', (typed) =>
    expect(parseTime(typed)).toBeUndefined(),
  )
})

describe('the calendar', () => {
  it('knows its days', () => {
    expect(dayOf(2024, 2, 29)).toBe('2024-02-29')
    expect(dayOf(2026, 2, 29)).toBeUndefined()
    expect(dayOf(50, 1, 1)).toBeUndefined()
    expect(weekdayOf('2026-03-18')).toBe(3)
    expect(weekdayOf('1969-12-28')).toBe(7)
    expect(daysBetween('2026-02-27', '2026-03-02')).toBe(3)
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28')
    expect(addMonths('2026-03-15', -15)).toBe('2024-12-15')
  })

  it('turns an instant into the local day and time', () => {
    const noon = new Date(2026, 2, 18, 12, 5).getTime()
    expect(dayOfInstant(noon)).toBe('2026-03-18')
    expect(timeOfInstant(noon)).toBe('12:05')
  })
})
