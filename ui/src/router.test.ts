import { describe, expect, it } from 'vitest'
import { zh } from './locales'
import { makeRouter } from './router'
import { FakeDesk } from './ipc/fake'

/** A page is loaded when it is first gone to: a name that leads nowhere would only be found then. */
const routes = (FakeDesk.install(), makeRouter().getRoutes().filter((route) => !route.redirect))

describe('every route', () => {
  it.each(routes.map((route) => [String(route.name), route] as const))('%s has a page that loads and a title', async (_, route) => {
    const page = route.components?.default as object | (() => Promise<{ default: object }>)
    expect(typeof page === 'function' ? (await page()).default : page).toBeTypeOf('object')
    const [namespace = '', ...path] = route.meta.title.split('.')
    const title = path.reduce<unknown>((tree, step) => (tree as Record<string, unknown>)[step], (zh as Record<string, unknown>)[namespace])
    expect(title).toBeTypeOf('string')
  }, 20_000)
})
