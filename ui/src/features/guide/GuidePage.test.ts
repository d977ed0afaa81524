import { describe, expect, it } from 'vitest'
import { readVault } from '@/features/vault/session'
import { FakeDesk } from '@/ipc/fake'
import { setLanguage } from '@/shared/words'
import { at, button, mountScreen } from '@/testing/mount'
import { settle } from '@/testing/settle'
import { PROFILE, statusOf } from '@/testing/vault'
import GuidePage from './GuidePage.vue'

/** The texts are chunks of their own: they come when they come. */
async function until(text: string): Promise<void> {
  for (let turn = 0; turn < 100 && !document.body.textContent?.includes(text); turn += 1) {
    await new Promise((done) => setTimeout(done, 10))
    await settle()
  }
  expect(document.body.textContent).toContain(text)
}

async function open() {
  const shown = await mountScreen(GuidePage)
  await until('用到哪里看哪里')
  button('目录').click()
  await settle()
  return shown
}

describe('GuidePage', () => {
  it('shows the worker’s guide first, with its contents', async () => {
    const { screen } = await open()
    expect(at('guide-worker').getAttribute('aria-pressed')).toBe('true')
    expect(at('guide-text').textContent).toContain('恢复码')
    expect(screen.find('aside').text()).toContain('写一次家访')
  })

  it('goes to a part, and puts the focus there', async () => {
    const { screen } = await open()
    const entry = screen.findAll('aside button').find((one) => one.text() === '签署')
    await entry?.trigger('click')
    await settle()
    expect(document.activeElement?.textContent).toBe('签署')
  })

  it('shows the others’ guides, and follows the language', async () => {
    await open()
    at('guide-auditor').click()
    await until('谁在什么时候打开过哪个个案')
    at('guide-operator').click()
    await until('keyslots.json')
    setLanguage('en')
    await until('The data folder')
  })

  it('opens at the auditor’s own part for an auditor', async () => {
    FakeDesk.install()
      .on('vault_status', () => statusOf('open'))
      .on('session_profile', () => ({ ...PROFILE, role: 'auditor' }))
    await readVault()
    await mountScreen(GuidePage)
    await until('谁在什么时候打开过哪个个案')
    expect(at('guide-auditor').getAttribute('aria-pressed')).toBe('true')
  })
})
