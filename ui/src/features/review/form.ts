/** A review being written: the words, the remarks, and what still keeps it from being signed. */
import { computed, nextTick, reactive, ref } from 'vue'
import { begin, useKeeping, type Opening } from '@/features/form/kept'
import { formKey } from '@/features/form/unfinished'
import { call, type NotePart, type ReviewForm, type ReviewGetResponse, type ReviewSignResponse, type Verdict } from '@/ipc/client'
import { useTask } from '@/shared/load'
import { t } from '@/shared/words'
import { passageAt, type Span } from './passage'
import { numbered } from './words'

/** The field of the words on the whole. */
export const WORDS_FIELD = 'review-words'

export function useReviewForm(options: {
  page: () => ReviewGetResponse
  opening: Opening<ReviewForm>
  signed: (verdict: Verdict, answer: ReviewSignResponse) => void
}) {
  const { page, opening } = options
  const visit = page().note.id
  const begun = begin<ReviewForm>(opening.kept, { typed: { text: '', comments: [] }, seen: page().seen })
  const typed = reactive(begun.typed)
  const keeping = useKeeping({
    key: formKey.review(visit),
    typed,
    begun,
    about: () => ({ name: page().note.client.name, case: page().note.note.case }),
  })

  /** The number of the first remark of this review: those of the reviews before come first. */
  const first = computed(() => 1 + [...numbered(page().note.reviews).values()].reduce((sum, remarks) => sum + remarks.length, 0))
  const remarks = computed(() => typed.comments.map((comment, at) => ({ ...comment, n: first.value + at })))
  /** The remark that was added last: its field takes the focus. */
  const fresh = ref<number>()
  /** What kept the last try from being signed. */
  const asked = ref<Verdict>()
  const noWords = computed(() => typed.text.trim() === '')
  const problems = computed(() => ({
    words:
      asked.value === 'return' && noWords.value
        ? t('review.needsReasons')
        : asked.value === 'comment' && noWords.value && typed.comments.length === 0
          ? t('review.needsWords')
          : undefined,
    remarks: typed.comments.map(({ text }) => (asked.value && text.trim() === '' ? t('review.needsRemark') : undefined)),
  }))

  function remark(part: NotePart, text: string, span: Span): void {
    const passage = passageAt(part, text, span)
    if (!passage) return
    fresh.value = first.value + typed.comments.length
    typed.comments.push({ passage, text: '' })
  }

  function remove(n: number): void {
    typed.comments.splice(n - first.value, 1)
  }

  /** Says what is missing and puts the focus there. */
  async function ready(verdict: Verdict): Promise<boolean> {
    asked.value = verdict
    await nextTick()
    if (problems.value.words) document.getElementById(WORDS_FIELD)?.focus()
    const empty = problems.value.remarks.findIndex(Boolean)
    if (!problems.value.words && empty >= 0) document.querySelector<HTMLElement>(`[data-testid="remark-${first.value + empty}"]`)?.focus()
    return !problems.value.words && empty < 0
  }

  const sign = useTask(async (verdict: Verdict) => {
    if (!(await ready(verdict))) return
    await keeping.flush()
    const { text, comments } = typed
    const answer = await call('review_sign', { visit, verdict, form: { text, comments }, seen: page().seen })
    await keeping.done()
    options.signed(verdict, answer)
  })

  return { typed, keeping, remarks, fresh, problems, remark, remove, sign }
}
