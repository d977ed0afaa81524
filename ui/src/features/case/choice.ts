/** Several cases chosen in the list, to be given to a colleague together. */
import { computed, ref, shallowRef } from 'vue'
import { call } from '@/ipc/client'
import type { Question } from './caseRows'

/** Cases that are given at once at the most: the desk takes no more. */
export const MOST = 200

export function useChoice() {
  const choosing = ref(false)
  const chosen = shallowRef<ReadonlySet<string>>(new Set())
  const cases = computed(() => [...chosen.value])
  const tooMany = computed(() => chosen.value.size > MOST)

  /** Begins to choose, or ends it with nothing chosen. */
  function turn(on: boolean): void {
    choosing.value = on
    chosen.value = new Set()
  }

  function toggle(id: string): void {
    const next = new Set(chosen.value)
    if (!next.delete(id)) next.add(id)
    chosen.value = next
  }

  /** Chooses, besides what is chosen, everything that the question finds. Clients without a case have nothing to give. */
  async function chooseAll({ filter, sort, descending }: Question): Promise<void> {
    const { rows } = await call('case_list', { filter, sort, descending, offset: 0, limit: MOST })
    if (choosing.value) chosen.value = new Set([...chosen.value, ...rows.flatMap((row) => row.case ?? [])])
  }

  /** These are given; what could not be stays chosen. */
  function given(done: readonly string[]): void {
    const next = new Set(chosen.value)
    done.forEach((id) => next.delete(id))
    if (next.size === 0) turn(false)
    else chosen.value = next
  }

  return { choosing, chosen, cases, tooMany, turn, toggle, chooseAll, given }
}
