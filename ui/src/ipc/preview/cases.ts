/** Answers of the preview for Today, clients, cases, finding and verifying. */
import type {
  CaseFilter,
  CaseListRequest,
  CaseRow,
  Client,
  ClientCard,
  ClientCheckRequest,
  Hit,
  MemberView,
  Piece,
  TimelineEntry,
} from '@/ipc/client'
import * as records from '@/testing/records'
import { conflictsToday, namesOf } from './conflicts'
import { Failure } from '../failure'
import { caseload } from './caseload'

const asked = new URLSearchParams(location.search)
const { day } = records

/** `?n=10000` for a long list, `?n=0` for a fresh vault. */
const rows = caseload(Number(asked.get('n') ?? 300))
const RANK = { low: 0, medium: 1, high: 2, critical: 3 }

function rowOf(key: 'case' | 'client', id: string): CaseRow {
  const row = rows.find((one) => one[key] === id)
  if (!row) throw new Failure('not_found')
  return row
}

function cardOf(row: CaseRow): ClientCard {
  const { client: id, name, group, sex, age, village, categories } = row
  return { id, name, called: id === 'client-1' ? '禾禾' : '', group, sex, age, village, categories, phones: ['13800000001'] }
}

const MEMBERS: MemberView[] = [
  records.aMemberView({ name: '王秀珍', relation: 'grandmother', guardian: true, phone: '13700000003', remarks: '耳背，要大声' }, 'member-1'),
  records.aMemberView({ name: '周大山', relation: 'father', guardian: false, withheld: true, withheld_reason: '曾动手打孩子，孩子怕他知道。' }, 'member-2'),
  records.aMemberView({ name: '何小红', relation: 'mother', lives_with: false, guardian: false, phone: '', remarks: '在东莞打工，春节回来' }, 'member-3'),
]

function clientOf(row: CaseRow): Client {
  const { name, group, sex, village, categories } = row
  const own = row.client === 'client-1'
  return records.aClient({ name, group, sex, village, categories, called: own ? '禾禾' : '', ...(own ? {} : { needs: [], remarks: '', school_or_work: '' }) })
}

function holds(row: CaseRow, filter: CaseFilter): boolean {
  const text = filter.text.trim()
  return (
    (!text || row.name.includes(text) || row.number.includes(text) || row.village.includes(text)) &&
    (!filter.group || row.group === filter.group) &&
    (filter.risks.length === 0 || (row.risk !== null && filter.risks.includes(row.risk))) &&
    filter.categories.every((category) => row.categories.includes(category)) &&
    (!filter.village || row.village === filter.village) &&
    (!filter.overdue || row.standing?.standing === 'overdue')
  )
}

function order(a: CaseRow, b: CaseRow, by: CaseListRequest['sort']): number {
  if (by === 'risk') return (a.risk ? RANK[a.risk] : -1) - (b.risk ? RANK[b.risk] : -1)
  if (by === 'age') return (a.age ?? 0) - (b.age ?? 0)
  return String(a[by] ?? '\uffff').localeCompare(String(b[by] ?? '\uffff'), 'zh')
}

/** The same question is asked page by page: it is worked out once. */
let last: { key: string; found: CaseRow[] } | undefined
function list({ filter, sort, descending, offset, limit }: CaseListRequest) {
  const key = JSON.stringify([filter, sort, descending])
  if (last?.key !== key) {
    const found = rows.filter((row) => holds(row, filter)).sort((a, b) => order(a, b, sort) * (descending ? -1 : 1))
    last = { key, found }
  }
  return { rows: last.found.slice(offset, offset + limit), total: last.found.length }
}

const ACTIONS = [
  records.anAction({ agreed: { id: 'a1', what: '陪孩子去县医院看心理门诊', owner: '林晓岚', due: day(-1) } }),
  records.anAction({ agreed: { id: 'a2', what: '和班主任约好每周通一次电话', owner: '石桥中学 李老师', due: day(2) }, standing: { standing: 'soon', days: 2 } }),
  records.anAction({ agreed: { id: 'a3', what: '帮奶奶办残疾证', owner: '村儿童主任', due: day(20) }, standing: { standing: 'later' } }),
]
const DRAFT = records.aDraft({ id: 'draft-1', hours_late: 5, summary: '下雨，路上泥大。奶奶说父亲前天又喝了酒，没有动手。' })

