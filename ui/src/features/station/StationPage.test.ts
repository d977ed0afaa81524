import { beforeEach, describe, expect, it } from 'vitest'
import { FakeDesk } from '@/ipc/fake'
import { Failure } from '@/ipc/failure'
import { readVault } from '@/features/vault/session'
import { at, button, mountScreen } from '@/testing/mount'
import { settle } from '@/testing/settle'
import { aLaptop, aManagersStation, aPerson, aRecovery, aStation, aSync, noStation } from '@/testing/station'
import { PROFILE, statusOf } from '@/testing/vault'
import { setLanguage } from '@/shared/words'
import StationPage from './StationPage.vue'

let desk: FakeDesk
beforeEach(async () => {
  desk = FakeDesk.install()
    .on('vault_status', () => statusOf('open'))
    .on('session_profile', () => PROFILE)
    .on('sync_state', () => aSync())
    .on('station_recovery', () => aRecovery())
  await readVault()
})

async function page(station = aManagersStation()) {
  desk.on('station_get', () => station)
  const mounted = await mountScreen(StationPage)
  await settle()
  return mounted
}

async function press(testid: string): Promise<void> {
  at(testid).click()
  await settle()
}

const INVITATION = { id: 'i1', name: '韦晓燕', role: 'worker' as const, device: false, waiting: true }

describe('a laptop that stands alone', () => {
  it('is shown two ways, and that there is no need', async () => {
    const { screen, router } = await page(noStation())
    expect(screen.text()).toContain('不加入也可以一直用')
    await press('station-found')
    expect(router.currentRoute.value.name).toBe('station-found')
  })

  it('is told when the desk does not answer, and can ask again', async () => {
    desk.on('station_get', () => Promise.reject(new Failure('internal')))
    const { screen } = await mountScreen(StationPage)
    await settle()
    expect(screen.text()).toContain('程序出了差错')
    desk.on('station_get', () => aStation())
    button('再试一次').click()
    await settle()
    expect(screen.text()).toContain('station.qinghe:8443')
  })
})

