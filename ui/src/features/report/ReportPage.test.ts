import { beforeEach, describe, expect, it, vi } from 'vitest'
import { FakeDesk } from '@/ipc/fake'
import { at, mountScreen } from '@/testing/mount'
import { settle } from '@/testing/settle'
import { aNoteView } from '@/testing/visits'
import { openPaper, type Paper } from './pdf'
import ReportPage from './ReportPage.vue'

vi.mock('./pdf', () => ({ openPaper: vi.fn() }))

const opened = vi.mocked(openPaper)
let desk: FakeDesk
let closed: number

beforeEach(() => {
  closed = 0
  opened.mockImplementation(async () => paper(2))
  vi.spyOn(URL, 'createObjectURL').mockImplementation(() => `blob:${Math.random()}`)
  vi.spyOn(URL, 'revokeObjectURL').mockImplementation(() => undefined)
  HTMLImageElement.prototype.decode = async () => undefined
  desk = FakeDesk.install()
    .onBytes('report_visit', () => new ArrayBuffer(8))
    .on('visit_get', () => aNoteView())
    .on('report_print', () => ({}))
})

function paper(pages: number): Paper {
  return {
    pages,
    ratio: async () => 210 / 297,
    draw: async () => undefined,
    text: async () => '',
    picture: async () => new Blob(['page']),
    close: async () => void (closed += 1),
  }
}

const open = async () => {
  const shown = await mountScreen(ReportPage, { props: { visitId: 'visit-1' } })
  await settle()
  return shown
}

describe('ReportPage', () => {
  it('shows every page', async () => {
    const { screen } = await open()
    expect(screen.findAll('canvas').map((page) => page.attributes('aria-label'))).toEqual(['第 1 页，共 2 页', '第 2 页，共 2 页'])
    expect(desk.calls).toContainEqual({ name: 'report_visit', request: { visit: 'visit-1', language: 'zh' } })
  })

  it('changes its language, and lets go of the page before', async () => {
    await open()
    at('report-en').click()
    await settle()
    expect(desk.calls).toContainEqual({ name: 'report_visit', request: { visit: 'visit-1', language: 'en' } })
    expect(at('report-en').getAttribute('aria-pressed')).toBe('true')
    expect(closed).toBe(1)
  })

  it('lets go of a page that comes when another language is wanted, and shows the wanted one', async () => {
    await open()
    let late = (_: Paper) => {}
    opened.mockImplementationOnce(() => new Promise((done) => (late = done)))
    at('report-en').click()
    await settle()
    at('report-zh').click()
    await settle()
    expect(closed, 'the first one').toBe(1)
    late(paper(3))
    await settle()
    expect(closed).toBe(2)
    expect(document.querySelectorAll('canvas')).toHaveLength(2)
  })

  it('names the character that no font has, and offers no page to save or print', async () => {
    desk.onBytes('report_visit', () => {
      throw { code: 'no_glyph', detail: '𬎆' }
    })
    const { screen } = await open()
    expect(screen.text()).toContain('印不出“𬎆”这个字')
    expect(screen.find('canvas').exists()).toBe(false)
    expect((at('report-save') as HTMLButtonElement).disabled).toBe(true)
    expect((at('report-print') as HTMLButtonElement).disabled).toBe(true)
  })

  it('says where it was saved, and that it is not encrypted there', async () => {
    desk.on('report_save', () => ({ path: '/home/lin/报告.pdf' }))
    await open()
    at('report-save').click()
    await settle()
    expect(desk.requests('report_save')).toEqual([{ visit: 'visit-1', language: 'zh' }])
    expect(at('report-saved').textContent).toContain('/home/lin/报告.pdf')
    expect(at('report-saved').textContent).toContain('不再加密')
  })

  it('says nothing when no place was chosen', async () => {
    desk.on('report_save', () => ({ path: null }))
    await open()
    at('report-save').click()
    await settle()
    expect(document.querySelector('[data-testid="report-saved"]')).toBeNull()
  })

  it('hands the printer the pages and nothing else', async () => {
    await open()
    at('report-print').click()
    await settle()
    await settle()
    expect(document.querySelectorAll('.print-sheets img')).toHaveLength(2)
    expect(desk.requests('report_print')).toHaveLength(1)
  })

  it('says when there is no printing here', async () => {
    desk.on('report_print', () => Promise.reject({ code: 'print_unavailable' }))
    const { screen } = await open()
    at('report-print').click()
    await settle()
    await settle()
    expect(screen.text()).toContain('没有可用的打印')
  })

  it('closes the page when it is left', async () => {
    const { screen } = await open()
    screen.unmount()
    await settle()
    expect(closed).toBe(1)
  })

  it('warns from whom the file is withheld', async () => {
    const { screen } = await open()
    expect(screen.text()).toContain('不得出示或交给：周大山')
  })
})