function timeline(caseId: string): TimelineEntry[] {
  if (caseId !== 'case-1') return [records.anEntry({ kind: 'intake', visit: null, on: day(-30), at: `${day(-30)}T02:00:00Z`, sentence: '村里转介来，一个人住，腿脚不便。' })]
  const visits = [
    records.aVisitCard({ id: 'v1', case: 'case-1', on: day(-5), addenda: 1, attachments: 2 }),
    records.aVisitCard({ id: 'v2', case: 'case-1', on: day(-12), started_at: `${day(-12)}T19:40:00`, kind: 'phone', attachments: 0, summary: '孩子接的电话，声音很小。说今天体育课跑了第三名。' }),
    records.aVisitCard({ id: 'v3', case: 'case-1', on: day(-26), started_at: `${day(-26)}T09:00:00`, kind: 'unannounced', attachments: 0, summary: '父亲在院里修农具，主动让了座。孩子把刘海剪短了，给我看她做的番茄炒蛋。' }),
  ]
  const older = Array.from({ length: 90 }, (_, n) =>
    records.aVisitCard({ id: `w${n}`, case: 'case-1', on: day(-40 - n * 7), started_at: `${day(-40 - n * 7)}T15:00:00`, attachments: 0, summary: '照例去看了看，祖孙都好。作业本上多了两个“优”。' }),
  )
  const entries = [DRAFT, ...visits].map((visit) => records.anEntry({ visit }))
  entries.splice(3, 0, records.anEntry({ kind: 'risk', visit: null, on: day(-20), at: `${day(-20)}T02:00:00Z`, risk: 'critical', sentence: '夜里发来消息说不想活，附了一张脸上有掌印的照片。' }))
  return [...entries, ...older.map((visit) => records.anEntry({ visit })), records.anEntry({ kind: 'intake', visit: null, on: day(-150 - 600), at: `${day(-750)}T02:00:00Z`, sentence: '班主任说孩子最近不说话，手臂上有划痕。' })]
}

function caseView(id: string) {
  const row = rowOf('case', id)
  const own = id === 'case-1'
  return records.aCaseView({
    id,
    case: records.aCase({ client: row.client, number: row.number, risk: { level: row.risk ?? 'low', reasons: own ? '父亲情绪不稳，曾动手；孩子说过不想活。' : '' } }),
    client: cardOf(row),
    members: own ? MEMBERS : [],
    last_visit: row.last_visit,
    due: row.due ?? day(10),
    standing: row.standing ?? { standing: 'later' },
    actions: own ? ACTIONS : [],
    conflicts: namesOf(id),
    client_conflicts: namesOf(row.client).length,
    discarded: own ? [records.aDraft({ id: 'thrown', on: day(-8), summary: '门锁着，邻居说都下地了。' })] : [],
  })
}

function check({ id, client }: ClientCheckRequest) {
  const number = client.id_number.replace(/\s/g, '')
  const valid = number.length === 18
  const twin = rows.find((row) => row.client !== id && row.name === client.name.trim() && row.village === client.village)
  return {
    problems: [
      ...(client.name.trim() ? [] : [{ field: 'name', problem: 'empty', detail: null }]),
      ...(number && !valid ? [{ field: 'id_number', problem: 'length', detail: String(number.length) }] : []),
    ],
    birth_date: valid ? `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}` : null,
    sex: valid ? (Number(number[16]) % 2 ? ('male' as const) : ('female' as const)) : null,
    duplicates: twin ? [{ likeness: 'similar_name_same_village' as const, client: records.aClientView({ id: twin.client, client: clientOf(twin), age: twin.age, members: MEMBERS }) }] : [],
  }
}

function pieces(text: string, find: string): Piece[] {
  return text.split(find).flatMap((part, at) => (at === 0 ? [{ text: part, hit: false }] : [{ text: find, hit: true }, { text: part, hit: false }]))
}

function find({ text }: { text: string }) {
  const found = rows.filter((row) => row.name.includes(text)).slice(0, 4)
  const hits: Hit[] = [
    ...found.map((row) => ({ kind: 'client' as const, client: row.client, case: null, visit: null, title: pieces(`${row.name} · ${row.village}`, text), snippet: [], on: null })),
    ...timeline('case-1')
      .filter(({ sentence }) => sentence.includes(text))
      .slice(0, 6)
      .map((entry) => ({ kind: 'visit' as const, client: 'client-1', case: 'case-1', visit: entry.visit?.id ?? 'v1', title: pieces('周禾 · 2026-017', text), snippet: pieces(entry.sentence, text), on: entry.on })),
    ...ACTIONS.filter(({ agreed }) => agreed.what.includes(text)).map(({ agreed }) => ({ kind: 'action' as const, client: 'client-1', case: 'case-1', visit: 'v1', title: pieces('周禾', text), snippet: pieces(agreed.what, text), on: agreed.due })),
  ]
  return { hits, more: hits.length > 8 }
}

