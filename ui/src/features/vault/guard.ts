import type { RouteLocationNormalized, RouteLocationRaw } from 'vue-router'
import { readVault, vault } from './session'

/** Leads to the door when the vault is not open, and away from it when it is. */
export async function guardVault(to: RouteLocationNormalized): Promise<boolean | RouteLocationRaw> {
  const status = vault.value ?? (await readVault().catch(() => undefined))
  // The page that says why stands in the place of all others (App.vue).
  if (!status) return false
  const { state } = status
  // A new vault is open before its recovery code has been written down: those screens end by themselves.
  if (to.name === 'create' || to.name === 'join') return state === 'locked' ? { name: 'lock' } : true
  if (state === 'absent') return to.name === 'first-run' ? true : { name: 'first-run' }
  if (state === 'locked') {
    if (to.name === 'lock' || to.name === 'recover') return true
    return { name: 'lock', query: to.path === '/' || to.meta.bare ? {} : { next: to.fullPath } }
  }
  return to.meta.bare ? afterUnlock(to) : true
}

/** Where the worker was before the vault locked, or Today. Only places inside the app count. */
export function afterUnlock(lock: Pick<RouteLocationNormalized, 'query'>): RouteLocationRaw {
  const next = lock.query.next
  return typeof next === 'string' && /^\/(?!\/)/.test(next) ? next : { name: 'today' }
}
