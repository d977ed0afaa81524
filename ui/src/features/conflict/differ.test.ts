import { describe, expect, it } from 'vitest'
import { differ } from './differ'

const marked = (text: string, other: string) => differ(text, other).map((part) => (part.own ? `[${part.text}]` : part.text)).join('')
const whole = (text: string, other: string) => differ(text, other).map((part) => part.text).join('')

describe('what one text holds and the other does not', () => {
  it('is marked character by character in Chinese, word by word in English', () => {
    expect(marked('上河村', '下河村')).toBe('[上]河村')
    expect(marked('coughs at night', 'coughs by night')).toBe('coughs [at] night')
    expect(marked('13900000002', '13900000009')).toBe('[13900000002]')
  })

  it('is nothing where they are the same, and all where the other is empty', () => {
    expect(marked('石桥村', '石桥村')).toBe('石桥村')
    expect(marked('石桥村', '')).toBe('[石桥村]')
    expect(differ('', '石桥村')).toEqual([])
  })

  it('may stand in several places', () => {
    expect(marked('去县医院看过，吃了三天。', '去卫生院看过，吃了一天。')).toBe('去[县医]院看过，吃了[三]天。')
  })

  it('is a phrase, also where two phrases share a character by chance', () => {
    expect(marked('孩子说过不想活。', '父亲答应不再动手。')).toBe('[孩子说过不想活]。')
  })

  it('keeps rare characters whole', () => {
    expect(marked('𬎆村', '𫍣村')).toBe('[𬎆]村')
  })

  it('never changes a text, however long and however different', () => {
    const long = Array.from({ length: 300 }, (_, n) => `第${n}句，今天去了${n % 7}趟。\n`).join('')
    const other = long.replaceAll('今天', '昨天').replace('第9句', '')
    for (const [a, b] of [[long, other], [other, long], [long, ''], [long, long]] as const) expect(whole(a, b)).toBe(a)
    expect(differ(long, other).some(({ own }) => own)).toBe(true)
  })
})
