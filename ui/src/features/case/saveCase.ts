import { computed, nextTick, reactive, ref, shallowRef, type Ref } from 'vue'
import { goToProblem } from '@/features/client/problems'
import { begin, useKeeping, type About, type Kept } from '@/features/form/kept'
import { call, type Case, type CaseView, type FieldProblem } from '@/ipc/client'
import { useTask } from '@/shared/load'
import { caseOf, intakeOf, unread, type Intake } from './intake'

/** What an intake is typed over: what a new case starts from, or a case on record. */
export interface IntakeSource {
  key: string
  about: About
  before: Case
  /** The case on record, if it is an edit. */
  file?: CaseView
  kept?: Kept<Intake>
}

/** The intake being typed, and keeping it: a new case, or an edit of one. */
export function useIntake({ key, about, before, file, kept }: IntakeSource) {
  const begun = begin(kept, { typed: intakeOf(before), seen: file?.seen ?? [] })
  const typed = reactive<Intake>(begun.typed)
  const intake = ref(typed)
  const unreadDays = reactive(begun.unread)
  let record = before
  const keeping = useKeeping<Intake>({ key, typed, begun, unread: unreadDays, about: () => about, now: file && (() => readAgain(file.id)) })
  const mine = shallowRef<FieldProblem[]>([])

  async function readAgain(id: string) {
    const now = await call('case_get', { id })
    record = now.case
    return { typed: intakeOf(now.case), seen: now.seen }
  }

  const save = useTask(async () => {
    const id = file?.id ?? null
    const answer = await call('case_save', { id, case: caseOf(intake.value, record), seen: keeping.seen() })
    await keeping.done()
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

  return { intake, unreadDays, problems, save, submit, keeping }
}
