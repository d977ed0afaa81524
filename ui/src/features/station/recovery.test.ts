import { beforeEach, describe, expect, it, vi } from 'vitest'
import { openPaper, type Paper } from '@/features/report/pdf'
import { readVault } from '@/features/vault/session'
import { FakeDesk } from '@/ipc/fake'
import { Failure } from '@/ipc/failure'
import { at, field, mountScreen, type } from '@/testing/mount'
import { settle } from '@/testing/settle'
import { aNotice, aPerson, aRecovery } from '@/testing/station'
import { PROFILE, statusOf } from '@/testing/vault'
import NewNotices from './NewNotices.vue'
import NoticeList from './NoticeList.vue'
import RecoverySection from './RecoverySection.vue'
import { sheetSlip } from './sheets'

vi.mock('@/features/report/pdf', () => ({ openPaper: vi.fn() }))

const SHEET = 'K7M2X-9RTAB-H4WCD-P8NEF-V3GBJ-K7M2X-9RTAB-H4WCD-P8NEF'
const OTHER = 'M3QXA-7TTCB-Z9WCD-2KNEF-R8GBJ-M3QXA-7TTCB-Z9WCD-2KNEF'
const OTHERS = [aPerson({ id: 'p1', you: true }), aPerson({ id: 'p4', name: '韦晓燕' })]

let desk: FakeDesk
let closed = 0
beforeEach(async () => {
  closed = 0
  document.body.innerHTML = ''
  const paper: Paper = { pages: 3, ratio: async () => 0.7, draw: async () => undefined, text: async () => '', picture: async () => new Blob(['page']), close: async () => void (closed += 1) }
  vi.mocked(openPaper).mockImplementation(async () => paper)
  vi.spyOn(URL, 'createObjectURL').mockImplementation(() => `blob:${Math.random()}`)
  vi.spyOn(URL, 'revokeObjectURL').mockImplementation(() => undefined)
  HTMLImageElement.prototype.decode = async () => undefined
  desk = FakeDesk.install()
    .on('vault_status', () => statusOf('open'))
    .on('session_profile', () => PROFILE)
    .on('session_touch', () => ({}))
    .on('report_print', () => ({}))
    .onBytes('station_recovery_sheets', () => new ArrayBuffer(8))
  await readVault()
})

async function section(recovery = aRecovery(), manages = true) {
  desk.on('station_recovery', () => recovery)
  const mounted = await mountScreen(RecoverySection, { props: { manages, people: OTHERS } })
  await settle()
  return mounted
}

async function press(testid: string): Promise<void> {
  at(testid).click()
  await settle()
}

async function typeSheets(first = SHEET, second = OTHER): Promise<void> {
  await type(field('一张工作站恢复单上的字符'), first)
  await type(field('另一张工作站恢复单上的字符'), second)
}

