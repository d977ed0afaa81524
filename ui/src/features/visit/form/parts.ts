/**
 * Long prose in parts. A text field lays out all of its text at every key; in the window's engine that
 * takes a second at 200,000 characters and nothing that is felt at 4,000. So long prose is written in
 * several fields, one below the other, that together are the text.
 */

/** Text of one field, and what stands between it and the next one. */
export interface Part {
  key: number
  text: string
  /** A line break, or nothing where one long paragraph goes on. */
  joint: '\n' | ''
}

/** Up to here prose is written in one field. */
export const WHOLE = 6_000
/** About so long is a part. */
const PART = 4_000

let last = 0

function part(text: string, joint: Part['joint']): Part {
  return { key: ++last, text, joint }
}

/** The text in parts; one part, if it is not long. Joined they are the text again, to the character. */
export function splitText(text: string): Part[] {
  if (text.length <= WHOLE) return [part(text, '')]
  const parts: Part[] = []
  let rest = text
  while (rest.length > PART) {
    const { end, joint } = cut(rest)
    parts.push(part(rest.slice(0, end), joint))
    rest = rest.slice(end + joint.length)
  }
  parts.push(part(rest, ''))
  return parts
}

/** Where a part ends: at the last line break that fits, else at the end of a sentence, else between two characters. */
function cut(text: string): { end: number; joint: Part['joint'] } {
  const line = text.lastIndexOf('\n', PART)
  if (line > PART / 4) return { end: line, joint: '\n' }
  const sentence = Math.max(...SENTENCE_ENDS.map((mark) => text.lastIndexOf(mark, PART - 1)))
  if (sentence > PART / 4) return { end: sentence + 1, joint: '' }
  return { end: PART + (isMiddle(text, PART) ? 1 : 0), joint: '' }
}

const SENTENCE_ENDS = ['\u3002', '\uff01', '\uff1f', '. ', '! ', '? '] as const

/** Between the two halves of a character beyond the basic plane. */
function isMiddle(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1)
  return before >= 0xd800 && before <= 0xdbff
}

/** The text of the parts. */
export function joinText(parts: readonly Part[]): string {
  return parts.map(({ text, joint }, at) => (at < parts.length - 1 ? text + joint : text)).join('')
}

/** Where the cursor is: in which part, and where in its text. */
export interface Caret {
  part: number
  at: number
}

/** The place in the whole text. */
export function placeOf(parts: readonly Part[], { part: index, at }: Caret): number {
  return parts.slice(0, index).reduce((sum, { text, joint }) => sum + text.length + joint.length, 0) + at
}

/** The cursor at a place of the whole text. */
export function caretAt(parts: readonly Part[], place: number): Caret {
  let rest = place
  for (const [index, { text, joint }] of parts.entries()) {
    if (rest <= text.length || index === parts.length - 1) return { part: index, at: Math.min(rest, text.length) }
    rest -= text.length + joint.length
  }
  return { part: 0, at: 0 }
}

/** `parts` with part `index` written anew, in as many parts as it needs. */
export function rewrite(parts: readonly Part[], index: number, text: string): Part[] {
  return parts.flatMap((one, at) => {
    if (at !== index) return [one]
    if (text.length <= WHOLE) return [{ ...one, text }]
    return splitText(text).map((piece, place, all) => (place === all.length - 1 ? { ...piece, joint: one.joint } : piece))
  })
}

/** Takes away what stands between part `index` and the next: the line break, or else the character before. */
export function mergeNext(parts: readonly Part[], index: number): { parts: Part[]; caret: Caret } {
  const [first, second] = [parts[index], parts[index + 1]]
  if (!first || !second) return { parts: [...parts], caret: { part: index, at: first?.text.length ?? 0 } }
  const head = first.joint ? first.text : [...first.text].slice(0, -1).join('')
  const joined = parts.flatMap((one, at) => (at === index + 1 ? [] : at === index ? [{ ...one, joint: second.joint }] : [one]))
  const merged = rewrite(joined, index, head + second.text)
  return { parts: merged, caret: caretAt(merged, placeOf(parts, { part: index, at: head.length })) }
}
