/**
 * The client form: what is typed, what the desk says of it while it is typed (problems, birth date and
 * sex out of the identity number, likely duplicates), and keeping it.
 */
import { computed, nextTick, onScopeDispose, reactive, ref, shallowRef, watch } from 'vue'
import { begin, useKeeping, type Kept } from '@/features/form/kept'
import { formKey } from '@/features/form/unfinished'
import { call, Failure, type Client, type ClientCheckResponse, type ClientView, type FieldProblem, type Group } from '@/ipc/client'
import { useTask } from '@/shared/load'
import { goToProblem, useProblems } from './problems'
import { CATEGORIES, NEEDS } from './words'

/** Pause in typing, in milliseconds, after which the desk looks at the form. */
const PAUSE = 120
/** Characters of an identity number: a full one is judged without waiting for the next field. */
const ID_LENGTH = 18

export function emptyClient(): Client {
  return {
    name: '',
    called: '',
    group: 'child',
    id_number: '',
    birth_date: null,
    sex: null,
    categories: [],
    needs: [],
    village: '',
    address: '',
    phones: [],
    school_or_work: '',
    health: '',
    remarks: '',
  }
}

/** The form of a new client, or of one on record; it goes on from what was left of it. */
export function useClientForm(before?: ClientView, kept?: Kept<Client>) {
  const begun = begin(kept, before ? filled(before) : { typed: emptyClient(), seen: [] })
  const typed = reactive<Client>(begun.typed)
  const unreadDays = reactive(begun.unread)
  const keeping = useKeeping<Client>({
    key: formKey.client(before?.id),
    typed,
    begun,
    unread: unreadDays,
    about: () => ({ name: before?.client.name ?? typed.name, client: before?.id }),
    now: before && (async () => filled(await call('client_get', { id: before.id }))),
  })
  const checked = shallowRef<ClientCheckResponse>()
  /** Fields that were left once: what is wrong with them is said. All are, once saving was tried. */
  const left = reactive(new Set<string>())
  const tried = ref(false)
  /** The duplicates were looked at: it is another person. */
  const another = ref(false)
  let turn = 0

  /** As it is sent: what follows from a valid identity number is not typed beside it. */
  function client(): Client {
    const derived = checked.value?.birth_date && typed.id_number.trim() !== ''
    return { ...plain(typed), ...(derived ? { birth_date: null, sex: null } : {}) }
  }

  async function check(): Promise<void> {
    const mine = ++turn
    // The door and the disk are told about when saving: a look in passing fails silently.
    const answer = await call('client_check', { id: before?.id ?? null, client: client() }).catch(() => undefined)
    if (mine === turn && answer) checked.value = answer
  }

  let timer: ReturnType<typeof setTimeout> | undefined
  watch(
    () => JSON.stringify(typed),
    () => {
      // What was refused was refused as it stood then.
      if (save.failure.value?.code === 'invalid') save.failure.value = undefined
      clearTimeout(timer)
      timer = setTimeout(() => void check(), PAUSE)
    },
  )
  if (kept) void check()
  onScopeDispose(() => {
    clearTimeout(timer)
    turn += 1
  })

  watch(
    () => typed.group,
    (group: Group) => {
      typed.categories = typed.categories.filter((category) => CATEGORIES[group].includes(category))
      typed.needs = typed.needs.filter((need) => NEEDS[group].includes(need))
    },
  )

  const save = useTask(async () => {
    const { id } = await call('client_save', {
      id: before?.id ?? null,
      client: client(),
      seen: keeping.seen(),
      not_duplicate: another.value,
    })
    await keeping.done()
    return id
  })

  const problems = computed(() => {
    const all = [...unread.value, ...(checked.value?.problems ?? []), ...(save.failure.value?.problems ?? [])]
    if (tried.value) return all
    return all.filter(({ field }) => left.has(field) || (field === 'id_number' && idComplete()))
  })

  function idComplete(): boolean {
    return typed.id_number.replace(/\s/g, '').length >= ID_LENGTH
  }

  /** Birth date and sex that the identity number gives. */
  const derived = computed(() => {
    const { birth_date, sex } = checked.value ?? {}
    return birth_date && typed.id_number.trim() !== '' ? { birth_date, sex: sex ?? null } : undefined
  })
  const unread = computed<FieldProblem[]>(() =>
    // What stands in the birth date is no day: nobody is registered without one.
    unreadDays.birth_date?.trim() && !derived.value ? [{ field: 'birth_date', problem: 'unread', detail: null }] : [],
  )
  const duplicates = computed(() => checked.value?.duplicates ?? [])

  /** Keeps it. Answers the id; `duplicate` where someone must look first; nothing where something is wrong. */
  async function submit(): Promise<string | 'duplicate' | undefined> {
    tried.value = true
    clearTimeout(timer)
    await check()
    const wrong = unread.value.length + (checked.value?.problems.length ?? 0) > 0
    if (!wrong && !before && !another.value && duplicates.value.length > 0) return 'duplicate'
    const id = wrong ? undefined : await save.run()
    if (Failure.is(save.failure.value, 'possible_duplicate')) return 'duplicate'
    if (id === undefined) {
      await nextTick()
      goToProblem('client', problems.value)
    }
    return id
  }

  return {
    typed,
    problem: useProblems(problems),
    problems,
    derived,
    unreadDays,
    duplicates,
    another,
    save,
    submit,
    keeping,
    /** A field was left: what is wrong with it may be said, and it is kept. */
    leave(field?: string) {
      if (field) left.add(field)
      void keeping.flush()
    },
  }
}

export type ClientForm = ReturnType<typeof useClientForm>

function filled({ client, seen }: ClientView) {
  return { typed: client, seen }
}

/** A reactive client as a plain one. */
function plain(of: Client): Client {
  return JSON.parse(JSON.stringify(of)) as Client
}
