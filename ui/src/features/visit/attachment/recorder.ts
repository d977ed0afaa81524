/** Records sound with the microphone of the laptop, where the window can. It stays in memory until it is in the vault. */
import { computed, onScopeDispose, ref, shallowRef } from 'vue'
import { call } from '@/ipc/client'
import { dayOfInstant, timeOfInstant } from '@/shared/dates'

/** What the desk tells as sound by its bytes, best first. */
const TYPES = ['audio/ogg;codecs=opus', 'audio/mp4', 'audio/webm;codecs=opus'] as const
/** While a recording runs the laptop lies still on the table: the desk is told this often, in milliseconds, that it is in use. */
const IN_USE = 20_000
/** Longer than that, in seconds, it was forgotten: the idle time counts again. */
const FORGOTTEN = 2 * 60 * 60
const ENDINGS: Readonly<Record<string, string>> = { 'audio/ogg': 'ogg', 'audio/mp4': 'm4a', 'audio/webm': 'webm' }

/** Whether this window can record at all. */
export function canRecord(): boolean {
  return typeof MediaRecorder !== 'undefined' && !!navigator.mediaDevices?.getUserMedia
}

export function useRecorder(named: (at: string) => string, done: (file: File) => void) {
  const recorder = shallowRef<MediaRecorder>()
  const seconds = ref(0)
  /** No microphone, or it may not be used. */
  const refused = ref(false)
  const recording = computed(() => recorder.value !== undefined)
  let ticking: ReturnType<typeof setInterval> | undefined
  let touching: ReturnType<typeof setInterval> | undefined
  let keep = true

  async function start(): Promise<void> {
    refused.value = false
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
      listen(stream)
    } catch {
      refused.value = true
    }
  }

  function listen(stream: MediaStream): void {
    const mimeType = TYPES.find((type) => MediaRecorder.isTypeSupported(type))
    const made = new MediaRecorder(stream, mimeType ? { mimeType } : {})
    const parts: Blob[] = []
    const began = Date.now()
    made.ondataavailable = ({ data }) => parts.push(data)
    made.onstop = () => {
      stream.getTracks().forEach((track) => track.stop())
      clearInterval(ticking)
      clearInterval(touching)
      recorder.value = undefined
      if (keep) done(fileOf(parts, made.mimeType, began))
    }
    keep = true
    made.start(1000)
    recorder.value = made
    seconds.value = 0
    ticking = setInterval(() => (seconds.value = Math.floor((Date.now() - began) / 1000)), 500)
    touching = setInterval(() => {
      if (seconds.value < FORGOTTEN) call('session_touch', {}).catch(() => undefined)
    }, IN_USE)
  }

  function fileOf(parts: Blob[], mimeType: string, began: number): File {
    const type = mimeType.split(';')[0] ?? ''
    const name = named(`${dayOfInstant(began)} ${timeOfInstant(began).replace(':', '')}`)
    return new File(parts, `${name}.${ENDINGS[type] ?? 'ogg'}`, { type })
  }

  function stop(): void {
    recorder.value?.stop()
  }

  onScopeDispose(() => {
    keep = false
    stop()
  })
  return { recording, seconds, refused, start, stop }
}

/** `2:05`. */
export function clockOf(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
