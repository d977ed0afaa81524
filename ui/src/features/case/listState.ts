/**
 * What the list was narrowed to and where it stood, kept while the vault is open: whoever comes back
 * from a case finds the list as it was left. It lives in memory only and goes when the vault locks.
 */
import { computed, reactive, ref } from 'vue'
import type { CaseColumn, CaseFilter } from '@/ipc/client'
import type { Question } from './caseRows'

const EMPTY: CaseFilter = { text: '', group: null, risks: [], categories: [], village: null, overdue: false }

const filter = reactive<CaseFilter>(copy(EMPTY))
const sort = ref<CaseColumn>('due')
const descending = ref(false)
const scroll = { top: 0, row: 0 }

function copy(of: CaseFilter): CaseFilter {
  return { ...of, risks: [...of.risks], categories: [...of.categories] }
}

/** Columns whose first click is most useful with the largest first: the highest risk. */
const LARGEST_FIRST: ReadonlySet<CaseColumn> = new Set(['risk', 'last_visit', 'age'])

export function useListState() {
  const question = computed<Question>(() => ({ filter: copy(filter), sort: sort.value, descending: descending.value }))
  const narrowed = computed(
    () =>
      filter.text.trim() !== '' ||
      filter.group !== null ||
      filter.risks.length + filter.categories.length > 0 ||
      filter.village !== null ||
      filter.overdue,
  )

  /** Sorts by a column; once more turns it round. */
  function sortBy(column: CaseColumn): void {
    if (sort.value === column) descending.value = !descending.value
    else {
      sort.value = column
      descending.value = LARGEST_FIRST.has(column)
    }
  }

  function clear(): void {
    Object.assign(filter, copy(EMPTY))
  }

  return { filter, sort, descending, question, narrowed, sortBy, clear, scroll }
}
