/** The intake as it is typed: a date may be unread and the ground not chosen yet. */
import type { Case, Client, FieldProblem, GroundKind, MemberView, RiskLevel, Source } from '@/ipc/client'
import type { Day } from '@/shared/dates'

export const SOURCES: readonly Source[] = [
  'self_referred',
  'outreach',
  'community',
  'school',
  'hospital',
  'police',
  'civil_affairs',
  'other',
]
export const GROUNDS: readonly GroundKind[] = ['guardian_consent', 'client_consent', 'legal_ground']
export const RISKS: readonly RiskLevel[] = ['low', 'medium', 'high', 'critical']

export interface Intake {
  number: string
  opened_on: Day | null
  source: Source
  reason: string
  groundKind: GroundKind | null
  groundBy: string
  groundScope: string
  groundOn: Day | null
  level: RiskLevel
  reasons: string
}

export function intakeOf(of: Case): Intake {
  return {
    number: of.number,
    opened_on: of.opened_on,
    source: of.source,
    reason: of.reason,
    groundKind: of.ground?.kind ?? null,
    groundBy: of.ground?.by ?? '',
    groundScope: of.ground?.scope ?? '',
    groundOn: of.ground?.on ?? of.opened_on,
    level: of.risk.level,
    reasons: of.risk.reasons,
  }
}

/** The record as typed; what the form does not show stays as it was. Dates are checked before. */
export function caseOf(typed: Intake, before: Case): Case {
  const { number, opened_on, source, reason, groundKind, groundBy, groundScope, groundOn, level, reasons } = typed
  const ground = groundKind && { kind: groundKind, by: groundBy, scope: groundScope, on: groundOn ?? before.opened_on }
  return { ...before, number, opened_on: opened_on ?? before.opened_on, source, reason, ground, risk: { level, reasons } }
}

/** What the desk cannot see: a date that could not be read. */
export function unread(typed: Intake): FieldProblem[] {
  const problems: FieldProblem[] = []
  if (!typed.opened_on) problems.push({ field: 'opened_on', problem: 'empty', detail: null })
  if (typed.groundKind && !typed.groundOn) problems.push({ field: 'ground_on', problem: 'empty', detail: null })
  return problems
}

/** Who probably consented: the guardian on record for a guardian's consent, the client for their own. */
export function likelyConsenter(kind: GroundKind, client: Pick<Client, 'name'>, members: readonly MemberView[]): string {
  if (kind === 'client_consent') return client.name
  if (kind === 'guardian_consent') return members.find(({ member }) => member.guardian)?.member.name ?? ''
  return ''
}
