import { beforeEach, describe, expect, it } from 'vitest'
import { FakeDesk } from '@/ipc/fake'
import { Failure } from '@/ipc/failure'
import { readVault } from '@/features/vault/session'
import { at, mountScreen, type } from '@/testing/mount'
import { settle } from '@/testing/settle'
import { anInvitation } from '@/testing/station'
import { PROFILE, statusOf } from '@/testing/vault'
import InvitePage from './InvitePage.vue'

let desk: FakeDesk
async function given(role: 'worker' | 'manager'): Promise<void> {
  desk = FakeDesk.install()
    .on('vault_status', () => statusOf('open'))
    .on('session_profile', () => ({ ...PROFILE, role }))
    .on('session_touch', () => ({}))
    .on('report_print', () => ({}))
    .on('station_invite', () => anInvitation())
  await readVault()
}
beforeEach(() => given('manager'))

describe('an invitation', () => {
  it('is made for a name and a role, and shown as a code, a picture and a line', async () => {
    const { screen } = await mountScreen(InvitePage, { at: '/station-invite' })
    expect(document.activeElement).toBe(at('invite-name'))
    expect(at('invite-go').hasAttribute('disabled')).toBe(true)
    await type(at('invite-name') as HTMLInputElement, ' 韦晓燕 ')
    document.querySelector<HTMLInputElement>('input[value=supervisor]')?.click()
    await settle()
    document.querySelector('form')?.requestSubmit()
    await settle()
    expect(desk.requests('station_invite')).toEqual([{ name: '韦晓燕', role: 'supervisor' }])
    expect([...at('invitation-code').children].map((group) => group.textContent)).toEqual(['K7M2X', '9RTAB', 'H4WCD', 'P8NEF', 'V3GBJ'])
    expect(at('invitation-address').textContent).toBe('station.qinghe:8443')
    const picture = screen.get('svg[role=img]')
    // The quiet zone of four modules on each side.
    expect(picture.attributes('viewBox')).toBe('-4 -4 41 41')
    expect(picture.get('path').attributes('d')).toBe(anInvitation().qr)
    expect(screen.text()).toContain('青禾社会工作站 · 韦晓燕 · 督导')
    at('invitation-print').click()
    await settle()
    expect(desk.requests('report_print')).toHaveLength(1)
  })

  it('leaves what was typed when the station is not reached', async () => {
    desk.on('station_invite', () => Promise.reject(new Failure('station_unreachable')))
    const { screen } = await mountScreen(InvitePage, { at: '/station-invite' })
    await type(at('invite-name') as HTMLInputElement, '韦晓燕')
    document.querySelector('form')?.requestSubmit()
    await settle()
    expect(screen.text()).toContain('现在连不上工作站')
    expect((at('invite-name') as HTMLInputElement).value).toBe('韦晓燕')
  })

  it('is for a manager to make', async () => {
    await given('worker')
    const { screen } = await mountScreen(InvitePage, { at: '/station-invite' })
    expect(screen.text()).toContain('您的角色不能做这件事')
    expect(screen.find('form').exists()).toBe(false)
  })

  it('is anybody’s for another laptop of her own', async () => {
    await given('worker')
    const { screen } = await mountScreen(InvitePage, { at: '/station-invite?own=1' })
    document.querySelector('form')?.requestSubmit()
    await settle()
    expect(desk.requests('station_invite')).toEqual([{ own_device: true }])
    expect(screen.text()).toContain('谁就以您的姓名加入')
  })
})
