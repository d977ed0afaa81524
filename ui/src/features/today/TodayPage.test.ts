import { beforeEach, describe, expect, it } from 'vitest'
import { waitingCount } from '@/features/review/waiting'
import { readVault } from '@/features/vault/session'
import { dueCount } from '@/frame/where'
import { Failure, type TodayGetResponse } from '@/ipc/client'
import { FakeDesk } from '@/ipc/fake'
import { at, button, mountScreen, type } from '@/testing/mount'
import { aCard, aDraft, aDueVisit, anAction, aVisitCard, day } from '@/testing/records'
import { settle } from '@/testing/settle'
import { PROFILE, statusOf } from '@/testing/vault'
import TodayPage from './TodayPage.vue'
import { FIRST, unfolded } from './unfolded'

const QUIET: TodayGetResponse = {
  date: day(),
  overdue: [],
  due: [],
  drafts: [],
  actions: [],
  returned: [],
  returned_total: 0,
  to_review: null,
  set_aside: [],
  set_aside_total: 0,
  conflicts: 0,
  alike: 0,
  overdue_total: 0,
  due_total: 0,
  actions_total: 0,
  clients: 3,
  cases: 2,
}
const BUSY: TodayGetResponse = {
  ...QUIET,
  overdue: [aDueVisit()],
  overdue_total: 12,
  due: [
    aDueVisit({ case: 'case-2', client: aCard({ name: '陈桂兰' }), due: day(), standing: { standing: 'today' } }),
    aDueVisit({ case: 'case-3', client: aCard({ name: '吕念' }), due: day(4), standing: { standing: 'soon', days: 4 } }),
  ],
  due_total: 2,
  drafts: [aDraft({ id: 'draft-1', hours_late: 5 })],
  actions: [anAction()],
  actions_total: 1,
}

let desk: FakeDesk
beforeEach(() => {
  desk = FakeDesk.install()
})

async function today(answer: TodayGetResponse) {
  desk.on('today_get', () => answer)
  const mounted = await mountScreen(TodayPage)
  await settle()
  return mounted
}

describe('a recovery sheet', () => {
  async function reminder(recovery_unchecked: boolean) {
    desk.on('vault_status', () => statusOf('open')).on('session_profile', () => ({ ...PROFILE, recovery_unchecked }))
    await readVault()
    await today({ ...QUIET, clients: 0 })
    return document.querySelector('[data-testid=sheet-unchecked]')
  }

  it('that was never checked is asked for, with the way to a new one', async () => {
    expect((await reminder(true))?.textContent).toContain('恢复单还没有核对过')
    expect(at('sheet-make').getAttribute('href')).toContain('sheet=new')
  })

  it('that was checked is not spoken of', async () => {
    expect(await reminder(false)).toBeNull()
  })
})

describe('the rules of the station', () => {
  async function withProblem(rules_problem?: string) {
    desk.on('vault_status', () => statusOf('open')).on('session_profile', () => ({ ...PROFILE, rules_problem }))
    await readVault()
    await today(QUIET)
    return document.querySelector('[data-testid=rules-problem]')?.textContent
  }

  it('are told of where they cannot be read, with the line, and which ones hold', async () => {
    expect(await withProblem('line 3: expected a value')).toMatch(/第 3 行读不懂.*照程序自带的频次来/)
  })

  it('are told of without a line where there is none', async () => {
    expect(await withProblem('there is no rule for high')).toContain('不能用')
  })

  it('are not spoken of while all is well', async () => {
    expect(await withProblem()).toBeUndefined()
  })
})

/** Section by its heading. */
function section(title: string): HTMLElement {
  const heading = [...document.querySelectorAll('h2')].find((one) => one.textContent === title)
  if (!heading) throw new Error(`no section ${title}`)
  return heading.closest('section') as HTMLElement
}

