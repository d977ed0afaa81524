import { beforeEach, describe, expect, it } from 'vitest'
import { FakeDesk } from '@/ipc/fake'
import { Failure } from '@/ipc/failure'
import type { CaseMember, Role } from '@/ipc/client'
import { readVault } from '@/features/vault/session'
import { at, button, field, mountScreen, type } from '@/testing/mount'
import { settle } from '@/testing/settle'
import { aCaseMember, aPerson, aStation } from '@/testing/station'
import { PROFILE, statusOf } from '@/testing/vault'
import CaseMembers from './CaseMembers.vue'

const SUPERVISOR = aCaseMember({ person: 'p3', name: '何敏', role: 'supervisor', you: false })
const ME = aCaseMember()

let desk: FakeDesk
async function card(members: CaseMember[], role: Role = 'worker') {
  desk = FakeDesk.install()
    .on('vault_status', () => statusOf('open'))
    .on('session_profile', () => ({ ...PROFILE, role }))
    .on('case_members', () => members)
    .on('station_get', () => aStation({ people: [...aStation().people, aPerson({ id: 'p3', name: '何敏', role: 'supervisor' }), aPerson({ id: 'p4', name: '韦晓燕' })] }))
  await readVault()
  const mounted = await mountScreen(CaseMembers, { props: { caseId: 'case-1' } })
  await settle()
  return mounted
}
beforeEach(() => void (document.body.innerHTML = ''))

describe('who can read a case', () => {
  it('is told by name, role and right', async () => {
    const { screen } = await card([ME, { ...SUPERVISOR, access: 'read' }])
    expect(at('member-of-case-p1').textContent).toContain('您')
    expect(at('member-of-case-p3').textContent).toContain('督导，只能看')
    expect(screen.find('[data-testid=admit]').exists()).toBe(true)
  })

  it('lets in somebody who is not in it yet, with the right that was chosen', async () => {
    await card([ME, SUPERVISOR])
    desk.on('case_admit', ({ person }) => [ME, SUPERVISOR, aCaseMember({ person, name: '韦晓燕', access: 'read', you: false })])
    at('admit').click()
    await settle()
    const offered = [...document.querySelectorAll('[role=option]')].map((option) => option.textContent)
    expect(offered.join()).toContain('韦晓燕')
    expect(offered.join()).not.toContain('何敏')
    expect(at('admit-go').hasAttribute('disabled')).toBe(true)
    await type(field('同事'), '韦晓燕')
    field('同事').blur()
    document.querySelector<HTMLInputElement>('input[value=read]')?.click()
    await settle()
    document.querySelector('form')?.requestSubmit()
    await settle()
    expect(desk.requests('case_admit')).toEqual([{ case: 'case-1', person: 'p4', access: 'read' }])
    expect(at('member-of-case-p4').textContent).toContain('韦晓燕')
  })

  it('asks before somebody is taken out, and keeps her when the station says no', async () => {
    const { screen } = await card([ME, SUPERVISOR])
    desk.on('case_expel', () => Promise.reject(new Failure('station_unreachable')))
    at('expel-p3').click()
    await settle()
    expect(document.querySelector('[role=dialog]')?.textContent).toContain('收不回来')
    at('confirm').click()
    await settle()
    expect(desk.requests('case_expel')).toEqual([{ case: 'case-1', person: 'p3' }])
    expect(screen.text()).toContain('现在连不上工作站')
    expect(screen.text()).toContain('何敏')
  })

  it('says of oneself that one leaves', async () => {
    await card([ME, SUPERVISOR])
    at('expel-p1').click()
    await settle()
    expect(document.querySelector('[role=dialog]')?.textContent).toContain('退出这个个案')
    button('取消').click()
    await settle()
    expect(desk.requests('case_expel')).toEqual([])
  })

  it('offers the only writer who leaves to hand the case over, so that she leaves by that', async () => {
    await card([ME])
    desk.on('case_expel', () => Promise.reject(new Failure('last_writer')))
    desk.on('case_hand_over', ({ cases }) => ({ done: cases, left: [] }))
    at('expel-p1').click()
    await settle()
    at('confirm').click()
    await settle()
    expect(document.querySelector('[role=dialog]')?.textContent).toContain('这个个案只有您能写')
    at('last-writer-hand-over').click()
    await settle()
    expect(document.querySelector<HTMLInputElement>('input[value=leave]')?.checked).toBe(true)
    await type(field('同事'), '韦晓燕')
    field('同事').blur()
    await settle()
    document.querySelector('form')?.requestSubmit()
    await settle()
    expect(desk.requests('case_hand_over')).toEqual([{ cases: ['case-1'], to: 'p4', leave: true }])
    expect(document.querySelector('[role=dialog]')).toBeNull()
  })

  it('tells a manager who cannot take out the only writer whom to ask, and what to do when she is gone', async () => {
    await card([{ ...ME, you: false }], 'manager')
    desk.on('case_expel', () => Promise.reject(new Failure('last_writer')))
    at('expel-p1').click()
    await settle()
    at('confirm').click()
    await settle()
    const dialog = document.querySelector('[role=dialog]')?.textContent
    for (const part of ['有个案只有林晓岚能写', '请林晓岚在自己的电脑上', '工作站恢复单']) expect(dialog).toContain(part)
    expect(document.querySelector('[data-testid=last-writer-hand-over]')).toBeNull()
  })

  it('shows a reader who it is, and nothing to press', async () => {
    const { screen } = await card([{ ...ME, access: 'read' }, SUPERVISOR])
    expect(screen.findAll('button')).toHaveLength(0)
    expect(screen.text()).toContain('由能写的同事或主管来做')
  })

  it('lets a manager who has no key take people out, but nobody in', async () => {
    const { screen } = await card([SUPERVISOR], 'manager')
    expect(screen.find('[data-testid=expel-p3]').exists()).toBe(true)
    expect(screen.find('[data-testid=admit]').exists()).toBe(false)
  })
})
