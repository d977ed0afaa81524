/** Records sound with the microphone of the laptop, where the window can. It stays in memory until it is in the vault. */
import { computed, onScopeDispose, ref, shallowRef } from 'vue'
import { beforeLock, whenLocked } from '@/features/vault/session'
import { call } from '@/ipc/client'
import { dayOfInstant, timeOfInstant } from '@/shared/dates'

/** What the desk tells as sound by its bytes, best first. */
const TYPES = ['audio/ogg;codecs=opus', 'audio/mp4', 'audio/webm;codecs=opus'] as const
/** While a recording runs the laptop lies still on the table: the desk is told this often, in milliseconds, that it is in use. */
const IN_USE = 20_000
/** A recorder that was stopped has ended by then, in milliseconds. */
const TO_END = 3_000
/** Longer than that, in seconds, it was forgotten: it ends, goes into the vault, and the idle time counts again. */
const FORGOTTEN = 2 * 60 * 60
const ENDINGS: Readonly<Record<string, string>> = { 'audio/ogg': 'ogg', 'audio/mp4': 'm4a', 'audio/webm': 'webm' }

/** Whether this window can record at all. */
export function canRecord(): boolean {
  return typeof MediaRecorder !== 'undefined' && !!navigator.mediaDevices?.getUserMedia
}

/** Why nothing is recorded: there is no microphone that works, or the system keeps it from this program. */
export type NoSound = 'none' | 'refused'

interface Options {
  /** What a recording is called that began at that time. */
  named: (at: string) => string
  /** A recording has ended, by whatever way, and is to go into the vault. */
  done: (file: File) => void
  /** The vault closed before the recording ended: what there is of it must go on living elsewhere. */
  holdBack: (file: File) => void
}

export function useRecorder({ named, done, holdBack }: Options) {
  const recorder = shallowRef<MediaRecorder>()
  const seconds = ref(0)
  const trouble = ref<NoSound>()
  const recording = computed(() => recorder.value !== undefined)
  let ticking: ReturnType<typeof setInterval> | undefined
  let touching: ReturnType<typeof setInterval> | undefined
  let gone = false
  /** What has been recorded so far. */
  let soFar: (() => File) | undefined
  let ended: Promise<void> = Promise.resolve()

  async function start(): Promise<void> {
    trouble.value = undefined
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
      // Gone while the system asked.
      if (gone) stream.getTracks().forEach((track) => track.stop())
      else listen(stream)
    } catch (error) {
      trouble.value = error instanceof DOMException && error.name === 'NotAllowedError' ? 'refused' : 'none'
    }
  }

  function listen(stream: MediaStream): void {
    const mimeType = TYPES.find((type) => MediaRecorder.isTypeSupported(type))
    const made = new MediaRecorder(stream, mimeType ? { mimeType } : {})
    const parts: Blob[] = []
    const began = Date.now()
    made.ondataavailable = ({ data }) => parts.push(data)
    soFar = () => fileOf(parts, made.mimeType, began)
    let over: () => void = () => undefined
    ended = new Promise((resolve) => (over = resolve))
    made.onstop = () => {
      stream.getTracks().forEach((track) => track.stop())
      clearInterval(ticking)
      clearInterval(touching)
      recorder.value = undefined
      if (!gone) done(fileOf(parts, made.mimeType, began))
      over()
    }
    made.start(1000)
    recorder.value = made
    seconds.value = 0
    ticking = setInterval(() => {
      seconds.value = Math.floor((Date.now() - began) / 1000)
      if (seconds.value >= FORGOTTEN) void stop()
    }, 500)
    touching = setInterval(() => void call('session_touch', {}).catch(() => undefined), IN_USE)
  }

  function fileOf(parts: Blob[], mimeType: string, began: number): File {
    const type = mimeType.split(';')[0] ?? ''
    const name = named(`${dayOfInstant(began)} ${timeOfInstant(began).replace(':', '')}`)
    return new File(parts, `${name}.${ENDINGS[type] ?? 'ogg'}`, { type })
  }

  /** Ends the recording; `done` has it when this answers. */
  async function stop(): Promise<void> {
    if (recorder.value?.state === 'recording') recorder.value.stop()
    await ended
  }

  // A recorder that does not answer keeps nobody from locking: what there is of it is held back then.
  const leave = beforeLock(() => Promise.race([stop(), new Promise<void>((resolve) => setTimeout(resolve, TO_END))]))
  const unheard = whenLocked(() => {
    if (recorder.value && soFar) holdBack(soFar())
    // Kept once: what comes after the lock is not asked for any more.
    gone = true
  })
  onScopeDispose(() => {
    leave()
    unheard()
    gone = true
    void stop()
  })
  return { recording, seconds, trouble, start, stop }
}

/** `2:05`. */
export function clockOf(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
