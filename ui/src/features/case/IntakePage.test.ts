import { beforeEach, describe, expect, it } from 'vitest'
import { Failure } from '@/ipc/client'
import { FakeDesk } from '@/ipc/fake'
import { at, field, mountScreen, type } from '@/testing/mount'
import { aCase, aClientView, aMemberView, day } from '@/testing/records'
import { settle } from '@/testing/settle'
import { caseOf, intakeOf, likelyConsenter, unread } from './intake'
import IntakePage from './IntakePage.vue'

const BLANK = aCase({ number: '2026-031', opened_on: day(), source: 'outreach', reason: '', ground: null, risk: { level: 'low', reasons: '' } })
const GUARDIAN = aMemberView({ name: '王秀珍', relation: 'grandmother', guardian: true })

let desk: FakeDesk
beforeEach(() => {
  desk = FakeDesk.install()
    .on('client_get', () => aClientView({ members: [GUARDIAN] }))
    .on('case_blank', () => BLANK)
    .on('case_save', () => ({ id: 'case-9' }))
    .on('case_rhythm', () => [
      { risk: 'low', days: 60, name: { zh: '每两个月', en: 'every two months' } },
      { risk: 'high', days: 1, name: null },
    ])
})

async function page() {
  const mounted = await mountScreen(IntakePage, { props: { id: 'client-1' } as never })
  await settle()
  return mounted
}
const choose = (value: string) => document.querySelector<HTMLInputElement>(`input[value=${value}]`)?.click()

describe('opening a case', () => {
  it('starts from the number and day that the desk proposes', async () => {
    await page()
    expect(field('个案编号').value).toBe('2026-031')
    expect(field('接案日期').value).toBe(day())
  })

  it('says how often each risk is visited by the rules in force, which a station may have written', async () => {
    desk.on('client_get', () => aClientView({ client: { ...aClientView().client, categories: ['living_alone'] } }))
    await page()
    expect(desk.requests('case_rhythm')).toEqual([{ categories: ['living_alone'] }])
    expect(document.body.textContent).toContain('至少每 60 天去一次。家访频次：每两个月。')
    choose('high')
    await settle()
    expect(document.body.textContent).toContain('至少每 1 天去一次。情况有大变化，24 小时内去。')
    choose('medium')
    await settle()
    expect(document.body.textContent, 'what the desk did not say').not.toContain('至少每')
  })

  it('keeps the whole intake and leads to the case file', async () => {
    const { router } = await page()
    choose('school')
    await type(field('为什么开'), '孩子不说话')
    choose('guardian_consent')
    await settle()
    expect(field('谁同意的').value, 'the guardian on record').toBe('王秀珍')
    choose('high')
    await settle()
    await type(field('为什么是这个风险'), '手臂上有划痕')
    at('intake-save').click()
    await settle()
    expect(desk.requests('case_save')).toEqual([
      {
        id: null,
        case: aCase({
          number: '2026-031',
          opened_on: day(),
          source: 'school',
          reason: '孩子不说话',
          ground: { kind: 'guardian_consent', by: '王秀珍', scope: '', on: day() },
          risk: { level: 'high', reasons: '手臂上有划痕' },
        }),
        seen: [],
      },
    ])
    expect(router.currentRoute.value).toMatchObject({ name: 'case', params: { id: 'case-9' } })
  })

  it('shows what is wrong at its field and goes to the first one', async () => {
    desk.on('case_save', () => {
      throw new Failure('invalid', {
        problems: [
          { field: 'reason', problem: 'empty', detail: null },
          { field: 'ground', problem: 'guardian_needed', detail: '13' },
        ],
      })
    })
    const { router } = await page()
    at('intake-save').click()
    await settle()
    expect(document.body.textContent).toContain('请写上为什么开')
    expect(document.body.textContent).toContain('孩子 13 岁，要监护人同意，或写法定依据')
    expect(document.activeElement).toBe(field('为什么开'))
    expect(router.currentRoute.value.name).toBe('home')
  })

  it('does not send a day that could not be read', async () => {
    await page()
    await type(field('接案日期'), '改天')
    at('intake-save').click()
    await settle()
    expect(desk.requests('case_save')).toEqual([])
    expect(document.activeElement).toBe(field('接案日期'))
  })
})

describe('an intake that was left half filled', () => {
  it('goes on with what was typed, on today’s proposals where those were not touched', async () => {
    const { screen } = await page()
    choose('guardian_consent')
    await settle()
    await type(field('谁同意的'), '王奶奶')
    await type(field('为什么开'), '孩子不说话')
    screen.unmount()
    await settle()
    desk.on('case_blank', () => ({ ...BLANK, number: '2026-032' }))
    await page()
    expect(field('为什么开').value).toBe('孩子不说话')
    expect(field('谁同意的').value).toBe('王奶奶')
    expect(field('个案编号').value, 'the other number may be taken by now').toBe('2026-032')
    at('intake-save').click()
    await settle()
    expect(desk.requests('case_save')[0]?.case).toMatchObject({ number: '2026-032', ground: { by: '王奶奶' } })
    expect(desk.forms.size).toBe(0)
  })
})

describe('intake', () => {
  it('comes back as it was', () => {
    expect(caseOf(intakeOf(aCase()), aCase())).toEqual(aCase())
    expect(caseOf(intakeOf(BLANK), BLANK)).toEqual(BLANK)
  })

  it('names the days that were not read', () => {
    const typed = intakeOf(aCase())
    expect(unread(typed)).toEqual([])
    const fields = unread({ ...typed, opened_on: null, groundOn: null }).map(({ field: name }) => name)
    expect(fields).toEqual(['opened_on', 'ground_on'])
    expect(unread({ ...typed, groundKind: null, groundOn: null })).toEqual([])
  })

  it('guesses who consented, and never for a legal ground', () => {
    const client = { name: '周禾' }
    expect(likelyConsenter('client_consent', client, [GUARDIAN])).toBe('周禾')
    expect(likelyConsenter('guardian_consent', client, [GUARDIAN])).toBe('王秀珍')
    expect(likelyConsenter('guardian_consent', client, [])).toBe('')
    expect(likelyConsenter('legal_ground', client, [GUARDIAN])).toBe('')
  })
})
