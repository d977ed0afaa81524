/** The case's one river of entries, newest first, fetched a stretch at a time. */
import { computed, onScopeDispose, ref, shallowRef } from 'vue'
import { call, Failure, type TimelineEntry } from '@/ipc/client'

/** Entries asked for at once: more than a screen holds. */
export const STRETCH = 40

export function useTimeline(caseId: string) {
  const entries = shallowRef<TimelineEntry[]>()
  const total = ref(0)
  const failure = shallowRef<Failure>()
  const busy = ref(false)
  let turn = 0

  async function fetchFrom(offset: number, limit: number, before: readonly TimelineEntry[]): Promise<void> {
    const mine = ++turn
    busy.value = true
    try {
      const answer = await call('case_timeline', { id: caseId, offset, limit })
      if (mine !== turn) return
      entries.value = [...before, ...answer.entries]
      total.value = answer.total
      failure.value = undefined
    } catch (error) {
      if (mine === turn) failure.value = Failure.from(error)
    } finally {
      if (mine === turn) busy.value = false
    }
  }

  /** Asks for the next older stretch. */
  async function more(): Promise<void> {
    const now = entries.value ?? []
    if (!busy.value && now.length < total.value) await fetchFrom(now.length, STRETCH, now)
  }

  /** Asks again for all that is shown: a draft was brought back, the risk was set. */
  async function reload(): Promise<void> {
    await fetchFrom(0, Math.max(STRETCH, entries.value?.length ?? 0), [])
  }

  onScopeDispose(() => (turn += 1))
  void fetchFrom(0, STRETCH, [])
  return {
    entries,
    total,
    failure,
    busy,
    more,
    reload,
    /** There are older entries not yet here. */
    hasMore: computed(() => (entries.value?.length ?? 0) < total.value),
    /** The newest note that is not signed yet. */
    draft: computed(() => entries.value?.find(({ visit }) => visit?.state === 'draft')?.visit ?? undefined),
  }
}

/** Entries of one month, for the heading that stands above them. */
export interface Month {
  /** `2026-03` */
  key: string
  entries: TimelineEntry[]
}

/** Entries by month, in the order in which they came. */
export function byMonth(entries: readonly TimelineEntry[]): Month[] {
  const months: Month[] = []
  for (const entry of entries) {
    const key = entry.on.slice(0, 7)
    const last = months.at(-1)
    if (last?.key === key) last.entries.push(entry)
    else months.push({ key, entries: [entry] })
  }
  return months
}
