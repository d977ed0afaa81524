/** The access log as it is looked through: whose, of which case, of which days; newest first, a stretch at a time. */
import { computed, onScopeDispose, reactive, ref, shallowRef, watch } from 'vue'
import { whenChanged } from '@/features/sync/changed'
import { session } from '@/features/vault/session'
import { call, Failure, type AccessFilter, type AccessView, type Role } from '@/ipc/client'

/** Rows asked for at once: more than a screen holds. */
export const STRETCH = 100

const READERS: ReadonlySet<Role> = new Set<Role>(['auditor', 'manager'])

/** The access log is a place of its own for the person at the desk. */
export const audits = computed(() => !!session.value && READERS.has(session.value.role))

const everything = (): AccessFilter => ({ case: null, number: '', person: null, from: null, upto: null })

export function useAccessLog() {
  const filter = reactive(everything())
  const rows = shallowRef<AccessView[]>()
  const hasMore = ref(false)
  const failure = shallowRef<Failure>()
  const busy = ref(false)
  let turn = 0

  /** Reads on after `before`, until there are `count` rows or no more. */
  async function read(before: readonly AccessView[], count: number): Promise<void> {
    const mine = ++turn
    const asked = { ...filter }
    let read = [...before]
    let more = true
    busy.value = true
    try {
      while (more && read.length < count) {
        const answer = await call('access_list', { filter: asked, offset: read.length, limit: STRETCH })
        if (mine !== turn) return
        read = [...read, ...answer.rows]
        more = answer.more && answer.rows.length > 0
      }
      rows.value = read
      hasMore.value = more
      failure.value = undefined
    } catch (error) {
      if (mine === turn) failure.value = Failure.from(error)
    } finally {
      if (mine === turn) busy.value = false
    }
  }

  const reload = () => read([], STRETCH)
  /** Something arrived: the rows that are shown, and not fewer. */
  const refresh = () => read([], Math.max(STRETCH, rows.value?.length ?? 0))
  async function more(): Promise<void> {
    const now = rows.value ?? []
    if (!busy.value && hasMore.value) await read(now, now.length + 1)
  }

  const narrowed = computed(() => Object.values(filter).some((part) => part !== null && part.trim() !== ''))
  const clear = () => void Object.assign(filter, everything())

  watch(filter, reload)
  onScopeDispose(() => (turn += 1))
  void reload()
  whenChanged(refresh)
  return { filter, narrowed, clear, rows, hasMore, failure, busy, reload, more }
}
