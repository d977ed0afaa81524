import { beforeEach, describe, expect, it, vi } from 'vitest'
import { FakeDesk } from '@/ipc/fake'
import { PROFILE, statusOf } from '@/testing/vault'
import { settle } from '@/testing/settle'
import { trackActivity } from './idle'
import { beforeLock, followVault, lockVault, noticeLock, readVault, session, vault, whenLocked } from './session'

let desk: FakeDesk
beforeEach(async () => {
  desk = FakeDesk.install()
    .on('vault_status', () => statusOf('open'))
    .on('session_profile', () => PROFILE)
    .on('vault_lock', () => ({}))
    .on('session_touch', () => ({}))
  await readVault()
})

describe('locking', () => {
  it('saves what is being typed before the vault closes', async () => {
    const order: string[] = []
    const forget = beforeLock(async () => {
      await settle()
      order.push('saved')
    })
    desk.on('vault_lock', () => {
      order.push('locked')
      return {}
    })
    await lockVault()
    expect(order).toEqual(['saved', 'locked'])
    forget()
  })

  it('locks even when a save fails', async () => {
    const forget = beforeLock(() => Promise.reject(new Error('disk full')))
    await lockVault()
    expect(vault.value?.state).toBe('locked')
    forget()
  })

  it('forgets who works, and tells once', async () => {
    const told = vi.fn()
    const forget = whenLocked(told)
    await followVault()
    desk.emit({ event: 'locked' })
    desk.emit({ event: 'locked' })
    expect(session.value).toBeUndefined()
    expect(told).toHaveBeenCalledTimes(1)
    forget()
  })

  it('is noticed late when it could not be heard', async () => {
    const told = vi.fn()
    const forget = whenLocked(told)
    await noticeLock()
    expect(told).not.toHaveBeenCalled()
    desk.on('vault_status', () => statusOf('locked'))
    await noticeLock()
    expect(told).toHaveBeenCalledTimes(1)
    expect(vault.value?.state).toBe('locked')
    forget()
  })

  it('of a vault that goes while it is asked after is said what has become of it', async () => {
    const states = [statusOf('open'), statusOf('absent')]
    desk.on('vault_status', () => states.shift() ?? statusOf('absent'))
    desk.on('session_profile', () => Promise.reject({ code: 'locked' }))
    expect((await readVault()).state).toBe('absent')
    expect(vault.value?.state).toBe('absent')
    expect(session.value).toBeUndefined()
  })

  it('hears that it was closed also before it is known as open', async () => {
    await followVault()
    const states = [statusOf('open'), statusOf('absent')]
    desk.on('vault_status', () => states.shift() ?? statusOf('absent'))
    desk.on('session_profile', () => {
      desk.emit({ event: 'locked' })
      return PROFILE
    })
    expect((await readVault()).state).toBe('absent')
    expect(session.value).toBeUndefined()
  })

  it('stays open when the desk cannot lock', async () => {
    desk.on('vault_lock', () => Promise.reject({ code: 'disk_fault' }))
    await expect(lockVault()).rejects.toMatchObject({ code: 'disk_fault' })
    expect(vault.value?.state).toBe('open')
  })

  it('saves first and then locks when the shell asks for it', async () => {
    let saved: () => void = () => undefined
    const forget = beforeLock(() => new Promise<void>((done) => (saved = done)))
    await followVault()
    desk.emit({ event: 'flush' })
    expect(desk.requests('vault_lock')).toHaveLength(0)
    saved()
    await vi.waitFor(() => expect(desk.requests('vault_lock')).toHaveLength(1))
    forget()
  })
})

describe('activity', () => {
  it('is told to the desk, seldom, and only while the vault is open', async () => {
    let now = 0
    vi.spyOn(performance, 'now').mockImplementation(() => now)
    const stop = trackActivity()
    const press = () => window.dispatchEvent(new KeyboardEvent('keydown', { key: 'a' }))
    press()
    press()
    now = 20_000
    press()
    expect(desk.requests('session_touch')).toHaveLength(2)
    await lockVault()
    now = 60_000
    press()
    stop()
    expect(desk.requests('session_touch')).toHaveLength(2)
  })
})
