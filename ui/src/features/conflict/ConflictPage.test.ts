import axe from 'axe-core'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { Failure, type ConflictGetResponse } from '@/ipc/client'
import { FakeDesk } from '@/ipc/fake'
import { setLanguage } from '@/shared/words'
import { aConflictPage, aDisputedField, aHad, aSide, anOpinion, aSubject, HIS } from '@/testing/conflicts'
import { at, mountScreen, type } from '@/testing/mount'
import { settle } from '@/testing/settle'
import ConflictPage from './ConflictPage.vue'
import { conflictCount } from './counted'

let desk: FakeDesk
let page: ConflictGetResponse
beforeEach(() => {
  page = aConflictPage()
  desk = FakeDesk.install()
    .on('conflict_get', () => page)
    .on('case_villages', () => [])
    .on('conflict_decide', () => {
      page = { ...page, fields: page.fields.slice(1) }
      return { left: page.fields.length, total: page.fields.length + 2 }
    })
})

async function shown(fields = page.fields) {
  page = { ...page, fields }
  const mounted = await mountScreen(ConflictPage, { props: { record: 'client-1' } })
  await settle()
  return mounted
}

describe('values side by side', () => {
  it('say who wrote them, when, and what stood there then', async () => {
    const { screen } = await shown()
    expect(screen.find('h1').text()).toBe('周禾')
    const [mine, his] = [at('opinion-a1').textContent ?? '', at('opinion-b1').textContent ?? '']
    for (const part of ['林晓岚（您）', '上河村', '石桥村', '写的时候']) expect(mine).toContain(part)
    for (const part of ['何敏', '下河村', '石桥村']) expect(his).toContain(part)
    expect(his).not.toContain('您')
    expect([...document.querySelectorAll('mark')].map((mark) => mark.textContent)).toEqual(['上', '下'])
  })

  it('name everybody who wrote the same, and an empty field as such', async () => {
    const both = { value: '上河村', text: '上河村', by: [aSide(), aSide({ change: 'c1', who: '沈若兰', own: false, had: [] })] }
    await shown([aDisputedField({ opinions: [both, anOpinion(null, HIS)] })])
    const text = at('opinion-a1').textContent ?? ''
    for (const part of ['林晓岚', '沈若兰', '这里是空的']) expect(text).toContain(part)
    expect(at('opinion-b1').textContent).toContain('（空）')
  })

  it('are said in the words of their field', async () => {
    const risk = (level: string, reasons: string) => ({ level, reasons })
    await shown([aDisputedField({ field: 'risk', opinions: [anOpinion(risk('critical', '夜里一个人'), { had: [aHad({ text: '{"level":"high","reasons":"饿"}' })] }), anOpinion(risk('low', '好了'), HIS)] })])
    const text = at('opinion-a1').textContent ?? ''
    for (const part of ['危急', '夜里一个人', '高', '饿']) expect(text).toContain(part)
    expect(text).not.toContain('{')
  })
})

