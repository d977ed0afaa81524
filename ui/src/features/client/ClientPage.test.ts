import { beforeEach, describe, expect, it } from 'vitest'
import { Failure } from '@/ipc/client'
import { FakeDesk } from '@/ipc/fake'
import { at, button, field, mountScreen, type } from '@/testing/mount'
import { aChange, aClient, aClientView, aMember, aMemberView, day } from '@/testing/records'
import { settle } from '@/testing/settle'
import ClientPage from './ClientPage.vue'

const FATHER = aMemberView({ withheld: true, withheld_reason: '曾动手打孩子。' }, 'member-1')
const CASE = { id: 'case-1', number: '2026-017', opened_on: day(-150), risk: 'high' as const }

let desk: FakeDesk
beforeEach(() => {
  desk = FakeDesk.install()
    .on('client_get', () => aClientView({ members: [FATHER] }))
    .on('member_save', () => ({ id: 'member-2' }))
    .on('member_remove', () => ({}))
})

async function page() {
  const mounted = await mountScreen(ClientPage, { props: { id: 'client-1' } as never })
  await settle()
  return mounted
}
const text = () => document.body.textContent ?? ''

describe('the page of a client', () => {
  it('offers to open a case as the one next step after registering', async () => {
    const { router } = await page()
    expect(text()).toContain('接下来开一个个案')
    at('open-case').click()
    await settle()
    expect(router.currentRoute.value).toMatchObject({ name: 'case-new', params: { id: 'client-1' } })
  })

  it('leads to the case file where there is one', async () => {
    desk.on('client_get', () => aClientView({ cases: [CASE] }))
    const { router } = await page()
    expect(text()).toContain('2026-017')
    at('open-case-file').click()
    await settle()
    expect(router.currentRoute.value).toMatchObject({ name: 'case', params: { id: 'case-1' } })
  })

  it('shows what is known and takes no room for what is not', async () => {
    desk.on('client_get', () => aClientView({ client: aClient({ health: '', phones: ['110', '120'] }) }))
    await page()
    expect(text()).toContain('2012年5月20日')
    expect(text()).toContain('110·120')
    expect([...document.querySelectorAll('dt')].map((term) => term.textContent)).not.toContain('健康')
  })

  it('says that only the name is known', async () => {
    const bare = aClient({ categories: [], needs: [], birth_date: null, village: '', address: '', phones: [], school_or_work: '', remarks: '' })
    desk.on('client_get', () => aClientView({ client: bare, age: null }))
    await page()
    expect(text()).toContain('除了姓名，还没有记别的。')
  })

  it('shows the history of client and household', async () => {
    desk.on('client_history', () => [aChange()])
    await page()
    at('client-history').click()
    await settle()
    expect(document.querySelector('del')?.textContent).toBe('石桥')
    expect(document.querySelector('ins')?.textContent).toBe('石桥村')
  })
})

describe('the household', () => {
  it('takes in a person', async () => {
    await page()
    at('member-add').click()
    await settle()
    await type(at('member-name') as HTMLInputElement, '王秀珍')
    document.querySelector<HTMLInputElement>('input[value=grandmother]')?.click()
    document.querySelector<HTMLInputElement>('input[value=guardian]')?.click()
    await settle()
    at('member-save').click()
    await settle()
    expect(desk.requests('member_save')).toEqual([
      {
        client: 'client-1',
        id: null,
        member: aMember({ name: '王秀珍', relation: 'grandmother', phone: '' }),
        seen: [],
      },
    ])
    expect(desk.requests('client_get')).toHaveLength(2)
  })

  it('asks why the file is withheld from someone, and says what is wrong there', async () => {
    desk.on('member_save', () => {
      throw new Failure('invalid', { problems: [{ field: 'withheld_reason', problem: 'empty', detail: null }] })
    })
    await page()
    at('member-edit-member-1').click()
    await settle()
    const reason = at('member-withheld-reason') as HTMLTextAreaElement
    expect(reason.value).toBe('曾动手打孩子。')
    at('member-save').click()
    await settle()
    expect(text()).toContain('请写上为什么保密')
    expect(document.activeElement).toBe(reason)
  })

  it('sends an edit back with what it was filled from', async () => {
    await page()
    at('member-edit-member-1').click()
    await settle()
    await type(field('电话'), '13900000009')
    at('member-save').click()
    await settle()
    expect(desk.requests('member_save')[0]).toMatchObject({ id: 'member-1', seen: ['seen-member-1'], member: { phone: '13900000009', withheld: true } })
  })

  it('goes on with a person who was half filled in, each in a form of their own', async () => {
    const { screen } = await page()
    at('member-add').click()
    await settle()
    await type(at('member-name') as HTMLInputElement, '王秀珍')
    screen.unmount()
    await settle()
    expect(JSON.parse(desk.forms.get('member/client-1') ?? '').about).toEqual({ name: '周禾·王秀珍', client: 'client-1' })
    await mountScreen(ClientPage, { props: { id: 'client-1' } as never, at: '/?open=member/client-1' })
    await settle()
    expect((at('member-name') as HTMLInputElement).value).toBe('王秀珍')
    at('member-save').click()
    await settle()
    expect(desk.requests('member_save')[0]).toMatchObject({ id: null, member: { name: '王秀珍' } })
    expect(desk.forms.size).toBe(0)
    at('member-edit-member-1').click()
    await settle()
    expect((at('member-name') as HTMLInputElement).value).toBe('周大山')
  })

  it('removes only after asking', async () => {
    await page()
    at('member-remove-member-1').click()
    await settle()
    expect(desk.requests('member_remove')).toEqual([])
    expect(text()).toContain('移除周大山？')
    button('移除').click()
    await settle()
    expect(desk.requests('member_remove')).toEqual([{ id: 'member-1' }])
  })
})
