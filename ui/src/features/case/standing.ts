/** How a due day stands to today, in words. */
import type { Standing } from '@/ipc/client'
import type { Day } from '@/shared/dates'
import { formatDay } from '@/shared/when'
import { t, tn } from '@/shared/words'

/** `逾期 3 天`, `今天`, `2 天后`; a day further ahead is named itself. */
export function standingWord(standing: Standing, due: Day, today: Day): string {
  switch (standing.standing) {
    case 'overdue':
      return tn('cases.standing.overdue', standing.days)
    case 'today':
      return t('cases.standing.today')
    case 'soon':
      return tn('cases.standing.soon', standing.days)
    case 'later':
      return formatDay(due, today)
  }
}
