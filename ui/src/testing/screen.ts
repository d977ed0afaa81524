/** Screens in tests: mounted with a router of their own, beside the fake desk. */
import { flushPromises, mount } from '@vue/test-utils'
import type { Component } from 'vue'
import { createMemoryHistory, createRouter, type Router } from 'vue-router'
import { makeRouter } from '@/router'

/** Every route by name, leading nowhere: links and `push` work, nothing is loaded. */
export function emptyRouter(): Router {
  const routes = makeRouter()
    .getRoutes()
    .map(({ path, name, props }) => ({ path, name, props: props.default, component: { template: '<i />' } }))
  return createRouter({ history: createMemoryHistory(), routes: routes as never })
}

/** Mounts a screen into the page and waits for its first answers. */
export async function show(screen: Component, props: Record<string, unknown> = {}, router: Router = emptyRouter()) {
  const wrapper = mount(screen, { props, global: { plugins: [router] }, attachTo: document.body })
  await flushPromises()
  return { wrapper, router }
}

/** The element that a driver would click. */
export function at(testid: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(`[data-testid="${testid}"]`)
  if (!found) throw new Error(`nothing with data-testid ${testid}`)
  return found
}
