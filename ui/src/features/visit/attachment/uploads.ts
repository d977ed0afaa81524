/**
 * Files on their way into the vault: one after the other, each with its progress, its way to be
 * cancelled, and what went wrong in words at its own place.
 */
import { computed, onScopeDispose, reactive, ref, watch, type ComputedRef, type Ref } from 'vue'
import { held, heldName, hold, release } from '@/features/vault/held'
import { beforeLock, whenLocked, type Unsaved } from '@/features/vault/session'
import { call, Failure, upload, type Attachment } from '@/ipc/client'
import { formatBytes } from '@/shared/when'

/** `asking`: it is in, but the worker has to say how it is to be kept. */
export type UploadState = 'waiting' | 'sending' | 'asking' | 'failed'

export interface Upload {
  key: number
  name: string
  size: number
  /** It was recorded or pasted, and may be nowhere else. */
  onlyHere: boolean
  /** Bytes sent so far. */
  sent: number
  state: UploadState
  failure?: Failure
}

export interface Uploads {
  list: readonly Upload[]
  /** Something has not come in yet: the note cannot be signed. */
  busy: ComputedRef<boolean>
  /** A recording runs: it has not come in yet either. */
  recording: Ref<boolean>
  /** Takes files, in their order; the place where a photo was taken goes unless it is kept on purpose. */
  add: (files: Iterable<File>, keepLocation: boolean) => void
  /** Takes files that may be nowhere else, pasted ones: a picture cut from a screen is in no folder. */
  addOnlyHere: (files: Iterable<File>, keepLocation: boolean) => void
  /** Takes a recording that has ended: before all that still waits, for it is nowhere else. */
  addRecording: (file: File) => void
  /** The vault is closed: keeps a recording behind the lock until the visit is opened again. */
  holdBack: (recording: File) => void
  /** Gives one up, or takes a failed one off the list. */
  drop: (key: number) => void
  /** Tries a failed one once more, from its beginning. */
  again: (key: number) => void
  /** Ends one that is asked about by keeping it as it is. */
  keep: (key: number) => Promise<void>
}

interface Flow {
  file: File
  keepLocation: boolean
  abort: AbortController
  /** What the desk calls it, once it was begun. */
  id?: string
}

/** What waits behind the lock, as it is to come in. */
type Behind = Pick<Flow, 'file' | 'keepLocation'>

interface Options {
  visit: string
  /** Runs a change of the draft between two saves: `Autosave.serially`. */
  serially: <T>(work: () => Promise<T>) => Promise<T>
  /** It is in the vault, and named in the draft there. */
  added: (attachment: Attachment) => void
  /** Saves the draft, of which the file is a part now. */
  flush: () => Promise<unknown>
}

/** As long as a lock waits, in milliseconds, for what is on its way: a large file does not keep the door open. */
const BEFORE_LOCK = 8_000

/** These the worker can decide about: the bytes are with the desk, and wait. */
const DECIDABLE = ['location_not_removable', 'attachment_unreadable'] as const

