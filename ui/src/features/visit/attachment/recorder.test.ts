import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope, type EffectScope } from 'vue'
import { lockVault, readVault } from '@/features/vault/session'
import { FakeDesk } from '@/ipc/fake'
import { PROFILE, statusOf } from '@/testing/vault'
import { useRecorder } from './recorder'

/** A recorder as the window has one: a second of sound a second, and a last piece when it is stopped. */
class FakeRecorder {
  static isTypeSupported = (type: string) => type === 'audio/mp4'
  static silent = false
  state = 'inactive'
  mimeType = 'audio/mp4; codecs=mp4a'
  ondataavailable: (event: { data: Blob }) => void = () => undefined
  onstop: () => void = () => undefined
  constructor(_stream: MediaStream) {
    made.push(this)
  }
  start(): void {
    this.state = 'recording'
  }
  sound(text: string): void {
    this.ondataavailable({ data: new Blob([text]) })
  }
  stop(): void {
    this.state = 'inactive'
    if (FakeRecorder.silent) return
    queueMicrotask(() => {
      this.sound('end')
      this.onstop()
    })
  }
}

let made: FakeRecorder[]
let scope: EffectScope
let tracks: { stop: ReturnType<typeof vi.fn> }[]
const done: File[] = []
const heldBack: File[] = []
const text = (file: File | undefined) => file?.text()

beforeEach(async () => {
  made = []
  done.length = heldBack.length = 0
  FakeRecorder.silent = false
  tracks = [{ stop: vi.fn() }]
  vi.stubGlobal('MediaRecorder', FakeRecorder)
  microphone(async () => ({ getTracks: () => tracks }))
  FakeDesk.install()
    .on('vault_status', () => statusOf('open'))
    .on('session_profile', () => PROFILE)
    .on('session_touch', () => ({}))
    .on('vault_lock', () => ({}))
  await readVault()
  scope = effectScope()
})
afterEach(() => {
  scope.stop()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

function microphone(getUserMedia: () => Promise<unknown>): void {
  vi.stubGlobal('navigator', { mediaDevices: { getUserMedia } })
}

function recorder() {
  const options = { named: (at: string) => `sound ${at}`, done: (file: File) => done.push(file), holdBack: (file: File) => heldBack.push(file) }
  return scope.run(() => useRecorder(options))!
}

describe('useRecorder', () => {
  it('hands over the recording when it is stopped, and lets the microphone go', async () => {
    const { start, stop, recording } = recorder()
    await start()
    expect(recording.value).toBe(true)
    made[0]?.sound('one ')
    await stop()
    expect(recording.value).toBe(false)
    expect(done[0]?.name).toMatch(/^sound \d{4}-\d\d-\d\d \d{4}\.m4a$/)
    expect(await text(done[0])).toBe('one end')
    expect(tracks[0]?.stop).toHaveBeenCalled()
  })

  it.each([
    ['NotAllowedError', 'refused'],
    ['NotFoundError', 'none'],
    ['OverconstrainedError', 'none'],
  ])('says why it does not record: %s', async (name, trouble) => {
    microphone(() => Promise.reject(new DOMException('', name)))
    const sound = recorder()
    await sound.start()
    expect(sound.trouble.value).toBe(trouble)
    expect(sound.recording.value).toBe(false)
  })

  it('is kept by a lock, as far as it came', async () => {
    const { start } = recorder()
    await start()
    made[0]?.sound('one ')
    await lockVault()
    expect(await text(done[0])).toBe('one end')
    expect(heldBack, 'it is in the vault').toEqual([])
  })

  it('is held back where the vault closes before it has ended', async () => {
    vi.useFakeTimers()
    FakeRecorder.silent = true
    const { start } = recorder()
    await start()
    made[0]?.sound('one ')
    const locked = lockVault()
    await vi.advanceTimersByTimeAsync(4_000)
    await locked
    expect(done).toEqual([])
    expect(await text(heldBack[0])).toBe('one ')
  })

  it('ends by itself when it was forgotten, while the vault is open', async () => {
    vi.useFakeTimers()
    const { start, recording } = recorder()
    await start()
    await vi.advanceTimersByTimeAsync(2 * 60 * 60_000 - 1_000)
    expect(recording.value).toBe(true)
    await vi.advanceTimersByTimeAsync(2_000)
    expect(recording.value).toBe(false)
    expect(done).toHaveLength(1)
  })

  it('is left behind with the form that was left on purpose', async () => {
    const { start } = recorder()
    await start()
    scope.stop()
    await Promise.resolve()
    await Promise.resolve()
    expect(done).toEqual([])
    expect(tracks[0]?.stop).toHaveBeenCalled()
  })
})
