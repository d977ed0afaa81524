import type { CaseColumn } from '@/ipc/client'
import type { WordKey } from '@/shared/words'

/** A column of the list. The name stands with sex and age; the categories below it are not sorted by. */
export interface Column {
  key: CaseColumn
  word: WordKey
  /** Its width in the row's grid. */
  width: string
}

export const COLUMNS: readonly Column[] = [
  { key: 'name', word: 'cases.list.name', width: 'minmax(9rem, 2.4fr)' },
  { key: 'age', word: 'cases.list.age', width: 'minmax(4.8rem, 1.1fr)' },
  { key: 'number', word: 'cases.list.number', width: 'minmax(5.2rem, 1fr)' },
  { key: 'village', word: 'cases.list.village', width: 'minmax(4.6rem, 1.1fr)' },
  { key: 'risk', word: 'cases.list.risk', width: 'minmax(4.4rem, 0.8fr)' },
  { key: 'last_visit', word: 'cases.list.lastVisit', width: 'minmax(4.6rem, 0.9fr)' },
  { key: 'due', word: 'cases.list.due', width: 'minmax(8.6rem, 1.2fr)' },
]

/** The grid of a row and of the head, as `grid-template-columns`. */
export const GRID = COLUMNS.map(({ width }) => width).join(' ')

/** The same with room for a tick before each row. */
export const GRID_WITH_TICK = `1.5rem ${GRID}`
