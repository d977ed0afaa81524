import { beforeEach, describe, expect, it, vi } from 'vitest'
import { Failure } from '@/ipc/client'
import { FakeDesk } from '@/ipc/fake'
import { at, field, mountScreen, type } from '@/testing/mount'
import { settle } from '@/testing/settle'
import { aManagersStation, aPerson, aStation } from '@/testing/station'
import HandOverDialog from './HandOverDialog.vue'

let desk: FakeDesk
beforeEach(() => {
  document.body.innerHTML = ''
  desk = FakeDesk.install().on('station_get', () => aStation({ people: [...aStation().people, aPerson({ id: 'p5', name: '覃审', role: 'auditor' })] }))
})

const given = vi.fn()
async function dialog(cases: string[]) {
  given.mockReset()
  const shown = await mountScreen(HandOverDialog, { props: { cases, open: false, onArranged: given } })
  await shown.screen.setProps({ open: true } as never)
  await settle()
  return shown
}
const words = () => document.querySelector('[role=dialog]')?.textContent ?? ''
async function choose(name: string, way?: 'cover' | 'leave' | 'stay') {
  await type(field('同事'), name)
  field('同事').blur()
  if (way) document.querySelector<HTMLInputElement>(`input[value=${way}]`)?.click()
  await settle()
}
async function go() {
  document.querySelector('form')?.requestSubmit()
  await settle()
}

describe('giving cases to a colleague', () => {
  it('offers colleagues, and neither oneself nor an auditor', async () => {
    await dialog(['case-1'])
    const offered = [...document.querySelectorAll('[role=option]')].map((option) => option.textContent).join()
    expect(offered).toContain('沈若兰')
    expect(offered).not.toContain('林晓岚')
    expect(offered).not.toContain('覃审')
  })

  it('asks for the last day of a cover, and says it for all cases at once', async () => {
    desk.on('case_cover', ({ cases }) => ({ done: cases, left: [] }))
    await dialog(['case-1', 'case-2'])
    expect(words()).toContain('把 2 个个案交给同事')
    await choose('沈若兰')
    expect(at('hand-over-go').hasAttribute('disabled')).toBe(true)
    await type(field('代管到哪一天'), '2099-03-20')
    field('代管到哪一天').blur()
    await settle()
    await go()
    expect(desk.requests('case_cover')).toEqual([{ cases: ['case-1', 'case-2'], by: 'p2', until: '2099-03-20' }])
    expect(given).toHaveBeenCalledWith(['case-1', 'case-2'])
  })

  it.each([
    ['leave', true],
    ['stay', false],
  ] as const)('hands over: %s', async (way, leave) => {
    desk.on('case_hand_over', ({ cases }) => ({ done: cases, left: [] }))
    await dialog(['case-1'])
    await choose('沈若兰', way)
    await go()
    expect(desk.requests('case_hand_over')).toEqual([{ cases: ['case-1'], to: 'p2', leave }])
  })

  it('names each case that was not given, and why', async () => {
    desk.on('case_hand_over', () => ({ done: ['case-1'], left: [{ case: 'case-2', number: '2026-018', why: 'not_your_role' }] }))
    await dialog(['case-1', 'case-2'])
    await choose('沈若兰', 'stay')
    await go()
    for (const part of ['交出了 1 个', '2026-018', '您的角色不能做这件事']) expect(words()).toContain(part)
    expect(document.querySelector('[data-testid=hand-over-go]')).toBeNull()
    expect(given).toHaveBeenCalledWith(['case-1'])
  })

  it('keeps what was chosen when the station is not reached', async () => {
    desk.on('case_hand_over', () => Promise.reject(new Failure('station_unreachable')))
    await dialog(['case-1'])
    await choose('沈若兰', 'stay')
    await go()
    expect(words()).toContain('现在连不上工作站')
    expect(field('同事').value).toBe('沈若兰')
    expect(given).not.toHaveBeenCalled()
  })

  it('says that there is nobody to give them to', async () => {
    desk.on('station_get', () => aManagersStation({ people: aManagersStation().people.slice(0, 1) }))
    await dialog(['case-1'])
    expect(words()).toContain('还没有别的同事')
  })
})
