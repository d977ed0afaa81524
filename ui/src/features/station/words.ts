/** How people and their laptops are named at the station. */
import type { CaseAccess, DeviceId, Role, StationPerson } from '@/ipc/client'
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
