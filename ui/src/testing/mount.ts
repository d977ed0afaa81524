import { flushPromises, mount, type ComponentMountingOptions, type VueWrapper } from '@vue/test-utils'
import type { Component } from 'vue'
import { createMemoryHistory, createRouter, type Router } from 'vue-router'

const NAMES = ['first-run', 'create', 'lock', 'recover', 'today', 'cases', 'cases-closed', 'client', 'client-new', 'client-edit', 'case', 'case-new', 'visit', 'reviews', 'review', 'conflicts', 'conflict', 'access', 'report', 'verify', 'settings', 'guide', 'join', 'station', 'station-join', 'station-found', 'station-invite', 'sync', 'late']

/** A router whose pages are empty: a test sees where a screen leads, not what is there. */
export function emptyRouter(): Router {
  const page = { template: '<div />' }
  return createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/', name: 'home', component: page },
      ...NAMES.map((name) => ({ path: `/${name}/:id?/:visitId?/:record?`, name, component: page, meta: { title: 'frame.today' as const } })),
    ],
  })
}

/** Mounts a screen in the document, with a router; unmounts with the test. */
export async function mountScreen<T extends Component>(
  screen: T,
  options: ComponentMountingOptions<T> & { at?: string } = {},
): Promise<{ screen: VueWrapper; router: Router }> {
  const router = emptyRouter()
  await router.push(options.at ?? '/')
  const wrapper = mount(screen, {
    attachTo: document.body,
    ...options,
    global: { plugins: [router], ...options.global },
  } as never) as unknown as VueWrapper
  return { screen: wrapper, router }
}

/** The same inside a `RouterView`, for screens that have a say when they are left. */
export async function mountPage<T extends Component>(
  page: T,
  props: Record<string, unknown>,
  options: { at?: string } = {},
): Promise<{ screen: VueWrapper; router: Router }> {
  const router = emptyRouter()
  router.addRoute({ path: '/here', component: page, props })
  await router.push(options.at ?? '/here')
  const frame = mount({ template: '<RouterView />' }, { attachTo: document.body, global: { plugins: [router] } })
  await flushPromises()
  return { screen: frame.findComponent(page as never) as unknown as VueWrapper, router }
}

/** The button with that word on it, anywhere in the document: dialogs live outside the screen. */
export function button(word: string): HTMLButtonElement {
  const found = [...document.querySelectorAll<HTMLButtonElement>('button, a[href]')].find(
    (one) => (one.getAttribute('aria-label') ?? one.textContent ?? '').trim() === word,
  )
  if (!found) throw new Error(`no button “${word}” on the screen`)
  return found
}

/** The field under that label. */
export function field(label: string): HTMLInputElement {
  const found = [...document.querySelectorAll('label')].find((one) => one.textContent?.trim() === label)
  const input = found && document.getElementById(found.htmlFor)
  if (!input) throw new Error(`no field “${label}” on the screen`)
  return input as HTMLInputElement
}

/** Types into a field as a person does: focus, text, and the focus stays. */
export async function type(input: HTMLInputElement, text: string): Promise<void> {
  input.focus()
  input.dispatchEvent(new FocusEvent('focus'))
  input.value = text
  input.dispatchEvent(new Event('input', { bubbles: true }))
  await Promise.resolve()
}

/** What a driver finds by its `data-testid`, anywhere in the document. */
export function at(testid: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(`[data-testid="${testid}"]`)
  if (!found) throw new Error(`nothing with data-testid ${testid} on the screen`)
  return found
}
