/**
 * Answers of the preview for the station and sync: `?station` belongs to one (with `manager` as its manager),
 * `?sync=offline|syncing|stopped|alarm|refused|waiting` shows sync as it then stands, `?unreachable` a station that is not there.
 */
import type { AccessListRequest, AccessView, CaseAccess, CaseCoverRequest, CaseHandOverRequest, CaseMember, Role, StationInviteRequest, StationPeekRequest, StationView, SyncStateResponse } from '@/ipc/client'
import { day } from '@/testing/records'
import { aCaseMember, aClosedCase, aGlass, aManagersStation, aNewLaptop, aNotice, aPerson, aRecovery, aRefused, aStation, anAccess, aSync, anInvitation, anInvited, noStation } from '@/testing/station'
import { Failure } from '../failure'
import type { News } from '../transport'

const asked = new URLSearchParams(location.search)
const manages = asked.has('manager')

const INVITED = [
  { id: 'i1', name: '韦晓燕', role: 'worker' as const, device: false, waiting: true },
  { id: 'i2', name: '何敏', role: 'supervisor' as const, device: true, waiting: true },
]
let station: StationView = asked.has('station') ? (manages ? aManagersStation({ invitations: INVITED }) : aStation()) : noStation()

const SYNCS: Record<string, Partial<SyncStateResponse>> = {
  waiting: { waiting: { notes: 12, changes: 41, attachments: 4 } },
  offline: { phase: 'offline', why: 'station_unreachable', waiting: { notes: 12, changes: 41, attachments: 4 }, next_try_at: `${day(0)}T23:52:00` },
  portal: { phase: 'offline', why: 'not_a_station', waiting: { notes: 2, changes: 3, attachments: 0 }, next_try_at: `${day(0)}T23:52:00` },
  syncing: { phase: 'syncing', waiting: { notes: 8, changes: 28, attachments: 4 }, done: 13, total: 41 },
  stopped: { phase: 'stopped', why: 'station_full', waiting: { notes: 1, changes: 2, attachments: 0 } },
  alarm: { phase: 'stopped', why: 'station_misbehaves', alarm: 'directory_fault', waiting: { notes: 3, changes: 9, attachments: 0 } },
  refused: { waiting: { notes: 1, changes: 2, attachments: 0 }, refused: [aRefused(), aRefused({ kind: null, case: null, why: 'station_full' })], held: [{ why: 'early', count: 2 }, { why: 'revoked', count: 1 }] },
}
let state = aSync(SYNCS[asked.get('sync') ?? ''] ?? {})
let members: CaseMember[] = [aCaseMember(manages ? { you: false } : {}), aCaseMember({ person: 'p3', name: '何敏', role: 'supervisor', you: false })]

function reach({ code }: StationPeekRequest): void {
  if (asked.has('unreachable')) throw new Failure('station_unreachable')
  const groups = code.split('-')
  const short = groups.findIndex((group) => group.length !== 5)
  if (short >= 0) throw new Failure('code_mistyped', { detail: String(short + 1) })
}

/** A QR code's corners, and between them what no reader reads: enough to look at. */
function drawn(size: number): string {
  const corner = (x: number, y: number) => `M${x} ${y}h7v7h-7zM${x + 1} ${y + 1}v5h5v-5zM${x + 2} ${y + 2}h3v3h-3z`
  const free = (x: number, y: number) => !((x < 8 && y < 8) || (x > size - 9 && y < 8) || (x < 8 && y > size - 9))
  const cells = Array.from({ length: size * size }, (_, at) => [at % size, Math.floor(at / size)] as const)
  const dark = cells.filter(([x, y]) => free(x, y) && ((x * 7 + y * 13 + x * y) % 5 < 2))
  return corner(0, 0) + corner(size - 7, 0) + corner(0, size - 7) + dark.map(([x, y]) => `M${x} ${y}h1v1h-1z`).join('')
}

function changed(change: (view: StationView) => StationView): StationView {
  if (asked.has('unreachable')) throw new Failure('station_unreachable')
  station = change(station)
  return station
}

let notices = asked.has('emergency') ? [aNotice({ entry: 8, kind: 'recovery_key_used', reason: '两台电脑在山洪里丢失', files: 4, yours: 2, new: true }), aNotice()] : []
let newLaptops = asked.has('emergency') ? [aNewLaptop()] : []
let glass = asked.has('emergency') ? [aGlass()] : []
let closed = [aClosedCase(), aClosedCase({ file: 'file-2', number: 'QH-2026-021', members: ['韦晓燕'] })]

/** Three weeks of an access log: who opened, printed and handed out what. */
const accesses: AccessView[] = Array.from({ length: 240 }, (_, n) =>
  anAccess({
    number: `2026-${String(3 + ((n * 7) % 29)).padStart(3, '0')}`,
    ...(n % 3 === 0 ? { person: 'p3', name: '何敏' } : n % 17 === 5 ? { person: null, name: '' } : {}),
    kind: n % 11 === 4 ? 'printed' : n % 23 === 9 ? 'handed_out' : 'opened',
    at: `${day(-Math.floor(n / 11))}T${String(18 - (n % 11)).padStart(2, '0')}:15:00+08:00`,
  }),
)

