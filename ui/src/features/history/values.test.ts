import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { setLanguage, t } from '@/shared/words'
import { aChange } from '@/testing/records'
import { fieldWord, isTold, valueWord } from './values'

const TODAY = '2026-03-18'
const word = (field: string, value: string) => valueWord({ field }, value, TODAY)

/** Every field that the desk names, out of its source: `Client::NAME => "name"`, `Some("note")`. */
function deskFields(): string[] {
  const source = readFileSync(join(import.meta.dirname, '../../../../crates/desk/src/steps.rs'), 'utf8')
  const names = source.matchAll(/(?:=> |Some\(|then_some\()"(\w+)"/g)
  return [...new Set([...names].map(([, name = '']) => name))]
}

describe('a change in words', () => {
  it('names every field that the desk can name', () => {
    const fields = deskFields()
    expect(fields).toContain('withheld_reason')
    expect(fields.filter((field) => fieldWord(field) === t('cases.history.field.unknown'))).toEqual([])
  })

  it('names a field in the language shown, and one of a newer version as such', () => {
    expect(fieldWord('village')).toBe('村居')
    expect(fieldWord('unknown')).toBe('新版本的内容')
    setLanguage('en')
    expect(fieldWord('id_number')).toBe('ID number')
  })

  it('leaves out what says nothing to a reader', () => {
    expect(isTold(aChange({ field: 'client' }))).toBe(false)
    expect(isTold(aChange({ field: 'risk' }))).toBe(true)
  })

  it.each([
    ['group', 'elder', '老人'],
    ['sex', 'female', '女'],
    ['categories', 'orphan', '孤儿'],
    ['needs', 'safety / education', '安全·教育'],
    ['relation', 'grandmother', '祖母或外祖母'],
    ['source', 'school', '学校转介'],
    ['withheld', 'true', '是'],
    ['lives_with', 'false', '否'],
    ['birth_date', '2012-05-20', '2012年5月20日'],
    ['phones', '110 / 120', '110·120'],
    ['worker', '0191f0c4a1b2', '已指定'],
    ['risk', '{"level":"high","reasons":"有伤"}', '高·有伤'],
    ['risk', '{"level":"low","reasons":""}', '低'],
    ['ground', '{"kind":"client_consent","by":"周禾","scope":"","on":"2026-03-01"}', '本人同意·周禾·3月1日'],
    ['progress', '{"state":"done","closed_on":"2026-03-02","outcome":"去了"}', '做完了·3月2日·去了'],
    ['address', '三组 / 12 号', '三组 / 12 号'],
  ])('%s %s', (field, value, expected) => expect(word(field, value)).toBe(expected))

  it('shows what it cannot read as it stands', () => {
    expect(word('risk', '{broken')).toBe('{broken')
    expect(word('group', 'adult')).toBe('adult')
    expect(word('remarks', '[重要] 有狗')).toBe('[重要] 有狗')
  })
})
