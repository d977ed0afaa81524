import { beforeEach, describe, expect, it, vi } from 'vitest'
import { tauriTransport } from './tauri'

const invoke = vi.hoisted(() => vi.fn(async () => 'asked now'))
vi.mock('@tauri-apps/api/core', () => ({ invoke }))
vi.mock('@tauri-apps/api/event', () => ({ listen: vi.fn() }))

describe('what the window asked ahead', () => {
  beforeEach(() => {
    invoke.mockClear()
    window.askedAhead = { vault_status: Promise.resolve('asked ahead') }
  })

  it('answers the first question, and that one alone', async () => {
    expect(await tauriTransport.call('vault_status', {})).toBe('asked ahead')
    expect(invoke).not.toHaveBeenCalled()
    expect(await tauriTransport.call('vault_status', {})).toBe('asked now')
  })

  it('answers no other question', async () => {
    expect(await tauriTransport.call('settings_get', {})).toBe('asked now')
    expect(invoke).toHaveBeenCalledWith('call', { name: 'settings_get', request: {} })
  })

  it('may have failed: the screens hear of it', async () => {
    window.askedAhead = { vault_status: Promise.reject({ code: 'vault_in_use' }) }
    await expect(tauriTransport.call('vault_status', {})).rejects.toEqual({ code: 'vault_in_use' })
  })
})
