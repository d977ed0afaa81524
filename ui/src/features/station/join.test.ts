import { beforeEach, describe, expect, it } from 'vitest'
import { FakeDesk } from '@/ipc/fake'
import { Failure } from '@/ipc/failure'
import { readVault } from '@/features/vault/session'
import { at, field, mountScreen, type } from '@/testing/mount'
import { settle } from '@/testing/settle'
import { anInvited, aStation, aSync } from '@/testing/station'
import { PROFILE, statusOf } from '@/testing/vault'
import FoundPage from './FoundPage.vue'
import JoinDoor from './JoinDoor.vue'
import JoinPage from './JoinPage.vue'

const CODE = 'K7M2X-9RTAB-H4WCD-P8NEF-V3GBJ'
const TYPED = { address: 'station.lan:8443', code: CODE }
const RECOVERY = ['AAAAA', 'BBBBB', 'CCCCC', 'DDDDD', 'EEEEE', 'FFFFF', 'GGGGG']

let desk: FakeDesk
beforeEach(async () => {
  desk = FakeDesk.install()
    .on('vault_status', () => statusOf('open'))
    .on('session_profile', () => PROFILE)
    .on('session_touch', () => ({}))
    .on('sync_state', () => aSync())
    .on('station_peek', () => anInvited())
    .on('station_join', () => aStation())
    .on('station_found', () => aStation({ role: 'manager' }))
    .on('vault_strength', () => ({ score: 4, enough: true, advice: [] }))
    .on('vault_create', () => ({ recovery_code: RECOVERY }))
    .on('vault_print_check', () => ({ matches: true }))
  await readVault()
})

async function send(): Promise<void> {
  document.querySelector('form')?.requestSubmit()
  await settle()
}

async function fill(): Promise<void> {
  await type(at('station-address') as HTMLInputElement, ` ${TYPED.address} `)
  await type(at('station-code') as HTMLInputElement, CODE)
  await settle()
}

async function choosePassphrase(): Promise<void> {
  await type(field('口令'), '四个不相干的词')
  await type(field('再输入一次'), '四个不相干的词')
  await new Promise((done) => setTimeout(done, 150))
  await settle()
}

