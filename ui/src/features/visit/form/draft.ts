/** The draft that is being written: the form, where it is saved, what is missing, what is folded. */
import { computed, inject, provide, reactive, ref, shallowRef, watch, type ComputedRef, type InjectionKey, type Ref, type ShallowRef } from 'vue'
import { held, heldName, hold, release } from '@/features/vault/held'
import { call, type ActionView, type DraftView, type Missing, type VisitForm } from '@/ipc/client'
import { useToday } from '@/shared/clock'
import { useAutosave, type Autosave } from '../autosave'
import { typedIn } from './asTyped'
import { useFolds, type Folds, type SectionName } from './folds'
import { missingItem, type MissingItem } from './missing'
import { sentencesOf, type Sentences } from './sentences'

export interface Draft {
  /** As it came from the desk; `open_actions` is read anew as they are closed. */
  view: DraftView
  /** What is typed. */
  form: VisitForm
  autosave: Autosave
  /** Open actions of earlier visits. */
  earlier: ShallowRef<readonly ActionView[]>
  /** Signing was asked for: from now on what is missing is shown. */
  asked: Ref<boolean>
  missing: ComputedRef<MissingItem[]>
  sentences: ComputedRef<Sentences>
  folds: Folds
  /** What is wrong at a field, once signing was asked for. */
  problemAt: (id: string) => string | undefined
  /** Shows all that is missing, as the desk told it. */
  ask: (missing: readonly Missing[]) => void
  /** The form as it would be sent. */
  snapshot: () => VisitForm
}

const KEY: InjectionKey<Draft> = Symbol('draft')

/** The draft around this part of the form. */
export function useDraft(): Draft {
  const draft = inject(KEY)
  if (!draft) throw new Error('no draft around this part of the form')
  return draft
}

/** Begins writing on a draft, and hands it to the parts of the form. */
export function provideDraft(view: DraftView): Draft {
  const today = useToday()
  const name = heldName(`visit/${view.id}`)
  const unsaved = held<VisitForm>(name)
  const form = reactive(copy(unsaved ? { ...unsaved, attachments: attachmentsOf(unsaved, view.form) } : view.form))
  const told = shallowRef<readonly Missing[]>(view.missing)
  const asked = ref(false)
  const earlier = shallowRef<readonly ActionView[]>(view.open_actions)
  const snapshot = () => copy(form)

  async function save(): Promise<string> {
    const answer = await call('visit_autosave', { id: view.id, form: snapshot() })
    told.value = answer.missing
    return answer.saved_at
  }
  const autosave = useAutosave({
    save,
    first: view.saved_at,
    holdBack: () => hold(name, snapshot()),
    what: () => ({ kind: 'visit', name: view.client.name }),
  })
  watch(form, autosave.touch, { deep: true, flush: 'sync' })
  if (unsaved) autosave.touch()
  release(name)

  const sentences = computed(() => sentencesOf(form, view.client, earlier.value, today.value))
  const folds = useFolds(doneAt(sentences.value, form))
  const missing = computed(() => told.value.map((one) => missingItem(one, form)))

  const draft: Draft = {
    view,
    form,
    autosave,
    earlier,
    asked,
    missing,
    sentences,
    folds,
    snapshot,
    problemAt: (id) => (asked.value ? missing.value.find((one) => one.id === id)?.here : undefined),
    ask(next) {
      told.value = next
      asked.value = true
      folds.unfold(missing.value.map(({ section }) => section))
    },
  }
  provide(KEY, draft)
  return draft
}

/** The parts that are done when a draft is opened; what is still to be asked about, or half typed, stays open. */
function doneAt(sentences: Sentences, form: VisitForm): SectionName[] {
  const { person, due } = typedIn(form)
  const open = new Set<SectionName>(['earlier', 'observed'])
  if (person) open.add('present')
  if (form.actions.some(({ id }) => due[id])) open.add('actions')
  const names = Object.keys(sentences) as SectionName[]
  return names.filter((name) => sentences[name] !== '' && !open.has(name))
}

/** Which attachments there are, the vault says: they come in and go out at once. Their captions are typed. */
function attachmentsOf(unsaved: VisitForm, stored: VisitForm): VisitForm['attachments'] {
  return stored.attachments.map((one) => unsaved.attachments.find(({ id }) => id === one.id) ?? one)
}

function copy(form: VisitForm): VisitForm {
  return JSON.parse(JSON.stringify(form)) as VisitForm
}
