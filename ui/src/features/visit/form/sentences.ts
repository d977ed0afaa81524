/** Each part of the form as the sentence it folds to; empty while it is not done. */
import type { ActionView, Attachment, ClientCard, VisitForm } from '@/ipc/client'
import { needWord } from '@/features/client/words'
import type { Day } from '@/shared/dates'
import { formatDay } from '@/shared/when'
import { t, tn } from '@/shared/words'
import { firstWords, kindWord, listWords, presentLine, whenLine } from '../words'
import type { SectionName } from './folds'

export type Sentences = Record<SectionName, string>

/** The sentences of a form as it stands. */
export function sentencesOf(form: VisitForm, client: ClientCard, earlier: readonly ActionView[], today: Day): Sentences {
  return {
    visit: visitSentence(form, today),
    present: form.nobody_home ? t(form.kind === 'phone' ? 'visit.nobodyAnswered' : 'visit.nobodyHome') : presentLine(form.present),
    earlier: earlier.length > 0 ? tn('visit.earlier.left', earlier.length) : '',
    observed: firstWords(form.observations),
    needs: listWords(form.needs.map((need) => needWord(need, client.group))),
    actions: actionsSentence(form),
    next: form.next?.on ? [formatDay(form.next.on, today, { weekday: true }), firstWords(form.next.purpose, 30)].filter(Boolean).join(' · ') : '',
    attachments: attachmentsSentence(form.attachments),
    signature: '',
  }
}

function visitSentence(form: VisitForm, today: Day): string {
  if (!form.kind || !form.started_at || !form.ended_at) return ''
  return [kindWord(form.kind), whenLine(form, today), form.place].filter(Boolean).join(' · ')
}

function actionsSentence({ actions }: VisitForm): string {
  if (actions.length === 0 || actions.some(({ what }) => !what.trim())) return ''
  return `${tn('visit.actions.count', actions.length)} · ${actions.map(({ what }) => firstWords(what, 20)).join(' · ')}`
}

/** `3 张照片、1 段录音`. */
export function attachmentsSentence(attachments: readonly Attachment[]): string {
  const count = (kind: Attachment['kind']) => attachments.filter((one) => one.kind === kind).length
  const parts = [
    count('photo') > 0 && tn('visit.attachments.photos', count('photo')),
    count('voice') > 0 && tn('visit.attachments.voices', count('voice')),
    count('document') > 0 && tn('visit.attachments.documents', count('document')),
  ]
  return listWords(parts.filter((part) => part !== false))
}