export function useUploads({ visit, serially, added, flush }: Options): Uploads {
  const list = reactive<Upload[]>([])
  const flows = new Map<number, Flow>()
  let last = 0
  let running = false
  let gone = false

  const recording = ref(false)
  const onTheWay = computed(() => recording.value || list.some(({ state }) => state === 'waiting' || state === 'sending'))
  const busy = computed(() => onTheWay.value || list.some(({ state, onlyHere }) => state === 'asking' || (state === 'failed' && onlyHere)))
  const name = heldName(`attachment/${visit}`)
  const find = (key: number) => list.find((one) => one.key === key)

  function add(files: Iterable<File>, keepLocation: boolean): void {
    for (const file of files) list.push(begun(file, keepLocation, false))
    void run()
  }

  function addOnlyHere(files: Iterable<File>, keepLocation: boolean): void {
    for (const file of files) list.push(begun(file, keepLocation, true))
    void run()
  }

  function addRecording(file: File): void {
    list.unshift(begun(file, false, true))
    void run()
  }

  function begun(file: File, keepLocation: boolean, onlyHere: boolean): Upload {
    const key = ++last
    flows.set(key, { file, keepLocation, abort: new AbortController() })
    return { key, name: file.name, size: file.size, onlyHere, sent: 0, state: 'waiting' }
  }

  /** What is not in yet, for who asks whether the window may close without it. */
  function unsaved(): Unsaved | undefined {
    const failure = list.find((one) => one.failure)?.failure
    return busy.value ? { kind: 'attachment', name: list.map((one) => one.name).join(' '), failure } : undefined
  }

  function holdBack(file: File, keepLocation = false): void {
    hold(name, [...(held<Behind[]>(name) ?? []), { file, keepLocation }])
  }

  async function run(): Promise<void> {
    if (running) return
    running = true
    for (let next = waiting(); next && !gone; next = waiting()) await bringIn(next)
    running = false
  }

  function waiting(): Upload | undefined {
    return list.find(({ state }) => state === 'waiting')
  }

  async function bringIn(one: Upload): Promise<void> {
    const flow = flows.get(one.key)
    if (!flow) return
    Object.assign(one, { state: 'sending', sent: 0, failure: undefined })
    try {
      flow.id = (await call('attachment_begin', { visit, name: one.name, size: one.size })).upload
      const { signal } = flow.abort
      await upload(flow.id, flow.file, { signal, progress: ({ sent }) => (one.sent = sent) })
      signal.throwIfAborted()
      await finish(one, flow, flow.keepLocation)
    } catch (error) {
      await failed(one, flow, error)
    }
  }

  /** Between two saves: a form sent without it a moment later would take it out of the draft again. */
  async function finish(one: Upload, flow: Flow, keepLocation: boolean): Promise<void> {
    await serially(async () => {
      flow.abort.signal.throwIfAborted()
      const attachment = await call('attachment_finish', { upload: flow.id ?? '', keep_location: keepLocation })
      remove(one.key)
      // Cancelled in the last moment: it is in, and goes out again.
      if (flow.abort.signal.aborted) await call('attachment_remove', { visit, id: attachment.id })
      else added(attachment)
    })
  }

  async function failed(one: Upload, flow: Flow, error: unknown): Promise<void> {
    if (flow.abort.signal.aborted) return cancel(flow)
    const failure = readable(Failure.from(error))
    const decidable = DECIDABLE.some((code) => code === failure.code)
    Object.assign(one, { state: decidable ? 'asking' : 'failed', failure })
    if (!decidable) await cancel(flow)
  }

  async function cancel(flow: Flow): Promise<void> {
    const { id } = flow
    flow.id = undefined
    // What the desk does not know any more is given up already.
    if (id) await call('attachment_cancel', { upload: id }).catch(() => undefined)
  }

  function remove(key: number): void {
    const at = list.findIndex((one) => one.key === key)
    if (at >= 0) list.splice(at, 1)
    flows.delete(key)
  }

  function drop(key: number): void {
    const flow = flows.get(key)
    const sending = find(key)?.state === 'sending'
    remove(key)
    flow?.abort.abort()
    if (flow && !sending) void cancel(flow)
  }

  function again(key: number): void {
    const one = find(key)
    if (!one || one.state !== 'failed') return
    one.state = 'waiting'
    void run()
  }

  async function keep(key: number): Promise<void> {
    const one = find(key)
    const flow = flows.get(key)
    if (!one || !flow || one.state !== 'asking') return
    one.state = 'sending'
    await finish(one, flow, true).catch((error: unknown) => failed(one, flow, error))
  }

  const leave = beforeLock(async () => {
    await until(() => !onTheWay.value, BEFORE_LOCK)
    await flush()
  }, unsaved)
  const unheard = whenLocked(() => {
    for (const { key, onlyHere } of list) {
      const flow = flows.get(key)
      if (onlyHere && flow) holdBack(flow.file, flow.keepLocation)
    }
  })
  onScopeDispose(() => {
    leave()
    unheard()
    gone = true
    for (const key of [...flows.keys()]) drop(key)
  })
  const before = held<Behind[]>(name) ?? []
  release(name)
  for (const { file, keepLocation } of before) addOnlyHere([file], keepLocation)
  return { list, busy, recording, add, addOnlyHere, addRecording, holdBack, drop, again, keep }
}

/** Waits until it is so, or as long as that. */
function until(so: () => boolean, longest: number): Promise<void> {
  return new Promise((resolve) => {
    const enough = setTimeout(finish, longest)
    const unwatch = watch(so, (now) => now && finish())
    function finish(): void {
      clearTimeout(enough)
      unwatch()
      resolve()
    }
    if (so()) finish()
  })
}

/** A limit in bytes, as a person reads it. */
function readable(failure: Failure): Failure {
  const limit = Number(failure.detail)
  if (failure.code !== 'attachment_too_large' || !failure.detail || !Number.isFinite(limit)) return failure
  return new Failure(failure.code, { detail: formatBytes(limit) })
}
