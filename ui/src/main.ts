import ui from '@nuxt/ui/vue-plugin'
import { createApp } from 'vue'
import { z } from 'zod'
import App from './App.vue'
import { trackActivity } from './features/vault/idle'
import { isHolding } from './features/vault/held'
import { followVault, whenLocked } from './features/vault/session'
import { focusOnArrival } from './frame/focus'
import { setTransport } from './ipc/transport'
import { makeRouter } from './router'
import { startAppearance } from './shared/appearance'
import { keepIconsInside } from './shared/icons'
import './shared/styles/main.css'

// Schemas compiled on the fly would need eval, which the window forbids.
z.config({ jitless: true })
keepIconsInside()

async function start(): Promise<void> {
  if (import.meta.env.MODE === 'preview') {
    const { previewDesk } = await import('./ipc/preview')
    setTransport(previewDesk())
  } else {
    const { tauriTransport } = await import('./ipc/tauri')
    setTransport(tauriTransport)
  }
  // A desk that does not answer is told of by the page that the guard leads to.
  await Promise.allSettled([startAppearance(), followVault()])
  trackActivity()

  const router = makeRouter()
  focusOnArrival(router)
  whenLocked(async () => {
    const { fullPath, meta } = router.currentRoute.value
    await router.replace({ name: 'lock', query: meta.bare ? {} : { next: fullPath } })
    // A fresh page: nothing of a case stays in the window's memory, but for what is nowhere else.
    if (import.meta.env.MODE !== 'preview' && !isHolding.value) location.reload()
  })
  createApp(App).use(router).use(ui).mount('#app')
}

void start()
