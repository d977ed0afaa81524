/**
 * How the screens look: language, text size, light or dark, and how much room there is. The desk
 * keeps these settings outside the vault, so the lock screen has them too.
 */
import { computed, readonly, ref } from 'vue'
import { call, type Settings } from '@/ipc/client'
import { setLanguage } from './words'

const settings = ref<Settings>({ language: 'zh', text_percent: 100, theme: 'system', idle_minutes: 5 })
const width = ref(window.innerWidth)
const systemDark = window.matchMedia?.('(prefers-color-scheme: dark)')

/** The settings in force. */
export const appearance = readonly(settings)

/** Window width in CSS pixels as if the text were at 100 %. */
const effectiveWidth = computed(() => width.value / (settings.value.text_percent / 100))

/** There is room for the pane on the right. */
export const roomy = computed(() => effectiveWidth.value >= 1100)

function apply(): void {
  const root = document.documentElement
  root.style.setProperty('--text-scale', String(settings.value.text_percent / 100))
  const dark = settings.value.theme === 'dark' || (settings.value.theme === 'system' && !!systemDark?.matches)
  root.classList.toggle('dark', dark)
  root.classList.toggle('light', !dark)
  root.dataset.width = effectiveWidth.value < 820 ? 'narrow' : effectiveWidth.value < 1100 ? 'middle' : 'wide'
  setLanguage(settings.value.language)
}

/** Reads the settings and keeps the page in step with them. Call once, before the first screen. */
export async function startAppearance(): Promise<void> {
  window.addEventListener('resize', () => {
    width.value = window.innerWidth
    apply()
  })
  systemDark?.addEventListener('change', apply)
  apply()
  // Whatever fails here, the screens come up in their usual look and can say what is wrong.
  settings.value = await call('settings_get', {}).catch(() => settings.value)
  saved = settings.value
  apply()
}

let turn = 0
/** What the desk last confirmed: where a change goes back to that could not be saved. */
let saved: Settings = settings.value

/** Shows a change at once and has the desk remember it; takes it back if that fails. */
export async function changeSettings(change: Partial<Settings>): Promise<void> {
  const mine = ++turn
  settings.value = { ...settings.value, ...change }
  apply()
  try {
    saved = await call('settings_set', { settings: settings.value })
    // A later change is on the screen already, and on its way.
    if (mine === turn) settings.value = saved
  } catch (error) {
    if (mine === turn) settings.value = saved
    throw error
  } finally {
    apply()
  }
}
