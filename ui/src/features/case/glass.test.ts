import { beforeEach, describe, expect, it } from 'vitest'
import { readVault } from '@/features/vault/session'
import { FakeDesk } from '@/ipc/fake'
import { Failure } from '@/ipc/failure'
import { at, field, mountScreen, type } from '@/testing/mount'
import { settle } from '@/testing/settle'
import { aClosedCase, aGlass } from '@/testing/station'
import { PROFILE, statusOf } from '@/testing/vault'
import ClosedPage from './ClosedPage.vue'
import GlassNotice from './GlassNotice.vue'

let desk: FakeDesk
beforeEach(async () => {
  document.body.innerHTML = ''
  desk = FakeDesk.install()
    .on('vault_status', () => statusOf('open'))
    .on('session_profile', () => ({ ...PROFILE, role: 'manager' }))
    .on('sync_now', () => ({}))
  await readVault()
})

async function notice(all = false) {
  const mounted = await mountScreen(GlassNotice, { props: { caseId: 'case-1', all } })
  await settle()
  return mounted
}

describe('a case that was opened in an emergency', () => {
  it('says who, when and why, until a writer has taken note', async () => {
    desk.on('case_glass', () => [aGlass()])
    const { screen } = await notice()
    expect(screen.text()).toContain('沈若兰在')
    expect(screen.text()).toContain('理由：孩子今晚须有人陪')
    desk.on('case_take_note', () => [aGlass({ noted_by: '林晓岚', noted_at: '2026-03-02T09:00:00Z', yours_to_note: false })])
    at('take-note-9').click()
    await settle()
    expect(desk.requests('case_take_note')).toEqual([{ case: 'case-1', entry: 9 }])
    expect(screen.find('[data-testid=glass-notice]').exists()).toBe(false)
  })

  it('keeps the trace among the members', async () => {
    desk.on('case_glass', () => [aGlass({ noted_by: '林晓岚', noted_at: '2026-03-02T09:00:00Z', yours_to_note: false })])
    const { screen } = await notice(true)
    expect(screen.text()).toContain('林晓岚在')
    expect(screen.text()).toContain('知悉')
    expect(screen.findAll('button')).toHaveLength(0)
  })

  it('waits for somebody else where she may not take note', async () => {
    desk.on('case_glass', () => [aGlass({ yours_to_note: false, you: true })])
    const { screen } = await notice()
    expect(screen.text()).toContain('您在')
    expect(screen.text()).toContain('等能写的成员知悉')
  })
})

describe('the cases that are not hers', () => {
  async function page(cases = [aClosedCase(), aClosedCase({ file: 'file-2', number: 'QH-2026-021', members: ['韦晓燕'] })]) {
    desk.on('case_closed', () => cases)
    const mounted = await mountScreen(ClosedPage)
    await settle()
    return mounted
  }

  it('are found by number and by member, and opened with a reason', async () => {
    const { screen } = await page()
    await type(field('查找编号或成员'), '韦晓燕')
    expect(at('closed-cases').textContent).toContain('QH-2026-021')
    expect(at('closed-cases').textContent).not.toContain('QH-2026-014')
    at('break-file-2').click()
    await settle()
    const dialog = document.querySelector('[role=dialog]')
    expect(dialog?.textContent).toContain('成员（韦晓燕）会看到')
    expect(at('confirm').hasAttribute('disabled')).toBe(true)
    await type(field('为什么'), '社工住院')
    desk.on('case_break_glass', () => Promise.reject(new Failure('no_emergency_box')))
    at('confirm').click()
    await settle()
    expect(document.querySelector('[role=dialog]')?.textContent).toContain('现在不能紧急打开')
    desk.on('case_break_glass', () => [aClosedCase()])
    at('confirm').click()
    await settle()
    expect(desk.requests('case_break_glass').at(-1)).toEqual({ file: 'file-2', reason: '社工住院' })
    expect(desk.requests('sync_now')).toHaveLength(1)
    expect(screen.text()).toContain('个案 QH-2026-021 打开了')
  })

  it('are none where all are open to her', async () => {
    const { screen } = await page([])
    expect(screen.text()).toContain('工作站里的个案您都能打开')
  })
})
