/** The queue as it is looked through: which notes, of which risks, a stretch at a time. */
import { computed, onScopeDispose, reactive, ref, shallowRef, watch } from 'vue'
import { whenChanged } from '@/features/sync/changed'
import { call, Failure, type ReviewGroup, type ReviewLine, type RiskLevel } from '@/ipc/client'
import { tellQueue } from './waiting'

/** Notes asked for at once: more than a screen holds. */
export const STRETCH = 50

export const GROUPS: readonly ReviewGroup[] = ['to_review', 'returned', 'approved']

export function useQueue() {
  const filter = reactive<{ group: ReviewGroup; risks: RiskLevel[] }>({ group: 'to_review', risks: [] })
  const rows = shallowRef<ReviewLine[]>()
  const total = ref(0)
  const failure = shallowRef<Failure>()
  const busy = ref(false)
  let turn = 0

  async function fetchFrom(offset: number, before: readonly ReviewLine[], limit = STRETCH): Promise<void> {
    const mine = ++turn
    const { group, risks } = filter
    busy.value = true
    try {
      const answer = await call('review_queue', { group, risks: [...risks], offset, limit })
      if (mine !== turn) return
      rows.value = [...before, ...answer.rows]
      total.value = answer.total
      failure.value = undefined
      if (group === 'to_review' && risks.length === 0) tellQueue(answer.total)
    } catch (error) {
      if (mine === turn) failure.value = Failure.from(error)
    } finally {
      if (mine === turn) busy.value = false
    }
  }

  const reload = () => fetchFrom(0, [])
  /** Something arrived: the rows that are shown, and not fewer. */
  const refresh = () => fetchFrom(0, [], Math.max(STRETCH, rows.value?.length ?? 0))
  async function more(): Promise<void> {
    const now = rows.value ?? []
    if (!busy.value && now.length < total.value) await fetchFrom(now.length, now)
  }

  function toggleRisk(level: RiskLevel): void {
    filter.risks = filter.risks.includes(level) ? filter.risks.filter((on) => on !== level) : [...filter.risks, level]
  }

  watch(filter, reload)
  onScopeDispose(() => (turn += 1))
  void reload()
  whenChanged(refresh)
  return { filter, rows, total, failure, busy, reload, more, toggleRisk, hasMore: computed(() => (rows.value?.length ?? 0) < total.value) }
}
