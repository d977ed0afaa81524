/** Invented visits for tests and the preview: drafts, signed notes, attachments. */
import type { Addendum, AgreedAction, Attachment, DraftView, SignedVisit, VisitForm, VisitNote } from '@/ipc/client'
import { aCard, aMemberView, anAction, day } from './records'

export function aForm(change: Partial<VisitForm> = {}): VisitForm {
  return {
    kind: null,
    started_at: `${day(0)}T15:10:00`,
    ended_at: null,
    place: '',
    present: [],
    nobody_home: false,
    observations: '',
    judgement: '',
    needs: [],
    actions: [],
    next: null,
    attachments: [],
    client_signed: false,
    ...change,
  }
}

export function anAttachment(change: Partial<Attachment> = {}): Attachment {
  return {
    id: 'photo-1',
    kind: 'photo',
    name: 'IMG_2043.jpg',
    media_type: 'image/jpeg',
    size: 1_843_210,
    sha256: 'a1',
    sealed_sha256: 'b1',
    added_at: `${day(0)}T07:40:00Z`,
    location_kept: false,
    caption: '',
    ...change,
  }
}

export function anAgreed(change: Partial<AgreedAction> = {}): AgreedAction {
  return { id: 'agreed-1', what: '陪孩子去县医院看心理门诊', owner: '林晓岚', due: day(4), ...change }
}

export const OBSERVATIONS =
  '下午三点十分到，孩子开的门，说作业做完了，手里还捏着铅笔。奶奶在灶上烧水，让坐，屋里有中药味。父亲在里屋，门关着，一直没有出来，听得见收音机。\n\n' +
  '孩子把刘海剪了，露出额头。问起上周，她说“爸爸没有再骂我”，停了一下又说“他只是不说话”。手臂上没有新的伤痕；旧的淤青已经淡了，在左肘内侧，约两厘米。\n\n' +
  '饭桌上有半碗稀饭和一碟咸菜。奶奶说父亲这两天腿疼得厉害，夜里睡不着，药还剩三天的量。'

export const JUDGEMENT =
  '孩子比上次愿意说话，但提到父亲时仍然先看里屋的门，我判断她还在害怕。父亲的疼痛没有缓解，复发的可能仍在；药断了会更难。下次要和父亲单独谈一次。'

/** A form with everything in it. */
export function aFullForm(change: Partial<VisitForm> = {}): VisitForm {
  return aForm({
    kind: 'planned',
    ended_at: `${day(0)}T16:20:00`,
    present: [
      { name: '周禾', member: null, client: true },
      { name: '周奶奶', member: 'member-2', client: false },
      { name: '韩春梅（儿童主任）', member: null, client: false },
    ],
    observations: OBSERVATIONS,
    judgement: JUDGEMENT,
    needs: ['safety', 'mental_health', 'medical'],
    actions: [
      anAgreed(),
      anAgreed({ id: 'agreed-2', what: '去镇卫生院把父亲的药续上', owner: '周奶奶', due: day(2) }),
      anAgreed({ id: 'agreed-3', what: '跟班主任约一次，问问在校情况', owner: '林晓岚', due: day(7) }),
    ],
    next: { on: day(7), purpose: '和父亲单独谈一次' },
    attachments: [
      anAttachment({ caption: '左肘内侧，旧伤' }),
      anAttachment({ id: 'photo-2', name: 'IMG_2044.jpg', size: 2_101_500, caption: '饭桌' }),
      anAttachment({ id: 'voice-1', kind: 'voice', name: '录音 0318 1530.m4a', media_type: 'audio/mp4', size: 912_000, caption: '孩子说的话' }),
    ],
    ...change,
  })
}

const MEMBERS = [
  aMemberView({ withheld: true, withheld_reason: '曾动手打孩子' }),
  aMemberView({ name: '周奶奶', relation: 'grandmother', guardian: true, phone: '13700000003', remarks: '耳朵背，说话要大声。' }, 'member-2'),
]

export function aDraftView(change: Partial<DraftView> = {}): DraftView & { state: 'draft' } {
  return {
    state: 'draft',
    id: 'visit-1',
    case: 'case-1',
    case_number: '2026-017',
    client: aCard(),
    members: MEMBERS,
    form: aForm(),
    missing: [],
    open_actions: [],
    saved_at: new Date().toISOString(),
    ...change,
  }
}

export function aNote(change: Partial<VisitNote> = {}): VisitNote {
  return {
    case: 'case-1',
    client: 'client-1',
    author: 'p1',
    author_name: '林晓岚',
    signed_at: `${day(0)}T11:05:00Z`,
    form: aFullForm(),
    ...change,
  }
}

export function anAddendum(change: Partial<Addendum> = {}): Addendum {
  return {
    text: '更正：药还剩五天的量，不是三天。晚上奶奶来电话说的。',
    author: 'p1',
    author_name: '林晓岚',
    signed_at: `${day(0)}T13:30:00Z`,
    ...change,
  }
}

export function aNoteView(change: Partial<SignedVisit> = {}): SignedVisit & { state: 'signed' } {
  const note = change.note ?? aNote()
  const done = { state: 'done' as const, closed_on: day(0), outcome: '卫生院开了一周的药，奶奶已经取回。' }
  return {
    state: 'signed',
    id: 'visit-1',
    case_number: '2026-017',
    client: aCard(),
    note,
    change: '9f3c21ab77e0',
    others: [],
    addenda: [],
    addenda_unreadable: 0,
    reviews: [],
    review: 'waiting',
    addendum_draft: '',
    addendum_draft_unreadable: false,
    actions: note.form.actions.map((agreed, at) =>
      anAction({ agreed, standing: { standing: 'soon', days: 4 }, ...(at === 1 ? { progress: done, standing: null } : {}) }),
    ),
    verification_code: 'K7QM-X2FD-9RTA',
    withheld_from: ['周大山'],
    history: [
      { field: 'note', who: '林晓岚', at: note.signed_at, old: null, new: '', change: '9f3c21ab77e0', newer_version: false, record: 'visit-1', restorable: false },
    ],
    ...change,
  }
}
