import { beforeEach, describe, expect, it, vi } from 'vitest'
import TheRail from '@/frame/TheRail.vue'
import { readVault } from '@/features/vault/session'
import { Failure, type Role } from '@/ipc/client'
import { FakeDesk } from '@/ipc/fake'
import { at, button, field, mountScreen, type } from '@/testing/mount'
import { settle } from '@/testing/settle'
import { anAccess, aStation } from '@/testing/station'
import { PROFILE, statusOf } from '@/testing/vault'
import AccessPage from './AccessPage.vue'
import { STRETCH } from './log'

const EVERYTHING = { case: null, number: '', person: null, from: null, upto: null }
let desk: FakeDesk
beforeEach(() => {
  desk = FakeDesk.install()
    .on('vault_status', () => statusOf('open'))
    .on('station_get', () => aStation())
    .on('access_list', () => ({
      rows: [anAccess({ kind: 'printed' }), anAccess({ person: null, name: '', number: '', kind: 'handed_out' })],
      more: false,
    }))
})

async function page(role: Role = 'auditor') {
  desk.on('session_profile', () => ({ ...PROFILE, role }))
  await readVault()
  const shown = await mountScreen(AccessPage)
  await settle()
  return shown
}
const lines = () => [...at('access-log').querySelectorAll('tbody tr')].map((line) => line.textContent ?? '')
const last = () => desk.requests('access_list').at(-1)?.filter

describe('the access log', () => {
  it('says when, who, which case by its number, and what', async () => {
    const { screen } = await page()
    const [first, second] = lines()
    for (const part of ['林晓岚', '2026-017', '打印或导出']) expect(first).toContain(part)
    for (const part of ['不认识的电脑', '没有编号', '取出附件']) expect(second).toContain(part)
    expect(screen.text()).toContain('没有服务对象的姓名')
    expect(desk.requests('access_list')).toEqual([{ filter: EVERYTHING, offset: 0, limit: STRETCH }])
  })

  it('tells a manager that only her cases stand here', async () => {
    const { screen } = await page('manager')
    expect(screen.text()).toContain('只有您在里面的个案')
  })

  it('is narrowed by person, by number and by days', async () => {
    await page()
    await type(field('谁'), '沈若兰')
    field('谁').dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
    await settle()
    expect(last()).toEqual({ ...EVERYTHING, person: 'p2' })
    await type(field('个案编号'), '2026-0')
    await type(field('从哪一天'), '2026-03-10')
    field('从哪一天').blur()
    await type(field('到哪一天'), '2026-03-12')
    field('到哪一天').blur()
    await settle()
    expect(last()).toEqual({ case: null, number: '2026-0', person: 'p2', from: '2026-03-10', upto: '2026-03-12' })
  })

  it('is narrowed from a row to its person or to its case', async () => {
    await page()
    button('只看 2026-017').click()
    await settle()
    expect(last()).toEqual({ ...EVERYTHING, number: '2026-017' })
    button('只看 林晓岚').click()
    await settle()
    expect(last()).toEqual({ ...EVERYTHING, number: '2026-017', person: 'p1' })
    expect(field('谁').value).toBe('林晓岚')
  })

  it('says of days that are the wrong way round what is wrong', async () => {
    const { screen } = await page()
    await type(field('从哪一天'), '2026-03-12')
    field('从哪一天').blur()
    await type(field('到哪一天'), '2026-03-10')
    field('到哪一天').blur()
    await settle()
    expect(screen.text()).toContain('比“从哪一天”还早')
  })

  it('brings earlier rows after those that are there', async () => {
    desk.on('access_list', ({ offset }) => ({ rows: [anAccess({ number: `N-${offset}` })], more: offset < STRETCH }))
    await page()
    const before = lines()
    expect(before).toHaveLength(STRETCH)
    at('access-more').click()
    await settle()
    expect(lines().slice(0, STRETCH)).toEqual(before)
    expect(lines()[STRETCH]).toContain(`N-${STRETCH}`)
    expect(document.querySelector('[data-testid=access-more]')).toBeNull()
  })

  it('shows what has come in, and no fewer rows than before', async () => {
    const from = (word: string) =>
      desk.on('access_list', ({ offset, limit }) => ({ rows: Array.from({ length: limit }, (_, n) => anAccess({ number: `${word}-${offset + n}` })), more: true }))
    from('A')
    await page()
    at('access-more').click()
    await settle()
    expect(lines()).toHaveLength(2 * STRETCH)
    from('B')
    desk.emit({ event: 'changed' })
    await vi.waitFor(() => expect(lines()[0]).toContain('B-0'))
    expect(lines()).toHaveLength(2 * STRETCH)
    expect(lines().at(-1)).toContain(`B-${2 * STRETCH - 1}`)
  })

  it('tells an empty log from one in which nothing matches', async () => {
    desk.on('access_list', () => ({ rows: [], more: false }))
    const { screen } = await page()
    expect(screen.text()).toContain('还没有查阅记录')
    expect(at('access-save').hasAttribute('disabled')).toBe(true)
    await type(field('个案编号'), 'X')
    await settle()
    expect(screen.text()).toContain('这样筛选没有查阅记录')
    at('access-clear').click()
    await settle()
    expect(last()).toEqual(EVERYTHING)
  })

  it('says what failed and asks again', async () => {
    desk.on('access_list', () => Promise.reject(new Failure('vault_damaged')))
    await page()
    expect(document.querySelector('[data-code=vault_damaged]')).not.toBeNull()
    desk.on('access_list', () => ({ rows: [anAccess()], more: false }))
    button('再试一次').click()
    await settle()
    expect(lines()).toHaveLength(1)
  })

  it('is saved as it is narrowed, with the words of the screen', async () => {
    desk.on('access_save', () => ({ path: '/home/lin/查阅记录.csv' }))
    const { screen } = await page()
    await type(field('个案编号'), '2026')
    await settle()
    at('access-save').click()
    await settle()
    const [request] = desk.requests('access_save')
    expect(request).toMatchObject({
      filter: { ...EVERYTHING, number: '2026' },
      heads: ['时间', '谁', '个案', '做了什么'],
      kinds: ['查阅', '打印或导出', '取出附件'],
    })
    expect(request?.name).toMatch(/^查阅记录 \d{4}-\d\d-\d\d\.csv$/)
    expect(screen.text()).toContain('已写到 /home/lin/查阅记录.csv')
  })

  it('says nothing where no place was chosen, and why it was not written', async () => {
    desk.on('access_save', () => ({ path: null }))
    const { screen } = await page()
    at('access-save').click()
    await settle()
    expect(screen.text()).not.toContain('已写到')
    desk.on('access_save', () => Promise.reject(new Failure('disk_full')))
    at('access-save').click()
    await settle()
    expect(document.querySelector('[data-code=disk_full]')).not.toBeNull()
  })
})

describe('the rail', () => {
  it.each<[Role, boolean]>([
    ['auditor', true],
    ['manager', true],
    ['worker', false],
    ['supervisor', false],
  ])('has the place for a %s: %s', async (role, there) => {
    desk.on('session_profile', () => ({ ...PROFILE, role }))
    await readVault()
    const { screen } = await mountScreen(TheRail)
    expect(screen.text().includes('查阅记录')).toBe(there)
  })
})
