import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Failure, type CaseListRequest } from '@/ipc/client'
import { FakeDesk } from '@/ipc/fake'
import { at, button, mountScreen, type } from '@/testing/mount'
import { aRow, day } from '@/testing/records'
import { settle } from '@/testing/settle'
import CaseList from './CaseList.vue'
import { useListState } from './listState'
import { LIST_PAINTED } from './painted'

const TOTAL = 10_000
function answer({ filter, offset, limit }: CaseListRequest) {
  const total = filter.text === 'xyz' ? 0 : filter.text ? 3 : TOTAL
  const rows = Array.from({ length: Math.max(0, Math.min(limit, total - offset)) }, (_, n) =>
    aRow({ case: `case-${offset + n}`, number: `N-${offset + n}`, name: filter.text ? `周${n}` : `王${offset + n}` }),
  )
  return { rows, total }
}

let desk: FakeDesk
beforeEach(() => {
  desk = FakeDesk.install().on('case_list', answer)
  // There is no layout here: the list is told how high it is, and how high each row.
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(600)
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(1000)
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(52)
})
const state = useListState()
afterEach(() => {
  state.clear()
  state.sort.value = 'due'
  state.descending.value = false
  Object.assign(state.scroll, { top: 0, row: 0 })
})

async function list(path = '/cases') {
  const mounted = await mountScreen(CaseList, { at: path })
  await settle()
  return mounted
}
const lines = () => [...document.querySelectorAll<HTMLElement>('[role=row][data-index]')]
const last = () => desk.requests('case_list').at(-1)

describe('the list of clients and cases', () => {
  it('holds only the rows in view, however many there are', async () => {
    await list()
    expect(at('case-list').getAttribute('aria-rowcount')).toBe(String(TOTAL + 1))
    expect(lines().length).toBeGreaterThan(1)
    expect(lines().length).toBeLessThan(60)
    expect(at('list-total').textContent?.trim()).toBe('共 10,000 条')
  })

  it('shows a row with all that is needed to choose it', async () => {
    desk.on('case_list', () => ({
      rows: [
        aRow({ due: day(-3), standing: { standing: 'overdue', days: 3 } }),
        aRow({ case: null, client: 'client-2', number: '', name: '新来的', risk: null, last_visit: null, due: null, standing: null }),
      ],
      total: 2,
    }))
    const { router } = await list()
    const [first, second] = lines()
    expect(first?.textContent).toContain('女·13 岁')
    for (const word of ['周禾', '2026-017', '石桥村', '留守儿童·监护缺失或不当·2 项行动未完成', '逾期 3 天']) {
      expect(first?.textContent).toContain(word)
    }
    expect(first?.querySelector('[aria-label="风险：高"]')).not.toBeNull()
    expect(second?.textContent).toContain('还没开个案')
    at('client-row-client-2').click()
    await settle()
    expect(router.currentRoute.value).toMatchObject({ name: 'client', params: { id: 'client-2' } })
  })

  it('narrows with each keystroke and says when the rows are painted', async () => {
    await list()
    const painted = vi.fn()
    const heard = (event: Event) => painted((event as CustomEvent).detail)
    window.addEventListener(LIST_PAINTED, heard)
    await type(at('filter-text') as HTMLInputElement, '周')
    await settle()
    expect(last()?.filter.text).toBe('周')
    expect(lines().map((line) => line.querySelector('a')?.textContent)).toEqual(['周0', '周1', '周2'])
    await vi.waitFor(() => expect(painted).toHaveBeenLastCalledWith({ text: '周', total: 3 }))
    window.removeEventListener(LIST_PAINTED, heard)
  })

  it('narrows by chips, several at once, and takes them all off', async () => {
    await list()
    for (const chip of ['filter-child', 'filter-high', 'filter-critical', 'filter-overdue']) at(chip).click()
    await settle()
    expect(last()?.filter).toMatchObject({ group: 'child', risks: ['high', 'critical'], overdue: true })
    expect(at('filter-high').getAttribute('aria-pressed')).toBe('true')
    at('filter-child').click()
    await settle()
    expect(last()?.filter.group).toBeNull()
    at('filter-clear').click()
    await settle()
    expect(state.narrowed.value).toBe(false)
    expect(document.querySelector('[data-testid=filter-clear]')).toBeNull()
  })

  it('offers the villages and the categories in words', async () => {
    desk.on('case_villages', () => [{ village: '石桥村', clients: 40 }, { village: '张家村', clients: 2 }])
    await list()
    at('filter-village').click()
    await settle()
    button('石桥村40').click()
    await settle()
    expect(last()?.filter.village).toBe('石桥村')
    at('filter-categories').click()
    await settle()
    button('独居').click()
    await settle()
    expect(last()?.filter.categories).toEqual(['living_alone'])
  })

  it('sorts by any column, and turns round at the second click', async () => {
    await list()
    const head = (key: string) => at(`sort-${key}`).closest('[role=columnheader]')?.getAttribute('aria-sort')
    at('sort-name').click()
    await settle()
    expect(last()).toMatchObject({ sort: 'name', descending: false })
    expect(head('name')).toBe('ascending')
    expect(head('due')).toBe('none')
    at('sort-name').click()
    await settle()
    expect(last()).toMatchObject({ sort: 'name', descending: true })
    at('sort-risk').click()
    await settle()
    expect(last(), 'the highest risk first').toMatchObject({ sort: 'risk', descending: true })
  })

  it('goes down with the arrow key from the field, and opens with Enter', async () => {
    const { router } = await list()
    const text = at('filter-text')
    text.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }))
    await settle()
    expect(document.activeElement).toBe(at('case-row-case-0'))
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }))
    await settle()
    expect(document.activeElement).toBe(at('case-row-case-1'))
    for (let n = 0; n < 2; n += 1) {
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowUp', bubbles: true }))
      await settle()
    }
    expect(document.activeElement).toBe(text)
    text.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
    await settle()
    expect(router.currentRoute.value).toMatchObject({ name: 'case', params: { id: 'case-0' } })
  })

  it('is found as it was left', async () => {
    const { screen } = await list()
    await type(at('filter-text') as HTMLInputElement, '周')
    await settle()
    screen.unmount()
    await list()
    expect((at('filter-text') as HTMLInputElement).value).toBe('周')
    expect(last()?.filter.text).toBe('周')
  })

  it('starts at what is overdue when Today leads here', async () => {
    await list('/cases?overdue=1')
    expect(last()).toMatchObject({ filter: { overdue: true, text: '' }, sort: 'due' })
  })

  it('tells an empty list from one that nothing matches', async () => {
    await list()
    await type(at('filter-text') as HTMLInputElement, 'xyz')
    await settle()
    expect(document.body.textContent).toContain('没有符合的')
    state.clear()
    await settle()
    expect(lines().length).toBeGreaterThan(1)
  })

  it('invites to register when there is nobody', async () => {
    desk.on('case_list', () => ({ rows: [], total: 0 }))
    await list()
    expect(document.body.textContent).toContain('还没有服务对象')
  })

  it('says what failed and asks again', async () => {
    desk.on('case_list', () => {
      throw new Failure('vault_damaged')
    })
    await list()
    expect(document.querySelector('[data-code=vault_damaged]')).not.toBeNull()
    desk.on('case_list', answer)
    button('再试一次').click()
    await settle()
    expect(lines().length).toBeGreaterThan(1)
  })
})
