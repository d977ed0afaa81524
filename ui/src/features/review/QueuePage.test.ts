import { beforeEach, describe, expect, it } from 'vitest'
import { readVault } from '@/features/vault/session'
import { Failure, type ReviewLine } from '@/ipc/client'
import { FakeDesk } from '@/ipc/fake'
import TheRail from '@/frame/TheRail.vue'
import { at, mountScreen } from '@/testing/mount'
import { aVisitCard } from '@/testing/records'
import { aReviewLine } from '@/testing/reviews'
import { settle } from '@/testing/settle'
import { PROFILE, statusOf } from '@/testing/vault'
import QueuePage from './QueuePage.vue'

const line = (id: string, change: Partial<ReviewLine> = {}) => aReviewLine({ visit: aVisitCard({ id }), ...change })
let desk: FakeDesk
beforeEach(async () => {
  desk = FakeDesk.install()
    .on('vault_status', () => statusOf('open'))
    .on('session_profile', () => ({ ...PROFILE, role: 'supervisor' }))
    .on('review_queue', () => ({ rows: [line('v1', { risk: 'critical' }), line('v2', { state: 'answered', days: 0 })], total: 2 }))
  await readVault()
})

async function queue() {
  const shown = await mountScreen(QueuePage)
  await settle()
  return shown
}

describe('the queue', () => {
  it('shows each note with its risk, its author, its first words, and how long it waits', async () => {
    await queue()
    const row = at('queue-row-v1').textContent ?? ''
    for (const part of ['危急', '周禾', '林晓岚', '2026-017', '孩子开了门', '等了 4 天']) expect(row).toContain(part)
    expect(at('queue-row-v2').textContent).toContain('已答复')
    expect(at('queue-row-v2').textContent).toContain('今天签署')
    expect(at('queue-total').textContent).toBe('2 份')
    expect(at('queue-row-v1').querySelector('a')?.getAttribute('href')).toBe('/review/v1?note=note-1')
  })

  it('is walked with the arrow keys', async () => {
    await queue()
    const rows = [...at('queue').querySelectorAll<HTMLElement>('[data-row]')]
    rows[0]!.focus()
    rows[0]!.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }))
    expect(document.activeElement).toBe(rows[1])
  })

  it('is narrowed by group and by risk', async () => {
    await queue()
    at('queue-returned').click()
    await settle()
    at('queue-high').click()
    await settle()
    expect(desk.requests('review_queue').at(-1)).toEqual({ group: 'returned', risks: ['high'], offset: 0, limit: 50 })
    at('queue-high').click()
    await settle()
    expect(desk.requests('review_queue').at(-1)?.risks).toEqual([])
  })

  it('brings more when asked, after those that are there', async () => {
    desk.on('review_queue', ({ offset }) => ({ rows: [line(`v${offset}`)], total: 2 }))
    await queue()
    at('queue-more').click()
    await settle()
    expect(desk.requests('review_queue').map(({ offset }) => offset)).toEqual([0, 1])
    expect(at('queue').children).toHaveLength(2)
    expect(document.querySelector('[data-testid=queue-more]')).toBeNull()
  })

  it('says what will stand here when nothing does', async () => {
    desk.on('review_queue', () => ({ rows: [], total: 0 }))
    const { screen } = await queue()
    expect(screen.text()).toContain('没有等着审阅的记录')
    at('queue-critical').click()
    await settle()
    expect(screen.text()).toContain('这样筛选没有记录')
  })

  it('says why where it is not for this person', async () => {
    desk.on('review_queue', () => Promise.reject(new Failure('not_your_role')))
    const { screen } = await queue()
    expect(screen.text()).toContain('您的角色不能做这件事')
  })
})

describe('the rail', () => {
  it('has the place only for those who review, with how many wait', async () => {
    await queue()
    const { screen } = await mountScreen(TheRail)
    expect(screen.text()).toContain('审阅')
    expect(screen.get('[aria-label="2 份待审阅"]').text()).toBe('2')
    desk.on('session_profile', () => PROFILE)
    await readVault()
    await settle()
    expect(screen.text()).not.toContain('审阅')
  })
})