describe('joining from the first screen', () => {
  it('shows the invitation, makes the vault in its names, joins, and hands out the recovery code', async () => {
    const { screen, router } = await mountScreen(JoinDoor, { at: '/join' })
    expect(document.activeElement).toBe(at('station-address'))
    await fill()
    await send()
    expect(desk.requests('station_peek')).toEqual([TYPED])
    expect(at('invited').textContent).toContain('沈若兰')
    expect(desk.requests('vault_create')).toEqual([])
    await choosePassphrase()
    await send()
    expect(desk.calls.map(({ name }) => name).filter((name) => ['vault_create', 'station_join'].includes(name))).toEqual(['vault_create', 'station_join'])
    expect(desk.requests('vault_create')).toEqual([{ passphrase: '四个不相干的词', station: '青禾社会工作站', person: '林晓岚' }])
    expect(desk.requests('station_join')).toEqual([TYPED])
    expect(at('recovery-code').textContent).toContain('GGGGG')
    await type(screen.get('input').element as HTMLInputElement, 'FFFFF GGGGG')
    await settle()
    await send()
    expect(router.currentRoute.value.name).toBe('today')
  })

  it('takes a link pasted into either field', async () => {
    await mountScreen(JoinDoor, { at: '/join' })
    const paste = new Event('paste', { bubbles: true, cancelable: true })
    Object.assign(paste, { clipboardData: { getData: () => `邀请：jiafang://${TYPED.address}/${CODE}` } })
    at('station-code').dispatchEvent(paste)
    await settle()
    expect(paste.defaultPrevented).toBe(true)
    expect((at('station-address') as HTMLInputElement).value).toBe(TYPED.address)
    expect((at('station-code') as HTMLInputElement).value).toBe(CODE)
  })

  it('says which group has the slip, beside the field', async () => {
    desk.on('station_peek', () => Promise.reject(new Failure('code_mistyped', { detail: '3' })))
    const { screen } = await mountScreen(JoinDoor, { at: '/join' })
    await fill()
    await send()
    expect(screen.text()).toContain('第 3 组里有一处写错了')
    expect(at('station-code').getAttribute('aria-invalid')).toBe('true')
    expect(screen.find('[role=alert]').exists()).toBe(false)
  })

  it.each([
    ['invitation_unknown', '工作站没有这个邀请'],
    ['invitation_expired', '已经过期'],
    ['station_unreachable', '现在连不上工作站'],
    ['not_a_station', '可能是上网登录页'],
    ['wrong_station', '不是要找的工作站'],
    ['station_not_founded', '还没有建立'],
  ] as const)('tells of %s in words, and nothing is made', async (code, words) => {
    desk.on('station_peek', () => Promise.reject(new Failure(code)))
    const { screen } = await mountScreen(JoinDoor, { at: '/join' })
    await fill()
    await send()
    expect(screen.text()).toContain(words)
    expect(desk.requests('vault_create')).toEqual([])
  })

  it('keeps the vault that was made when the station goes away in between, and tries again with the same', async () => {
    desk.on('station_join', () => Promise.reject(new Failure('station_unreachable')))
    const { screen } = await mountScreen(JoinDoor, { at: '/join' })
    await fill()
    await send()
    await choosePassphrase()
    await send()
    expect(screen.text()).toContain('档案已经在这台电脑上建好')
    desk.on('station_join', () => aStation())
    await send()
    expect(desk.requests('vault_create')).toHaveLength(1)
    expect(desk.requests('station_join')).toHaveLength(2)
    expect(at('recovery-code')).toBeTruthy()
  })

  it('can be left for later, but not the recovery code', async () => {
    desk.on('station_join', () => Promise.reject(new Failure('station_unreachable')))
    await mountScreen(JoinDoor, { at: '/join' })
    await fill()
    await send()
    await choosePassphrase()
    await send()
    at('join-later').click()
    await settle()
    expect(at('recovery-code').textContent).toContain('AAAAA')
  })
})

describe('joining with files that are open', () => {
  it('looks first, then joins', async () => {
    const { router } = await mountScreen(JoinPage, { at: '/station-join' })
    await fill()
    await send()
    expect(desk.requests('station_join')).toEqual([])
    await send()
    expect(desk.requests('station_join')).toEqual([TYPED])
    expect(router.currentRoute.value.name).toBe('station')
  })

  it('looks again when another code is typed', async () => {
    await mountScreen(JoinPage, { at: '/station-join' })
    await fill()
    await send()
    await type(at('station-code') as HTMLInputElement, 'AAAAA')
    await settle()
    expect(document.querySelector('[data-testid=invited]')).toBeNull()
    await send()
    expect(desk.requests('station_join')).toEqual([])
    expect(desk.requests('station_peek')).toHaveLength(2)
  })

  it('says that files with records cannot, and what then', async () => {
    desk.on('station_join', () => Promise.reject(new Failure('vault_has_records')))
    const { screen, router } = await mountScreen(JoinPage, { at: '/station-join' })
    await fill()
    await send()
    await send()
    expect(screen.text()).toContain('记录都在，没有改动')
    expect(router.currentRoute.value.name).toBe('station-join')
  })
})

describe('founding', () => {
  it('says what it does, and does it with what was printed', async () => {
    const { screen, router } = await mountScreen(FoundPage, { at: '/station-found' })
    expect(screen.text()).toContain('“青禾社会工作站”的第一位主管')
    await fill()
    await send()
    expect(desk.requests('station_found')).toEqual([TYPED])
    expect(router.currentRoute.value.name).toBe('station')
  })

  it('says beside the address that it is none', async () => {
    desk.on('station_found', () => Promise.reject(new Failure('address_mistyped')))
    await mountScreen(FoundPage, { at: '/station-found' })
    await fill()
    await send()
    expect(at('station-address').getAttribute('aria-invalid')).toBe('true')
  })
})
