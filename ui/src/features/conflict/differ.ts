/**
 * Which parts of a text another one does not hold: to be marked where two stand side by side. Nothing is merged; the
 * texts stay as they were written.
 */
export interface Part {
  text: string
  /** The other text does not hold this part. */
  own: boolean
}

/** Han characters one by one, other words and numbers whole, everything else one by one. */
const TOKEN = /\p{Script=Han}|[\p{L}\p{M}\p{N}]+|[\s\S]/gu
/** Sentences and lines: for texts too long to compare word by word. */
const SENTENCE = /[^。！？.!?\n]*[。！？.!?\n]+|[^。！？.!?\n]+/gu
const SPECK = /^\p{Script=Han}$/u
/** Comparisons that a screen can wait for. */
const MOST = 1_000_000

/** The text in parts, those marked that `other` does not hold in the same order. */
export function differ(text: string, other: string): Part[] {
  const words = compare(split(text, TOKEN), split(other, TOKEN))
  const parts = words ?? compare(split(text, SENTENCE), split(other, SENTENCE)) ?? [{ text, own: text !== other }]
  return parts.filter((part) => part.text !== '')
}

function split(text: string, pattern: RegExp): string[] {
  return text.match(pattern) ?? []
}

function compare(mine: string[], theirs: string[]): Part[] | undefined {
  let start = 0
  while (start < mine.length && mine[start] === theirs[start]) start += 1
  let end = 0
  const room = Math.min(mine.length, theirs.length) - start
  while (end < room && mine.at(-1 - end) === theirs.at(-1 - end)) end += 1
  const [a, b] = [mine.slice(start, mine.length - end), theirs.slice(start, theirs.length - end)]
  if (a.length * b.length > MOST) return undefined
  const held = common(a, b)
  const whole = [...mine.slice(0, start).map(shared), ...a.map((text, at) => ({ text, own: !held[at] })), ...mine.slice(mine.length - end).map(shared)]
  return joined(withoutSpecks(joined(whole)))
}

/** A single Han character that two different phrases happen to share says nothing: it is marked with them. */
function withoutSpecks(parts: readonly Part[]): Part[] {
  return parts.map((part, at) => {
    const between = at > 0 && at < parts.length - 1
    return between && !part.own && SPECK.test(part.text) ? { ...part, own: true } : part
  })
}

function shared(text: string): Part {
  return { text, own: false }
}

/** Which of `a` stand in a longest common subsequence with `b`. */
function common(a: readonly string[], b: readonly string[]): boolean[] {
  const width = b.length + 1
  const longest = new Uint32Array((a.length + 1) * width)
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const skip = Math.max(longest[(i + 1) * width + j] ?? 0, longest[i * width + j + 1] ?? 0)
      longest[i * width + j] = a[i] === b[j] ? (longest[(i + 1) * width + j + 1] ?? 0) + 1 : skip
    }
  }
  const held = a.map(() => false)
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) {
      held[i] = true
      i += 1
      j += 1
    } else if ((longest[(i + 1) * width + j] ?? 0) >= (longest[i * width + j + 1] ?? 0)) i += 1
    else j += 1
  }
  return held
}

function joined(parts: readonly Part[]): Part[] {
  const found: Part[] = []
  for (const part of parts) {
    const last = found.at(-1)
    if (last && last.own === part.own) last.text += part.text
    else found.push({ ...part })
  }
  return found
}
