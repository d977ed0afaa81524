/** Who was there: the client and the household by a tap, anybody else by name. */
import { computed } from 'vue'
import { relationWord } from '@/features/client/words'
import type { MemberId, Present } from '@/ipc/client'
import { t } from '@/shared/words'
import { keepTyped, typedIn } from './asTyped'
import type { Draft } from './draft'

export interface Chip {
  key: string
  name: string
  hint: string
  on: boolean
  /** Nothing of the file may be told to this person. */
  withheld: boolean
}

const CLIENT = 'client'

export function usePresent({ form, view }: Pick<Draft, 'form' | 'view'>) {
  const typed = computed({ get: () => typedIn(form).person, set: (person) => keepTyped(form, { person }) })
  let before: Present[] = []

  const chips = computed<Chip[]>(() => [
    { key: CLIENT, name: view.client.name, hint: t('visit.present.client'), on: form.present.some((one) => one.client), withheld: false },
    ...view.members.map(({ id, member }) => ({
      key: id,
      name: member.name,
      hint: relationWord(member.relation),
      on: form.present.some((one) => one.member === id),
      withheld: member.withheld,
    })),
  ])
  /** Those who are not on record, by place in the list. */
  const others = computed(() => form.present.flatMap((one, at) => (isOther(one, view.members.map(({ id }) => id)) ? [{ at, name: one.name }] : [])))

  function toggle(chip: Chip): void {
    const isThis = (one: Present) => (chip.key === CLIENT ? one.client : one.member === chip.key)
    if (chip.on) form.present = form.present.filter((one) => !isThis(one))
    else form.present.push({ name: chip.name, member: chip.key === CLIENT ? null : chip.key, client: chip.key === CLIENT })
  }

  /** Takes the typed name; a name on record is that person. */
  function add(): void {
    const name = typed.value.trim()
    typed.value = ''
    if (!name) return
    const chip = chips.value.find((one) => one.name === name)
    if (chip) {
      if (!chip.on) toggle(chip)
    } else if (!form.present.some((one) => one.name === name)) {
      form.present.push({ name, member: null, client: false })
    }
  }

  function remove(at: number): void {
    form.present.splice(at, 1)
  }

  /** Nobody home and somebody there exclude each other; a slip is taken back with another tap. */
  function setNobody(nobody: boolean): void {
    if (nobody) before = form.present
    form.nobody_home = nobody
    form.present = nobody ? [] : before
  }

  return { typed, chips, others, toggle, add, remove, setNobody }
}

/** Neither the client nor somebody of the household as it stands: by name only. */
function isOther(one: Present, members: readonly MemberId[]): boolean {
  return !one.client && (one.member === null || !members.includes(one.member))
}
