/** What is wrong with a form, in words at its fields. The desk names field and problem by keys. */
import { computed, type Ref } from 'vue'
import type { FieldProblem } from '@/ipc/client'
import { hasWord, t } from '@/shared/words'

/** A problem as a sentence: the field's own words first, then those for any field. */
export function problemWord({ field, problem, detail }: FieldProblem): string {
  const values = { detail: detail ?? '' }
  const own = `clients.problem.${field}.${problem}`
  if (hasWord(own)) return t(own as 'clients.problem.name.empty', values)
  const any = `clients.problem.any.${problem}`
  return hasWord(any) ? t(any as 'clients.problem.any.empty', values) : t('clients.problem.any.wrong')
}

/** The sentence for a field, or nothing while it is right. */
export function useProblems(problems: Ref<readonly FieldProblem[]>) {
  const words = computed(() => {
    const byField = new Map<string, string>()
    // The first problem of a field says enough.
    for (const problem of problems.value) if (!byField.has(problem.field)) byField.set(problem.field, problemWord(problem))
    return byField
  })
  return (field: string): string | undefined => words.value.get(field)
}

/** Brings the first field that has a problem into view; fields bear the id `prefix-field`. */
export function goToProblem(prefix: string, problems: readonly FieldProblem[]): void {
  const fields = problems.map(({ field }) => document.getElementById(`${prefix}-${field}`)).filter((field) => field !== null)
  // As they stand on the page, whatever order they came in.
  const [first] = fields.sort((a, b) => (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1))
  first?.scrollIntoView?.({ block: 'center' })
  first?.focus({ preventScroll: true })
}
