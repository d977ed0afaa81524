import { describe, expect, it } from 'vitest'
import { setLanguage } from '@/shared/words'
import { aChange } from '@/testing/records'
import { fieldWord, valueWord } from './values'

const TODAY = '2026-03-18'
const word = (field: string, value: string) => valueWord(aChange({ field }), value, TODAY)

describe('a change in words', () => {
  it('names the field, also one of a member', () => {
    expect(fieldWord('village')).toBe('村居')
    expect(fieldWord('member.withheld')).toBe('对其保密')
    setLanguage('en')
    expect(fieldWord('id_number')).toBe('ID number')
  })

  it('leaves a field of a newer version its own name', () => {
    expect(fieldWord('field_99')).toBe('field_99')
  })

  it.each([
    ['group', 'elder', '老人'],
    ['sex', 'female', '女'],
    ['categories', 'orphan', '孤儿'],
    ['needs', '["safety","education"]', '安全·教育'],
    ['relation', 'grandmother', '祖母或外祖母'],
    ['source', 'school', '学校转介'],
    ['withheld', 'true', '是'],
    ['lives_with', 'false', '否'],
    ['birth_date', '2012-05-20', '2012年5月20日'],
    ['risk', '{"level":"high","reasons":"有伤"}', '高·有伤'],
    ['risk', '{"level":"low","reasons":""}', '低'],
    ['ground', '{"kind":"client_consent","by":"周禾","scope":"","on":"2026-03-01"}', '本人同意·周禾·3月1日'],
    ['address', '三组 12 号', '三组 12 号'],
  ])('%s %s', (field, value, expected) => expect(word(field, value)).toBe(expected))

  it('shows what it cannot read as it stands', () => {
    expect(word('risk', '{broken')).toBe('{broken')
    expect(word('group', 'adult')).toBe('adult')
    expect(word('remarks', '[重要] 有狗')).toBe('[重要] 有狗')
  })
})
