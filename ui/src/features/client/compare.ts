/** What is typed beside what is on record, field by field. */
import type { Client, ClientView } from '@/ipc/client'
import type { Day } from '@/shared/dates'
import { formatDay } from '@/shared/when'
import { t } from '@/shared/words'
import { categoryLine, groupWord, inLine, relationWord, sexWord } from './words'

export interface Compared {
  key: string
  label: string
  typed: string
  recorded: string
  /** Both say something, and not the same. */
  differs: boolean
}

export function compare(typed: Client, recorded: ClientView, today: Day): Compared[] {
  const other = recorded.client
  const rows: [string, string, (of: Client) => string][] = [
    ['name', t('clients.form.name'), (of) => of.name],
    ['called', t('clients.form.called'), (of) => of.called],
    ['group', t('clients.form.group'), (of) => groupWord(of.group)],
    ['id_number', t('clients.form.idNumber'), (of) => of.id_number],
    ['birth_date', t('clients.form.birthDate'), (of) => (of.birth_date ? formatDay(of.birth_date, today) : '')],
    ['sex', t('clients.form.sex'), (of) => (of.sex ? sexWord(of.sex) : '')],
    ['village', t('clients.form.village'), (of) => of.village],
    ['address', t('clients.form.address'), (of) => of.address],
    ['phones', t('clients.form.phones'), (of) => inLine(of.phones)],
    ['categories', t('clients.form.categories'), (of) => categoryLine(of.categories)],
    ['school_or_work', t('clients.form.schoolOrWork'), (of) => of.school_or_work],
  ]
  const compared = rows
    .map(([key, label, of]) => side(key, label, of(typed).trim(), of(other).trim()))
    .filter((row) => row.typed || row.recorded)
  const household = inLine(
    recorded.members.map(({ member: { name, relation } }) => t('clients.household.one', { name, relation: relationWord(relation) })),
  )
  return household ? [...compared, side('household', t('clients.household.title'), '', household)] : compared
}

function side(key: string, label: string, typed: string, recorded: string): Compared {
  return { key, label, typed, recorded, differs: typed !== '' && recorded !== '' && typed !== recorded }
}
