import { beforeEach, describe, expect, it } from 'vitest'
import { FakeDesk } from '@/ipc/fake'
import { Failure } from '@/ipc/failure'
import type { SyncExportResponse, SyncImportResponse } from '@/ipc/client'
import { setLanguage } from '@/shared/words'
import { at, mountScreen } from '@/testing/mount'
import { settle } from '@/testing/settle'
import { aManagersStation, aSync } from '@/testing/station'
import StickSection from './StickSection.vue'

const SAVED: SyncExportResponse = { path: '/media/stick/jiafang-20260314-0930.jfparcel', changes: 12, attachments: 1, left_behind: 0, size: 87_441 }
const CAME: SyncImportResponse = {
  from: { person: '林晓岚' },
  packed_at: '2026-03-14T01:30:00Z',
  taken: 12,
  known: 0,
  held: [],
  entries: 0,
  directory_fault: false,
  attachments: 1,
  attachments_missing: 0,
  gap: false,
  fault: null,
}

let desk: FakeDesk
beforeEach(() => {
  setLanguage('zh')
  desk = FakeDesk.install()
    .on('station_get', () => aManagersStation())
    .on('sync_state', () => aSync())
})

async function section() {
  const mounted = await mountScreen(StickSection)
  await settle()
  return mounted.screen
}

async function press(id: string) {
  at(id).click()
  await settle()
}

describe('carrying by a stick', () => {
  it('saves for the station, and says that the file is open', async () => {
    desk.on('sync_export', () => SAVED)
    const screen = await section()
    expect(screen.text()).toContain('这个文件不密封')
    await press('stick-save')
    expect(desk.requests('sync_export')).toEqual([{ to: 'station', everything: false }])
    expect(at('stick-saved').textContent).toContain('jiafang-20260314-0930.jfparcel')
    expect(at('stick-saved').textContent).toContain('12 处改动')
  })

  it('saves for a colleague, who alone opens it', async () => {
    desk.on('sync_export', () => ({ ...SAVED, changes: 0, attachments: 0, left_behind: 3 }))
    const screen = await section()
    const hers = screen.findAll('button, label, [role=radio]').find((one) => one.text() === '何敏')
    await hers!.trigger('click')
    await settle()
    expect(screen.text()).toContain('只有何敏的电脑打得开')
    // Oneself is nobody to carry to.
    expect(screen.text()).not.toContain('沈若兰')
    await press('stick-save')
    expect(desk.requests('sync_export')).toEqual([{ to: { person: 'p3' }, everything: false }])
    expect(at('stick-saved').textContent).toContain('只有一张收条')
    expect(at('stick-left').textContent).toContain('3 处没有带上')
  })

  it('tells what came, what is held and why, and what is lacking', async () => {
    desk.on('sync_import', () => ({ ...CAME, known: 4, held: [{ why: 'early', count: 2 }], attachments_missing: 3, gap: true }))
    const screen = await section()
    await press('stick-take')
    const said = at('stick-came').textContent
    for (const words of ['林晓岚', '12 处改动是新的', '4 处本来就有', '1 个附件是新的']) expect(said).toContain(words)
    expect(at('stick-held').textContent).toContain('到了会自己收进去')
    expect(at('stick-missing').textContent).toContain('还缺 3 个附件')
    expect(screen.find('[data-testid=stick-gap]').exists()).toBe(true)
    expect(desk.requests('sync_state')).toHaveLength(1)
  })

  it('says so where nothing is new', async () => {
    desk.on('sync_import', () => ({ ...CAME, taken: 0, attachments: 0, known: 12 }))
    await section()
    await press('stick-take')
    expect(at('stick-came').textContent).toContain('没有新的')
  })

  it('keeps what came before a file broke off, and says why', async () => {
    desk.on('sync_import', () => ({ ...CAME, fault: 'stick_gone' }))
    await section()
    await press('stick-take')
    expect(at('stick-came').textContent).toContain('12 处改动是新的')
    expect(document.querySelector('[data-code=stick_gone]')?.textContent).toContain('再收一次不会重复')
  })

  it('says what a wrong file is, in both languages', async () => {
    desk.on('sync_import', () => Promise.reject(new Failure('parcel_foreign')))
    const screen = await section()
    await press('stick-take')
    expect(screen.get('[role=alert]').text()).toContain('不是传递文件')
    setLanguage('en')
    await settle()
    expect(screen.get('[role=alert]').text()).toContain('not a carry file')
  })

  it('does nothing where no place is chosen', async () => {
    desk.on('sync_export', () => ({ ...SAVED, path: null, changes: 0 }))
    const screen = await section()
    await press('stick-save')
    expect(screen.find('[data-testid=stick-saved]').exists()).toBe(false)
  })

  it('shows how far it is, and stops', async () => {
    let done: (saved: SyncExportResponse) => void = () => undefined
    desk.on('sync_export', () => new Promise((resolve) => (done = resolve))).on('session_cancel', () => ({}))
    await section()
    await press('stick-save')
    desk.emit({ event: 'progress', command: 'sync_export', done: 30, total: 60 })
    await settle()
    expect(at('stick-progress').textContent).toContain('50 %')
    await press('stick-stop')
    expect(desk.requests('session_cancel')).toHaveLength(1)
    done(SAVED)
    await settle()
    expect(document.querySelector('[data-testid=stick-progress]')).toBeNull()
  })
})
