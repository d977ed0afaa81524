/** Where people disagree is marked on the screens of the record, and leads to the decision. */
import { beforeEach, describe, expect, it } from 'vitest'
import CasePage from '@/features/case/CasePage.vue'
import ClientFormPage from '@/features/client/ClientFormPage.vue'
import ClientPage from '@/features/client/ClientPage.vue'
import TodayPage from '@/features/today/TodayPage.vue'
import { Failure, type TodayGetResponse } from '@/ipc/client'
import { FakeDesk } from '@/ipc/fake'
import { aSetAside, aSubject } from '@/testing/conflicts'
import { at, mountScreen } from '@/testing/mount'
import { aCaseView, aChange, aClient, aClientView, aMemberView, anAction, day } from '@/testing/records'
import { settle } from '@/testing/settle'
import { conflictCount } from './counted'

let desk: FakeDesk
beforeEach(() => {
  desk = FakeDesk.install()
    .on('client_get', () => aClientView({ client: aClient({ health: '' }), conflicts: ['village', 'health'], members: [{ ...aMemberView(), conflicts: ['phone'] }] }))
    .on('case_get', () => aCaseView({ conflicts: ['risk'], client_conflicts: 2, actions: [anAction({ conflict: true })] }))
    .on('case_timeline', () => ({ entries: [], total: 0 }))
    .on('case_villages', () => [])
})

const href = (testid: string) => at(testid).closest('a')?.getAttribute('href')

async function open(page: object, props: Record<string, unknown>) {
  const mounted = await mountScreen(page as never, { props } as never)
  await settle()
  return mounted
}

describe('a field in conflict', () => {
  it('is marked on the client’s page, also where its shown value is empty', async () => {
    await open(ClientPage, { id: 'client-1' })
    expect(at('conflict-notice').textContent).toContain('村居')
    for (const mark of ['conflict-open', 'conflict-mark-village', 'conflict-mark-health']) expect(href(mark)).toBe('/conflict/client-1')
    expect(href('conflict-mark-phone')).toBe('/conflict/member-1')
  })

  it('is marked on the case file, with those of the client and of its actions', async () => {
    await open(CasePage, { id: 'case-1' })
    expect(href('conflict-mark-risk')).toBe('/conflict/case-1')
    expect(href('client-conflicts')).toBe('/conflict/client-1')
    expect(at('client-conflicts').textContent).toContain('2')
    document.querySelector<HTMLElement>('[aria-controls]')?.click()
    await settle()
    expect(href('conflict-mark-progress')).toBe('/conflict/action-1')
  })

  it('cannot be typed over in the form, and leads to the decision from there as well', async () => {
    await open(ClientFormPage, { id: 'client-1' })
    expect(at('conflict-notice').textContent).toContain('先定下来')
    const disabled = [...document.querySelectorAll('fieldset:disabled')].map((field) => field.getAttribute('data-field'))
    expect(disabled).toEqual(['village', 'health'])
    expect(at('conflict-mark-village').closest('fieldset')?.querySelector('input')).toBeTruthy()
  })

  it('is not spoken of where there is none', async () => {
    desk.on('client_get', () => aClientView())
    await open(ClientPage, { id: 'client-1' })
    expect(document.querySelector('[data-testid^=conflict]')).toBeNull()
  })
})

describe('the history', () => {
  it('brings an earlier value back, in place of all that it showed of the field', async () => {
    const older = aChange({ change: '01', new: '石桥', old: null, restorable: true })
    let changes = [aChange({ change: '02' }), older, aChange({ change: '03', field: 'health' }), aChange({ change: '04', record: 'member-1' })]
    desk.on('client_history', () => changes).on('conflict_restore', () => {
      changes = [aChange({ change: '05', new: '石桥', old: '石桥村' }), ...changes]
      return { changed: true }
    })
    await open(ClientPage, { id: 'client-1' })
    at('client-history').click()
    await settle()
    expect(document.querySelectorAll('[data-testid^=restore-]')).toHaveLength(1)
    at('restore-01').click()
    await settle()
    expect(desk.requests('conflict_restore')).toEqual([{ record: 'client-1', change: '01', seen: ['02', '01'] }])
    expect(at('history-restored').textContent).toContain('已改回')
    expect(desk.requests('client_get')).toHaveLength(2)
    expect(desk.requests('client_history')).toHaveLength(2)
  })

  it('says why it could not', async () => {
    desk.on('client_history', () => [aChange({ restorable: true })]).on('conflict_restore', () => Promise.reject(new Failure('changed_meanwhile')))
    await open(ClientPage, { id: 'client-1' })
    at('client-history').click()
    await settle()
    at('restore-00ab').click()
    await settle()
    expect(document.querySelector('[data-code=changed_meanwhile]')).not.toBeNull()
  })
})

describe('today', () => {
  const TODAY: TodayGetResponse = {
    date: day(), overdue: [], due: [], drafts: [], actions: [], returned: [], returned_total: 0, to_review: null, overdue_total: 0, due_total: 0,
    actions_total: 0, clients: 3, cases: 2, set_aside: [aSetAside(), aSetAside({ change: 'a2', field: 'risk', own: '{"level":"critical","reasons":"饿"}', now: null, of: aSubject({ record: 'case-1', kind: 'case', case: 'case-1', about: '2026-017' }) })], set_aside_total: 2, conflicts: 4, alike: 0,
  }

  it('tells what of one’s own was set aside, by whom, and what stands now', async () => {
    desk.on('today_get', () => TODAY)
    await open(TodayPage, {})
    const [one, two] = [at('set-aside-a1').textContent ?? '', at('set-aside-a2').textContent ?? '']
    for (const part of ['周禾', '村居', '何敏', '上河村', '下河村']) expect(one).toContain(part)
    for (const part of ['个案 2026-017', '危急', '饿', '（空）']) expect(two).toContain(part)
    expect(conflictCount.value).toBe(4)
  })

  it('brings it back with one click', async () => {
    desk.on('today_get', () => TODAY).on('conflict_restore', () => ({ changed: true }))
    await open(TodayPage, {})
    at('bring-back-a1').click()
    await settle()
    expect(desk.requests('conflict_restore')).toEqual([{ record: 'client-1', change: 'a1', seen: ['d1'] }])
    expect(desk.requests('today_get')).toHaveLength(2)
  })

  it('lets it go when one has taken note', async () => {
    desk.on('today_get', () => TODAY).on('conflict_dismiss', () => ({}))
    await open(TodayPage, {})
    at('dismiss-a2').click()
    await settle()
    expect(desk.requests('conflict_dismiss')).toEqual([{ change: 'a2' }])
    expect(desk.requests('today_get')).toHaveLength(2)
  })

  it('says at the row why it could not', async () => {
    desk.on('today_get', () => TODAY).on('conflict_restore', () => Promise.reject(new Failure('disk_full')))
    await open(TodayPage, {})
    at('bring-back-a1').click()
    await settle()
    expect(at('set-aside-a1').textContent).toContain('磁盘')
  })
})