describe('a long section', () => {
  const many = Array.from({ length: 30 }, (_, n) => aDueVisit({ case: `case-${n}`, risk: n === 25 ? 'high' : 'low' }))
  const rows = () => [...section('逾期未访').querySelectorAll<HTMLElement>('[data-row]')]
  beforeEach(() => unfolded.clear())

  it('shows its first rows and every high risk, and says how many more there are', async () => {
    await today({ ...QUIET, overdue: many, overdue_total: 30 })
    expect(rows()).toHaveLength(FIRST + 1)
    expect(rows().at(-1)?.getAttribute('href')).toContain('case-25')
    expect(at('unfold-overdue').textContent).toContain(`再看 ${30 - FIRST - 1} 项`)
  })

  it('shows the rest when asked, goes on at its first row, and is found so again', async () => {
    const { screen } = await today({ ...QUIET, overdue: many, overdue_total: 30 })
    at('unfold-overdue').click()
    await settle()
    expect(rows()).toHaveLength(30)
    expect(document.activeElement).toBe(rows()[FIRST])
    screen.unmount()
    await today({ ...QUIET, overdue: many, overdue_total: 30 })
    expect(rows()).toHaveLength(30)
  })

  it('of actions, which are listed nowhere else, brings in those beyond the list, and keeps them when one is closed', async () => {
    const actions = Array.from({ length: 53 }, (_, n) => {
      const action = anAction()
      return { ...action, agreed: { ...action.agreed, id: `action-${n}` } }
    })
    const due = () => [...section('到期的行动').querySelectorAll<HTMLElement>('[data-row]')]
    desk.on('today_get', (asked) => ({ ...QUIET, actions: actions.slice(0, asked.actions ?? 50), actions_total: 53 }))
    await mountScreen(TodayPage)
    await settle()
    at('unfold-actions').click()
    await settle()
    expect(due()).toHaveLength(50)
    expect(at('unfold-actions').textContent).toContain('再看 3 项')
    at('unfold-actions').click()
    await settle()
    expect(due()).toHaveLength(53)
    expect(document.activeElement).toBe(due()[50])
    expect(document.querySelector('[data-testid=unfold-actions]')).toBeNull()

    desk.on('action_progress', () => ({}))
    at('today-action-action-52').click()
    await settle()
    at('action-save').click()
    await settle()
    expect(desk.requests('today_get').at(-1)).toEqual({ actions: 53 })
    expect(due()).toHaveLength(53)
  })

  it('that is short has nothing to unfold', async () => {
    await today({ ...QUIET, overdue: many.slice(0, FIRST), overdue_total: FIRST })
    expect(rows()).toHaveLength(FIRST)
    expect(document.querySelector('[data-testid=unfold-overdue]')).toBeNull()
  })
})

