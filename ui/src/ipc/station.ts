/**
 * What the desk takes and answers about the station and about sync. The rest of the types is written by a
 * test of the desk (`generated/`); these stand here until it writes them too, and then this file goes.
 */
import type { CaseId, Code, DeviceId, PersonId, Role } from './generated/types'

type Nothing = Record<symbol, never>

/** Where a station is, and the code that opens one of its doors. */
export interface StationInvitationRequest {
  /** Host and port, as printed. */
  address: string
  /** As printed, in any case, with or without its dashes. */
  code: string
}

/** What an invitation says before it is accepted. */
export interface StationPeekResponse {
  station_name: string
  /** Whom it is for. */
  person_name: string
  role: Role
  inviter_name: string
}

/** A laptop of somebody at the station. */
export interface StationDevice {
  id: DeviceId
  /** It is the one in front of the person who asks. */
  this: boolean
  /** It was not revoked. */
  active: boolean
}

/** Somebody at the station. */
export interface StationPerson {
  id: PersonId
  name: string
  role: Role
  you: boolean
  devices: StationDevice[]
}

/** An invitation that can be used still. */
export interface StationInvitation {
  id: string
  name: string
  role: Role
  /** It is for a further laptop of somebody who is there. */
  device: boolean
  /** It was not used yet. */
  waiting: boolean
}

/** The station as this laptop knows it. */
export interface StationView {
  linked: boolean
  /** The station does not count this laptop any more. */
  revoked: boolean
  /** Where it is reached; empty for a laptop that stands alone. */
  address: string
  name: string
  you: PersonId
  role: Role
  people: StationPerson[]
  invitations: StationInvitation[]
}

/** Somebody new, or another laptop of one's own. */
export interface StationInviteRequest {
  name?: string
  role?: Role
  own_device?: boolean
}

/** An invitation as it is handed over. Shown once and kept nowhere. */
export interface StationInviteResponse {
  address: string
  /** In groups with dashes. */
  code: string
  /** Address and code in one: `jiafang://…`. */
  link: string
  /** The link as a QR code: path data of its dark modules, each one unit wide. */
  qr: string
  /** Width and height of the QR code in modules, without its quiet zone. */
  size: number
  /** RFC 3339. */
  expires_at: string
}

/** What a member may do with a case file. */
export type CaseAccess = 'read' | 'write'

/** Somebody who has the keys of a case file. */
export interface CaseMember {
  person: PersonId
  name: string
  role: Role
  access: CaseAccess
  you: boolean
}

/** A change that the station did not take. It stays on this laptop. */
export interface SyncRefused {
  /** `client`, `member`, `case`, `visit`, `action`; nothing for one that this version does not know. */
  kind: string | null
  case: CaseId | null
  why: Code | StationCode
  /** When it was written, by this laptop's clock. RFC 3339. */
  at: string
}

/** What is going on between this laptop and its station. */
export type SyncPhase = 'idle' | 'syncing' | 'offline' | 'stopped'

/** Something about the station that a person must know. */
export type SyncAlarm = 'revoked' | 'station_went_back' | 'directory_fault' | 'vault_went_back' | 'forked'

/** Where this laptop stands with its station. */
export interface SyncStateResponse {
  linked: boolean
  phase: SyncPhase
  /** Why it is offline or stopped. */
  why: Code | StationCode | null
  /** What the station does not have yet: signed notes, all changes (notes among them), sealed files. */
  waiting: { notes: number; changes: number; attachments: number }
  /** Changes sent since the round began, and how many waited then. */
  done: number
  total: number
  /** RFC 3339. */
  last_synced_at: string | null
  /** When it is tried again by itself. RFC 3339. */
  next_try_at: string | null
  refused: SyncRefused[]
  /** Changes that came and are not believed, or not yet. They are kept. */
  held: number
  alarm: SyncAlarm | null
}

/** What may go wrong with a station. */
export type StationCode =
  | 'code_mistyped'
  | 'address_mistyped'
  | 'invitation_unknown'
  | 'invitation_used'
  | 'station_unreachable'
  | 'not_a_station'
  | 'wrong_station'
  | 'station_not_founded'
  | 'station_founded'
  | 'already_linked'
  | 'not_linked'
  | 'vault_has_records'
  | 'laptop_revoked'
  | 'last_manager'
  | 'last_writer'
  | 'person_not_there'
  | 'against_the_rules'
  | 'station_full'
  | 'station_busy'
  | 'station_failed'
  | 'station_misbehaves'
  | 'program_too_old'

declare module './generated/types' {
  interface Commands {
    station_peek: { request: StationInvitationRequest; response: StationPeekResponse }
    station_found: { request: StationInvitationRequest; response: StationView }
    station_join: { request: StationInvitationRequest; response: StationView }
    station_get: { request: Nothing; response: StationView }
    station_invite: { request: StationInviteRequest; response: StationInviteResponse }
    station_withdraw: { request: { invitation: string }; response: StationView }
    station_set_role: { request: { person: PersonId; role: Role }; response: StationView }
    station_revoke_device: { request: { device: DeviceId }; response: StationView }
    station_remove_person: { request: { person: PersonId }; response: StationView }
    case_members: { request: { case: CaseId }; response: CaseMember[] }
    case_admit: { request: { case: CaseId; person: PersonId; access: CaseAccess }; response: CaseMember[] }
    case_expel: { request: { case: CaseId; person: PersonId }; response: CaseMember[] }
    sync_state: { request: Nothing; response: SyncStateResponse }
    sync_now: { request: Nothing; response: Nothing }
    sync_cancel: { request: Nothing; response: Nothing }
  }
}
