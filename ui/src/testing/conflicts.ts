/** Invented conflicts for tests and the preview. */
import type { ConflictGetResponse, ConflictLine, DisputedField, Had, Opinion, SetAside, Side, Subject } from '@/ipc/client'
import { day } from './records'

export function aSubject(change: Partial<Subject> = {}): Subject {
  return { record: 'client-1', kind: 'client', client: 'client-1', client_name: '周禾', case: null, about: '', ...change }
}

export function aLine(change: Partial<ConflictLine> = {}): ConflictLine {
  return { of: aSubject(), field: 'village', since: `${day(-1)}T02:20:00Z`, sides: 2, ...change }
}

export function aHad(change: Partial<Had> = {}): Had {
  return { who: '林晓岚', at: `${day(-40)}T02:00:00Z`, text: '石桥村', ...change }
}

export function aSide(change: Partial<Side> = {}): Side {
  return { change: 'a1', who: '林晓岚', own: true, at: `${day(-2)}T08:10:00Z`, had: [aHad()], ...change }
}

/** A value with one side of that name. */
export function anOpinion(value: unknown, by: Partial<Side> = {}): Opinion {
  const text = value === null ? null : typeof value === 'string' ? value : JSON.stringify(value)
  return { value, text, by: [aSide(by)] }
}

export const HIS: Partial<Side> = { change: 'b1', who: '何敏', own: false, at: `${day(-1)}T02:20:00Z` }

export function aDisputedField(change: Partial<DisputedField> = {}): DisputedField {
  return {
    field: 'village',
    since: `${day(-1)}T02:20:00Z`,
    opinions: [anOpinion('上河村'), anOpinion('下河村', HIS)],
    seen: ['a1', 'b1'],
    ...change,
  }
}

export function aConflictPage(change: Partial<ConflictGetResponse> = {}): ConflictGetResponse {
  return { of: aSubject(), fields: [aDisputedField()], ...change }
}

export function aSetAside(change: Partial<SetAside> = {}): SetAside {
  return {
    change: 'a1',
    of: aSubject(),
    field: 'village',
    who: '何敏',
    at: `${day(0)}T01:00:00Z`,
    own: '上河村',
    now: '下河村',
    seen: ['d1'],
    ...change,
  }
}
