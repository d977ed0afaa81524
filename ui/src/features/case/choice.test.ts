import { beforeEach, describe, expect, it, vi } from 'vitest'
import { readSync } from '@/features/sync/state'
import { readVault } from '@/features/vault/session'
import type { CaseListRequest, Role } from '@/ipc/client'
import { FakeDesk } from '@/ipc/fake'
import { at, field, mountScreen, type } from '@/testing/mount'
import { aRow } from '@/testing/records'
import { settle } from '@/testing/settle'
import { aStation, aSync } from '@/testing/station'
import { PROFILE, statusOf } from '@/testing/vault'
import CaseList from './CaseList.vue'
import { MOST } from './choice'

let desk: FakeDesk
let total = 3
/** The last row is a client without a case. */
function answer({ offset, limit }: CaseListRequest) {
  const rows = Array.from({ length: Math.min(limit, total - offset) }, (_, n) => {
    const at = offset + n
    return aRow({ case: at === total - 1 ? null : `case-${at}`, client: `client-${at}`, number: `N-${at}`, name: `王${at}` })
  })
  return { rows, total }
}

async function list(role: Role = 'worker', linked = true) {
  desk = FakeDesk.install()
    .on('vault_status', () => statusOf('open'))
    .on('session_profile', () => ({ ...PROFILE, role }))
    .on('sync_state', () => aSync({ linked }))
    .on('station_get', () => aStation())
    .on('case_list', answer)
  await readVault()
  await readSync()
  const mounted = await mountScreen(CaseList, { at: '/cases' })
  await settle()
  return mounted
}
const gone = (testid: string) => document.querySelector(`[data-testid=${testid}]`) === null
async function press(testid: string): Promise<void> {
  at(testid).click()
  await settle()
}

beforeEach(() => {
  total = 3
  document.body.innerHTML = ''
  // There is no layout here: the list is told how high it is, and how high each row.
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(600)
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(1000)
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(52)
})

describe('choosing several cases', () => {
  it('gives those that are ticked to one colleague, together', async () => {
    await list()
    expect(gone('choose-case-0')).toBe(true)
    await press('choose-cases')
    expect(at('choice-give').hasAttribute('disabled')).toBe(true)
    await press('choose-case-0')
    await press('choose-case-1')
    expect(at('choice-count').textContent).toContain('选了 2 个')
    await press('choice-give')
    expect(document.querySelector('[role=dialog]')?.textContent).toContain('把 2 个个案交给同事')
    desk.on('case_hand_over', ({ cases }) => ({ done: cases, left: [] }))
    await type(field('同事'), '沈若兰')
    field('同事').blur()
    document.querySelector<HTMLInputElement>('input[value=leave]')?.click()
    await settle()
    document.querySelector('form')?.requestSubmit()
    await settle()
    expect(desk.requests('case_hand_over')).toEqual([{ cases: ['case-0', 'case-1'], to: 'p2', leave: true }])
    expect(gone('choose-case-0'), 'all are given').toBe(true)
  })

  it('keeps chosen what could not be given', async () => {
    await list()
    await press('choose-cases')
    await press('choose-case-0')
    await press('choose-case-1')
    await press('choice-give')
    desk.on('case_hand_over', () => ({ done: ['case-0'], left: [{ case: 'case-1', number: 'N-1', why: 'not_your_role' }] }))
    await type(field('同事'), '沈若兰')
    field('同事').blur()
    document.querySelector<HTMLInputElement>('input[value=stay]')?.click()
    await settle()
    document.querySelector('form')?.requestSubmit()
    await settle()
    expect(at('hand-over-left').textContent).toContain('N-1')
    expect((at('choose-case-1') as HTMLInputElement).checked).toBe(true)
    expect((at('choose-case-0') as HTMLInputElement).checked).toBe(false)
  })

  it('chooses all that the list finds, but no client without a case', async () => {
    await list()
    await press('choose-cases')
    await press('choice-all')
    expect(at('choice-count').textContent).toContain('选了 2 个')
    expect(gone('choose-null')).toBe(true)
    await press('choose-cases')
    await press('choose-cases')
    expect(at('choice-count').textContent, 'begun anew').toContain('选中要交接')
  })

  it('offers no more at once than the desk takes', async () => {
    total = MOST + 1
    await list()
    await press('choose-cases')
    expect(gone('choice-all')).toBe(true)
  })

  it('ticks with the space bar on a row', async () => {
    await list()
    await press('choose-cases')
    at('case-row-case-1').dispatchEvent(new KeyboardEvent('keydown', { key: ' ', bubbles: true }))
    await settle()
    expect((at('choose-case-1') as HTMLInputElement).checked).toBe(true)
  })

  it.each<[string, Role, boolean]>([
    ['an auditor', 'auditor', true],
    ['a laptop that stands alone', 'worker', false],
  ])('is not there for %s', async (_who, role, linked) => {
    await list(role, linked)
    expect(gone('choose-cases')).toBe(true)
  })
})
