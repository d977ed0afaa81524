/** What everybody at the station is told, in words. */
import type { StationNewLaptop, StationNotice } from '@/ipc/client'
import { formatCount } from '@/shared/when'
import { t } from '@/shared/words'

/** A notice as one sentence. */
export function noticeWord(notice: StationNotice): string {
  const values = { name: notice.name || t('station.notices.somebody'), n: formatCount(notice.files), yours: formatCount(notice.yours) }
  if (notice.kind === 'recovery_key_used' && notice.yours > 0) return t('station.notices.usedYours', values)
  if (notice.kind === 'boxes_wrong') return t(notice.mended ? 'station.notices.boxesMended' : 'station.notices.boxesWrong', values)
  if (notice.kind === 'key_wrong') return t(notice.mended ? 'station.notices.keyMended' : 'station.notices.keyWrong', values)
  return t(`station.notices.${notice.kind}`, values)
}

/** That somebody came with a new laptop, as one sentence. */
export function newLaptopWord({ name, invited_by }: StationNewLaptop): string {
  return t('station.newLaptops.one', { name, by: invited_by || t('station.newLaptops.somebody') })
}
