import { beforeEach, describe, expect, it } from 'vitest'
import { defineComponent, h } from 'vue'
import { RouterView } from 'vue-router'
import { heldName, release } from '@/features/vault/held'
import { lockVault, readVault } from '@/features/vault/session'
import { Failure, type ClientCheckResponse } from '@/ipc/client'
import { FakeDesk } from '@/ipc/fake'
import { at, field, mountScreen, type } from '@/testing/mount'
import { aChange, aClient, aClientView } from '@/testing/records'
import { settle } from '@/testing/settle'
import { PROFILE, statusOf } from '@/testing/vault'
import ClientFormPage from './ClientFormPage.vue'

const FINE: ClientCheckResponse = { problems: [], birth_date: null, sex: null, duplicates: [] }

let desk: FakeDesk
beforeEach(() => {
  // What a test before could not save would come back.
  release(heldName('form/client'))
  desk = FakeDesk.install()
    .on('case_villages', () => [{ village: '石桥村', clients: 4 }])
    .on('client_check', () => FINE)
    .on('client_save', () => ({ id: 'client-9' }))
})

async function form(id?: string) {
  const mounted = await mountScreen(ClientFormPage, { props: { id } as never })
  await settle()
  return mounted
}

const name = () => at('client-name') as HTMLInputElement
const text = () => document.body.textContent ?? ''

describe('a form that was left half filled', () => {
  const Shell = defineComponent({ render: () => h(RouterView) })

  async function inShell(path = '/form') {
    const { router } = await mountScreen(Shell)
    router.addRoute({ path: '/form/:id?', name: 'form', component: ClientFormPage, props: true })
    await router.push(path)
    await settle()
    return router
  }

  async function leaveWith(text: string): Promise<void> {
    const router = await inShell()
    await type(name(), text)
    await router.push({ name: 'today' })
    await settle()
  }

  it('is kept without asking when the page is left', async () => {
    const router = await inShell()
    await type(name(), '周禾')
    await router.push({ name: 'today' })
    await settle()
    expect(router.currentRoute.value.name).toBe('today')
    expect(JSON.parse(desk.forms.get('client') ?? '')).toMatchObject({ typed: { name: '周禾' }, about: { name: '周禾' }, seen: [] })
  })

  it('is in the vault before the vault locks', async () => {
    desk
      .on('vault_status', () => statusOf('open'))
      .on('session_profile', () => PROFILE)
      .on('vault_lock', () => ({}))
    await readVault()
    await inShell()
    await type(name(), '周禾')
    await type(field('村居'), '石')
    await lockVault()
    expect(desk.calls.map((made) => made.name).slice(-2)).toEqual(['form_autosave', 'vault_lock'])
    expect(JSON.parse(desk.forms.get('client') ?? '').typed).toMatchObject({ name: '周禾', village: '石' })
  })

  it('goes on where it was, and says so', async () => {
    await leaveWith('周禾')
    await form()
    expect(name().value).toBe('周禾')
    expect(at('kept-note').textContent).toContain('接着上次没填完的')
  })

  it('is begun afresh with one click, and put back with another', async () => {
    await leaveWith('周禾')
    await form()
    at('kept-afresh').click()
    await settle()
    expect(name().value).toBe('')
    expect(desk.forms.size).toBe(0)
    expect(document.activeElement).toBe(at('kept-put-back'))
    at('kept-put-back').click()
    await settle()
    expect(name().value).toBe('周禾')
    expect(desk.forms.has('client')).toBe(true)
  })

  it('is taken out when the client is registered', async () => {
    await leaveWith('周禾')
    await form()
    at('client-save').click()
    await settle()
    expect(desk.requests('client_save')).toHaveLength(1)
    expect(desk.forms.size).toBe(0)
  })

  it('asks what becomes of what was typed when it is cancelled', async () => {
    const router = await inShell()
    at('form-cancel').click()
    await settle()
    expect(router.currentRoute.value.name, 'nothing typed, nothing asked').toBe('cases')
    await router.push('/form')
    await settle()
    await type(name(), '周禾')
    at('form-cancel').click()
    await settle()
    expect(document.activeElement).toBe(at('form-keep'))
    at('form-discard').click()
    await settle()
    expect(router.currentRoute.value.name).toBe('cases')
    expect(desk.forms.size).toBe(0)
  })

  it('says why it is not kept, and stays on the screen', async () => {
    desk.on('form_autosave', () => {
      throw new Failure('disk_full')
    })
    await form()
    await type(name(), '周禾')
    name().dispatchEvent(new FocusEvent('focusout', { bubbles: true }))
    await settle()
    expect(at('kept-fault').textContent).toContain('磁盘满了')
    expect(name().value).toBe('周禾')
  })

  it('shows no empty form in place of one that cannot be read', async () => {
    desk.on('form_get', () => {
      throw new Failure('disk_fault')
    })
    await form()
    expect(document.querySelector('[data-code=disk_fault]')).not.toBeNull()
    expect(document.querySelector('[data-testid=client-name]')).toBeNull()
  })
})

describe('a correction that was left while the record changed', () => {
  const OLD = aClientView({ client: aClient({ id_number: '' }), seen: ['old'] })
  const NOW = aClientView({ client: aClient({ village: '柳湾村', address: '别处改的' }), seen: ['now'] })

  beforeEach(async () => {
    desk.on('client_get', () => OLD)
    const { screen } = await form('client-1')
    await type(field('住址'), '二组 8 号')
    screen.unmount()
    await settle()
    desk
      .on('client_get', () => NOW)
      .on('client_save', ({ seen }) => {
        if (seen[0] !== 'now') throw new Failure('changed_meanwhile')
        return { id: 'client-1' }
      })
      .on('client_history', () => [aChange()])
    await form('client-1')
  })

  it('keeps what it was filled from, so that nothing is overwritten', async () => {
    expect(field('住址').value).toBe('二组 8 号')
    expect(field('村居').value).toBe('石桥村')
    at('client-save').click()
    await settle()
    expect(desk.requests('client_save')[0]?.seen).toEqual(['old'])
    expect(text()).toContain('这份记录有了改动')
    expect(desk.forms.has('client/client-1')).toBe(true)
  })

  it('shows what changed, brings it in, and can then be saved', async () => {
    at('client-save').click()
    await settle()
    at('changes-look').click()
    await settle()
    expect(document.querySelector('ins')?.textContent).toBe('石桥村')
    at('changes-bring-in').click()
    await settle()
    expect(at('changes-brought').textContent).toMatch(/放进来 1 处改动.*有 1 处两边都改了/)
    expect(field('村居').value).toBe('柳湾村')
    expect(field('住址').value).toBe('二组 8 号')
    at('client-save').click()
    await settle()
    expect(desk.requests('client_save').at(-1)).toMatchObject({ seen: ['now'], client: { village: '柳湾村', address: '二组 8 号' } })
    expect(desk.forms.size).toBe(0)
  })
})
