import { describe, expect, it } from 'vitest'
import { inputOf, missing, typedOf, valueOf } from './third'

const VALUES: [field: string, value: unknown][] = [
  ['name', '周禾'],
  ['health', '夜里咳嗽。\n睡不好。'],
  ['village', '石桥村'],
  ['birth_date', '2012-05-20'],
  ['sex', 'female'],
  ['lives_with', false],
  ['withheld', true],
  ['risk', { level: 'high', reasons: '一个人过夜' }],
  ['ground', { kind: 'legal_ground', by: '未成年人保护法', scope: '', on: '2026-03-01' }],
  ['progress', { state: 'done', closed_on: '2026-03-02', outcome: '送到了' }],
  ['progress', { state: 'open', closed_on: null, outcome: '' }],
]

describe('a third value', () => {
  it.each(VALUES)('of %s begins with what stands there and comes back the same', (field, value) => {
    const typed = typedOf(field, value)
    expect(valueOf(field, typed)).toEqual(value)
    expect(missing(field, typed)).toBeUndefined()
  })

  it('begins empty where the field is empty', () => {
    expect(valueOf('health', typedOf('health', null))).toBe('')
    expect(valueOf('birth_date', typedOf('birth_date', null))).toBeNull()
    expect(valueOf('ground', typedOf('ground', null))).toBeNull()
  })

  it('needs its day and its choice where there is no empty one', () => {
    for (const [field, part] of [
      ['opened_on', 'day'],
      ['relation', 'choice'],
      ['guardian', 'choice'],
      ['risk', 'choice'],
      ['ground', 'choice'],
    ] as const)
      expect(missing(field, typedOf(field, null))).toBe(part)
    for (const field of ['birth_date', 'sex', 'health']) expect(missing(field, typedOf(field, null))).toBeUndefined()
    expect(missing('ground', { text: '', more: '', day: null, choice: 'legal_ground' })).toBe('day')
  })

  it('has no input where a person or a newer version is behind the field', () => {
    for (const field of ['worker', 'client', 'unknown']) expect(inputOf(field)).toBeUndefined()
  })
})
