/**
 * Half-filled forms outlive a lock, a power cut and leaving the page: what is typed is kept in the
 * vault by itself, offered when the form is opened again, and taken out when the record is saved.
 */
import { computed, onScopeDispose, ref, shallowRef, watch, type ComputedRef, type Ref } from 'vue'
import { held, heldName, hold, release } from '@/features/vault/held'
import { useAutosave } from '@/features/visit/autosave'
import { call, Failure, type FormLine } from '@/ipc/client'

/** What a form is filled from: a record, and the changes that were live when it was read. */
export interface Filled<T> {
  typed: T
  /** Nothing for a new record. */
  seen: string[]
}

/** Whom or what a form is about, for the list of unfinished ones. */
export interface About {
  /** As far as it was typed. */
  name: string
  client?: string
  case?: string
}

/** What is typed in the day fields of a form and cannot be read as a day. */
export type Unread = Record<string, string>

/** A form as it was left. */
export interface Kept<T> extends Filled<T> {
  /** The record as it stood when the form was filled from it. */
  from: T
  about: About
  /** What stands in its day fields and is no day, by the field's name. Forms of before have none. */
  unread?: Unread
  /** RFC 3339. */
  savedAt: string
}

/** How a form begins: from the record, or from what was left. */
export type Begun<T> = Filled<T> & { from: T; unread: Unread }

const queues = new Map<string, Promise<unknown>>()

/** One thing at a time for a form, in the order asked: the last word typed is the last one stored. */
function inOrder<R>(key: string, work: () => Promise<R>): Promise<R> {
  const mine = (queues.get(key) ?? Promise.resolve()).then(work)
  const settled = mine.catch(() => undefined)
  queues.set(key, settled)
  void settled.then(() => queues.get(key) === settled && queues.delete(key))
  return mine
}

const nameOf = (key: string) => heldName(`form/${key}`)

/** What was left of a form; nothing where nothing is kept, or it cannot be read by this version. */
export async function recall<T>(key: string): Promise<Kept<T> | undefined> {
  const unsaved = held<Kept<T>>(nameOf(key))
  if (unsaved) {
    // Stays held until the vault has it.
    await keep(key, unsaved).catch(() => undefined)
    return unsaved
  }
  const { json, saved_at } = await inOrder(key, () => call('form_get', { key }))
  return json === null ? undefined : read<T>({ key, json, saved_at: saved_at ?? '' })
}

/** Takes a form out: it was saved, or is not wanted. */
export async function forget(key: string): Promise<void> {
  release(nameOf(key))
  await inOrder(key, () => call('form_discard', { key }))
}

/** Keeps a form; answers when it was stored. */
export async function keep<T>(key: string, { typed, from, seen, about, unread }: Omit<Kept<T>, 'savedAt'>): Promise<string> {
  const json = JSON.stringify({ typed, from, seen, about, unread: unread && left(unread) })
  const { saved_at } = await inOrder(key, () => call('form_autosave', { key, json }))
  release(nameOf(key))
  return saved_at
}

/** Every form that was left, after those still on their way have arrived. */
export async function unfinished(): Promise<FormLine[]> {
  await Promise.all(queues.values())
  return (await call('form_list', {})).forms
}

/** A line of the list as a form. */
export function read<T>({ json, saved_at }: FormLine): Kept<T> | undefined {
  try {
    const { typed, from, seen, about, unread } = JSON.parse(json) as Partial<Kept<T>>
    const whole = isRecord(typed) && isRecord(from) && Array.isArray(seen) && typeof about?.name === 'string'
    return whole ? { typed, from, seen, about, unread: texts(unread), savedAt: saved_at } : undefined
  } catch {
    return undefined
  }
}

/** The texts that say something; nothing where none does. */
function left(unread: Unread): Unread | undefined {
  const texts = Object.entries(unread).filter(([, text]) => text.trim() !== '')
  return texts.length > 0 ? Object.fromEntries(texts) : undefined
}

function texts(unread: unknown): Unread | undefined {
  if (!isRecord(unread)) return undefined
  return left(Object.fromEntries(Object.entries(unread).filter((one): one is [string, string] => typeof one[1] === 'string')))
}

function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

/** A form as it opens. A new record takes today's proposals (number, day) where they were not touched. */
export function begin<T extends object>(kept: Kept<T> | undefined, record: Filled<T>): Begun<T> {
  if (!kept) return { ...copy(record), from: copy(record.typed), unread: {} }
  const unread = { ...kept.unread }
  const typed = fitted(kept.typed, record.typed)
  const from = fitted(kept.from, record.typed)
  if (record.seen.length > 0) return { typed, from, seen: kept.seen, unread }
  return { typed: merged(typed, from, record.typed).typed, from: copy(record.typed), seen: [], unread }
}

/** Only the fields that this version knows, each of its kind. */
function fitted<T extends object>(kept: T, record: T): T {
  const fits = (was: unknown, is: unknown) =>
    was !== undefined && (is === null || was === null || (typeof was === typeof is && Array.isArray(was) === Array.isArray(is)))
  const known = Object.entries(record).map(([name, is]) => {
    const was: unknown = kept[name as keyof T]
    return [name, fits(was, is) ? was : is]
  })
  return copy(Object.fromEntries(known) as T)
}