function accessesOf({ filter, offset, limit }: AccessListRequest) {
  const fits = ({ at, number, person }: AccessView) =>
    number.startsWith(filter.number) && (!filter.person || person === filter.person) && (!filter.from || at.slice(0, 10) >= filter.from) && (!filter.upto || at.slice(0, 10) <= filter.upto)
  const found = accesses.filter(fits)
  return { rows: found.slice(offset, offset + limit), more: found.length > offset + limit }
}

/** A colleague gets the keys of the cases. */
function arranged(cases: string[], person: string, change: Partial<CaseMember>) {
  if (asked.has('unreachable')) throw new Failure('station_unreachable')
  const found = station.people.find(({ id }) => id === person)
  members = [...members.filter((one) => one.person !== person), aCaseMember({ person, name: found?.name ?? '', role: found?.role ?? 'worker', you: false, ...change })]
  return { done: cases, left: [] }
}

export const stationAnswers: Record<string, (request: never, emit: (news: News) => void) => unknown> = {
  station_peek: (request: StationPeekRequest) => (reach(request), anInvited()),
  station_found: (request: StationPeekRequest) => (reach(request), (station = aManagersStation({ people: aManagersStation().people.slice(0, 1) }))),
  station_join: (request: StationPeekRequest) => {
    reach(request)
    if (asked.has('records')) throw new Failure('vault_has_records')
    return (station = aStation())
  },
  station_get: () => station,
  station_invite: ({ own_device }: StationInviteRequest) => {
    if (asked.has('unreachable')) throw new Failure('station_unreachable')
    return anInvitation({ qr: drawn(33), ...(own_device ? { code: 'M3QXA-7TTCB-Z9WCD-2KNEF-R8GBJ' } : {}) })
  },
  station_withdraw: ({ invitation }: { invitation: string }) => changed((now) => ({ ...now, invitations: now.invitations.filter(({ id }) => id !== invitation) })),
  station_set_role: ({ person, role }: { person: string; role: Role }) => changed((now) => ({ ...now, people: now.people.map((one) => (one.id === person ? aPerson({ ...one, role }) : one)) })),
  station_revoke_device: ({ device }: { device: string }) =>
    changed((now) => ({ ...now, people: now.people.map((one) => ({ ...one, devices: one.devices.map((it) => (it.id === device ? { ...it, active: false } : it)) })) })),
  station_remove_person: ({ person }: { person: string }) => changed((now) => ({ ...now, people: now.people.filter(({ id }) => id !== person) })),
  station_recovery: () => aRecovery({ covered: 9, people: [{ person: 'p1', name: '林晓岚', files: 8 }] }),
  station_recovery_set: () => aRecovery({ covered: 0 }),
  station_recovery_use: () => ({ files: 8 }),
  station_new_laptops: () => newLaptops,
  station_answer_laptop: ({ person, let_in }: { person: string; let_in: boolean }) => (newLaptops = newLaptops.filter((one) => !let_in || one.person !== person).map((one) => ({ ...one, left_out: one.person === person && !let_in }))),
  station_notices: () => notices,
  station_notices_seen: () => (notices = notices.map((notice) => ({ ...notice, new: false }))),
  case_closed: () => closed,
  case_break_glass: ({ file }: { file: string }) => (closed = closed.filter((one) => one.file !== file)),
  case_glass: () => glass,
  case_take_note: () => (glass = glass.map((one) => ({ ...one, noted_by: '林晓岚', noted_at: new Date().toISOString(), yours_to_note: false }))),
  case_members: () => members,
  case_admit: ({ person, access }: { person: string; access: CaseAccess }) => {
    const found = station.people.find(({ id }) => id === person)
    return (members = [...members, aCaseMember({ person, name: found?.name ?? '', role: found?.role ?? 'worker', access, you: false })])
  },
  case_hand_over: ({ cases, to }: CaseHandOverRequest) => arranged(cases, to, {}),
  case_cover: ({ cases, by, until }: CaseCoverRequest) => arranged(cases, by, { until, covers: '林晓岚' }),
  access_list: accessesOf,
  access_save: ({ name }: { name: string }) => ({ path: `/home/lin/${name}` }),
  case_expel: ({ person }: { person: string }) => (members = members.filter((one) => one.person !== person)),
  sync_state: () => ({ ...state, linked: station.linked }),
  sync_now: (_request, emit) => {
    state = aSync({ ...state, phase: 'syncing', done: 0, total: 40, why: null })
    const timer = setInterval(() => {
      if (state.phase !== 'syncing') return clearInterval(timer)
      state = state.done < state.total ? { ...state, done: state.done + 4 } : aSync({ last_synced_at: new Date().toISOString() })
      emit({ event: 'sync' })
      if (state.phase === 'idle') emit({ event: 'changed' })
    }, 300)
    return {}
  },
  sync_note_alarm: () => {
    state = aSync({ ...state, alarm: null, alarm_since: null })
    return {}
  },
  sync_cancel: () => {
    state = aSync({ ...state, phase: 'idle' })
    return {}
  },
}
