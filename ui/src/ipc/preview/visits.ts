/**
 * Answers of the preview for visits, attachments and reports. The visit is chosen by its id in the
 * address: `new`, `full`, `broken` (saves fail), `empty` (nothing missing but all), `returned`, `approved`, anything else
 * is signed and waits for review.
 */
import type { Attachment, Missing, SignedVisit, VisitForm, VisitView } from '@/ipc/client'
import { anAction, aCard, day } from '@/testing/records'
import { aDraftView, aForm, aFullForm, anAddendum, anAttachment, aNoteView } from '@/testing/visits'
import { aReviewView } from '@/testing/reviews'
import { Failure } from '../failure'

const EARLIER = [
  anAction({ agreed: { id: 'old-1', what: '问清楚父亲的药还剩多少', owner: '林晓岚', due: day(-2) }, standing: { standing: 'overdue', days: 2 } }),
  anAction({ agreed: { id: 'old-2', what: '每晚九点前睡觉', owner: '周禾', due: day(3) }, standing: { standing: 'soon', days: 3 } }),
]
const drafts = new Map<string, VisitForm>()
const closed = new Set<string>()
/** Signed in this preview. */
const gone = new Set<string>()
const uploads = new Map<string, { name: string; size: number }>()
let signed: SignedVisit & { state: 'signed' } = aNoteView({
  addenda: [anAddendum()],
  history: [
    ...aNoteView().history,
    { field: 'addendum', who: '林晓岚', at: anAddendum().signed_at, old: null, new: '', change: '41d07be2aa16', newer_version: false, record: 'v1', restorable: false },
  ],
})

function isDraft(id: string): boolean {
  return (['new', 'full', 'broken'].includes(id) || id.startsWith('draft')) && !gone.has(id)
}

function formOf(id: string): VisitForm {
  const form = drafts.get(id) ?? (id === 'full' ? aFullForm() : aForm())
  drafts.set(id, form)
  return form
}

function view(id: string): VisitView {
  if (id === 'none') throw new Failure('not_found')
  if (id === 'returned') return { ...signed, id, review: 'returned', reviews: [aReviewView()] }
  if (id === 'approved') return { ...signed, id, review: 'approved', reviews: [aReviewView(), aReviewView({ change: 'e2', of: { verdict: 'approve', form: { text: '写得清楚，依据充分。', comments: [] } } })] }
  if (!isDraft(id)) return { ...signed, id }
  const open_actions = EARLIER.filter(({ agreed }) => !closed.has(agreed.id))
  return aDraftView({ id, client: aCard({ id: 'client-1' }), form: formOf(id), open_actions, missing: missing(formOf(id)) })
}

function missing(form: VisitForm): Missing[] {
  const list: Missing[] = []
  if (!form.kind) list.push({ missing: 'kind' })
  if (!form.started_at) list.push({ missing: 'started_at' })
  if (!form.ended_at) list.push({ missing: 'ended_at' })
  if (form.present.length === 0 && !form.nobody_home) list.push({ missing: 'present' })
  if (!form.observations.trim()) list.push({ missing: 'observations' })
  form.actions.forEach((action, index) => {
    if (!action.what) list.push({ missing: 'action_what', index })
    if (!action.owner) list.push({ missing: 'action_owner', index })
    if (!action.due) list.push({ missing: 'action_due', index })
  })
  return list
}

function finish({ upload, keep_location }: { upload: string; keep_location: boolean }): Attachment {
  const file = uploads.get(upload)
  if (!file) throw new Failure('not_found')
  if (/\.heic$/i.test(file.name) && !keep_location) throw new Failure('location_not_removable')
  const kind = /\.(jpe?g|png|webp|heic)$/i.test(file.name) ? 'photo' : /\.(m4a|ogg|mp3|wav)$/i.test(file.name) ? 'voice' : 'document'
  return anAttachment({ id: upload, kind, location_kept: keep_location, ...file })
}

export const visitAnswers: Record<string, (request: never) => unknown> = {
  visit_start: () => ({ id: 'new' }),
  visit_get: ({ id }: { id: string }) => view(id),
  visit_autosave: ({ id, form }: { id: string; form: VisitForm }) => {
    if (id === 'broken') throw new Failure('disk_full')
    drafts.set(id, form)
    return { saved_at: new Date().toISOString(), missing: missing(form) }
  },
  visit_sign: ({ id, form }: { id: string; form: VisitForm }) => {
    signed = aNoteView({ note: { ...signed.note, form } })
    gone.add(id)
    return { verification_code: signed.verification_code }
  },
  visit_discard: () => ({}),
  visit_bring_back: () => ({}),
  action_progress: ({ id }: { id: string }) => {
    closed.add(id)
    return {}
  },
  addendum_autosave: () => ({}),
  addendum_sign: ({ text }: { text: string }) => {
    signed = { ...signed, addenda: [...signed.addenda, anAddendum({ text, signed_at: new Date().toISOString() })] }
    return {}
  },
  attachment_begin: ({ name, size }: { name: string; size: number }) => {
    if (size === 0) throw new Failure('attachment_empty')
    if (size > 104_857_600) throw new Failure('attachment_too_large', { detail: '104857600' })
    const upload = crypto.randomUUID()
    uploads.set(upload, { name, size })
    return { upload }
  },
  attachment_finish: finish,
  attachment_cancel: () => ({}),
  attachment_remove: () => ({}),
  attachment_save: () => ({ path: '/home/lin/文档/IMG_2043.jpg' }),
  report_save: () => ({ path: '/home/lin/文档/家访报告 2026-017.pdf' }),
  report_print: () => ({}),
}

/** A kitchen in a few strokes: in the preview there are no photos of anyone. */
async function photo(id: string): Promise<ArrayBuffer> {
  const canvas = document.createElement('canvas')
  canvas.width = 960
  canvas.height = 720
  const paint = canvas.getContext('2d')
  if (paint) {
    const light = paint.createLinearGradient(0, 0, 960, 720)
    light.addColorStop(0, id.endsWith('2') ? '#d9c7a8' : '#b9c8c4')
    light.addColorStop(1, '#6f5f4e')
    paint.fillStyle = light
    paint.fillRect(0, 0, 960, 720)
    paint.fillStyle = '#8a6b4a'
    paint.fillRect(90, 430, 780, 60)
    paint.fillStyle = '#f2ece0'
    paint.beginPath()
    paint.ellipse(380, 410, 120, 46, 0, 0, 7)
    paint.fill()
  }
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', 0.9))
  return blob ? blob.arrayBuffer() : new ArrayBuffer(0)
}

/** Answers in bytes. `/report.pdf` is whatever page lies beside the preview; without one there is none. */
export async function visitBytes(name: string, request: { id?: string; visit?: string; language?: string }): Promise<ArrayBuffer> {
  if (name === 'attachment_read') return photo(request.id ?? '')
  if (name === 'report_visit' && request.visit === 'glyph') throw new Failure('no_glyph', { detail: '𬎆' })
  const page = await fetch(`report-${request.language ?? 'zh'}.pdf`)
  if (name !== 'report_visit' || !page.ok) throw new Failure('not_found')
  return page.arrayBuffer()
}
