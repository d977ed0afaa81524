import { afterEach, describe, expect, it } from 'vitest'
import { locate, passageAt, pieces, sentences, spanOf } from './passage'

const TEXT = '米缸见底。灶台是凉的，米缸见底。'
const of = (quote: string, occurrence = 0) => ({ part: 'observations' as const, quote, occurrence })

describe('a passage', () => {
  it('is found where it stands, and at the first place where there are fewer', () => {
    expect(locate(TEXT, of('米缸见底'))).toEqual({ from: 0, to: 4 })
    expect(locate(TEXT, of('米缸见底', 1))).toEqual({ from: 11, to: 15 })
    expect(locate(TEXT, of('米缸见底', 9))).toEqual({ from: 0, to: 4 })
    expect(locate(TEXT, of('水缸'))).toBeUndefined()
    expect(locate(TEXT, of(''))).toBeUndefined()
  })

  it('is made from what is selected, without the space around it, and found again', () => {
    expect(passageAt('observations', TEXT, { from: 11, to: 15 })).toEqual(of('米缸见底', 1))
    expect(passageAt('judgement', ' a  b ', { from: 2, to: 6 })).toEqual({ part: 'judgement', quote: 'b', occurrence: 0 })
    expect(passageAt('judgement', ' a  b ', { from: 2, to: 4 })).toBeUndefined()
    for (let from = 0; from < TEXT.length; from += 1) {
      for (let to = from + 1; to <= TEXT.length; to += 1) {
        const made = passageAt('observations', TEXT, { from, to })
        const found = made && locate(TEXT, made)
        expect(found && TEXT.slice(found.from, found.to)).toBe(TEXT.slice(from, to))
        expect(found).toEqual({ from, to })
      }
    }
  })
})

describe('sentences', () => {
  it('leave nothing of the text out', () => {
    for (const text of [TEXT, '她说“好。”然后走了。\n\n第二段，没有句号', 'One. Two? 3.5 kg, no more.', '', '\n\n']) {
      const found = sentences(text)
      expect(found.map(({ from, to }) => text.slice(from, to)).join('')).toBe(text)
    }
    expect(sentences(TEXT)).toHaveLength(2)
    expect(sentences('One. Two? 3.5 kg.')).toHaveLength(3)
  })
})

describe('pieces', () => {
  it('are cut where marks begin and end, and bear their numbers', () => {
    const marks = [
      { from: 2, to: 6, n: 1 },
      { from: 4, to: 9, n: 2 },
    ]
    const cut = pieces('0123456789', { from: 0, to: 8 }, marks)
    expect(cut.map(({ text, marks, ends }) => [text, marks, ends])).toEqual([
      ['01', [], []],
      ['23', [1], []],
      ['45', [1, 2], [1]],
      ['67', [2], []],
    ])
  })
})

describe('what is selected on the screen', () => {
  afterEach(() => (document.body.innerHTML = ''))

  it('is told in the text that was signed', () => {
    document.body.innerHTML = '<div id="root"><p><span data-from="0">米缸见底。</span></p><p><span data-from="5">灶台是凉的</span>，</p></div>'
    const root = document.getElementById('root')!
    const [first, second] = [...root.querySelectorAll('span')].map((span) => span.firstChild!)
    const range = document.createRange()
    range.setStart(first!, 2)
    range.setEnd(second!, 2)
    expect(spanOf(root, range)).toEqual({ from: 2, to: 7 })
    range.setEnd(first!, 4)
    expect(spanOf(root, range)).toEqual({ from: 2, to: 4 })
    range.collapse(true)
    expect(spanOf(root, range)).toBeUndefined()
  })
})
