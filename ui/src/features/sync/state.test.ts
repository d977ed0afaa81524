import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope } from 'vue'
import { FakeDesk } from '@/ipc/fake'
import { Failure } from '@/ipc/failure'
import { settle } from '@/testing/settle'
import { aSync } from '@/testing/station'
import { whenChanged } from './changed'
import { followSync, isLinked, readSync, sync } from './state'

let desk: FakeDesk
beforeEach(() => {
  desk = FakeDesk.install()
})
const asked = () => desk.requests('sync_state').length

describe('where sync stands', () => {
  it('is asked again whenever the desk says so, until nobody follows', async () => {
    desk.on('sync_state', () => aSync({ waiting: { notes: asked(), changes: 9, attachments: 0 } }))
    const stop = followSync()
    await settle()
    expect(sync.value?.waiting.notes).toBe(1)
    desk.emit({ event: 'sync' })
    await settle()
    expect(sync.value?.waiting.notes).toBe(2)
    stop()
    await settle()
    desk.emit({ event: 'sync' })
    await settle()
    expect(asked()).toBe(2)
  })

  it('asks one question at a time, and once more after the last word', async () => {
    const answers: (() => void)[] = []
    desk.on('sync_state', () => new Promise((done) => answers.push(() => done(aSync()))))
    const stop = followSync()
    await settle()
    for (let word = 0; word < 50; word += 1) desk.emit({ event: 'sync' })
    expect(asked()).toBe(1)
    answers[0]?.()
    await settle()
    expect(asked()).toBe(2)
    answers[1]?.()
    await settle()
    expect(asked()).toBe(2)
    stop()
  })

  it('keeps the last words when the desk does not answer', async () => {
    desk.on('sync_state', () => aSync())
    await readSync()
    desk.on('sync_state', () => Promise.reject(new Failure('locked')))
    const stop = followSync()
    await settle()
    expect(isLinked.value).toBe(true)
    stop()
  })

  it('drops an older answer that comes late', async () => {
    let late = () => {}
    desk.on('sync_state', () => new Promise((done) => (late = () => done(aSync({ stuck: 7 })))))
    const first = readSync()
    desk.on('sync_state', () => aSync({ stuck: 1 }))
    await readSync()
    late()
    await first
    expect(sync.value?.stuck).toBe(1)
  })
})

describe('an open list', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('asks again once, soon after much has arrived, and not when it is gone', async () => {
    const reload = vi.fn()
    const scope = effectScope()
    scope.run(() => whenChanged(reload))
    await vi.advanceTimersByTimeAsync(0)
    for (let word = 0; word < 20; word += 1) desk.emit({ event: 'changed' })
    desk.emit({ event: 'sync' })
    await vi.advanceTimersByTimeAsync(500)
    expect(reload).toHaveBeenCalledTimes(1)
    desk.emit({ event: 'changed' })
    scope.stop()
    await vi.advanceTimersByTimeAsync(500)
    expect(reload).toHaveBeenCalledTimes(1)
  })
})