describe('the station', () => {
  it('shows everybody who is there, and to a worker only her own laptops to look after', async () => {
    const { screen } = await page(aStation())
    expect(at('person-p2').textContent).toContain('沈若兰')
    expect(at('person-p2').textContent).toContain('主管')
    expect(screen.find('[data-testid=person-open-p2]').exists()).toBe(false)
    expect(screen.find('[data-testid=station-invite]').exists()).toBe(false)
    await press('person-open-p1')
    expect(at('person-p1').textContent).toContain('就是这台')
    expect(screen.find('[data-testid=own-device]').exists()).toBe(true)
    expect(screen.find('[data-testid=remove-p1]').exists()).toBe(false)
    expect(screen.text()).toContain('由主管来做')
  })

  it('asks whether who oversaw all cases leaves those of others', async () => {
    desk.on('station_set_role', () => aManagersStation())
    await page()
    await press('person-open-p3')
    expect(document.querySelector('[data-testid=leave-cases]')).toBeNull()
    document.querySelector<HTMLInputElement>('[data-testid=person-p3] input[value=worker]')?.click()
    await settle()
    expect((at('leave-cases') as HTMLInputElement).checked).toBe(true)
    await press('set-role')
    expect(desk.requests('station_set_role')).toEqual([{ person: 'p3', role: 'worker', leave_cases: true }])
  })

  it('asks with a tick before a laptop is revoked, and says what becomes of it', async () => {
    await page()
    await press('person-open-p1')
    await press('revoke-7c10f2a9-3f2a')
    const dialog = document.querySelector('[role=dialog]')
    expect(dialog?.textContent).toContain('停用林晓岚的电脑 3F2A')
    expect(dialog?.textContent).toContain('会清除上面的档案')
    expect(dialog?.textContent).toContain('唯一在用的电脑')
    expect(at('confirm').hasAttribute('disabled')).toBe(true)
    await press('confirm')
    expect(desk.requests('station_revoke_device')).toEqual([])

    const after = aManagersStation()
    desk.on('station_revoke_device', () => ({ ...after, people: after.people.filter(({ id }) => id !== 'p3') }))
    await press('sure')
    await press('confirm')
    expect(desk.requests('station_revoke_device')).toEqual([{ device: '7c10f2a9-3f2a' }])
    expect(document.body.textContent).toContain('电脑 3F2A 已经停用')
    // What the desk answered is what is shown.
    expect(document.querySelector('[data-testid=person-p3]')).toBeNull()
  })

  it('says of this very laptop that it is the one in front of you', async () => {
    await page()
    await press('person-open-p2')
    await press('revoke-7c10f2a9-91be')
    expect(document.querySelector('[role=dialog]')?.textContent).toContain('您面前的这台')
  })

  it('asks anew each time: a tick does not outlive its dialog', async () => {
    await page()
    await press('person-open-p1')
    await press('revoke-7c10f2a9-3f2a')
    await press('sure')
    button('取消').click()
    await settle()
    await press('revoke-7c10f2a9-3f2a')
    expect(at('confirm').hasAttribute('disabled')).toBe(true)
  })

  it('says what to do first where somebody alone may write in a case', async () => {
    desk.on('session_profile', () => ({ ...PROFILE, role: 'manager' }))
    await readVault()
    await page()
    desk.on('station_remove_person', () => Promise.reject(new Failure('last_writer')))
    await press('person-open-p1')
    await press('remove-p1')
    await press('sure')
    await press('confirm')
    expect(document.querySelector('[role=dialog]')?.textContent).toContain('有个案只有林晓岚能写')
    expect(at('last-writer-steps').textContent).toContain('交接或代管')
    expect(at('last-writer-cases').getAttribute('href')).toContain('cases-closed')
    expect(at('person-p1').textContent).toContain('林晓岚')
  })

  it('warns before somebody is removed', async () => {
    await page()
    desk.on('station_remove_person', () => aManagersStation({ people: [] }))
    await press('person-open-p3')
    await press('remove-p3')
    expect(document.querySelector('[role=dialog]')?.textContent).toContain('请先让对方联网同步一次')
    await press('sure')
    await press('confirm')
    expect(desk.requests('station_remove_person')).toEqual([{ person: 'p3' }])
    expect(document.body.textContent).toContain('何敏已经移出工作站')
  })

  it('gives another role, and keeps the last manager', async () => {
    const { screen } = await page()
    desk.on('station_set_role', () => aManagersStation())
    await press('person-open-p1')
    const supervisor = at('person-p1').querySelector<HTMLInputElement>('input[value=supervisor]')
    supervisor?.click()
    await settle()
    await press('set-role')
    expect(desk.requests('station_set_role')).toEqual([{ person: 'p1', role: 'supervisor' }])
    await press('person-open-p2')
    expect(screen.text()).toContain('这是唯一的主管')
    expect(at('person-p2').querySelector('input[type=radio]')).toBeNull()
  })

  it('withdraws an invitation; a station that is not reached leaves everything as it was', async () => {
    await page(aManagersStation({ invitations: [INVITATION] }))
    desk.on('station_withdraw', () => Promise.reject(new Failure('station_unreachable')))
    await press('withdraw-i1')
    expect(document.body.textContent).toContain('现在连不上工作站')
    expect(at('station-invitations').textContent).toContain('韦晓燕')
    desk.on('station_withdraw', () => aManagersStation())
    await press('withdraw-i1')
    expect(desk.requests('station_withdraw')).toEqual([{ invitation: 'i1' }, { invitation: 'i1' }])
    expect(document.querySelector('[data-testid=station-invitations]')).toBeNull()
  })

  it('lets nothing be done from a laptop that was revoked', async () => {
    const { screen } = await page(aManagersStation({ revoked: true, people: [aPerson({ you: true, devices: [aLaptop({ id: 'd1', this: true, active: false })] })] }))
    expect(screen.text()).toContain('这台电脑已经被停用')
    expect(screen.find('[data-testid=station-invite]').exists()).toBe(false)
    expect(screen.find('[data-testid=person-open-p1]').exists()).toBe(false)
  })

  it('speaks English, too', async () => {
    setLanguage('en')
    const { screen } = await page()
    expect(screen.text()).toContain('You are: Manager')
    expect(screen.text()).toContain('one laptop')
  })

  it('says of a revoked laptop whether it has destroyed its case files', async () => {
    const devices = [
      aLaptop({ id: 'd1', active: false, revoked_at: '2026-03-01T08:00:00Z' }),
      aLaptop({ id: 'd2', active: false, revoked_at: '2026-03-01T08:00:00Z', told_at: '2026-03-02T08:00:00Z' }),
      aLaptop({ id: 'd3', active: false, revoked_at: '2026-03-01T08:00:00Z', told_at: '2026-03-02T08:00:00Z', wiped_at: '2026-03-02T08:00:09Z' }),
    ]
    await page(aManagersStation({ people: [aPerson({ id: 'p9', name: '林晓岚', devices })] }))
    await press('person-open-p9')
    const text = at('person-p9').textContent ?? ''
    for (const word of ['以后没有连过工作站', '还没说清除完', '清除了档案']) expect(text).toContain(word)
  })

  it('takes another address once the same station answers there', async () => {
    await page()
    await press('move-open')
    desk.on('station_relocate', ({ address }) => aStation({ address }))
    const field = at('move-station').querySelector('input')
    if (field) {
      field.value = 'new.qinghe:8443'
      field.dispatchEvent(new Event('input'))
    }
    at('move-station').dispatchEvent(new Event('submit'))
    await settle()
    expect(desk.requests('station_relocate')).toEqual([{ address: 'new.qinghe:8443' }])
    expect(document.body.textContent).toContain('new.qinghe:8443')
  })
})