describe('deciding', () => {
  it('keeps one with one click, in place of exactly what was shown', async () => {
    await shown()
    at('keep-b1').click()
    await settle()
    expect(desk.requests('conflict_decide')).toEqual([{ record: 'client-1', seen: ['a1', 'b1'], choice: { kind: 'keep', change: 'b1' } }])
    expect(at('conflict-decided').textContent).toContain('村居已定：下河村')
    expect(document.activeElement).toBe(at('conflict-decided'))
    expect(conflictCount.value).toBe(2)
    expect(at('conflict-next').getAttribute('href')).toBe('/conflicts')
  })

  it('writes a third in the field’s own input, begun with one’s own value', async () => {
    await shown([aDisputedField({ field: 'health', opinions: [anOpinion('咳嗽', HIS), anOpinion('夜里咳嗽')] })])
    at('third-health').click()
    await settle()
    const input = at('third-text') as unknown as HTMLInputElement
    expect(input.tagName).toBe('TEXTAREA')
    expect(input.value).toBe('夜里咳嗽')
    expect(document.activeElement).toBe(input)
    await type(input, '夜里咳嗽，吃着药')
    at('third-save').click()
    await settle()
    expect(desk.requests('conflict_decide')[0]?.choice).toEqual({ kind: 'write', value: '夜里咳嗽，吃着药' })
    expect(at('conflict-decided').textContent).toContain('夜里咳嗽，吃着药')
  })

  it('shows what is wrong with a third at its input, and decides nothing', async () => {
    desk.on('conflict_decide', () => Promise.reject(new Failure('invalid', { problems: [{ field: 'name', problem: 'empty', detail: null }] })))
    await shown([aDisputedField({ field: 'name' })])
    at('third-name').click()
    await settle()
    at('third-save').click()
    await settle()
    expect(at('third-form').textContent).toContain('请写上姓名')
    expect(document.querySelector('[data-testid=conflict-decided]')).toBeNull()
  })

  it('shows what has come in meanwhile, and decides nothing', async () => {
    await shown()
    desk.on('conflict_decide', () => {
      page = { ...page, fields: [aDisputedField({ opinions: [...page.fields[0]!.opinions, anOpinion('河口村', { ...HIS, change: 'c1' })], seen: ['a1', 'b1', 'c1'] })] }
      throw new Failure('changed_meanwhile')
    })
    at('keep-a1').click()
    await settle()
    expect(at('conflict-changed').textContent).toContain('还什么都没定')
    expect(at('opinion-c1').textContent).toContain('河口村')
    desk.on('conflict_decide', () => ({ left: 0, total: 0 }))
    at('keep-c1').click()
    await settle()
    expect(desk.requests('conflict_decide').at(-1)?.seen).toEqual(['a1', 'b1', 'c1'])
  })

  it('leaves alone what a newer version wrote', async () => {
    await shown([aDisputedField({ field: 'unknown' })])
    expect(at('disputed-unknown').textContent).toContain('更新的版本')
    expect(document.querySelector('[data-testid^=keep-], [data-testid^=third-]')).toBeNull()
  })

  it('only chooses where there is nothing to write', async () => {
    await shown([aDisputedField({ field: 'worker', opinions: [anOpinion('p1'), anOpinion('p2', HIS)] })])
    expect(at('keep-a1')).toBeTruthy()
    expect(document.querySelector('[data-testid=third-worker]')).toBeNull()
  })

  it('says so where everything is decided already', async () => {
    const { screen } = await shown([])
    expect(screen.text()).toContain('都定好了')
    expect(at('conflict-record').getAttribute('href')).toBe('/client/client-1')
  })
})

describe('the page', () => {
  it('has no barrier that a checker finds, in either language', async () => {
    page = aConflictPage({ of: aSubject({ kind: 'case', case: 'case-1', about: '2026-017' }) })
    const { screen } = await shown()
    at('third-village').click()
    for (const language of ['zh', 'en'] as const) {
      setLanguage(language)
      await settle()
      // Colours are looked at in a browser.
      const { violations } = await axe.run(screen.element, { rules: { 'color-contrast': { enabled: false }, region: { enabled: false } } })
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
    }
  })
})

describe('a value that arrives while a third is written', () => {
  it('is shown and told, and what was typed stays', async () => {
    await shown([aDisputedField({ field: 'health', opinions: [anOpinion('甲'), anOpinion('乙', HIS)] })])
    at('third-health').click()
    await settle()
    await type(at('third-text') as HTMLInputElement, '两边都问过了')
    const opinions = [anOpinion('甲'), anOpinion('乙', HIS), anOpinion('丙', { ...HIS, change: 'c1' })]
    page = { ...page, fields: [aDisputedField({ field: 'health', opinions, seen: ['a1', 'b1', 'c1'] })] }
    vi.useFakeTimers()
    desk.emit({ event: 'changed' })
    await vi.advanceTimersByTimeAsync(500)
    vi.useRealTimers()
    await settle()
    expect(at('opinion-c1').textContent).toContain('丙')
    expect(at('conflict-changed').textContent).not.toBe('')
    expect((at('third-text') as HTMLInputElement).value).toBe('两边都问过了')
  })
})
