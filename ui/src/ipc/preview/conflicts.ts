/** Answers of the preview for conflicts; `?conflicts` shows some. */
import type { ConflictDecideResponse } from '@/ipc/client'
import { aConflictPage, aDisputedField, aHad, aLine, anOpinion, aSetAside, aSubject, HIS } from '@/testing/conflicts'
import { Failure } from '../failure'

const some = new URLSearchParams(location.search).has('conflicts')

const CASE = aSubject({ record: 'case-1', kind: 'case', case: 'case-1', about: '2026-017' })
const MEMBER = aSubject({ record: 'member-1', kind: 'member', about: '周大山' })
const MINE = '夜里咳嗽，睡不好。上周去县医院看过，医生开了两种药，早晚各一次，已经吃了三天。奶奶说这几天好一些，没有再发烧。'
const HIS_WORDS = '夜里咳嗽，睡不好。上周去镇卫生院看过，医生开了两种药，早晚各一次，只吃了一天就停了。奶奶说这几天好一些，没有再发烧，但不肯再去。'

let fields = some
  ? [
      aDisputedField(),
      aDisputedField({ field: 'health', opinions: [anOpinion(MINE, { change: 'a2', had: [aHad({ text: '夜里咳嗽。' })] }), anOpinion(HIS_WORDS, { ...HIS, change: 'b2', had: [] })], seen: ['a2', 'b2'] }),
      aDisputedField({ field: 'birth_date', opinions: [anOpinion('2012-05-20', { change: 'a3' }), anOpinion(null, { ...HIS, change: 'b3' })], seen: ['a3', 'b3'] }),
    ]
  : []
const RISK = aDisputedField({
  field: 'risk',
  opinions: [anOpinion({ level: 'critical', reasons: '孩子说过不想活。' }, { had: [aHad({ text: JSON.stringify({ level: 'high', reasons: '父亲情绪不稳。' }) })] }), anOpinion({ level: 'medium', reasons: '父亲答应不再动手。' }, HIS)],
})

function total(): number {
  return some ? fields.length + 2 : 0
}

/** What Today tells of conflicts. */
export function conflictsToday(any: boolean) {
  const aside = some && any ? [aSetAside(), aSetAside({ change: 'a9', of: CASE, field: 'risk', own: JSON.stringify({ level: 'critical', reasons: '孩子说过不想活。' }), now: JSON.stringify({ level: 'medium', reasons: '父亲答应不再动手。' }) })] : []
  return { set_aside: aside, set_aside_total: aside.length, conflicts: any ? total() : 0 }
}

/** The fields of a record in conflict, as its own page names them. */
export function namesOf(record: string): string[] {
  if (!some) return []
  if (record === 'client-1') return fields.map(({ field }) => field)
  return record === 'case-1' ? ['risk'] : record === 'member-1' ? ['phone'] : []
}

export const conflictAnswers: Record<string, (request: never) => unknown> = {
  conflict_list: () => ({ rows: some ? [...fields.map(({ field }) => aLine({ field })), aLine({ of: MEMBER, field: 'phone' }), aLine({ of: CASE, field: 'risk' })] : [], total: total() }),
  conflict_get: ({ record }: { record: string }) => {
    if (record === 'none') throw new Failure('not_found')
    if (record === 'case-1') return aConflictPage({ of: CASE, fields: [RISK] })
    if (record === 'member-1') return aConflictPage({ of: MEMBER, fields: [aDisputedField({ field: 'phone', opinions: [anOpinion('13900000002'), anOpinion('13900000009', HIS)] })] })
    return aConflictPage({ fields })
  },
  conflict_decide: ({ seen }: { seen: string[] }): ConflictDecideResponse => {
    fields = fields.filter((field) => field.seen.join() !== seen.join())
    return { left: fields.length, total: total() }
  },
  conflict_restore: () => ({ changed: true }),
  conflict_dismiss: () => ({}),
}