describe('the recovery key', () => {
  it('is told to everybody, and made and used by managers alone', async () => {
    const { screen } = await section(aRecovery({ covered: 9, stranded: 2 }), false)
    expect(screen.text()).toContain('由沈若兰在')
    expect(screen.text()).toContain('还有 3 份没有放进来')
    expect(screen.text()).toContain('有 2 份文件')
    expect(screen.findAll('button')).toHaveLength(0)
  })

  it('is missed where there is none', async () => {
    const { screen } = await section(aRecovery({ key: null }))
    expect(screen.text()).toContain('还没有恢复钥匙')
    expect(screen.find('[data-testid=recovery-use-open]').exists()).toBe(false)
  })

  it('is made by printing three sheets and typing two of them back', async () => {
    const { screen } = await section(aRecovery({ key: null }))
    await press('recovery-make-open')
    await press('recovery-sheets')
    expect(desk.calls).toContainEqual({ name: 'station_recovery_sheets', request: { language: 'zh', fresh: true } })
    expect(at('recovery-papers').querySelectorAll('canvas')).toHaveLength(3)
    await press('recovery-print')
    expect(document.querySelectorAll('.print-sheets img')).toHaveLength(3)
    await typeSheets(SHEET, 'K7M2X')
    expect(at('recovery-set').hasAttribute('disabled')).toBe(true)
    desk.on('station_recovery_set', () => Promise.reject(new Failure('sheet_mistyped', { detail: 'second 5' })))
    await typeSheets()
    await press('recovery-set')
    expect(screen.text()).toContain('第 5 组里有一处写错了')
    desk.on('station_recovery_set', () => aRecovery({ covered: 0 }))
    await press('recovery-set')
    expect(desk.requests('station_recovery_set').at(-1)).toEqual({ sheets: { first: SHEET, second: OTHER } })
    expect(screen.text()).toContain('恢复钥匙设好了')
    expect(closed).toBe(1)
  })

  it('is used for what is chosen, with a reason and a tick', async () => {
    const people = [{ person: 'p1', name: '林晓岚', files: 8 }]
    const { screen } = await section(aRecovery({ stranded: 4, people }))
    await press('recovery-use-open')
    await typeSheets()
    expect(at('recovery-use').hasAttribute('disabled')).toBe(true)
    await type(field('为什么'), '两台电脑在山洪里丢失')
    document.querySelector<HTMLInputElement>('input[value=p1]')?.click()
    document.querySelector<HTMLInputElement>('input[value=p4]')?.click()
    await settle()
    document.querySelector('form')?.requestSubmit()
    await settle()
    expect(document.querySelector('[role=dialog]')?.textContent).toContain('每个人都看得到')
    at('sure').click()
    await settle()
    desk.on('station_recovery_use', () => ({ files: 8 }))
    await press('confirm')
    const asked = { sheets: { first: SHEET, second: OTHER }, reason: '两台电脑在山洪里丢失', admit: ['p4'], of: 'p1' }
    expect(desk.requests('station_recovery_use')).toEqual([asked])
    expect(screen.text()).toContain('打开了 8 份文件')
  })

  it('says that there is nothing to open', async () => {
    await section()
    await press('recovery-use-open')
    expect(at('recovery-nothing').textContent).toContain('没有可以用工作站恢复单打开')
  })
})

describe('what is wrong with a sheet', () => {
  it('is told beside the one that it is about', () => {
    const slip = new Failure('sheet_mistyped', { detail: 'first 2' })
    expect(sheetSlip(slip, 'first')).toContain('第 2 组')
    expect(sheetSlip(slip, 'second')).toBeUndefined()
    expect(sheetSlip(new Failure('sheet_mistyped', { detail: 'second' }), 'second')).toContain('字符少了或多了')
    expect(sheetSlip(new Failure('sheets_differ'), 'first')).toBeUndefined()
  })
})

describe('what everybody is told', () => {
  it('stays, and is new until one has seen it', async () => {
    const told = [aNotice({ entry: 8, kind: 'recovery_key_used', reason: '山洪', files: 4, yours: 2, new: true }), aNotice()]
    desk.on('station_notices', () => told)
    const { screen } = await mountScreen(NoticeList, { props: { fresh: true } })
    await settle()
    expect(screen.text()).toContain('其中 2 份也是您的')
    expect(screen.text()).toContain('理由：山洪')
    expect(screen.text()).not.toContain('设了工作站的恢复钥匙')
    const seen = told.map((notice) => ({ ...notice, new: false }))
    desk.on('station_notices_seen', () => (desk.on('station_notices', () => seen), seen))
    await press('notices-seen')
    expect(desk.requests('station_notices_seen')).toEqual([{ entry: 8 }])
    expect(screen.find('[data-testid=fresh-notices]').exists()).toBe(false)
  })

  it('is there for good once one has seen it', async () => {
    desk.on('station_notices', () => [aNotice({ entry: 8, kind: 'recovery_key_used', reason: '山洪', files: 4 }), aNotice()])
    const { screen } = await mountScreen(NoticeList)
    await settle()
    expect(at('station-notices').querySelectorAll('li')).toHaveLength(2)
    expect(screen.text()).toContain('设了工作站的恢复钥匙')
    expect(screen.find('[data-testid=notices-seen]').exists()).toBe(false)
  })

  it('is on every screen while it is new', async () => {
    const told = [aNotice({ kind: 'recovery_key_changed', new: true })]
    desk.on('station_notices', () => told)
    const { screen } = await mountScreen(NewNotices)
    await settle()
    expect(screen.text()).toContain('沈若兰换了工作站的恢复钥匙')
  })

  it('is not there where nothing is new', async () => {
    desk.on('station_notices', () => [aNotice()])
    const { screen } = await mountScreen(NewNotices)
    await settle()
    expect(screen.find('[data-testid=new-notices]').exists()).toBe(false)
  })
})
