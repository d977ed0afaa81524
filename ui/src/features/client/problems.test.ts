import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ref } from 'vue'
import type { FieldProblem } from '@/ipc/client'
import { setLanguage, t } from '@/shared/words'
import { goToProblem, problemWord, useProblems } from './problems'

const problem = (field: string, key: string, detail: string | null = null): FieldProblem => ({ field, problem: key, detail })

/** Every key that the domain can write, out of its source: `bare("empty")`, `with("too_long", limit)`. */
function domainKeys(): string[] {
  const dir = join(import.meta.dirname, '../../../../crates/casework/src')
  const files = readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.rs'))
  const source = files.map((name) => readFileSync(join(dir, name), 'utf8')).join('\n')
  return [...new Set([...source.matchAll(/\b(?:bare|with)\("(\w+)"/g)].map(([, key = '']) => key))]
}

/** The field that each key stands at; a key of any field stands at one that has no words of its own. */
const FIELD: Record<string, string> = {
  length: 'id_number',
  not_a_digit: 'id_number',
  checksum: 'id_number',
  no_such_date: 'id_number',
  birth_in_future: 'id_number',
  too_long_ago: 'birth_date',
  contradicts_id_number: 'birth_date',
  of_other_group: 'categories',
  too_many: 'phones',
  not_dialled: 'phones',
  guardian_needed: 'ground',
  not_in_note: 'comments',
  twice: 'people',
  before_birth: 'died',
  second: 'client',
  unknown_person: 'ties',
  with_oneself: 'ties',
  in_two_places: 'ties',
  unknown_system: 'links',
  loop: 'parent',
  third_natural: 'parent',
  not_older: 'parent',
  before_since: 'until',
  too_few: 'twins',
  not_of_one_birth: 'twins',
}

describe('problems in words', () => {
  it.each(['zh', 'en'] as const)('has words for every key that the domain can write (%s)', (language) => {
    setLanguage(language)
    const keys = domainKeys()
    expect(keys.length).toBeGreaterThan(10)
    const unsaid = keys.filter((key) => problemWord(problem(FIELD[key] ?? 'address', key, '5')) === t('clients.problem.any.wrong'))
    expect(unsaid).toEqual([])
  })

  it.each([
    [problem('id_number', 'length', '17'), '身份证号是 18 位，现在是 17 位'],
    [problem('id_number', 'checksum', 'X'), '有一位输错了，请对照证件一位一位再看'],
    [problem('phone', 'length', '2'), '号码的长度不对，现在是 2 位'],
    [problem('phones', 'not_dialled', '问'), '“问”不能拨号'],
    [problem('name', 'empty'), '请写上姓名'],
    [problem('address', 'too_long', '2000'), '太长，最多 2000 个字'],
    [problem('withheld_reason', 'empty'), '请写上为什么保密'],
    [problem('address', 'haunted'), '这里不对，请再看一遍'],
  ])('%j', (wrong, words) => expect(problemWord(wrong)).toBe(words))

  it('says the first problem of a field, and follows the list', () => {
    const problems = ref<FieldProblem[]>([problem('name', 'empty'), problem('name', 'too_long', '100')])
    const at = useProblems(problems)
    expect(at('name')).toBe('请写上姓名')
    problems.value = []
    expect(at('name')).toBeUndefined()
  })

  it('goes to the first field on the page, whatever the order of the list', () => {
    document.body.innerHTML = '<input id="form-a"><input id="form-b">'
    goToProblem('form', [problem('b', 'empty'), problem('a', 'empty'), problem('c', 'empty')])
    expect(document.activeElement?.id).toBe('form-a')
    goToProblem('form', [problem('c', 'empty')])
    expect(document.activeElement?.id).toBe('form-a')
  })
})
