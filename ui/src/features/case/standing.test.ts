import { describe, expect, it } from 'vitest'
import { setLanguage } from '@/shared/words'
import { standingWord } from './standing'

const TODAY = '2026-03-18'

describe('standingWord', () => {
  it.each([
    [{ standing: 'overdue', days: 3 }, '2026-03-15', '逾期 3 天', '3 days overdue'],
    [{ standing: 'overdue', days: 1 }, '2026-03-17', '逾期 1 天', '1 day overdue'],
    [{ standing: 'today' }, '2026-03-18', '今天', 'today'],
    [{ standing: 'soon', days: 2 }, '2026-03-20', '2 天后', 'in 2 days'],
    [{ standing: 'later' }, '2026-04-20', '4月20日', '20 Apr'],
    [{ standing: 'later' }, '2027-01-02', '2027年1月2日', '2 Jan 2027'],
  ] as const)('%j', (standing, due, chinese, english) => {
    expect(standingWord(standing, due, TODAY)).toBe(chinese)
    setLanguage('en')
    expect(standingWord(standing, due, TODAY)).toBe(english)
  })
})
