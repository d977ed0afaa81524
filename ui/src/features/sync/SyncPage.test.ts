import { beforeEach, describe, expect, it } from 'vitest'
import { FakeDesk } from '@/ipc/fake'
import type { SyncStateResponse } from '@/ipc/client'
import { at, mountScreen } from '@/testing/mount'
import { settle } from '@/testing/settle'
import { aRefused, aStation, aSync } from '@/testing/station'
import SyncPage from './SyncPage.vue'

let desk: FakeDesk
beforeEach(() => {
  desk = FakeDesk.install().on('sync_now', () => ({})).on('sync_cancel', () => ({})).on('station_get', () => aStation())
})

async function page(change: Partial<SyncStateResponse> = {}) {
  desk.on('sync_state', () => aSync(change))
  const mounted = await mountScreen(SyncPage)
  await settle()
  return mounted
}

describe('the page of sync', () => {
  it('counts each thing once: notes are changes as well', async () => {
    await page({ phase: 'offline', why: 'station_unreachable', waiting: { notes: 12, changes: 41, attachments: 4 } })
    expect([...at('sync-waiting').querySelectorAll('dd')].map((count) => count.textContent)).toEqual(['12', '29', '4'])
    expect(at('sync-now-state').textContent).toContain('照常写就好')
    // That nobody is there is no more than that.
    expect(document.querySelector('[data-testid=sync-why]')).toBeNull()
    expect(document.querySelector('[role=alert], [role=dialog]')).toBeNull()
  })

  it('says when all is sent', async () => {
    const { screen } = await page()
    expect(screen.text()).toContain('已经同步')
    expect(screen.text()).toContain('写下的都已经送到工作站')
  })

  it('does not call it synced while something waits', async () => {
    await page({ waiting: { notes: 1, changes: 1, attachments: 0 } })
    expect(at('sync-now-state').textContent).toContain('有内容等待送出')
  })

  it('says why it does not go on', async () => {
    await page({ phase: 'stopped', why: 'station_full' })
    expect(at('sync-why').textContent).toContain('工作站的磁盘满了')
    await page({ phase: 'offline', why: 'not_a_station' })
    expect(document.body.textContent).toContain('请先登录网络')
  })

  it('syncs now, and stops, with the button in its place', async () => {
    await page()
    const button = at('sync-button')
    button.focus()
    desk.on('sync_state', () => aSync({ phase: 'syncing', done: 10, total: 40 }))
    button.click()
    await settle()
    expect(desk.requests('sync_now')).toHaveLength(1)
    expect(document.querySelector('[role=progressbar]')?.getAttribute('aria-valuenow')).toBe('25')
    expect(at('sync-button')).toBe(button)
    expect(document.activeElement).toBe(button)
    button.click()
    await settle()
    expect(desk.requests('sync_cancel')).toHaveLength(1)
  })

  it('names what was not taken, whose it is and why', async () => {
    const { screen } = await page({ refused: [aRefused(), aRefused({ case: null, kind: null, why: 'station_full' })] })
    const rows = screen.findAll('[data-testid=sync-refused] li').map((row) => row.text())
    expect(rows[0]).toContain('家访记录')
    expect(rows[0]).toContain('2026-017')
    expect(rows[0]).toContain('请个案里的同事把您加回来')
    expect(rows[1]).toContain('磁盘满了')
  })

  it('leads to the case also where its name cannot be told', async () => {
    const { screen } = await page({ refused: [aRefused({ client: null, case_number: null })] })
    expect(screen.get('[data-testid=sync-refused] a').text()).toBe('打开个案')
  })

  it('keeps changes of one save apart, and says how many there are in all', async () => {
    const fields = [1, 2, 3].map((seq) => aRefused({ seq }))
    const { screen } = await page({ refused: fields, refused_total: 300 })
    expect(screen.get('[data-testid=sync-refused] h2').text()).toBe('300 处没有送成')
    expect(screen.get('[data-testid=sync-refused]').text()).toContain('还有 297 处没有列出来')
    expect(screen.findAll('[data-testid=sync-refused] li')).toHaveLength(3)
  })

  it('lets one take note of what happened, and of nothing that goes on', async () => {
    await page({ alarm: 'station_went_back', alarm_since: '2026-03-14T09:41:00+08:00', phase: 'stopped', why: 'station_full' })
    expect(at('sync-why').textContent).toContain('工作站的磁盘满了')
    desk.on('sync_note_alarm', () => ({}))
    desk.on('sync_state', () => aSync())
    at('sync-alarm-noted').click()
    await settle()
    expect(desk.requests('sync_note_alarm')).toEqual([{ alarm: 'station_went_back' }])
    expect(document.querySelector('[data-testid=sync-alarm]')).toBeNull()
    await page({ alarm: 'directory_fault', phase: 'stopped', why: 'station_misbehaves' })
    expect(document.querySelector('[data-testid=sync-alarm-noted]')).toBeNull()
  })

  it('says how far the list goes here, where the lists part', async () => {
    const directory = { entries: 42, end: '3F2A9C1B77D012EF', by: '程望舒', at: '2026-03-14T09:41:00Z' }
    await page({ alarm: 'directory_forked', phase: 'stopped', why: 'station_misbehaves', directory })
    expect(at('sync-alarm').textContent).toContain('各走各的')
    expect(at('sync-directory').textContent).toContain('42 处，末尾 3F2A9C1B77D012EF')
    expect(at('sync-directory').textContent).toContain('程望舒')
  })

  it('tells of attachments that do not come through', async () => {
    await page({ stuck: 2 })
    expect(at('sync-stuck').textContent).toContain('有 2 个附件这次没有传成')
  })

  it('explains what is held, and what a person must know', async () => {
    await page({ held: [{ why: 'early', count: 2 }, { why: 'revoked', count: 1 }], held_over: 904, alarm: 'vault_went_back', phase: 'stopped', why: 'station_misbehaves' })
    expect(at('sync-held').textContent).toContain('有 3 处先放在一边')
    expect(at('sync-held').textContent).toContain('1 处：写它的电脑已经停用')
    expect(at('sync-held-over').textContent).toContain('另有 904 处没有留下')
    expect(at('sync-alarm').textContent).toContain('什么也不会丢')
    expect(document.querySelector('[data-testid=sync-why]')).toBeNull()
  })

  it('offers a stick where there is no network', async () => {
    await page({ phase: 'offline', why: 'station_unreachable' })
    expect(at('stick').textContent).toContain('用 U 盘传递')
  })

  it('offers the station to a laptop that stands alone', async () => {
    const { screen } = await page({ linked: false })
    expect(screen.text()).toContain('还没有加入工作站')
    expect(screen.find('[data-testid=sync-button]').exists()).toBe(false)
    expect(screen.find('[data-testid=stick]').exists()).toBe(false)
  })

  it('lets a copied laptop become one of its own', async () => {
    desk.on('station_renew_laptop', () => ({ rewritten: 3, station: aStation() }))
    await page({ alarm: 'copied', phase: 'stopped', why: 'station_misbehaves' })
    at('renew-laptop').click()
    await settle()
    expect(desk.requests('station_renew_laptop')).toHaveLength(1)
  })

  it('leads to what revoked laptops left, and tells it from what is held', async () => {
    await page({ held: [{ why: 'forked', count: 1 }], late: 2 })
    expect(at('sync-late').textContent).toContain('停用的电脑留下了 2 处内容')
    expect(at('sync-held').textContent).toContain('有 1 处先放在一边')
  })
})
