import { beforeEach, describe, expect, it } from 'vitest'
import { effectScope } from 'vue'
import { Failure, type TimelineEntry } from '@/ipc/client'
import { FakeDesk } from '@/ipc/fake'
import { aDraft, anEntry, aVisitCard } from '@/testing/records'
import { settle } from '@/testing/settle'
import { byMonth, STRETCH, useTimeline } from './timeline'

const river: TimelineEntry[] = Array.from({ length: 100 }, (_, n) =>
  anEntry({ visit: n === 3 ? aDraft({ id: 'draft' }) : aVisitCard({ id: `v${n}` }) }),
)

let desk: FakeDesk
beforeEach(() => {
  desk = FakeDesk.install().on('case_timeline', ({ offset, limit }) => ({
    entries: river.slice(offset, offset + limit),
    total: river.length,
  }))
})

function start() {
  return effectScope().run(() => useTimeline('case-1')) as ReturnType<typeof useTimeline>
}

describe('the river of a case', () => {
  it('comes a stretch at a time until its source', async () => {
    const timeline = start()
    await settle()
    expect(timeline.entries.value).toHaveLength(STRETCH)
    expect(timeline.draft.value?.id).toBe('draft')
    for (const held of [80, 100]) {
      expect(timeline.hasMore.value).toBe(true)
      await timeline.more()
      expect(timeline.entries.value).toHaveLength(held)
    }
    expect(timeline.hasMore.value).toBe(false)
    await timeline.more()
    expect(desk.requests('case_timeline').map(({ offset }) => offset)).toEqual([0, 40, 80])
  })

  it('is asked for anew as far as it was read', async () => {
    const timeline = start()
    await settle()
    await timeline.more()
    await timeline.reload()
    expect(timeline.entries.value).toHaveLength(80)
    expect(desk.requests('case_timeline').at(-1)).toEqual({ id: 'case-1', offset: 0, limit: 80 })
  })

  it('keeps what is there when more cannot be had', async () => {
    const timeline = start()
    await settle()
    desk.on('case_timeline', () => {
      throw new Failure('disk_fault')
    })
    await timeline.more()
    expect(timeline.failure.value?.code).toBe('disk_fault')
    expect(timeline.entries.value).toHaveLength(STRETCH)
  })
})

describe('byMonth', () => {
  it('keeps the order, and splits where the month changes', () => {
    const on = (day: string) => anEntry({ kind: 'risk', visit: null, on: day })
    const months = byMonth([on('2026-03-18'), on('2026-03-01'), on('2026-02-28'), on('2025-03-01')])
    expect(months.map(({ key, entries }) => [key, entries.length])).toEqual([['2026-03', 2], ['2026-02', 1], ['2025-03', 1]])
    expect(byMonth([])).toEqual([])
  })
})
