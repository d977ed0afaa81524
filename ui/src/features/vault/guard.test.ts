import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { RouteLocationNormalized } from 'vue-router'
import { FakeDesk } from '@/ipc/fake'
import type { VaultState } from '@/ipc/client'
import { afterUnlock, guardVault } from './guard'
import { readVault } from './session'
import { statusOf, PROFILE } from '@/testing/vault'

function to(name: string, meta: object = {}, fullPath = `/${name}`): RouteLocationNormalized {
  return { name, fullPath, path: fullPath, query: {}, meta } as unknown as RouteLocationNormalized
}

let desk: FakeDesk
beforeEach(() => {
  desk = FakeDesk.install().on('session_profile', () => PROFILE)
})

async function given(state: VaultState): Promise<void> {
  desk.on('vault_status', () => statusOf(state))
  await readVault()
}

describe('the door', () => {
  it('leads to the first run when there is no vault', async () => {
    await given('absent')
    expect(await guardVault(to('today'))).toEqual({ name: 'first-run' })
    expect(await guardVault(to('lock', { bare: true }))).toEqual({ name: 'first-run' })
    expect(await guardVault(to('first-run', { bare: true }))).toBe(true)
    expect(await guardVault(to('create', { bare: true }))).toBe(true)
    expect(await guardVault(to('join', { bare: true }))).toBe(true)
  })

  it('leads to the lock screen, and remembers where one was going', async () => {
    await given('locked')
    expect(await guardVault(to('case', {}, '/cases/c1'))).toEqual({ name: 'lock', query: { next: '/cases/c1' } })
    expect(await guardVault(to('recover', { bare: true }))).toBe(true)
    expect(await guardVault(to('create', { bare: true }))).toEqual({ name: 'lock' })
    expect(await guardVault(to('join', { bare: true }))).toEqual({ name: 'lock' })
    expect(await guardVault(to('first-run', { bare: true }))).toEqual({ name: 'lock', query: {} })
  })

  it('leads past the lock screen when the vault is open', async () => {
    await given('open')
    expect(await guardVault(to('today'))).toBe(true)
    expect(await guardVault(to('lock', { bare: true }))).toEqual({ name: 'today' })
    expect(await guardVault(to('create', { bare: true })), 'the recovery sheet is still shown').toBe(true)
  })
})

describe('a desk that cannot say', () => {
  it('holds every page back and keeps the reason', async () => {
    vi.resetModules()
    const fresh = { ...(await import('./guard')), ...(await import('./session')) }
    const { FakeDesk: Desk } = await import('@/ipc/fake')
    Desk.install().on('vault_status', () => Promise.reject({ code: 'vault_in_use' }))
    expect(await fresh.guardVault(to('today'))).toBe(false)
    expect(fresh.vaultFault.value?.code).toBe('vault_in_use')
  })
})

describe('after unlocking', () => {
  it('goes back to where one was', () => {
    expect(afterUnlock({ query: { next: '/cases/c1/visits/v1' } })).toBe('/cases/c1/visits/v1')
    expect(afterUnlock({ query: {} })).toEqual({ name: 'today' })
  })

  it.each(['//evil.example', 'https://evil.example', 'javascript:alert(1)'])('never leaves the app: %s', (next) => {
    expect(afterUnlock({ query: { next } })).toEqual({ name: 'today' })
  })
})
