import { describe, expect, it } from 'vitest'
import { distance, formatBytes, formatCount, formatDay, formatMoment } from './when'
import { setLanguage } from './words'

const TODAY = '2026-03-18'

describe('days as they are read', () => {
  it('leaves out this year, and only this one', () => {
    expect(formatDay('2026-03-14', TODAY)).toBe('3月14日')
    expect(formatDay('2025-12-01', TODAY)).toBe('2025年12月1日')
    expect(formatDay('2026-03-14', TODAY, { weekday: true })).toBe('3月14日周六')
  })

  it('are English in English', () => {
    setLanguage('en')
    expect(formatDay('2026-03-14', TODAY)).toBe('14 Mar')
    expect(formatDay('2025-12-01', TODAY, { weekday: true })).toBe('Mon, 1 Dec 2025')
  })

  it.each([
    ['2026-03-18', '今天', 'today'],
    ['2026-03-17', '昨天', 'yesterday'],
    ['2026-03-19', '明天', 'tomorrow'],
    ['2026-03-08', '10 天前', '10 days ago'],
    ['2026-03-20', '2 天后', 'in 2 days'],
  ])('%s stands to today as %s', (day, zh, en) => {
    expect(distance(day, TODAY)).toBe(zh)
    setLanguage('en')
    expect(distance(day, TODAY)).toBe(en)
  })
})

describe('moments', () => {
  it('are shown by this laptop’s clock, whether they carry a zone or not', () => {
    const local = new Date(2026, 2, 14, 21, 40)
    expect(formatMoment(local.toISOString(), TODAY)).toBe('3月14日 21:40')
    expect(formatMoment('2026-03-14T21:40:00', TODAY)).toBe('3月14日 21:40')
  })
})

describe('amounts', () => {
  it('have their thousands apart, and sizes a unit', () => {
    expect(formatCount(10000)).toBe('10,000')
    expect([0, 999, 1500, 48_200_000, 3_210_000].map(formatBytes)).toEqual(['0 B', '999 B', '1.5 kB', '48 MB', '3.2 MB'])
  })
})
