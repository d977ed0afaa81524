import { beforeEach, describe, expect, it } from 'vitest'
import { readVault } from '@/features/vault/session'
import TheRail from '@/frame/TheRail.vue'
import { FakeDesk } from '@/ipc/fake'
import { aLine, aSubject } from '@/testing/conflicts'
import { at, mountScreen } from '@/testing/mount'
import { settle } from '@/testing/settle'
import { PROFILE, statusOf } from '@/testing/vault'
import ConflictList from './ConflictList.vue'
import { tellConflicts } from './counted'

let desk: FakeDesk
beforeEach(async () => {
  tellConflicts(0)
  const member = aSubject({ record: 'm1', kind: 'member', about: '周大山' })
  desk = FakeDesk.install()
    .on('vault_status', () => statusOf('open'))
    .on('session_profile', () => PROFILE)
    .on('client_alike', () => ({ pairs: [], total: 0 }))
    .on('conflict_list', () => ({ rows: [aLine(), aLine({ of: member, field: 'phone', sides: 3 })], total: 2 }))
  await readVault()
})

async function list() {
  const shown = await mountScreen(ConflictList)
  await settle()
  return shown
}

describe('the list of conflicts', () => {
  it('says whose record, which field, how many versions and since when, and leads there', async () => {
    await list()
    const row = at('conflict-row-m1-phone')
    for (const part of ['周禾', '家人 周大山', '电话', '3 份写法', '起']) expect(row.textContent).toContain(part)
    expect(row.querySelector('a')?.getAttribute('href')).toBe('/conflict/m1')
    expect(at('conflict-total').textContent).toBe('2 处')
  })

  it('is walked with the arrow keys', async () => {
    await list()
    const rows = [...at('conflicts').querySelectorAll<HTMLElement>('[data-row]')]
    rows[0]!.focus()
    rows[0]!.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }))
    expect(document.activeElement).toBe(rows[1])
  })

  it('brings more when asked', async () => {
    desk.on('conflict_list', ({ offset }) => ({ rows: [aLine({ field: offset === 0 ? 'village' : 'health' })], total: 2 }))
    await list()
    at('conflict-more').click()
    await settle()
    expect(desk.requests('conflict_list').map(({ offset }) => offset)).toEqual([0, 1])
    expect(at('conflicts').children).toHaveLength(2)
  })

  it('says what will stand here when nothing does', async () => {
    desk.on('conflict_list', () => ({ rows: [], total: 0 }))
    const { screen } = await list()
    expect(screen.text()).toContain('没有冲突')
  })
})

describe('the rail', () => {
  it('has the place only while something is to be decided, with how many', async () => {
    const { screen } = await mountScreen(TheRail)
    expect(screen.text()).not.toContain('冲突')
    tellConflicts(2)
    await settle()
    expect(screen.find('a[href="/conflicts"]').text()).toContain('2')
    expect(screen.find('[aria-label="2 处要定"]').exists()).toBe(true)
  })

  it('keeps the place while one is there', async () => {
    const { screen } = await mountScreen(TheRail, { at: '/conflicts' })
    expect(screen.find('a[href="/conflicts"]').attributes('aria-current')).toBe('page')
  })
})
