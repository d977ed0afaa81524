import { beforeEach, describe, expect, it, vi } from 'vitest'
import { readVault } from '@/features/vault/session'
import { Failure } from '@/ipc/client'
import { FakeDesk } from '@/ipc/fake'
import { startAppearance } from '@/shared/appearance'
import { at, button, field, mountPage, type } from '@/testing/mount'
import { settle } from '@/testing/settle'
import { PROFILE, statusOf } from '@/testing/vault'
import SettingsPage from './SettingsPage.vue'
import { openPaper } from '@/features/report/pdf'

vi.mock('@/features/report/pdf', () => ({ openPaper: vi.fn() }))

const SETTINGS = { language: 'zh', text_percent: 100, theme: 'light', idle_minutes: 5 } as const

let desk: FakeDesk
beforeEach(async () => {
  desk = FakeDesk.install()
    .on('vault_status', () => statusOf('open'))
    .on('session_profile', () => PROFILE)
    .on('settings_get', () => SETTINGS)
    .on('settings_set', ({ settings }) => settings)
  await readVault()
  await startAppearance()
})

function choose(label: string): void {
  const option = [...document.querySelectorAll('label')].find((one) => one.textContent?.trim() === label)
  option?.querySelector('input')?.click()
}

describe('SettingsPage', () => {
  it('enlarges the text at once and has the desk remember it', async () => {
    await mountPage(SettingsPage, {})
    choose('150 %')
    await settle()
    expect(document.documentElement.style.getPropertyValue('--text-scale')).toBe('1.5')
    expect(desk.requests('settings_set').at(-1)?.settings).toEqual({ ...SETTINGS, text_percent: 150 })
  })

  it('turns dark, and speaks English', async () => {
    const { screen } = await mountPage(SettingsPage, {})
    choose('深色')
    choose('English')
    await settle()
    expect(document.documentElement.classList.contains('dark')).toBe(true)
    expect(screen.text()).toContain('Appearance')
  })

  it('takes a change back that could not be saved', async () => {
    desk.on('settings_set', () => Promise.reject({ code: 'read_only' }))
    const { screen } = await mountPage(SettingsPage, {})
    choose('150 %')
    await settle()
    expect(document.documentElement.style.getPropertyValue('--text-scale')).toBe('1')
    expect(screen.text()).toContain('不能写入')
  })

  it('asks the desk to lock after another time', async () => {
    await mountPage(SettingsPage, {})
    choose('10 分钟')
    await settle()
    expect(desk.requests('settings_set').at(-1)?.settings.idle_minutes).toBe(10)
  })

  it('makes a new recovery code only with the passphrase, and only ends when it is on paper', async () => {
    desk
      .on('vault_renew_recovery', () => ({ recovery_code: ['K7M2X', '9RTAB', 'H4WCD'] }))
      .on('vault_print_check', ({ code }) => ({ matches: code === 'K7M2X-9RTAB-H4WCD' }))
    const { screen } = await mountPage(SettingsPage, {})
    button('换一个恢复码').click()
    await settle()
    await type(field('现在的口令'), '四个不相干的词')
    button('继续').click()
    await settle()
    expect(desk.requests('vault_renew_recovery')).toEqual([{ passphrase: '四个不相干的词' }])
    await type(field('请照纸上的字，输入最后两组'), '9RTAB-H4WCD')
    button('抄好了').click()
    await settle()
    expect(screen.text()).toContain('新恢复码已经生效')
    expect(desk.requests('session_profile').length, 'Today hears that the sheet is checked').toBe(2)
    expect(screen.text()).not.toContain('K7M2X')
  })

  describe('the recovery sheet', () => {
    const CODE = ['K7M2X', '9RTAB', 'H4WCD']

    async function renewed(): Promise<void> {
      desk.on('vault_renew_recovery', () => ({ recovery_code: CODE })).on('report_print', () => ({}))
      await mountPage(SettingsPage, {})
      button('换一个恢复码').click()
      await settle()
      await type(field('现在的口令'), '四个不相干的词')
      button('继续').click()
      await settle()
    }

    it('is asked for at once by the reminder on Today', async () => {
      await mountPage(SettingsPage, {}, { at: '/here?sheet=new' })
      await settle()
      expect(document.activeElement).toBe(field('现在的口令'))
    })

    it('is not left behind unasked: it counts only when it was typed back', async () => {
      desk.onBytes('vault_recovery_sheet', () => {
        throw new Failure('no_glyph', { detail: '𬎆' })
      })
      desk.on('vault_renew_recovery', () => ({ recovery_code: CODE }))
      const { router } = await mountPage(SettingsPage, {})
      button('换一个恢复码').click()
      await settle()
      expect(document.activeElement, 'the button is gone').toBe(field('现在的口令'))
      await type(field('现在的口令'), '四个不相干的词')
      button('继续').click()
      await settle()
      await router.push('/today')
      await settle()
      expect(router.currentRoute.value.path).toBe('/here')
      expect(document.body.textContent).toContain('新恢复码还没抄好，要离开吗')
      expect(document.body.textContent).toContain('以前的恢复码照旧能用')
      at('confirm').click()
      await settle()
      expect(router.currentRoute.value.name).toBe('today')
    })

    it('is printed alone, as paper', async () => {
      desk.onBytes('vault_recovery_sheet', () => new ArrayBuffer(8))
      vi.mocked(openPaper).mockResolvedValue({
        pages: 1,
        ratio: async () => 0.7,
        draw: async () => undefined,
        text: async () => '',
        picture: async () => new Blob(['page']),
        close: async () => undefined,
      })
      vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:sheet')
      vi.spyOn(URL, 'revokeObjectURL').mockReturnValue(undefined)
      HTMLImageElement.prototype.decode = async () => undefined
      await renewed()
      expect(desk.calls).toContainEqual({ name: 'vault_recovery_sheet', request: { recovery_code: CODE, language: 'zh' } })
      expect(at('recovery-paper').querySelector('canvas')).not.toBeNull()
      at('recovery-print').click()
      await settle()
      expect(desk.requests('report_print')).toHaveLength(1)
      expect(document.querySelector('.print-sheets img')?.getAttribute('src')).toBe('blob:sheet')
    })

    it('can be copied by hand where it cannot be put on paper', async () => {
      desk.onBytes('vault_recovery_sheet', () => {
        throw new Failure('no_glyph', { detail: '𬎆' })
      })
      await renewed()
      expect(document.querySelector('[data-code=no_glyph]')?.textContent).toContain('𬎆')
      expect(at('recovery-code').textContent).toContain('K7M2X')
      expect(document.querySelector('[data-testid=recovery-print]')).toBeNull()
    })
  })

  it('says where the backup lies, and nothing when no place was chosen', async () => {
    desk.on('vault_backup', () => ({ path: null, size: 0, attachments_missing: 0 }))
    const { screen } = await mountPage(SettingsPage, {})
    button('做一次备份').click()
    await settle()
    expect(screen.text()).not.toContain('备份好了')
    desk.on('vault_backup', () => ({ path: '/media/usb/b.jfb', size: 48_200_000, attachments_missing: 2 }))
    button('做一次备份').click()
    await settle()
    expect(screen.text()).toContain('备份好了：/media/usb/b.jfb（48 MB）')
    expect(at('backup-missing').textContent).toContain('2 个附件的文件不见了')
  })

  it('shows how far a backup is, and stops it on request', async () => {
    let stopped = (_: Failure): void => undefined
    desk
      .on('vault_backup', () => new Promise((_, reject) => (stopped = reject)))
      .on('session_cancel', () => (stopped(new Failure('cancelled')), {}))
    await mountPage(SettingsPage, {})
    at('backup-make').click()
    await settle()
    expect(document.querySelector('[data-testid=backup-progress]')).toBeNull()
    desk.emit({ event: 'progress', command: 'vault_backup', done: 300, total: 1000 })
    await settle()
    expect(at('backup-progress').textContent).toContain('已完成 30 %')
    at('backup-cancel').click()
    await settle()
    expect(desk.requests('session_cancel')).toHaveLength(1)
    expect(document.querySelector('[data-testid=backup-progress]')).toBeNull()
    expect(document.querySelector('[data-code=cancelled]')?.textContent).toContain('已经停下')
  })

  it('tells whole case files from altered ones', async () => {
    const answer = { changes: 12408, devices: 1, broken: [], views_match: true, attachments_broken: [] }
    desk.on('vault_verify', () => answer)
    const { screen } = await mountPage(SettingsPage, {})
    button('现在核查').click()
    await settle()
    expect(screen.text()).toContain('12408 条记录全部完好')
    desk.on('vault_verify', () => ({ ...answer, broken: [{ change: 'ab12', problem: 'signature' }], views_match: false }))
    button('现在核查').click()
    await settle()
    expect(screen.text()).toContain('1 条记录有问题')
    expect(screen.text()).toContain('ab12')
    expect(screen.text()).toContain('签名不对，可能被改动过')
    expect(screen.text()).not.toContain('全部完好')
  })
})
