/** The words of clients: groups, categories, needs, relations, and a client's facts in a line. */
import type { Category, ClientCard, Group, Need, Relation, Sex } from '@/ipc/client'
import { t, tn } from '@/shared/words'

export const GROUPS: readonly Group[] = ['child', 'elder']
export const SEXES: readonly Sex[] = ['female', 'male']

/** The categories that a form offers for a group, in their order. */
export const CATEGORIES: Readonly<Record<Group, readonly Category[]>> = {
  child: [
    'left_behind_child',
    'poverty_child',
    'ill_child',
    'guardianship_child',
    'orphan',
    'unsupported_child',
    'migrant_child',
  ],
  elder: [
    'advanced_age',
    'empty_nest',
    'living_alone',
    'disabled_by_age',
    'disabled_elder',
    'family_planning_elder',
    'left_behind_elder',
  ],
}

/** The needs that a form offers for a group, in their order. */
export const NEEDS: Readonly<Record<Group, readonly Need[]>> = {
  child: ['daily_care', 'education', 'medical', 'safety', 'guardianship', 'mental_health'],
  elder: ['daily_care', 'medical', 'emotional_comfort', 'safety', 'social_participation', 'self_realisation'],
}

/** Relations to the client, those that a child's form needs first. */
export const RELATIONS: readonly Relation[] = [
  'father',
  'mother',
  'step_parent',
  'grandfather',
  'grandmother',
  'sibling',
  'spouse',
  'son',
  'daughter',
  'child_in_law',
  'grandchild',
  'relative',
  'neighbour',
  'carer',
  'other',
]

export function groupWord(group: Group): string {
  return t(`clients.group.${group}`)
}

export function sexWord(sex: Sex): string {
  return t(`clients.sex.${sex}`)
}

export function categoryWord(category: Category): string {
  return t(`clients.category.${category}`)
}

/** A need in the words of the group: a child is looked after, an older person is cared for. */
export function needWord(need: Need, group: Group): string {
  if (group === 'elder' && need === 'daily_care') return t('clients.need.daily_care_elder')
  if (group === 'elder' && need === 'medical') return t('clients.need.medical_elder')
  return t(`clients.need.${need}`)
}

export function relationWord(relation: Relation): string {
  return t(`clients.relation.${relation}`)
}

/** Facts one after the other, those that are known: `女·13 岁·张家村`, `female, aged 13`. */
export function inLine(facts: readonly (string | null | undefined | false)[]): string {
  return facts.filter(Boolean).join(t('clients.and'))
}

/** What is known of sex and age. */
export function sexAndAge(of: Pick<ClientCard, 'sex' | 'age'>): string {
  return inLine([of.sex && sexWord(of.sex), of.age !== null && tn('clients.age', of.age)])
}

/** Sex, age and village. */
export function clientFacts(of: Pick<ClientCard, 'sex' | 'age' | 'village'>): string {
  return inLine([sexAndAge(of), of.village])
}

/** Categories in a line. */
export function categoryLine(categories: readonly Category[]): string {
  return inLine(categories.map(categoryWord))
}
