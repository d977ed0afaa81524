import { nextTick } from 'vue'
import type { Router } from 'vue-router'

/**
 * After going to another page, the focus is on its heading: a screen reader says where it is, and
 * the next Tab goes on from there. A page may focus something closer itself (`autofocus`).
 */
export function focusOnArrival(router: Router): void {
  router.afterEach(async (to, from) => {
    if (to.path === from.path || from.matched.length === 0) return
    await nextTick()
    const inside = document.activeElement && document.activeElement !== document.body
    if (inside && document.activeElement?.closest('[data-autofocus]')) return
    const heading = document.getElementById('page-title') ?? document.getElementById('page')
    heading?.focus({ preventScroll: true })
  })
}
