import { mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import { defineComponent, h } from 'vue'
import { createMemoryHistory, createRouter, RouterView } from 'vue-router'
import { settle } from '@/testing/settle'
import { focusOnArrival } from './focus'

const page = (inside: string) =>
  defineComponent({ render: () => h('div', [h('h1', { id: 'page-title', tabindex: -1 }, inside), h('a', { href: '#' }, 'x')]) })
const own = defineComponent({
  mounted: () => document.querySelector('input')?.focus(),
  render: () => h('form', { 'data-autofocus': '' }, [h('input')]),
})

async function start() {
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/', component: page('first') },
      { path: '/second', component: page('second') },
      { path: '/own', component: own },
    ],
  })
  focusOnArrival(router)
  await router.push('/')
  mount({ render: () => h(RouterView) }, { attachTo: document.body, global: { plugins: [router] } })
  await settle()
  return router
}

it('puts the focus on the heading of the page one arrives at', async () => {
  const router = await start()
  document.querySelector<HTMLElement>('a')?.focus()
  await router.push('/second')
  await settle()
  expect(document.activeElement?.textContent).toBe('second')
})

it('leaves it where a page has put it itself', async () => {
  const router = await start()
  await router.push('/own')
  await settle()
  expect(document.activeElement?.tagName).toBe('INPUT')
})

it('does not take it away when only the query changes', async () => {
  const router = await start()
  document.querySelector<HTMLElement>('a')?.focus()
  await router.push('/?filter=high')
  await settle()
  expect(document.activeElement?.tagName).toBe('A')
})
