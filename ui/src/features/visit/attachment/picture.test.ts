import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope, ref, type EffectScope } from 'vue'
import { FakeDesk } from '@/ipc/fake'
import { settle } from '@/testing/settle'
import { usePicture, type Wanted } from './picture'

const PHOTO: Wanted = { visit: 'v', id: 'photo-1', type: 'image/png', thumbnail: true }
let desk: FakeDesk
let scope: EffectScope
let alive: Set<string>

beforeEach(() => {
  desk = FakeDesk.install().onBytes('attachment_read', () => new ArrayBuffer(4))
  scope = effectScope()
  alive = new Set()
  let made = 0
  vi.spyOn(URL, 'createObjectURL').mockImplementation(() => {
    const url = `blob:${++made}`
    alive.add(url)
    return url
  })
  vi.spyOn(URL, 'revokeObjectURL').mockImplementation((url) => void alive.delete(url))
})
afterEach(() => scope.stop())

describe('usePicture', () => {
  it('asks once, and forgets the bytes with the component', async () => {
    const picture = scope.run(() => usePicture(() => PHOTO))!
    await settle()
    expect(picture.url.value).toBe('blob:1')
    expect(desk.calls).toEqual([{ name: 'attachment_read', request: { visit: 'v', id: 'photo-1', thumbnail: true } }])
    scope.stop()
    expect(alive.size).toBe(0)
  })

  it('lets go of one picture for the next', async () => {
    const id = ref<string | undefined>('photo-1')
    const picture = scope.run(() => usePicture(() => (id.value ? { ...PHOTO, id: id.value } : undefined)))!
    await settle()
    id.value = 'photo-2'
    await settle()
    expect([...alive]).toEqual(['blob:2'])
    id.value = undefined
    await settle()
    expect(picture.url.value).toBeUndefined()
    expect(alive.size).toBe(0)
  })

  it('keeps nothing that comes after it is gone', async () => {
    scope.run(() => usePicture(() => PHOTO))
    scope.stop()
    await settle()
    expect(alive.size).toBe(0)
  })

  it('says why there is none', async () => {
    desk.onBytes('attachment_read', () => {
      throw { code: 'disk_fault' }
    })
    const picture = scope.run(() => usePicture(() => PHOTO))!
    await settle()
    expect(picture.failure.value?.code).toBe('disk_fault')
  })

  it('asks again for what was on its way when something has come', async () => {
    let here = false
    desk.onBytes('attachment_read', () => {
      if (!here) throw { code: 'attachment_on_its_way' }
      return new ArrayBuffer(1)
    })
    const picture = scope.run(() => usePicture(() => PHOTO))!
    await settle()
    expect(picture.failure.value?.code).toBe('attachment_on_its_way')
    here = true
    vi.useFakeTimers()
    desk.emit({ event: 'changed' })
    await vi.advanceTimersByTimeAsync(500)
    vi.useRealTimers()
    await settle()
    expect(picture.url.value).toBe('blob:1')
    expect(picture.failure.value).toBeUndefined()
  })
})
