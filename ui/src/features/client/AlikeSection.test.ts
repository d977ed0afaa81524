import { beforeEach, describe, expect, it } from 'vitest'
import { FakeDesk } from '@/ipc/fake'
import type { AlikePair } from '@/ipc/client'
import { at, mountScreen } from '@/testing/mount'
import { aClient, aClientView } from '@/testing/records'
import { settle } from '@/testing/settle'
import AlikeSection from './AlikeSection.vue'
import SameSection from './SameSection.vue'

const pair: AlikePair = {
  likeness: 'same_name_and_birth',
  one: aClientView(),
  other: aClientView({ id: 'client-2', client: aClient({ address: '村口' }) }),
  disputed: false,
  judged: ['change-1'],
}

let desk: FakeDesk
beforeEach(() => {
  desk = FakeDesk.install().on('client_alike', () => ({ pairs: [pair], total: 1 }))
})

describe('clients who are perhaps one person', () => {
  it('stand side by side, and what a person says of them goes with what she was shown', async () => {
    let judged = 0
    desk.on('client_judge', () => ({ waiting: 0 }))
    await mountScreen(AlikeSection, { props: { onJudged: () => judged++ } })
    await settle()
    expect(at('alike').textContent).toContain('姓名和出生日期都相同')
    expect(at('alike').textContent).toContain('村口')
    desk.on('client_alike', () => ({ pairs: [], total: 0 }))
    at('alike-same').click()
    await settle()
    expect(desk.requests('client_judge')).toEqual([{ one: 'client-1', other: 'client-2', judged: ['change-1'], same: true }])
    expect(judged).toBe(1)
    expect(document.querySelector('[data-testid=alike]')).toBeNull()
  })

  it('are asked about again where people differ', async () => {
    desk.on('client_alike', () => ({ pairs: [{ ...pair, disputed: true }], total: 1 })).on('client_judge', () => ({ waiting: 0 }))
    await mountScreen(AlikeSection)
    await settle()
    expect(at('alike').textContent).toContain('请再定一次')
    at('alike-two').click()
    await settle()
    expect(desk.requests('client_judge')[0]).toMatchObject({ same: false })
  })
})

describe('who is one person', () => {
  it('has the other record with its cases below, and is parted again', async () => {
    desk.on('client_judge', () => ({ waiting: 1 }))
    const client = { id: 'client-2', name: '小禾', called: '', group: 'child', sex: null, age: 13, village: '柳溪村', categories: [], phones: [] } as const
    const other = { client: { ...client, categories: [], phones: [] }, cases: [{ id: 'case-2', number: '2026-018', opened_on: '2026-03-01', risk: 'medium' as const }], by: '林晓岚', at: '2026-03-14T09:41:00Z', judged: ['change-1'] }
    await mountScreen(SameSection, { props: { client: 'client-1', same: [other] } })
    await settle()
    expect(at('same').textContent).toContain('2026-018')
    expect(at('same').textContent).toContain('林晓岚')
    at('same-part').click()
    await settle()
    expect(desk.requests('client_judge')).toEqual([{ one: 'client-1', other: 'client-2', judged: ['change-1'], same: null }])
  })
})