describe('Today', () => {
  it('invites to register the first client when nothing is on record', async () => {
    const { router } = await today({ ...QUIET, clients: 0, cases: 0 })
    expect(document.body.textContent).toContain('从第一位服务对象开始')
    expect(document.querySelector('section')).toBeNull()
    at('register-first').click()
    await settle()
    expect(router.currentRoute.value.name).toBe('client-new')
  })

  it('leads an auditor, who registers nobody, to the access log', async () => {
    desk.on('vault_status', () => statusOf('open')).on('session_profile', () => ({ ...PROFILE, role: 'auditor' }))
    await readVault()
    const { router } = await today({ ...QUIET, clients: 0, cases: 0 })
    expect(document.querySelector('[data-testid=register-first]')).toBeNull()
    at('see-access').click()
    await settle()
    expect(router.currentRoute.value.name).toBe('access')
  })

  it('says what to do when nothing is due', async () => {
    await today(QUIET)
    expect(document.body.textContent).toContain('今天没有要赶的事。')
    expect(section('七天内要访').textContent).toContain('七天内没有要访的人家。')
    expect(dueCount.value).toBe(0)
  })

  it('tells apart that no case is open from that none is due', async () => {
    await today({ ...QUIET, cases: 0 })
    expect(section('七天内要访').textContent).toContain('还没有开个案')
  })

  it('lists each kind with its count, its risk and its day in words', async () => {
    await today(BUSY)
    const overdue = section('逾期未访')
    expect(overdue.textContent).toContain('12')
    expect(overdue.textContent).toContain('逾期 3 天')
    expect(overdue.querySelector('[aria-label="风险：高"]')).not.toBeNull()
    expect(overdue.textContent).toContain('看看药吃了没有，和父亲谈一谈。')
    expect(section('七天内要访').textContent).toMatch(/今天.*4 天后/)
    expect(section('未签署的记录').textContent).toContain('迟了 5 小时')
    expect(section('到期的行动').textContent).toContain('陪孩子去县医院看心理门诊')
  })

  it('leads to all that are overdue when not all are listed', async () => {
    const { router } = await today(BUSY)
    section('逾期未访').querySelector<HTMLElement>('a.link')?.click()
    await settle()
    expect(router.currentRoute.value).toMatchObject({ name: 'cases', query: { overdue: '1' } })
    expect(section('七天内要访').querySelector('a.link')).toBeNull()
  })

  it('counts in the rail what waits today and not what the week brings', async () => {
    await today(BUSY)
    expect(dueCount.value).toBe(12 + 1 + 1)
  })

  it('starts a visit with one click and goes to its form', async () => {
    desk.on('visit_start', () => ({ id: 'visit-9' }))
    const { router } = await today(BUSY)
    at('today-start-case-2').click()
    await settle()
    expect(desk.requests('visit_start')).toEqual([{ case: 'case-2' }])
    expect(router.currentRoute.value).toMatchObject({ name: 'visit', params: { id: 'case-2', visitId: 'visit-9' } })
  })

  it('stays and says why when a visit cannot be started', async () => {
    desk.on('visit_start', () => {
      throw new Failure('disk_full')
    })
    const { router } = await today(BUSY)
    at('today-start-case-1').click()
    await settle()
    expect(document.querySelector('[data-code="disk_full"]')).not.toBeNull()
    expect(router.currentRoute.value.name).toBe('home')
  })

  it('continues a draft where it is', async () => {
    const { router } = await today(BUSY)
    at('today-draft-draft-1').click()
    await settle()
    expect(router.currentRoute.value).toMatchObject({ name: 'visit', params: { id: 'case-1', visitId: 'draft-1' } })
  })

  it('records what became of an action, and reads the day again', async () => {
    desk.on('action_progress', () => ({}))
    await today(BUSY)
    at('today-action-action-1').click()
    await settle()
    at('action-save').click()
    await settle()
    expect(desk.requests('action_progress')).toEqual([
      { id: 'action-1', progress: { state: 'done', closed_on: day(), outcome: '' }, seen: ['seen-action'] },
    ])
    expect(desk.requests('today_get')).toHaveLength(2)
  })

  it('asks why an action was dropped before it lets it go', async () => {
    desk.on('action_progress', () => ({}))
    await today(BUSY)
    at('today-action-action-1').click()
    await settle()
    document.querySelector<HTMLInputElement>('input[value="dropped"]')?.click()
    await settle()
    at('action-save').click()
    await settle()
    expect(desk.requests('action_progress')).toEqual([])
    expect(document.querySelector('[aria-invalid]')).not.toBeNull()
    const why = at('action-outcome') as HTMLTextAreaElement
    why.value = '家里不同意'
    why.dispatchEvent(new Event('input'))
    at('action-save').click()
    await settle()
    expect(desk.requests('action_progress')[0]?.progress).toMatchObject({ state: 'dropped', outcome: '家里不同意' })
  })

  const left = (name: string, more: object = {}) => JSON.stringify({ typed: {}, from: {}, seen: [], about: { name, ...more } })

  it('lists forms that were not finished, and goes on with one', async () => {
    desk.forms.set('client', left('')).set('risk/case-1', left('周禾', { case: 'case-1' }))
    const { router } = await today(QUIET)
    expect(document.body.textContent).not.toContain('今天没有要赶的事。')
    expect(section('没填完的登记').textContent).toMatch(/还没写名字.*登记服务对象.*周禾.*调整风险/)
    at('unfinished-continue-risk-case-1').click()
    await settle()
    expect(router.currentRoute.value).toMatchObject({ name: 'case', params: { id: 'case-1' }, query: { open: 'risk/case-1' } })
  })

  it('discards an unfinished form only after asking', async () => {
    desk.forms.set('client', left('周禾'))
    await today({ ...QUIET, clients: 0, cases: 0 })
    at('unfinished-discard-client').click()
    await settle()
    expect(document.body.textContent).toContain('丢弃没填完的“周禾 · 登记服务对象”？')
    expect(desk.forms.size).toBe(1)
    button('丢弃').click()
    await settle()
    expect(desk.forms.size).toBe(0)
    expect(document.body.textContent).not.toContain('没填完的登记')
  })

  it('lists an outcome that was left half filled just now', async () => {
    await today(BUSY)
    at('today-action-action-1').click()
    await settle()
    await type(at('action-outcome') as HTMLInputElement, '挂了号')
    at('form-cancel').click()
    await settle()
    at('form-keep').click()
    await settle()
    expect(section('没填完的登记').textContent).toContain('周禾·陪孩子去县医院看心理门诊')
  })

  it('goes from row to row with the arrow keys, across sections', async () => {
    await today(BUSY)
    const rows = [...document.querySelectorAll<HTMLElement>('[data-row]')]
    rows[0]?.focus()
    for (const row of rows.slice(1)) {
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }))
      expect(document.activeElement).toBe(row)
    }
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowUp', bubbles: true }))
    expect(document.activeElement).toBe(rows.at(-2))
  })

  it('offers to try again when the desk fails', async () => {
    desk.on('today_get', () => {
      throw new Failure('disk_fault')
    })
    await mountScreen(TodayPage)
    await settle()
    desk.on('today_get', () => QUIET)
    button('再试一次').click()
    await settle()
    expect(section('七天内要访')).toBeTruthy()
  })
})

describe('reviews', () => {
  const visit = aVisitCard({ id: 'visit-7', review: 'returned' })
  const returned = { visit, risk: 'high' as const, reviewer_name: '沈若兰', reasons: '请写明奶奶怎么说。', comments: 1, returned_at: `${day()}T01:00:00Z` }

  it('returned notes stand before everything else, count as due, and lead to the answer', async () => {
    const { screen } = await today({ ...BUSY, returned: [returned], returned_total: 1 })
    expect(screen.findAll('section h2')[0]?.text()).toBe('退回的记录')
    expect(at('today-returned-visit-7').textContent).toContain('高')
    expect(at('today-returned-visit-7').textContent).toContain('沈若兰：请写明奶奶怎么说。')
    expect(at('today-answer-visit-7').getAttribute('href')).toContain('answer=1')
    expect(dueCount.value).toBe(1 + BUSY.overdue_total + 1 + BUSY.actions_total)
  })

  it('are for supervisors a line with how many wait; the badge says the same', async () => {
    await today({ ...QUIET, to_review: 4 })
    expect(at('today-to-review').textContent).toContain('4 份记录等您审阅')
    expect(waitingCount.value).toBe(4)
  })

  it('are nothing to workers', async () => {
    await today(QUIET)
    expect(document.querySelector('[data-testid=today-to-review]')).toBeNull()
  })
})
