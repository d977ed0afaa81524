import { beforeEach, describe, expect, it } from 'vitest'
import type { Settings } from '@/ipc/client'
import { FakeDesk } from '@/ipc/fake'
import { appearance, changeSettings, roomy, startAppearance } from './appearance'

const SETTINGS: Settings = { language: 'zh', text_percent: 100, theme: 'light', idle_minutes: 5 }
const root = document.documentElement

let desk: FakeDesk
beforeEach(() => {
  desk = FakeDesk.install()
    .on('settings_get', () => SETTINGS)
    .on('settings_set', ({ settings }) => settings)
})

function resize(width: number): void {
  window.innerWidth = width
  window.dispatchEvent(new Event('resize'))
}

describe('the room there is', () => {
  it('shrinks as the text grows, so that 150 % folds like a small window', async () => {
    await startAppearance()
    resize(1280)
    expect([root.dataset.width, roomy.value]).toEqual(['wide', true])
    await changeSettings({ text_percent: 150 })
    expect([root.dataset.width, roomy.value]).toEqual(['middle', false])
    resize(1920)
    expect([root.dataset.width, roomy.value]).toEqual(['wide', true])
    resize(1000)
    expect(root.dataset.width).toBe('narrow')
  })
})

describe('settings', () => {
  it('come up in the usual look when they cannot be read', async () => {
    await changeSettings({ language: 'en' })
    desk.on('settings_get', () => Promise.reject({ code: 'disk_fault' }))
    await startAppearance()
    expect(appearance.value.language).toBe('en')
    expect(root.lang).toBe('en-GB')
  })

  it('end as the last change said, however the answers come', async () => {
    await startAppearance()
    const answers: (() => void)[] = []
    desk.on('settings_set', ({ settings }) => new Promise((resolve) => answers.push(() => resolve(settings))))
    const changes = [changeSettings({ text_percent: 125 }), changeSettings({ theme: 'dark' })]
    answers.reverse().forEach((answer) => answer())
    await Promise.all(changes)
    expect(appearance.value).toEqual({ ...SETTINGS, text_percent: 125, theme: 'dark' })
    expect(root.classList.contains('dark')).toBe(true)
  })
})
