/** Invented stations for tests and the preview: people, invitations, where sync stands. */
import type { AccessView, CaseGlass, CaseMember, ClosedCase, LateItem, StationDevice, StationInviteResponse, StationNewLaptop, StationNotice, StationPeekResponse, StationPerson, StationRecovery, StationView, SyncRefused, SyncStateResponse } from '@/ipc/client'
import { day } from './records'

/** A laptop of somebody; in use where nothing else is said. */
export function aLaptop(change: Partial<StationDevice> = {}): StationDevice {
  return { id: '7c10f2a9-0001', this: false, active: true, revoked_at: null, told_at: null, wiped_at: null, ...change }
}

export function aPerson(change: Partial<StationPerson> = {}): StationPerson {
  return { id: 'p1', name: '林晓岚', role: 'worker', you: false, devices: [aLaptop({ id: '7c10f2a9-0001' })], ...change }
}

const ME = aPerson({ you: true, devices: [aLaptop({ id: '7c10f2a9-3f2a', this: true })] })
const MANAGER = aPerson({ id: 'p2', name: '沈若兰', role: 'manager', devices: [aLaptop({ id: '7c10f2a9-91be' })] })

export function aStation(change: Partial<StationView> = {}): StationView {
  return { linked: true, revoked: false, address: 'station.qinghe:8443', name: '青禾社会工作站', you: 'p1', role: 'worker', people: [ME, MANAGER], invitations: [], ...change }
}

/** The same station as its manager sees it. */
export function aManagersStation(change: Partial<StationView> = {}): StationView {
  const people = [
    aPerson({ ...MANAGER, you: true, devices: [aLaptop({ id: '7c10f2a9-91be', this: true })] }),
    aPerson({ ...ME, you: false, devices: [aLaptop({ id: '7c10f2a9-3f2a' }), aLaptop({ id: '7c10f2a9-04d7', active: false, revoked_at: `${day(-2)}T08:00:00Z` })] }),
    aPerson({ id: 'p3', name: '何敏', role: 'supervisor', devices: [aLaptop({ id: '7c10f2a9-5b5b' })] }),
  ]
  return aStation({ you: 'p2', role: 'manager', people, ...change })
}

/** A colleague's new laptop that waits for a yes. */
export function aNewLaptop(change: Partial<StationNewLaptop> = {}): StationNewLaptop {
  return { person: 'p3', name: '何敏', role: 'worker', entry: 21, invited_by: '沈若兰', at: `${day(0)}T09:12:00Z`, files: 4, left_out: false, ...change }
}

/** A laptop that stands alone. */
export function noStation(): StationView {
  return aStation({ linked: false, address: '', people: [] })
}

export function anInvited(change: Partial<StationPeekResponse> = {}): StationPeekResponse {
  return { station_name: '青禾社会工作站', person_name: '林晓岚', role: 'worker', inviter_name: '沈若兰', ...change }
}

export function anInvitation(change: Partial<StationInviteResponse> = {}): StationInviteResponse {
  return {
    address: 'station.qinghe:8443',
    code: 'K7M2X-9RTAB-H4WCD-P8NEF-V3GBJ',
    link: 'jiafang://station.qinghe:8443/K7M2X-9RTAB-H4WCD-P8NEF-V3GBJ',
    qr: 'M0 0h7v1h-7zM0 6h7v1h-7z',
    size: 33,
    expires_at: `${day(7)}T09:40:00+08:00`,
    ...change,
  }
}

export function aSync(change: Partial<SyncStateResponse> = {}): SyncStateResponse {
  return {
    linked: true,
    phase: 'idle',
    why: null,
    waiting: { notes: 0, changes: 0, attachments: 0 },
    done: 0,
    total: 0,
    last_synced_at: `${day(0)}T09:41:00`,
    next_try_at: null,
    refused: [],
    refused_total: change.refused?.length ?? 0,
    held: [],
    held_over: 0,
    unchecked: 0,
    stuck: 0,
    directory: null,
    late: 0,
    alarm: null,
    alarm_since: null,
    ...change,
  }
}

export function aRefused(change: Partial<SyncRefused> = {}): SyncRefused {
  return { seq: 7, kind: 'visit', case: 'case-1', case_number: '2026-017', client: '小满', why: 'not_your_role', at: `${day(-1)}T08:12:00Z`, ...change }
}

export function aCaseMember(change: Partial<CaseMember> = {}): CaseMember {
  return { person: 'p1', name: '林晓岚', role: 'worker', access: 'write', until: null, covers: null, you: true, ...change }
}

/** A station with a recovery key that opens all of its files. */
export function aRecovery(change: Partial<StationRecovery> = {}): StationRecovery {
  return { key: { name: '沈若兰', at: `${day(-3)}T09:41:00Z` }, files: 12, covered: 12, stranded: 0, people: [], waiting: false, ...change }
}

export function aNotice(change: Partial<StationNotice> = {}): StationNotice {
  return { entry: 7, kind: 'recovery_key_set', name: '沈若兰', at: `${day(-3)}T09:41:00Z`, reason: '', files: 0, yours: 0, case: null, mended: false, new: false, ...change }
}

/** A case that a manager opened in an emergency. */
export function aGlass(change: Partial<CaseGlass> = {}): CaseGlass {
  return { entry: 9, name: '沈若兰', you: false, at: `${day(-1)}T21:10:00Z`, reason: '孩子今晚须有人陪', noted_by: null, noted_at: null, yours_to_note: true, ...change }
}

export function aClosedCase(change: Partial<ClosedCase> = {}): ClosedCase {
  return { file: 'file-1', number: 'QH-2026-014', members: ['何敏', '林晓岚'], ...change }
}

/** Somebody opened a case file. */
export function anAccess(change: Partial<AccessView> = {}): AccessView {
  return { case: 'case-1', number: '2026-017', person: 'p1', name: '林晓岚', kind: 'opened', at: `${day(-1)}T09:15:00+08:00`, ...change }
}

/** What a revoked laptop had not sent. */
export function aLate(change: Partial<LateItem> = {}): LateItem {
  return {
    change: 'c'.repeat(64),
    device: '7c10f2a9-04d7',
    person_name: '林晓岚',
    at: `${day(-3)}T09:10:00Z`,
    kind: 'visit',
    field: 'note',
    case: 'case-1',
    client_name: '米小禾',
    text: null,
    note: null,
    can_take: true,
    taken: null,
    ...change,
  }
}
