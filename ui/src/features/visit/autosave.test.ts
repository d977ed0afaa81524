import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope, type EffectScope } from 'vue'
import { readVault, lockVault } from '@/features/vault/session'
import { Failure } from '@/ipc/client'
import { FakeDesk } from '@/ipc/fake'
import { PROFILE, statusOf } from '@/testing/vault'
import { useAutosave, type Autosave } from './autosave'

let scope: EffectScope
let text = ''
let saved: string[] = []
let answer: () => Promise<void>

function start(): Autosave {
  return scope.run(() =>
    useAutosave({
      save: async () => {
        const now = text
        await answer()
        saved.push(now)
        return `2026-03-18T09:41:0${saved.length}+08:00`
      },
      what: () => ({ kind: 'visit', name: '周禾' }),
    }),
  )!
}

function type(autosave: Autosave, more: string): void {
  text += more
  autosave.touch()
}

beforeEach(() => {
  vi.useFakeTimers()
  scope = effectScope()
  text = ''
  saved = []
  answer = async () => undefined
})
afterEach(() => {
  scope.stop()
  vi.useRealTimers()
})

describe('useAutosave', () => {
  it('saves shortly after the last key', async () => {
    const autosave = start()
    type(autosave, '孩')
    await vi.advanceTimersByTimeAsync(300)
    type(autosave, '子')
    await vi.advanceTimersByTimeAsync(399)
    expect(saved).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    expect(saved).toEqual(['孩子'])
    expect(autosave.pending.value).toBe(false)
    expect(autosave.savedAt.value).toBe('2026-03-18T09:41:01+08:00')
  })

  it('does not wait for the end of a long sentence: every key is in the vault within a second', async () => {
    const autosave = start()
    for (let key = 0; key < 20; key += 1) {
      type(autosave, '字')
      await vi.advanceTimersByTimeAsync(100)
    }
    expect(saved.length).toBeGreaterThanOrEqual(2)
    expect(text.length - (saved.at(-1)?.length ?? 0)).toBeLessThan(10)
  })

  it('never saves twice at once, and saves once more what was typed meanwhile', async () => {
    let release = () => {}
    let running = 0
    let most = 0
    answer = async () => {
      most = Math.max(most, ++running)
      await new Promise<void>((done) => (release = done))
      running -= 1
    }
    const autosave = start()
    type(autosave, '一')
    await vi.advanceTimersByTimeAsync(400)
    type(autosave, '二')
    await vi.advanceTimersByTimeAsync(2000)
    expect(autosave.pending.value).toBe(true)
    release()
    await vi.advanceTimersByTimeAsync(0)
    release()
    await vi.advanceTimersByTimeAsync(0)
    expect(saved).toEqual(['一', '一二'])
    expect(most).toBe(1)
    expect(autosave.pending.value).toBe(false)
  })

  it('keeps what was typed after a failure, says why, and tries again by itself', async () => {
    answer = () => Promise.reject(new Failure('disk_full'))
    const autosave = start()
    type(autosave, '写下的话')
    await vi.advanceTimersByTimeAsync(400)
    expect(autosave.failure.value?.code).toBe('disk_full')
    expect(autosave.pending.value).toBe(true)
    expect(await autosave.flush()).toBe(false)
    answer = async () => undefined
    await vi.advanceTimersByTimeAsync(5000)
    expect(saved).toEqual(['写下的话'])
    expect(autosave.failure.value).toBeUndefined()
  })

  it('lets other work on the record wait for a save, and a save for that work', async () => {
    const order: string[] = []
    answer = async () => {
      order.push('save')
      await new Promise((done) => setTimeout(done, 50))
      order.push('saved')
    }
    const autosave = start()
    type(autosave, '一')
    const flushed = autosave.flush()
    const worked = autosave.serially(async () => void order.push('photo'))
    await vi.advanceTimersByTimeAsync(10)
    type(autosave, '二')
    void autosave.flush()
    await vi.advanceTimersByTimeAsync(500)
    await Promise.all([flushed, worked])
    expect(order).toEqual(['save', 'saved', 'photo', 'save', 'saved'])
  })

  it('goes on after such work failed', async () => {
    const autosave = start()
    await expect(autosave.serially(() => Promise.reject(new Failure('attachment_empty')))).rejects.toThrow()
    type(autosave, '还在')
    expect(await autosave.flush()).toBe(true)
    expect(saved).toEqual(['还在'])
  })

  it('saves before the vault locks', async () => {
    const desk = FakeDesk.install()
      .on('vault_status', () => statusOf('open'))
      .on('session_profile', () => PROFILE)
      .on('vault_lock', () => {
        saved.push('locked')
        return {}
      })
    await readVault()
    const autosave = start()
    type(autosave, '半句')
    await lockVault()
    expect(saved).toEqual(['半句', 'locked'])
    expect(desk.requests('vault_lock')).toHaveLength(1)
  })

  it('saves when the window is hidden', async () => {
    const autosave = start()
    type(autosave, '半句')
    vi.spyOn(document, 'hidden', 'get').mockReturnValue(true)
    document.dispatchEvent(new Event('visibilitychange'))
    await vi.advanceTimersByTimeAsync(0)
    expect(saved).toEqual(['半句'])
  })

  it('saves nothing once it was stopped', async () => {
    const autosave = start()
    type(autosave, '不要了')
    autosave.stop()
    await vi.advanceTimersByTimeAsync(2000)
    expect(saved).toEqual([])
    expect(await autosave.flush()).toBe(true)
  })
})
