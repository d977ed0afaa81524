import { beforeEach, describe, expect, it } from 'vitest'
import { setLanguage } from '@/shared/words'
import { day } from '@/testing/records'
import { aSync } from '@/testing/station'
import { alarmWords, frameWords, kindWord, whyWord } from './words'

const TODAY = day()
const said = (change: Parameters<typeof aSync>[0]) => frameWords(aSync(change), TODAY).parts.join(' · ')
const WAITING = { notes: 12, changes: 41, attachments: 4 }

describe('sync in the frame', () => {
  it.each([
    ['all there', {}, '上次同步 09:41'],
    ['never yet', { last_synced_at: null }, '还没有同步过'],
    ['synced on another day', { last_synced_at: '2024-03-14T09:41:00' }, '上次同步 2024年3月14日 09:41'],
    ['notes waiting', { waiting: WAITING }, '12 份记录等待同步 · 上次同步 09:41'],
    ['offline with notes waiting', { phase: 'offline', waiting: WAITING }, '12 份记录等待同步 · 上次同步 09:41 · 离线'],
    ['offline with nothing to send', { phase: 'offline' }, '离线 · 上次同步 09:41'],
    ['other changes waiting', { waiting: { notes: 0, changes: 3, attachments: 1 } }, '3 处改动等待同步 · 上次同步 09:41'],
    ['files waiting', { waiting: { notes: 0, changes: 0, attachments: 2 } }, '2 个附件等待同步 · 上次同步 09:41'],
    ['under way', { phase: 'syncing', done: 1300, total: 4100 }, '正在同步 1,300 / 4,100'],
    ['under way with nothing to send', { phase: 'syncing' }, '正在同步'],
    ['stopped', { phase: 'stopped', waiting: WAITING }, '12 份记录等待同步 · 上次同步 09:41 · 已停下'],
    ['an alarm before all', { phase: 'offline', alarm: 'forked', waiting: WAITING }, '同步有情况，请看一看 · 12 份记录等待同步 · 上次同步 09:41 · 离线'],
    ['an alarm while it is under way', { phase: 'syncing', alarm: 'station_went_back', done: 3, total: 9 }, '同步有情况，请看一看 · 正在同步 3 / 9'],
  ] as const)('says it in plain words: %s', (_, change, words) => expect(said(change)).toBe(words))

  describe('in English', () => {
    beforeEach(() => setLanguage('en'))
    it('says the same', () => {
      expect(said({ phase: 'offline', waiting: WAITING })).toBe('12 notes waiting · last synced 09:41 · offline')
      expect(said({ waiting: { ...WAITING, notes: 1 } })).toBe('one note waiting · last synced 09:41')
    })
  })
})

describe('codes from the desk', () => {
  it('have words, also those that this window does not know', () => {
    expect(whyWord('not_your_role')).toContain('不在这个个案里')
    expect(whyWord('internal')).toContain('没有收下')
    expect(kindWord('visit')).toBe('家访记录')
    expect(kindWord(null)).toBe('记录')
    expect(kindWord('horoscope')).toBe('记录')
    expect(alarmWords('station_went_back').what).toContain('少了一些')
    expect(alarmWords('of a later version' as 'forked').what).toBe('工作站的回答不对。')
  })
})
