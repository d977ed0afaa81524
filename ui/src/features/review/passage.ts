/**
 * Passages of a note: where the words of a remark stand, and which words are selected. Offsets count in the
 * text as it was signed; every piece of it on the screen says where it begins (`data-from`).
 */
import type { NotePart, Passage } from '@/ipc/client'

/** From where to where in a text. */
export interface Span {
  from: number
  to: number
}

/** A passage that is marked in a text. */
export interface Mark extends Span {
  /** What it is called on the screen: the number of its remark. */
  n: number
}

/** A stretch of text that is marked alike, with the marks that cover it. */
export interface Piece extends Span {
  text: string
  marks: readonly number[]
  /** The marks that end with it: their numbers are set behind it. */
  ends: readonly number[]
}

/** Where the words of a passage stand: at its own occurrence, or at the first where there are not so many. */
export function locate(text: string, { quote, occurrence }: Passage): Span | undefined {
  if (!quote) return undefined
  const places = placesOf(text, quote)
  const from = places[occurrence] ?? places[0]
  return from === undefined ? undefined : { from, to: from + quote.length }
}

/** Every place of some words in a text; places do not overlap. */
function placesOf(text: string, quote: string): number[] {
  const places: number[] = []
  for (let at = text.indexOf(quote); at >= 0; at = text.indexOf(quote, at + quote.length)) places.push(at)
  return places
}

/** The passage at a stretch of a text, without the space around it; nothing where only space is there. */
export function passageAt(part: NotePart, text: string, span: Span): Passage | undefined {
  const raw = text.slice(span.from, span.to)
  const quote = raw.trim()
  if (!quote) return undefined
  const from = span.from + raw.indexOf(quote)
  const places = placesOf(text, quote)
  const exact = places.indexOf(from)
  const before = places.filter((at) => at <= from).length - 1
  return { part, quote, occurrence: exact >= 0 ? exact : Math.max(0, before) }
}

/** The sentences of a text, each with what follows it up to the next, so that nothing is left out. */
export function sentences(text: string): Span[] {
  const found: Span[] = []
  const sentence = /[^。！？!?\n]*?(?:[。！？!?]+[”’」』）)"']*|\.(?=\s)|\n|$)\s*/gu
  for (const { index, 0: words } of text.matchAll(sentence)) {
    if (words) found.push({ from: index, to: index + words.length })
  }
  return found
}

/** A stretch of a text in pieces, cut wherever a mark begins or ends. */
export function pieces(text: string, { from, to }: Span, marks: readonly Mark[]): Piece[] {
  const here = marks.filter((mark) => mark.from < to && mark.to > from)
  const cuts = new Set([from, to, ...here.flatMap((mark) => [mark.from, mark.to]).filter((at) => at > from && at < to)])
  const places = [...cuts].sort((a, b) => a - b)
  return places.slice(0, -1).map((start, at) => {
    const end = places[at + 1] ?? to
    const covering = here.filter((mark) => mark.from < end && mark.to > start)
    return {
      from: start,
      to: end,
      text: text.slice(start, end),
      marks: covering.map(({ n }) => n),
      ends: covering.filter((mark) => mark.to === end).map(({ n }) => n),
    }
  })
}

/** What is selected in a text on the screen: the pieces of it that the range touches, the first and last in part. */
export function spanOf(root: Element, range: Range): Span | undefined {
  const touched = [...root.querySelectorAll<HTMLElement>('[data-from]')].filter((piece) => range.intersectsNode(piece))
  const [first, last] = [touched[0], touched.at(-1)]
  if (!first || !last) return undefined
  const from = begin(first) + (first.contains(range.startContainer) ? offsetIn(first, range.startContainer, range.startOffset) : 0)
  const whole = last.textContent?.length ?? 0
  const to = begin(last) + (last.contains(range.endContainer) ? offsetIn(last, range.endContainer, range.endOffset) : whole)
  return to > from ? { from, to } : undefined
}

function begin(piece: HTMLElement): number {
  return Number(piece.dataset.from)
}

/** A piece holds one text; a range may also count its nodes. */
function offsetIn(piece: HTMLElement, node: Node, offset: number): number {
  return node === piece ? (offset === 0 ? 0 : (piece.textContent?.length ?? 0)) : offset
}
