import { computed, nextTick, ref, shallowRef, type Ref } from 'vue'
import { goToProblem } from '@/features/client/problems'
import { call, type Case, type FieldProblem } from '@/ipc/client'
import { useTask } from '@/shared/load'
import { caseOf, intakeOf, unread, type Intake } from './intake'

/** The intake being typed, and keeping it: a new case, or an edit of one. */
export function useIntake(before: Case, id: string | null, seen: string[]) {
  const intake = ref<Intake>(intakeOf(before))
  const mine = shallowRef<FieldProblem[]>([])
  const untouched = JSON.stringify(intake.value)

  const save = useTask(async () => {
    const answer = await call('case_save', { id, case: caseOf(intake.value, before), seen })
    return answer.id
  })
  const problems: Ref<readonly FieldProblem[]> = computed(() => [...mine.value, ...(save.failure.value?.problems ?? [])])

  /** Keeps it; answers the case's id, or nothing where something is wrong. */
  async function submit(): Promise<string | undefined> {
    mine.value = unread(intake.value)
    const kept = mine.value.length > 0 ? undefined : await save.run()
    if (kept === undefined) {
      await nextTick()
      goToProblem('intake', problems.value)
    }
    return kept
  }

  return { intake, problems, save, submit, dirty: computed(() => JSON.stringify(intake.value) !== untouched) }
}
