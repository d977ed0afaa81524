/** What is typed in a form whose visit turns out to be signed already, and is not in the signed note. */
import type { VisitForm } from '@/ipc/client'
import type { Day } from '@/shared/dates'
import { formatDay } from '@/shared/when'
import { t } from '@/shared/words'
import { kindWord, listWords, presentLine, whenLine } from '../words'
import { typedIn } from './asTyped'

type Line = readonly [label: string, text: string]

/** As an addendum says it, part by part; empty where the note has all of it. */
export function leftOver(typed: VisitForm, signed: VisitForm, today: Day): string {
  const before = linesOf(signed, today)
  return linesOf(typed, today)
    .filter(([label, text]) => text.trim() !== '' && !before.some((line) => line[0] === label && same(line[1], text)))
    .map(([label, text]) => `${label}\n${text.trim()}`)
    .join('\n\n')
}

function linesOf(form: VisitForm, today: Day): Line[] {
  const { day, started, ended, person, next_on, due } = typedIn(form)
  const on = (of: Day | null) => (of ? formatDay(of, today, { weekday: true }) : '')
  const joined = (...words: (string | null | undefined)[]) => words.filter((word) => word?.trim()).join(' · ')
  return [
    [t('visit.sections.visit'), joined(form.kind && kindWord(form.kind), whenLine(form, today) || whenLine({ started_at: form.ended_at, ended_at: null }, today), day, started, ended)],
    [t('visit.place'), form.place],
    [t('visit.sections.present'), form.nobody_home ? t('visit.nobodyHome') : listWords([presentLine(form.present), person].filter((word) => word.trim()))],
    [t('visit.observations'), form.observations],
    [t('visit.judgement'), form.judgement],
    [t('visit.sections.needs'), form.needs.map((need) => t(`clients.need.${need}`)).join(' · ')],
    ...form.actions.map(({ id, what, owner, due: by }): Line => [t('visit.sections.actions'), joined(what, owner, on(by), due[id])]),
    [t('visit.sections.next'), joined(on(form.next?.on ?? null), form.next?.purpose, next_on)],
    ...form.attachments.map(({ name, caption }): Line => [t('visit.attachments.captionFor', { name }), caption]),
    [t('visit.sections.signature'), form.client_signed ? t('visit.clientSigned') : ''],
  ]
}

/** Signing takes stray space and control characters out: they make no difference. */
function same(one: string, other: string): boolean {
  const bare = (text: string) => text.normalize('NFC').replace(/[\s\p{Cc}]/gu, '')
  return bare(one) === bare(other)
}