/** What was typed over what the record says now: fields that were not touched follow the record. */
export function merged<T extends object>(typed: T, from: T, now: T): { typed: T; taken: number; both: number } {
  const next = copy(now)
  let taken = 0
  let both = 0
  for (const name of Object.keys(now) as (keyof T)[]) {
    const touched = !same(typed[name], from[name])
    const moved = !same(now[name], from[name])
    if (touched) next[name] = copy(typed[name])
    if (moved && !touched) taken += 1
    if (moved && touched && !same(now[name], typed[name])) both += 1
  }
  return { typed: next, taken, both }
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

function copy<V>(value: V): V {
  return JSON.parse(JSON.stringify(value)) as V
}

/** The keeping of one open form, for the form and its footer. */
export interface Keeping {
  /** Something is filled in that the record does not say. */
  dirty: ComputedRef<boolean>
  /** When it was last stored; nothing before the first time, or when there is nothing to keep. */
  savedAt: Readonly<Ref<string | undefined>>
  /** Why it is not stored, after a failure. */
  failure: Readonly<Ref<Failure | undefined>>
  /** What goes out with the save. */
  seen: () => string[]
  /** Stores now what is not stored. */
  flush: () => Promise<boolean>
  /** The record was saved, or the form is not wanted: nothing is kept any more. */
  done: () => Promise<void>
  /** Brings in what changed in the record meanwhile, and leaves what was typed. */
  bringIn: () => Promise<{ taken: number; both: number } | undefined>
}

/** Keeps `typed`, a reactive object that stays the same one, from now on. */
export function useKeeping<T extends object>(options: {
  key: string
  typed: T
  begun: Begun<T>
  /** What stands in its day fields and is no day: a reactive object, too. */
  unread?: Unread
  about: () => About
  /** The record as it stands now; nothing for a new one. */
  now?: () => Promise<Filled<T> | undefined>
}): Keeping {
  const { key, typed, unread } = options
  const from = shallowRef(options.begun.from)
  const text = computed(() => JSON.stringify(typed))
  const aside = computed(() => unread && left(unread))
  const dirty = computed(() => text.value !== JSON.stringify(from.value) || aside.value !== undefined)
  const name = nameOf(key)
  let seen = options.begun.seen

  async function store(): Promise<string> {
    if (dirty.value) return keep(key, { typed, from: from.value, seen, about: options.about(), unread: aside.value })
    await forget(key)
    return ''
  }

  /** The vault does not take it in, and the form goes: it is opened again with what was typed. */
  function holdBack(): void {
    const now: Omit<Kept<T>, 'savedAt'> = { typed: copy(typed), from: from.value, seen, about: options.about(), unread: aside.value }
    if (dirty.value) hold(name, { ...now, savedAt: new Date().toISOString() })
  }

  // Before the autosave stops for good: what is typed in the last moment goes in too.
  onScopeDispose(() => autosave.pending.value && store().catch(holdBack))
  const autosave = useAutosave({ save: store, holdBack, what: () => ({ kind: 'form', name: options.about().name }) })
  watch([text, aside], autosave.touch)

  return {
    dirty,
    savedAt: autosave.savedAt,
    failure: autosave.failure,
    seen: () => seen,
    flush: autosave.flush,
    async done() {
      autosave.stop()
      // What stays behind by a fault of the disk is offered once more, and can be discarded there.
      await forget(key).catch(() => undefined)
    },
    async bringIn() {
      const now = await options.now?.()
      if (!now) return undefined
      const { typed: next, ...count } = merged(typed, from.value, now.typed)
      from.value = copy(now.typed)
      seen = now.seen
      Object.assign(typed, next)
      autosave.touch()
      return count
    },
  }
}

/** How a form is to open: with what was left of it, or afresh. */
export interface Opening<T> {
  /** Changes with every start, so that the form is made anew. */
  turn: number
  kept: Kept<T> | undefined
  /** It was begun afresh, and what was left is still at hand. */
  afresh: boolean
}

/** What {@link useOpening} answers. */
export type Opened<T> = ReturnType<typeof useOpening<T>>

/** Asks for what was left whenever the form opens; `key` is nothing while it is closed. */
export function useOpening<T>(key: () => string | undefined) {
  const opening = shallowRef<Opening<T>>()
  const failure = shallowRef<Failure>()
  const turns = ref(0)
  let aside: Kept<T> | undefined

  async function ask(of = key()): Promise<void> {
    const mine = ++turns.value
    opening.value = failure.value = aside = undefined
    if (!of) return
    try {
      const kept = await recall<T>(of)
      if (mine === turns.value) opening.value = { turn: mine, kept, afresh: false }
    } catch (error) {
      if (mine === turns.value) failure.value = Failure.from(error)
    }
  }

  /** Begins afresh; until the form closes, what was left can be put back. */
  async function afresh(): Promise<void> {
    const of = key()
    if (!of) return
    aside = opening.value?.kept
    opening.value = { turn: ++turns.value, kept: undefined, afresh: true }
    await forget(of).catch(() => undefined)
  }

  /** Puts back what was left. */
  async function putBack(): Promise<void> {
    const of = key()
    if (!of || !aside) return
    const savedAt = await keep(of, aside).catch(() => aside?.savedAt ?? '')
    opening.value = { turn: ++turns.value, kept: { ...aside, savedAt }, afresh: false }
  }

  watch(key, (now) => void ask(now), { immediate: true })
  onScopeDispose(() => (turns.value += 1))
  return { opening, failure, retry: () => ask(), afresh, putBack }
}
