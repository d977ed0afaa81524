import { beforeEach, describe, expect, it, vi } from 'vitest'
import { FakeDesk } from '@/ipc/fake'
import { at, button, field, mountScreen, type } from '@/testing/mount'
import { settle } from '@/testing/settle'
import { PROFILE, statusOf } from '@/testing/vault'
import { heldName, hold, release } from './held'
import LockScreen from './LockScreen.vue'
import { readVault } from './session'

let desk: FakeDesk
beforeEach(async () => {
  desk = FakeDesk.install()
    .on('vault_status', () => statusOf('locked'))
    .on('session_profile', () => PROFILE)
    .on('settings_set', ({ settings }) => settings)
  await readVault()
})

async function tryPassphrase(text: string): Promise<void> {
  await type(field('口令'), text)
  document.querySelector('form')?.requestSubmit()
  await settle()
}

describe('LockScreen', () => {
  it('opens, and goes back to where one was', async () => {
    const { router } = await mountScreen(LockScreen, { at: '/lock?next=/case/c1' })
    expect(document.activeElement).toBe(field('口令'))
    desk.on('vault_unlock', () => {
      desk.on('vault_status', () => statusOf('open'))
      return {}
    })
    await tryPassphrase('四个不相干的词')
    expect(desk.requests('vault_unlock')).toEqual([{ passphrase: '四个不相干的词' }])
    expect(router.currentRoute.value.fullPath).toBe('/case/c1')
  })

  it('leads on to an invitation once the files are open', async () => {
    const { router } = await mountScreen(LockScreen, { at: '/lock' })
    at('lock-join').click()
    await settle()
    expect(at('lock-join-next').textContent).toContain('接着输入邀请')
    expect(document.activeElement).toBe(field('口令'))
    desk.on('vault_unlock', () => {
      desk.on('vault_status', () => statusOf('open'))
      return {}
    })
    await tryPassphrase('四个不相干的词')
    expect(router.currentRoute.value.fullPath).toBe('/station/join')
  })

  it('says that something is still to be saved', async () => {
    hold(heldName('visit/1'), {})
    await mountScreen(LockScreen)
    expect(at('lock-holding').textContent).toContain('请先不要退出程序')
    release(heldName('visit/1'))
  })

  it('says that the passphrase is wrong, empties the field and keeps the focus', async () => {
    const { screen } = await mountScreen(LockScreen)
    desk.on('vault_unlock', () => Promise.reject({ code: 'wrong_passphrase' }))
    await tryPassphrase('错的')
    expect(screen.text()).toContain('口令不对')
    expect(field('口令').value).toBe('')
    expect(document.activeElement).toBe(field('口令'))
  })

  it('counts down when the desk asks for a pause, and sends nothing meanwhile', async () => {
    const { screen } = await mountScreen(LockScreen)
    desk.on('vault_unlock', () => Promise.reject({ code: 'wait_before_retry', detail: '8' }))
    await tryPassphrase('错的')
    expect(screen.text()).toContain('请等 8 秒再试')
    await tryPassphrase('又一个')
    expect(desk.requests('vault_unlock')).toHaveLength(1)
    expect(button('打开').disabled).toBe(true)
  })

  it('shows the pause that was running when the program was closed', async () => {
    desk.on('vault_status', () => statusOf('locked', { wait_seconds: 30 }))
    await readVault()
    const { screen } = await mountScreen(LockScreen)
    expect(screen.text()).toContain('请等 30 秒再试')
  })

  it('tells the passphrase of the sample, and nothing else of anyone', async () => {
    desk.on('vault_status', () => statusOf('locked', { sample: true, sample_passphrase: '山里的灯亮着' }))
    await readVault()
    const { screen } = await mountScreen(LockScreen)
    expect(screen.text()).toContain('山里的灯亮着')
    expect(screen.text()).not.toContain(PROFILE.station)
    expect(screen.text()).not.toContain(PROFILE.person_name)
  })

  it('restores only after it has said what becomes of the present files', async () => {
    const { screen } = await mountScreen(LockScreen)
    desk.on('vault_restore', () => ({ restored: true, set_aside: '/home/lin/jiafang/set-aside' }))
    button('从备份恢复').click()
    // The question is read when it is first asked.
    await vi.waitFor(() => expect(document.body.textContent).toContain('不会删除'))
    expect(desk.requests('vault_restore')).toHaveLength(0)
    button('选择备份文件').click()
    await settle()
    expect(screen.text()).toContain('原来的档案移到了：/home/lin/jiafang/set-aside')
  })

  it('changes its language in place', async () => {
    const { screen } = await mountScreen(LockScreen)
    button('English').click()
    await settle()
    expect(screen.text()).toContain('The case files are locked')
    expect(document.documentElement.lang).toBe('en-GB')
  })
})
