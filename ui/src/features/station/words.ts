/** How people and their laptops are named at the station. */
import type { CaseAccess, DeviceId, Role, StationDevice, StationPerson } from '@/ipc/client'
import type { Day } from '@/shared/dates'
import { formatMoment } from '@/shared/when'
import { t } from '@/shared/words'

/** The roles in the order in which they are offered. */
export const ROLES: readonly Role[] = ['worker', 'supervisor', 'manager', 'child_director', 'auditor']

export function roleWord(role: Role): string {
  return t(`station.role.${role}`)
}

export function accessWord(access: CaseAccess): string {
  return t(`station.access.${access}`)
}

/** A laptop has no name: the end of its id tells it from the others. */
export function deviceMark(id: DeviceId): string {
  return id.replace(/[^0-9a-z]/gi, '').slice(-4).toUpperCase()
}

/** The station must keep a manager: the last one can neither be removed nor get another role. */
export function isLastManager(person: StationPerson, people: readonly StationPerson[]): boolean {
  return person.role === 'manager' && people.filter(({ role }) => role === 'manager').length === 1
}

/** What became of a revoked laptop: its keys are destroyed, it was told, or it has not been seen since. */
export function revokedWord({ revoked_at, told_at, wiped_at }: StationDevice, today: Day): string {
  if (wiped_at) return t('station.devices.wiped', { moment: formatMoment(wiped_at, today) })
  if (told_at) return t('station.devices.told', { moment: formatMoment(told_at, today) })
  return revoked_at ? t('station.devices.notSeen', { moment: formatMoment(revoked_at, today) }) : t('station.devices.revoked')
}
