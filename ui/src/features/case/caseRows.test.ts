import { beforeEach, describe, expect, it } from 'vitest'
import { effectScope, nextTick, ref } from 'vue'
import { Failure, type CaseListRequest, type CaseListResponse } from '@/ipc/client'
import { FakeDesk } from '@/ipc/fake'
import { aRow } from '@/testing/records'
import { settle } from '@/testing/settle'
import { keyOf, PAGE, useCaseRows, type CaseRows, type Question } from './caseRows'

const ALL: Question = {
  filter: { text: '', group: null, risks: [], categories: [], village: null, overdue: false },
  sort: 'due',
  descending: false,
}
const withText = (text: string): Question => ({ ...ALL, filter: { ...ALL.filter, text } })

function page({ filter, offset, limit }: CaseListRequest, total = 10_000): CaseListResponse {
  const rows = Array.from({ length: Math.min(limit, total - offset) }, (_, at) =>
    aRow({ case: `case-${offset + at}`, name: `${filter.text}${offset + at}` }),
  )
  return { rows, total }
}

let desk: FakeDesk
beforeEach(() => {
  desk = FakeDesk.install().on('case_list', (request) => page(request))
})

function start(first: Question = ALL, firstRow?: number) {
  const question = ref(first)
  const scope = effectScope()
  const list = scope.run(() => useCaseRows(question, { firstRow, kept: 3 })) as CaseRows
  return { question, list, scope }
}

describe('the rows of the list', () => {
  it('come a page at a time, and each page once', async () => {
    const { list } = start()
    await settle()
    expect(list.shown.value?.total).toBe(10_000)
    expect(list.rowAt(99)?.case).toBe('case-99')
    expect(list.rowAt(100)).toBeUndefined()
    list.need(95, 130)
    list.need(100, 140)
    await settle()
    expect(list.rowAt(140)?.case).toBe('case-140')
    expect(desk.requests('case_list').map(({ offset, limit }) => [offset, limit])).toEqual([[0, PAGE], [PAGE, PAGE]])
  })

  it('begin where the list was left', async () => {
    const { list } = start(ALL, 2_345)
    await settle()
    expect(list.rowAt(2_345)?.case).toBe('case-2345')
    expect(desk.requests('case_list')).toHaveLength(1)
  })

  it('stay on the screen until those of the newer question are here', async () => {
    const { question, list } = start()
    await settle()
    let answer: (response: CaseListResponse) => void = () => undefined
    desk.on('case_list', () => new Promise((done) => (answer = done)))
    question.value = withText('周')
    await nextTick()
    expect(list.rowAt(0)?.name).toBe('0')
    answer({ rows: [aRow({ name: '周禾' })], total: 1 })
    await settle()
    expect(list.rowAt(0)?.name).toBe('周禾')
    expect(list.shown.value?.total).toBe(1)
  })

  it('drop an answer that comes after a newer one', async () => {
    const answers = new Map<string, (response: CaseListResponse) => void>()
    desk.on('case_list', ({ filter }) => new Promise((done) => answers.set(filter.text, done)))
    const { question, list } = start(withText('周'))
    question.value = withText('周禾')
    await nextTick()
    answers.get('周禾')?.({ rows: [aRow({ name: '周禾' })], total: 1 })
    await settle()
    answers.get('周')?.({ rows: [aRow({ name: '周大山' }), aRow()], total: 2 })
    await settle()
    expect(list.shown.value?.total).toBe(1)
    expect(list.rowAt(0)?.name).toBe('周禾')
  })

  it('are kept: going back asks nothing, and the oldest are forgotten', async () => {
    const { question, list } = start()
    await settle()
    for (const text of ['周', '']) {
      question.value = withText(text)
      await settle()
    }
    expect(desk.requests('case_list')).toHaveLength(2)
    for (const text of ['甲', '乙', '丙']) {
      question.value = withText(text)
      await settle()
    }
    question.value = withText('')
    await settle()
    expect(desk.requests('case_list')).toHaveLength(6)
    expect(list.rowAt(0)?.name).toBe('0')
  })

  it('say what failed, and ask anew on reload', async () => {
    desk.on('case_list', () => {
      throw new Failure('disk_fault')
    })
    const { list } = start()
    await settle()
    expect(list.failure.value?.code).toBe('disk_fault')
    desk.on('case_list', (request) => page(request, 5))
    list.reload()
    await settle()
    expect(list.failure.value).toBeUndefined()
    expect(list.shown.value?.total).toBe(5)
  })

  it('ask for nothing past the end', async () => {
    desk.on('case_list', (request) => page(request, 120))
    const { list } = start()
    await settle()
    list.need(90, 500)
    await settle()
    expect(desk.requests('case_list').map(({ offset }) => offset)).toEqual([0, 100])
    expect(list.rowAt(119)).toBeDefined()
    expect(list.rowAt(120)).toBeUndefined()
  })
})

describe('keyOf', () => {
  it('is the same whatever the order of the chips, and differs with every part', () => {
    const { filter } = ALL
    const risks = (...levels: ('high' | 'low')[]) => keyOf({ ...ALL, filter: { ...filter, risks: levels } })
    expect(risks('high', 'low')).toBe(risks('low', 'high'))
    const keys = [
      ALL,
      { ...ALL, sort: 'name' as const },
      { ...ALL, descending: true },
      withText('周'),
      { ...ALL, filter: { ...filter, group: 'child' as const } },
      { ...ALL, filter: { ...filter, risks: ['high' as const] } },
      { ...ALL, filter: { ...filter, categories: ['orphan' as const] } },
      { ...ALL, filter: { ...filter, village: '石桥村' } },
      { ...ALL, filter: { ...filter, overdue: true } },
    ].map(keyOf)
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('change all at once when others changed something, and stay when that fails', async () => {
    const { list } = start()
    await settle()
    list.need(95, 130)
    await settle()
    const before = list.shown.value
    desk.on('case_list', (request) => page({ ...request, filter: withText('new ').filter }, 9_000))
    const refreshed = list.refresh(95, 130)
    expect(list.rowAt(100)?.name).toBe('100')
    await refreshed
    expect(list.rowAt(95)?.name).toBe('new 95')
    expect(list.rowAt(130)?.name).toBe('new 130')
    expect(list.shown.value?.total).toBe(9_000)
    expect(list.shown.value).not.toBe(before)
    desk.on('case_list', () => Promise.reject(new Failure('internal')))
    await list.refresh(0, 10)
    expect(list.rowAt(95)?.name).toBe('new 95')
    expect(list.failure.value).toBeUndefined()
  })

  it('are not those of an older question when it is asked anew too late', async () => {
    const { question, list } = start()
    await settle()
    const refreshed = list.refresh(0, 10)
    question.value = withText('zhou')
    await nextTick()
    await refreshed
    await settle()
    expect(list.shown.value?.question.filter.text).toBe('zhou')
    expect(list.rowAt(0)?.name).toBe('zhou0')
  })
})
