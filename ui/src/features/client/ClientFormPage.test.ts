import { beforeEach, describe, expect, it, vi } from 'vitest'
import { Failure, type ClientCheckResponse } from '@/ipc/client'
import { FakeDesk } from '@/ipc/fake'
import { at, field, mountScreen, type } from '@/testing/mount'
import { aClient, aClientView } from '@/testing/records'
import { settle } from '@/testing/settle'
import ClientFormPage from './ClientFormPage.vue'

const FINE: ClientCheckResponse = { problems: [], birth_date: null, sex: null, duplicates: [] }
const EMPTY_NAME: ClientCheckResponse = { ...FINE, problems: [{ field: 'name', problem: 'empty', detail: null }] }
const TWIN = {
  likeness: 'similar_name_same_village' as const,
  client: aClientView({ id: 'client-7', client: aClient({ name: '周合', address: '一组 3 号' }) }),
}

let desk: FakeDesk
beforeEach(() => {
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

/** Waits until the pause in typing is over and the desk has looked. */
async function looked(): Promise<void> {
  const before = desk.requests('client_check').length
  await vi.waitFor(() => expect(desk.requests('client_check').length).toBeGreaterThan(before))
  await settle()
}
const name = () => at('client-name') as HTMLInputElement
const idNumber = () => at('client-id-number') as HTMLInputElement
const text = () => document.body.textContent ?? ''

describe('registering a client', () => {
  it('needs only a name, and leads to the client', async () => {
    const { router } = await form()
    expect(document.activeElement).toBe(name())
    await type(name(), '周禾')
    at('client-save').click()
    await settle()
    expect(desk.requests('client_save')).toEqual([
      {
        id: null,
        client: {
          ...aClient({ name: '周禾', called: '', birth_date: null, sex: null, categories: [], needs: [] }),
          village: '',
          address: '',
          phones: [],
          school_or_work: '',
          remarks: '',
        },
        seen: [],
        not_duplicate: false,
      },
    ])
    expect(router.currentRoute.value).toMatchObject({ name: 'client', params: { id: 'client-9' } })
  })

  it('sends all that is typed and chosen', async () => {
    await form()
    await type(name(), '周禾')
    for (const value of ['left_behind_child', 'guardianship_child', 'safety']) {
      document.querySelector<HTMLInputElement>(`input[value=${value}]`)?.click()
      await settle()
    }
    await type(at('client-phone-0') as HTMLInputElement, '13800000001')
    await type(field('出生日期'), '2012年5月20日')
    const village = field('村居')
    await type(village, '石桥')
    village.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown' }))
    village.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }))
    await settle()
    at('client-save').click()
    await settle()
    expect(desk.requests('client_save')[0]?.client).toMatchObject({
      name: '周禾',
      birth_date: '2012-05-20',
      categories: ['left_behind_child', 'guardianship_child'],
      needs: ['safety'],
      phones: ['13800000001'],
      village: '石桥村',
    })
  })

  it('drops categories and needs of the other group', async () => {
    await form()
    await type(name(), '陈桂兰')
    document.querySelector<HTMLInputElement>('input[value=orphan]')?.click()
    document.querySelector<HTMLInputElement>('input[value=elder]')?.click()
    await settle()
    expect(document.querySelector('input[value=orphan]')).toBeNull()
    at('client-save').click()
    await settle()
    expect(desk.requests('client_save')[0]?.client).toMatchObject({ group: 'elder', categories: [] })
  })

  it('reads birth date and sex out of the identity number, and does not ask for them again', async () => {
    desk.on('client_check', () => ({ ...FINE, birth_date: '2012-05-20', sex: 'female' }))
    await form()
    await type(idNumber(), '110105201205201226')
    await looked()
    expect(at('id-reading').textContent).toContain('2012年5月20日·女')
    expect(document.getElementById('client-birth_date')).toBeNull()
    await type(name(), '周禾')
    at('client-save').click()
    await settle()
    expect(desk.requests('client_save')[0]?.client).toMatchObject({ birth_date: null, sex: null, id_number: '110105201205201226' })
  })

  it('holds its tongue while a number is typed, and speaks when it is left or full', async () => {
    desk.on('client_check', ({ client }) => ({
      ...FINE,
      problems: [{ field: 'id_number', problem: 'length', detail: String(client.id_number.length) }],
    }))
    await form()
    await type(idNumber(), '1101')
    await looked()
    expect(text()).not.toContain('身份证号是 18 位')
    idNumber().dispatchEvent(new FocusEvent('focusout', { bubbles: true }))
    await settle()
    expect(text()).toContain('身份证号是 18 位，现在是 4 位')
  })

  it('drops a late answer about what is no longer typed', async () => {
    const answers: ((answer: ClientCheckResponse) => void)[] = []
    desk.on('client_check', () => new Promise((done) => answers.push(done)))
    await form()
    await type(idNumber(), '110105201205201226')
    await vi.waitFor(() => expect(answers).toHaveLength(1))
    await type(idNumber(), '')
    await vi.waitFor(() => expect(answers).toHaveLength(2))
    answers[1]?.(FINE)
    answers[0]?.({ ...FINE, birth_date: '2012-05-20', sex: 'female' })
    await settle()
    expect(document.querySelector('[data-testid=id-reading]')).toBeNull()
  })

  it('says what is missing at its field, and goes there', async () => {
    desk.on('client_check', () => EMPTY_NAME)
    await form()
    at('client-save').click()
    await settle()
    expect(text()).toContain('请写上姓名')
    expect(document.activeElement).toBe(name())
    expect(desk.requests('client_save')).toEqual([])
  })

  it('registers nobody without the birth date that was typed and cannot be read', async () => {
    await form()
    await type(name(), '周禾')
    const birth = document.getElementById('client-birth_date') as HTMLInputElement
    await type(birth, '一二年夏天')
    at('client-save').click()
    await settle()
    expect(desk.requests('client_save')).toEqual([])
    expect(document.activeElement).toBe(birth)
    expect(text()).toContain('看不懂这个日期')
    await type(birth, '')
    at('client-save').click()
    await settle()
    expect(desk.requests('client_save')).toHaveLength(1)
  })

  it('says what the desk refuses, and keeps what was typed', async () => {
    desk.on('client_save', () => {
      throw new Failure('disk_full')
    })
    const { router } = await form()
    await type(name(), '周禾')
    at('client-save').click()
    await settle()
    expect(text()).toContain('磁盘满了')
    expect(name().value).toBe('周禾')
    expect(router.currentRoute.value.name).toBe('home')
  })
})

