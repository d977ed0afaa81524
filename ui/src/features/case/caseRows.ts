/**
 * The rows of the list, fetched page by page as they come into view. An answer to an older question
 * is dropped; the rows of the last answered one stay on the screen until the newer ones are here.
 */
import { onScopeDispose, shallowReactive, shallowRef, watch, type Ref } from 'vue'
import { call, Failure, type CaseColumn, type CaseFilter, type CaseRow } from '@/ipc/client'

/** Rows asked for at once. */
export const PAGE = 100

/** What the list shows: narrowed to, sorted by. */
export interface Question {
  filter: CaseFilter
  sort: CaseColumn
  descending: boolean
}

/** An answered question: how many rows there are, and those fetched so far by place. */
export interface Answered {
  question: Question
  total: number
  rows: CaseRow[][]
}

export interface CaseRows {
  /** The last answered question; nothing before the first answer. */
  shown: Readonly<Ref<Answered | undefined>>
  failure: Ref<Failure | undefined>
  /** The row at a place, once it is here. */
  rowAt: (at: number) => CaseRow | undefined
  /** Fetches the pages that hold the rows from `first` to `last`. */
  need: (first: number, last: number) => void
  /** Forgets every answer and asks again. */
  reload: () => void
  /** Others changed something: the rows from `first` to `last` are asked for anew, and change all at once when they are here. */
  refresh: (first: number, last: number) => Promise<void>
}

/**
 * Answers `question`, and again whenever it changes. Answers are kept by filter and sort, so that
 * going back to one shows at once; the most recent few suffice.
 */
export function useCaseRows(question: Ref<Question>, options: { firstRow?: number; kept?: number } = {}): CaseRows {
  const kept = new Map<string, Answered>()
  const shown = shallowRef<Answered>()
  const failure = shallowRef<Failure>()
  const asked = new Set<string>()
  let over = false
  // Counts reloads: an answer from before the last one is out of date.
  let turn = 0

  async function fetchPage(of: Question, key: string, page: number): Promise<void> {
    const mark = `${key}#${page}`
    if (asked.has(mark)) return
    asked.add(mark)
    const mine = turn
    try {
      const { rows, total } = await call('case_list', { ...of, offset: page * PAGE, limit: PAGE })
      if (over || mine !== turn) return
      const answer = kept.get(key) ?? remember(key, { question: of, total, rows: shallowReactive([]) })
      answer.rows[page] = rows
      if (key !== keyOf(question.value)) return
      failure.value = undefined
      shown.value = answer
    } catch (error) {
      if (over || mine !== turn) return
      asked.delete(mark)
      if (key === keyOf(question.value)) failure.value = Failure.from(error)
    }
  }

  function remember(key: string, answer: Answered): Answered {
    kept.set(key, answer)
    for (const old of [...kept.keys()].slice(0, Math.max(0, kept.size - (options.kept ?? 12)))) forget(old)
    return answer
  }

  function forget(key: string): void {
    kept.delete(key)
    for (const mark of [...asked]) if (mark.startsWith(`${key}#`)) asked.delete(mark)
  }

  function ask(firstRow = 0): void {
    const key = keyOf(question.value)
    const known = kept.get(key)
    if (known) {
      // Moved to the end: the least recently shown is forgotten first.
      kept.delete(key)
      kept.set(key, known)
      shown.value = known
    } else void fetchPage(question.value, key, Math.floor(firstRow / PAGE))
  }

  function reload(): void {
    turn += 1
    kept.clear()
    asked.clear()
    failure.value = undefined
    ask()
  }

  async function refresh(first: number, last: number): Promise<void> {
    const of = question.value
    const key = keyOf(of)
    const from = Math.floor(Math.max(0, first) / PAGE)
    const pages = Array.from({ length: Math.floor(Math.max(first, last) / PAGE) - from + 1 }, (_, at) => from + at)
    try {
      const answers = await Promise.all(pages.map((page) => call('case_list', { ...of, offset: page * PAGE, limit: PAGE })))
      // A newer question is on its way, and its answer will be as new as this one.
      if (over || key !== keyOf(question.value)) return
      turn += 1
      kept.clear()
      asked.clear()
      const answer = remember(key, { question: of, total: answers[0]?.total ?? 0, rows: shallowReactive([]) })
      answers.forEach(({ rows }, at) => {
        const page = from + at
        answer.rows[page] = rows
        asked.add(`${key}#${page}`)
      })
      shown.value = answer
    } catch {
      // What is shown stays; the next arrival, or the next question, asks again.
    }
  }

  function need(first: number, last: number): void {
    const answer = shown.value
    if (!answer || answer.total === 0) return
    const key = keyOf(answer.question)
    const end = Math.min(last, answer.total - 1)
    for (let page = Math.floor(Math.max(0, first) / PAGE); page <= Math.floor(end / PAGE); page += 1) {
      if (!answer.rows[page]) void fetchPage(answer.question, key, page)
    }
  }

  onScopeDispose(() => (over = true))
  watch(question, () => ask())
  ask(options.firstRow)

  return { shown, failure, need, reload, refresh, rowAt: (at) => shown.value?.rows[Math.floor(at / PAGE)]?.[at % PAGE] }
}

/** Two questions with the same key have the same answer. */
export function keyOf({ filter, sort, descending }: Question): string {
  const { text, group, risks, categories, village, overdue } = filter
  return JSON.stringify([text, group, [...risks].sort(), [...categories].sort(), village, overdue, sort, descending])
}
