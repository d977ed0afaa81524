import { beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h, nextTick } from 'vue'
import { beforeLock, readVault, vault, whenLocked } from '@/features/vault/session'
import { FakeDesk } from '@/ipc/fake'
import { button, mountScreen } from '@/testing/mount'
import { settle } from '@/testing/settle'
import { aSync } from '@/testing/station'
import { PROFILE, statusOf } from '@/testing/vault'
import AppFrame from './AppFrame.vue'
import { setDueCount, useWhere } from './where'

let desk: FakeDesk
beforeEach(async () => {
  desk = FakeDesk.install()
    .on('vault_status', () => statusOf('open'))
    .on('session_profile', () => PROFILE)
    .on('vault_lock', () => ({}))
    .on('sync_state', () => aSync({ linked: false }))
  await readVault()
})

const frame = (at = '/today') => mountScreen(AppFrame, { at, global: { stubs: { SearchPalette: true } } })

describe('AppFrame', () => {
  it('marks the place one is in, and says who works where', async () => {
    const { screen, router } = await frame()
    const here = () => screen.findAll('[aria-current=page]').map((link) => link.text())
    expect(here()).toEqual(['今日'])
    await router.push('/visit/c1/v1')
    await nextTick()
    expect(here()).toEqual(['个案'])
    expect(screen.text()).toContain('青禾社会工作站')
  })

  it('counts only what is due', async () => {
    const { screen } = await frame()
    expect(screen.find('[aria-label$="项到期"]').exists()).toBe(false)
    setDueCount(3)
    await nextTick()
    expect(screen.get('[aria-label="3 项到期"]').text()).toBe('3')
    setDueCount(0)
  })

  it('locks with the key and with the button', async () => {
    await frame()
    window.dispatchEvent(new KeyboardEvent('keydown', { key: 'l', ctrlKey: true }))
    await settle()
    expect(vault.value?.state).toBe('locked')
    await readVault()
    button('锁上').click()
    await settle()
    expect(desk.requests('vault_lock')).toHaveLength(2)
  })

  it('opens the search with Ctrl-K, and leaves other keys alone', async () => {
    const { screen } = await frame()
    const palette = () => screen.findComponent({ name: 'SearchPalette' }).props('open')
    window.dispatchEvent(new KeyboardEvent('keydown', { key: 'k' }))
    await nextTick()
    expect(palette()).toBe(false)
    const key = new KeyboardEvent('keydown', { key: 'k', ctrlKey: true, cancelable: true })
    window.dispatchEvent(key)
    await nextTick()
    expect(palette()).toBe(true)
    expect(key.defaultPrevented).toBe(true)
  })

  it('says that it is the sample, and leaves it', async () => {
    desk.on('vault_status', () => statusOf('open', { sample: true })).on('vault_leave_sample', () => ({}))
    await readVault()
    const { screen } = await frame()
    expect(screen.text()).toContain('示例档案')
    button('离开示例').click()
    await settle()
    expect(desk.requests('vault_leave_sample')).toHaveLength(1)
  })

  it('saves what is being typed before it leaves the sample', async () => {
    desk.on('vault_status', () => statusOf('open', { sample: true })).on('vault_leave_sample', () => ({}))
    await readVault()
    let holds = false
    const forget = beforeLock(async () => expect(desk.requests('vault_leave_sample')).toHaveLength(0))
    const unheard = whenLocked(() => (holds = true))
    await frame()
    button('离开示例').click()
    await settle()
    expect(desk.requests('vault_leave_sample')).toHaveLength(1)
    expect(holds, 'what could not be saved is held back').toBe(true)
    forget()
    unheard()
  })

  it('says where sync stands, leads to its page, and never stands in the way', async () => {
    desk.on('sync_state', () => aSync({ phase: 'offline', why: 'station_unreachable', waiting: { notes: 12, changes: 41, attachments: 0 } }))
    const { screen, router } = await frame()
    await settle()
    const status = screen.get('[data-testid=sync-status]')
    expect(status.text()).toContain('12 份记录等待同步')
    expect(status.text()).toContain('离线')
    // Nothing is announced, nothing pops up.
    expect(screen.find('[role=alert], [role=dialog]').exists()).toBe(false)
    expect(status.element.closest('[role=status], [aria-live]')).toBeNull()
    status.element.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, button: 0 }))
    await settle()
    expect(router.currentRoute.value.name).toBe('sync')
  })

  it('tells on every page of what a person must know about the station', async () => {
    desk.on('sync_state', () => aSync({ alarm: 'directory_fault' }))
    const { screen } = await frame()
    await settle()
    expect(screen.get('[data-testid=sync-strip]').text()).toContain('有件事要您知道')
  })

  it('says of a laptop without a station that the files are here alone', async () => {
    desk.on('sync_state', () => aSync({ linked: false }))
    const { screen } = await frame()
    await settle()
    expect(screen.get('[data-testid=sync-status]').text()).toBe('仅在本机')
  })

  it('keeps rail and lock when a page breaks', async () => {
    const told = vi.spyOn(console, 'error').mockReturnValue()
    const { screen, router } = await frame()
    router.addRoute({
      path: '/broken',
      name: 'broken',
      component: defineComponent({
        setup() {
          throw new Error('broken')
        },
        render: () => h('div'),
      }),
    })
    await router.push('/broken')
    await settle()
    expect(screen.text()).toContain('这一页没能打开')
    expect(screen.text()).toContain('程序出了差错')
    expect(told).toHaveBeenCalled()
    expect(button('锁上')).toBeTruthy()
    await router.push('/today')
    await settle()
    expect(screen.text()).not.toContain('这一页没能打开')
  })

  it('says where one is as closely as the page does', async () => {
    const { screen, router } = await frame()
    router.addRoute({
      path: '/close',
      name: 'close',
      component: defineComponent({
        setup() {
          useWhere([{ text: '个案', to: '/cases' }, { text: '小禾 · 3月14日' }])
          return () => h('div')
        },
      }),
    })
    await router.push('/close')
    await settle()
    expect(screen.get('header ol').text()).toContain('小禾 · 3月14日')
    await router.push('/today')
    await settle()
    expect(screen.get('header ol').text()).toBe('今日')
  })
})
