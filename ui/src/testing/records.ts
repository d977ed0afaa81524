/** Invented records for tests and the preview: each function gives a whole one, with what is asked changed. */
import type {
  ActionView,
  Case,
  CaseRow,
  CaseView,
  Client,
  ClientCard,
  ClientView,
  DueVisit,
  FieldChange,
  Member,
  MemberView,
  TimelineEntry,
  VisitCard,
} from '@/ipc/client'

/** A day some days from today, as the desk sends it. */
export function day(ahead = 0): string {
  const date = new Date()
  date.setDate(date.getDate() + ahead)
  const pad = (n: number) => String(n).padStart(2, '0')
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`
}

export function aClient(change: Partial<Client> = {}): Client {
  return {
    name: '周禾',
    called: '禾禾',
    group: 'child',
    id_number: '',
    birth_date: '2012-05-20',
    sex: 'female',
    categories: ['left_behind_child', 'guardianship_child'],
    needs: ['mental_health', 'guardianship'],
    village: '石桥村',
    address: '三组 12 号，村小学后面的坡上',
    phones: ['13800000001'],
    school_or_work: '石桥中学初一（2）班',
    health: '',
    remarks: '怕狗，敲门前先喊一声。',
    ...change,
  }
}

export function aCard(change: Partial<ClientCard> = {}): ClientCard {
  return {
    id: 'client-1',
    name: '周禾',
    called: '禾禾',
    group: 'child',
    sex: 'female',
    age: 13,
    village: '石桥村',
    categories: ['left_behind_child', 'guardianship_child'],
    phones: ['13800000001'],
    ...change,
  }
}

export function aMember(change: Partial<Member> = {}): Member {
  return {
    name: '周大山',
    relation: 'father',
    lives_with: true,
    guardian: true,
    phone: '13900000002',
    remarks: '',
    withheld: false,
    withheld_reason: '',
    ...change,
  }
}

export function aMemberView(change: Partial<Member> = {}, id = 'member-1'): MemberView {
  return { id, member: aMember(change), conflicts: [], seen: [`seen-${id}`] }
}

export function aClientView(change: Partial<ClientView> = {}): ClientView {
  return { id: 'client-1', client: aClient(), age: 13, members: [], cases: [], conflicts: [], reads_only: false, same: [], seen: ['seen-client'], ...change }
}

export function aCase(change: Partial<Case> = {}): Case {
  return {
    client: 'client-1',
    number: '2026-017',
    opened_on: day(-150),
    worker: 'p1',
    source: 'school',
    reason: '班主任说孩子最近不说话，手臂上有划痕。',
    ground: { kind: 'guardian_consent', by: '周奶奶', scope: '家访、与学校联系', on: day(-150) },
    risk: { level: 'high', reasons: '父亲情绪不稳，曾动手；孩子说过不想活。' },
    ...change,
  }
}

export function aCaseView(change: Partial<CaseView> = {}): CaseView {
  return {
    id: 'case-1',
    case: aCase(),
    client: aCard(),
    members: [],
    worker_name: '林晓岚',
    last_visit: day(-5),
    due: day(2),
    standing: { standing: 'soon', days: 2 },
    actions: [],
    entries: 0,
    drafts_unreadable: 0,
    discarded: [],
    conflicts: [],
    client_conflicts: 0,
    reads_only: false,
    seen: ['seen-case'],
    ...change,
  }
}

export function aRow(change: Partial<CaseRow> = {}): CaseRow {
  return {
    case: 'case-1',
    client: 'client-1',
    number: '2026-017',
    name: '周禾',
    group: 'child',
    sex: 'female',
    age: 13,
    village: '石桥村',
    categories: ['left_behind_child', 'guardianship_child'],
    risk: 'high',
    last_visit: day(-5),
    due: day(2),
    standing: { standing: 'soon', days: 2 },
    open_actions: 2,
    unchecked: false,
    ...change,
  }
}

export function aVisitCard(change: Partial<VisitCard> = {}): VisitCard {
  return {
    id: 'visit-1',
    case: 'case-1',
    state: 'signed',
    kind: 'planned',
    started_at: `${day(-5)}T15:10:00`,
    on: day(-5),
    author_name: '林晓岚',
    summary: '孩子开了门，说作业做完了。奶奶在灶上烧水，父亲在里屋没有出来。',
    attachments: 1,
    addenda: 0,
    client_name: '周禾',
    review: 'waiting',
    hours_late: null,
    note: 'note-1',
    ...change,
  }
}

export function aDraft(change: Partial<VisitCard> = {}): VisitCard {
  return aVisitCard({ state: 'draft', review: null, note: null, on: day(-1), started_at: `${day(-1)}T16:00:00`, attachments: 0, ...change })
}

export function anEntry(change: Partial<TimelineEntry> = {}): TimelineEntry {
  const visit = change.visit === undefined ? aVisitCard() : change.visit
  return {
    kind: 'visit',
    at: `${visit?.on ?? day(-5)}T08:10:00Z`,
    on: visit?.on ?? day(-5),
    who: '林晓岚',
    sentence: visit?.summary ?? '',
    visit,
    risk: null,
    verdict: null,
    ...change,
  }
}

export function anAction(change: { agreed?: Partial<ActionView['agreed']> } & Partial<Omit<ActionView, 'agreed'>> = {}): ActionView {
  const { agreed, ...rest } = change
  return {
    agreed: { id: 'action-1', what: '陪孩子去县医院看心理门诊', owner: '林晓岚', due: day(-1), ...agreed },
    progress: { state: 'open', closed_on: null, outcome: '' },
    standing: { standing: 'overdue', days: 1 },
    case: 'case-1',
    visit: 'visit-1',
    client: 'client-1',
    client_name: '周禾',
    conflict: false,
    seen: ['seen-action'],
    ...rest,
  }
}

export function aDueVisit(change: Partial<DueVisit> = {}): DueVisit {
  return {
    case: 'case-1',
    client: aCard(),
    risk: 'high',
    due: day(-3),
    standing: { standing: 'overdue', days: 3 },
    last_visit: day(-10),
    purpose: '看看药吃了没有，和父亲谈一谈。',
    ...change,
  }
}

export function aChange(change: Partial<FieldChange> = {}): FieldChange {
  return {
    field: 'village',
    who: '林晓岚',
    at: `${day(-3)}T02:10:00Z`,
    old: '石桥',
    new: '石桥村',
    change: '00ab',
    newer_version: false,
    record: 'client-1',
    restorable: false,
    ...change,
  }
}