describe('a likely duplicate', () => {
  beforeEach(() => desk.on('client_check', () => ({ ...FINE, duplicates: [TWIN] })))

  async function compare() {
    const mounted = await form()
    await type(name(), '周禾')
    await looked()
    return mounted
  }

  it('is told while typing, and laid side by side with what differs marked', async () => {
    await compare()
    expect(at('duplicate-notice').textContent).toContain('可能已登记过：周合')
    at('duplicate-compare').click()
    await settle()
    const row = [...at('duplicate-table').querySelectorAll('tr')].find((one) => one.textContent?.startsWith('姓名'))
    expect(row?.textContent).toMatch(/不同.*周禾.*周合/)
  })

  it('must be looked at before it is registered after all', async () => {
    const { router } = await compare()
    at('client-save').click()
    await settle()
    expect(desk.requests('client_save')).toEqual([])
    at('duplicate-another').click()
    await settle()
    expect(desk.requests('client_save')[0]).toMatchObject({ not_duplicate: true })
    expect(router.currentRoute.value.params).toMatchObject({ id: 'client-9' })
  })

  it('leads to the one on record', async () => {
    const { router } = await compare()
    at('client-save').click()
    await settle()
    at('duplicate-open').click()
    await settle()
    expect(router.currentRoute.value).toMatchObject({ name: 'client', params: { id: 'client-7' } })
    expect(desk.requests('client_save')).toEqual([])
  })
})

describe('correcting a client', () => {
  it('starts from the record, and sends back what it was filled from', async () => {
    desk.on('client_get', () => aClientView({ client: aClient({ id_number: '110105201205201226' }) }))
    desk.on('client_check', () => ({ ...FINE, birth_date: '2012-05-20', sex: 'female', duplicates: [TWIN] }))
    const { router } = await form('client-1')
    expect(name().value).toBe('周禾')
    await type(field('住址'), '二组 8 号')
    at('client-save').click()
    await settle()
    expect(desk.requests('client_save')[0]).toMatchObject({
      id: 'client-1',
      seen: ['seen-client'],
      not_duplicate: false,
      client: { address: '二组 8 号', called: '禾禾' },
    })
    expect(router.currentRoute.value.name).toBe('client')
  })

  it('says so when there is no such client', async () => {
    desk.on('client_get', () => {
      throw new Failure('not_found')
    })
    await form('nobody')
    expect(document.querySelector('[data-code=not_found]')).not.toBeNull()
  })
})
