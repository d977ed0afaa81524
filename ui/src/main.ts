import icons from '@nuxt/ui/runtime/vue/plugins/icons.js'
import { createApp } from 'vue'
import { z } from 'zod'
import App from './App.vue'
import { trackActivity } from './features/vault/idle'
import { isHolding } from './features/vault/held'
import { followVault, noticeLock, readVault, whenLocked } from './features/vault/session'
import { focusOnArrival } from './frame/focus'
import { tauriTransport } from './ipc/tauri'
import { setTransport } from './ipc/transport'
import { makeRouter, readAhead } from './router'
import { startAppearance } from './shared/appearance'
import { keepIconsInside } from './shared/icons'
import { afterPaint } from './shared/paint'
import './shared/styles/main.css'

// Schemas compiled on the fly would need eval, which the window forbids.
z.config({ jitless: true })
keepIconsInside()

async function start(): Promise<void> {
  if (import.meta.env.MODE === 'preview') {
    const { previewDesk } = await import('./ipc/preview')
    setTransport(previewDesk())
  } else {
    setTransport(tauriTransport)
  }
  // A desk that does not answer is told of by the page that the guard leads to.
  const asked = Promise.allSettled([startAppearance(), readVault()])
  // The door does not wait until news can be heard: a lock that was missed is noticed then.
  void Promise.allSettled([followVault(), asked]).then(noticeLock)
  await asked
  trackActivity()

  const router = makeRouter()
  focusOnArrival(router)
  whenLocked(async () => {
    const { fullPath, meta } = router.currentRoute.value
    await router.replace({ name: 'lock', query: meta.bare ? {} : { next: fullPath } })
    // A fresh page: nothing of a case stays in the window's memory, but for what is nowhere else.
    if (import.meta.env.MODE !== 'preview' && !isHolding.value) location.reload()
  })
  createApp(App).use(router).use(icons).mount('#app')
  await router.isReady()
  afterPaint(readAhead)
}

void start()
