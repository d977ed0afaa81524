import { describe, expect, it } from 'vitest'
import { caretAt, joinText, mergeNext, placeOf, rewrite, splitText, WHOLE } from './parts'

const LINES = '下午三点十分到，孩子开的门，说作业做完了。\n'.repeat(2_000)
const ONE = '没有分段的一整段话，一直写下去，'.repeat(2_000)

describe('long prose in parts', () => {
  it('leaves an ordinary note whole', () => {
    expect(splitText('孩子开的门')).toHaveLength(1)
    expect(splitText('字'.repeat(WHOLE))).toHaveLength(1)
    expect(splitText('')).toMatchObject([{ text: '', joint: '' }])
  })

  it('parts long prose at line breaks, none longer than a field bears', () => {
    const parts = splitText(LINES)
    expect(parts.length).toBeGreaterThan(5)
    expect(parts.every(({ text }) => text.length <= WHOLE)).toBe(true)
    expect(parts.slice(0, -1).every(({ joint }) => joint === '\n')).toBe(true)
  })

  it('parts a paragraph without line breaks at its sentences, or anywhere', () => {
    const sentences = splitText('这是一句。'.repeat(3_000))
    expect(sentences.slice(0, -1).every(({ text }) => text.endsWith('。'))).toBe(true)
    expect(splitText(ONE).every(({ text }) => text.length <= WHOLE)).toBe(true)
  })

  it('is the same text again, to the character', () => {
    const odd = ['\n\n\n'.repeat(4_000), '😀𬎆'.repeat(5_000), `${LINES}\n\n`, `\n${ONE}`, 'a b. c? '.repeat(4_000), '字'.repeat(200_000)]
    for (const text of [LINES, ONE, ...odd]) expect(joinText(splitText(text)) === text).toBe(true)
  })

  it('never cuts a character in two', () => {
    for (const { text } of splitText('😀'.repeat(8_000))) expect(encodeURIComponent(text)).toBeTruthy()
  })

  it('knows where the cursor is in the whole, and back', () => {
    const parts = splitText(LINES)
    for (const place of [0, 1, 3_999, 4_001, 12_345, LINES.length]) {
      expect(placeOf(parts, caretAt(parts, place))).toBe(place)
    }
  })

  it('writes one part anew, in several where it has grown, and leaves the others', () => {
    const parts = splitText(LINES)
    const more = rewrite(parts, 1, `${parts[1]!.text}${LINES}`)
    expect(more.length).toBeGreaterThan(parts.length + 3)
    expect(more[0]).toBe(parts[0])
    expect(more.at(-1)).toBe(parts.at(-1))
    const edge = placeOf(parts, { part: 1, at: parts[1]!.text.length })
    expect(joinText(more) === LINES.slice(0, edge) + LINES + LINES.slice(edge)).toBe(true)
  })

  it('takes the line break between two parts away, and nothing else', () => {
    const parts = splitText(LINES)
    const edge = placeOf(parts, { part: 0, at: parts[0]!.text.length })
    const { parts: merged, caret } = mergeNext(parts, 0)
    expect(joinText(merged) === LINES.slice(0, edge) + LINES.slice(edge + 1)).toBe(true)
    expect(placeOf(merged, caret)).toBe(edge)
  })

  it('takes the last character away where a paragraph goes on', () => {
    const { parts } = mergeNext(splitText('😀'.repeat(8_000)), 0)
    expect(joinText(parts) === '😀'.repeat(7_999)).toBe(true)
  })
})