/** A supervisor has notes to review, a worker one that was returned. */
function reviewed(any: boolean) {
  const supervisor = new URLSearchParams(location.search).has('supervisor')
  const returned = { visit: records.aVisitCard({ id: 'returned', review: 'returned', on: day(-2) }), risk: 'high' as const, reviewer_name: '沈若兰', reasons: '请补充：和父亲谈过没有，奶奶怎么说。', comments: 1, returned_at: `${day(0)}T01:20:00Z` }
  const mine = any && !supervisor
  return { returned: mine ? [returned] : [], returned_total: mine ? 1 : 0, to_review: supervisor ? 8 : null }
}

function today() {
  const due = list({ filter: { text: '', group: null, risks: [], categories: [], village: null, overdue: false }, sort: 'due', descending: false, offset: 0, limit: 300 }).rows
  const visits = due.filter((row) => row.case && row.due).map((row) => records.aDueVisit({ case: row.case ?? '', client: cardOf(row), risk: row.risk ?? 'low', due: row.due ?? '', standing: row.standing ?? { standing: 'later' }, purpose: row.case === 'case-1' ? '看看药吃了没有，和父亲谈一谈。' : '' }))
  const overdue = visits.filter(({ standing }) => standing.standing === 'overdue')
  const soon = visits.filter(({ standing }) => ['today', 'soon'].includes(standing.standing))
  const any = rows.length > 0
  return {
    date: day(),
    ...reviewed(any),
    ...conflictsToday(any),
    overdue: overdue.slice(0, 5),
    due: soon.slice(0, 6),
    drafts: any ? [DRAFT, records.aDraft({ id: 'draft-2', case: 'case-2', client_name: '陈桂兰', on: day(0), summary: '', kind: null })] : [],
    actions: any ? ACTIONS.slice(0, 1) : [],
    overdue_total: overdue.length,
    due_total: soon.length,
    actions_total: any ? 1 : 0,
    clients: rows.length,
    cases: rows.length,
  }
}

/** One answer a command. */
export const caseAnswers: Record<string, (request: never) => unknown> = {
  today_get: today,
  case_list: list,
  case_villages: () => [...new Set(rows.map(({ village }) => village))].map((village) => ({ village, clients: rows.filter((row) => row.village === village).length })),
  case_get: ({ id }: { id: string }) => caseView(id),
  case_timeline: ({ id, offset, limit }: { id: string; offset: number; limit: number }) => ({ entries: timeline(id).slice(offset, offset + limit), total: timeline(id).length }),
  case_history: () => [
    records.aChange({ field: 'risk', old: JSON.stringify({ level: 'medium', reasons: '情绪低落' }), new: JSON.stringify({ level: 'critical', reasons: '父亲情绪不稳，曾动手；孩子说过不想活。' }) }),
    records.aChange({ field: 'reason', old: '孩子不说话。', new: '班主任说孩子最近不说话，手臂上有划痕。', at: `${day(-9)}T03:00:00Z`, change: '01' }),
  ],
  case_rhythm: () => [
    { risk: 'low', days: 90, name: { zh: '每季度', en: 'quarterly' } },
    { risk: 'medium', days: 30, name: { zh: '每月', en: 'monthly' } },
    { risk: 'high', days: 7, name: { zh: '每周', en: 'weekly' } },
    { risk: 'critical', days: 1, name: { zh: '每日，直至解除', en: 'daily until stood down' } },
  ],
  case_blank: ({ client }: { client: string }) => records.aCase({ client, number: '2026-031', opened_on: day(), reason: '', source: 'outreach', ground: null, risk: { level: 'low', reasons: '' } }),
  case_save: ({ id }: { id: string | null }) => {
    if (id && new URLSearchParams(location.search).has('changed')) throw new Failure('changed_meanwhile')
    return { id: id ?? 'case-1' }
  },
  visit_start: () => ({ id: 'draft-1' }),
  visit_bring_back: () => ({}),
  action_progress: () => ({}),
  client_check: check,
  client_save: () => ({ id: 'client-1' }),
  client_get: ({ id }: { id: string }) => {
    const row = rowOf('client', id)
    const cases = row.case ? [{ id: row.case, number: row.number, opened_on: day(-150), risk: row.risk ?? ('low' as const) }] : []
    return records.aClientView({ id, client: clientOf(row), age: row.age, members: id === 'client-1' ? MEMBERS.map((one) => ({ ...one, conflicts: namesOf(one.id) })) : [], cases, conflicts: namesOf(id) })
  },
  client_history: () => [records.aChange({ restorable: true }), records.aChange({ field: 'categories', old: null, new: 'guardianship_child', change: '02' })],
  member_save: () => ({ id: 'member-9' }),
  member_remove: () => ({}),
  search_find: find,
  report_verify: ({ code }: { code: string }) => ({ visit: code.startsWith('0') ? null : 'v1', unaltered: !code.startsWith('9'), addenda_since: code.startsWith('2') ? 2 : 0, client_name: '周禾', on: day(-5), author_name: '林晓岚' }),
}
