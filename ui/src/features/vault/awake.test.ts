import { effectScope } from 'vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { FakeDesk } from '@/ipc/fake'
import { useAwake } from './awake'

const MINUTE = 60_000

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

describe('a code that is shown once', () => {
  it('keeps the vault open while it is there, and half an hour at most', async () => {
    const desk = FakeDesk.install().on('session_touch', () => ({}))
    const scope = effectScope()
    scope.run(useAwake)
    await vi.advanceTimersByTimeAsync(10 * MINUTE)
    expect(desk.calls).toHaveLength(20)
    await vi.advanceTimersByTimeAsync(60 * MINUTE)
    expect(desk.calls).toHaveLength(60)
    scope.stop()
  })

  it('lets go when it is gone', async () => {
    const desk = FakeDesk.install().on('session_touch', () => ({}))
    const scope = effectScope()
    scope.run(useAwake)
    await vi.advanceTimersByTimeAsync(MINUTE)
    scope.stop()
    await vi.advanceTimersByTimeAsync(10 * MINUTE)
    expect(desk.calls).toHaveLength(2)
  })
})
