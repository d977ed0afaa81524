import { beforeEach, describe, expect, it, vi } from 'vitest'
import { FakeDesk } from '@/ipc/fake'
import { button, field, mountScreen, type } from '@/testing/mount'
import { settle } from '@/testing/settle'
import { PROFILE, statusOf } from '@/testing/vault'
import CreateVault from './CreateVault.vue'
import RecoverVault from './RecoverVault.vue'

const CODE = ['K7M2X', '9RTAB', 'H4WCD', 'P8NEF', 'V3GBJ', 'J6YSK', '5ZTLM']
const GOOD = '枣树 井台 蓝布 雨天'

let desk: FakeDesk
beforeEach(() => {
  desk = FakeDesk.install()
    .on('vault_status', () => statusOf('open'))
    .on('session_profile', () => PROFILE)
    .on('vault_strength', ({ passphrase }) => ({
      score: passphrase === GOOD ? 4 : 1,
      enough: passphrase === GOOD,
      advice: passphrase === GOOD ? [] : ['not_date', 'more_words'],
    }))
    .on('vault_create', () => ({ recovery_code: CODE }))
    .on('vault_print_check', ({ code }) => ({ matches: code.replace(/-/g, '') === CODE.join('') }))
})

async function judged(): Promise<void> {
  await vi.waitFor(() => expect(desk.requests('vault_strength').length).toBeGreaterThan(0))
  await settle()
}

async function fill(passphrase: string, again = passphrase): Promise<void> {
  await type(field('工作站名称'), '青禾社会工作站')
  await type(field('您的姓名'), '林晓岚')
  await type(field('口令'), passphrase)
  await type(field('再输入一次'), again)
  await judged()
}

describe('CreateVault', () => {
  it('takes a good passphrase typed twice, and shows the recovery code', async () => {
    const { screen } = await mountScreen(CreateVault)
    await fill(GOOD)
    button('新建并加密').click()
    await settle()
    expect(desk.requests('vault_create')).toEqual([
      { passphrase: GOOD, station: '青禾社会工作站', person: '林晓岚' },
    ])
    for (const group of CODE) expect(screen.get('[data-testid=recovery-code]').text()).toContain(group)
  })

  it('judges the passphrase against the names, and says what would help', async () => {
    const { screen } = await mountScreen(CreateVault)
    await fill('19900101')
    expect(desk.requests('vault_strength').at(-1)).toEqual({ passphrase: '19900101', hints: ['青禾社会工作站', '林晓岚'] })
    expect(screen.text()).toContain('很弱')
    expect(screen.text()).toContain('别用日期和年份')
    expect(button('新建并加密').disabled).toBe(true)
  })

  it('does not go on when the two differ', async () => {
    const { screen } = await mountScreen(CreateVault)
    await fill(GOOD, `${GOOD}。`)
    await screen.findAll('input').at(-1)?.trigger('focusout')
    expect(screen.text()).toContain('两次输入的不一样')
    expect(button('新建并加密').disabled).toBe(true)
  })

  it('lets work begin only when the last groups were copied rightly', async () => {
    const { screen, router } = await mountScreen(CreateVault)
    await fill(GOOD)
    button('新建并加密').click()
    await settle()
    expect(button('抄好了，开始工作').disabled).toBe(true)
    await type(field('请照纸上的字，输入最后两组'), 'j6ysk 5zt1m')
    button('抄好了，开始工作').click()
    await settle()
    expect(screen.text()).toContain('和恢复码对不上')
    await type(field('请照纸上的字，输入最后两组'), 'J6YSK-5ZTLM')
    button('抄好了，开始工作').click()
    await settle()
    expect(router.currentRoute.value.name).toBe('today')
  })

  it('says why when the desk refuses, and keeps what was typed', async () => {
    desk.on('vault_create', () => Promise.reject({ code: 'read_only' }))
    const { screen } = await mountScreen(CreateVault)
    await fill(GOOD)
    button('新建并加密').click()
    await settle()
    expect(screen.text()).toContain('不能写入')
    expect(field('工作站名称').value).toBe('青禾社会工作站')
  })
})

describe('RecoverVault', () => {
  async function recover(code: string): Promise<void> {
    await type(field('恢复码'), code)
    await type(field('新口令'), GOOD)
    await type(field('再输入一次'), GOOD)
    await judged()
    button('打开并换成新口令').click()
    await settle()
  }

  it('opens with the code and sets a new passphrase', async () => {
    desk.on('vault_recover', () => ({}))
    const { router } = await mountScreen(RecoverVault, { at: '/recover?next=/case/c1' })
    await recover(CODE.join(' '))
    expect(desk.requests('vault_recover')).toEqual([{ code: CODE.join(' '), new_passphrase: GOOD }])
    expect(router.currentRoute.value.fullPath).toBe('/case/c1')
  })

  it('points at the group with the slip', async () => {
    desk.on('vault_recover', () => Promise.reject({ code: 'recovery_code_mistyped', detail: '3' }))
    const { screen } = await mountScreen(RecoverVault)
    await recover('K7M2X')
    expect(screen.text()).toContain('第 3 组里有一处写错了')
  })

  it('tells a slip apart from the code of other case files', async () => {
    desk.on('vault_recover', () => Promise.reject({ code: 'wrong_recovery_code' }))
    const { screen } = await mountScreen(RecoverVault)
    await recover(CODE.join(''))
    expect(screen.text()).toContain('不是这份档案的')
  })
})
