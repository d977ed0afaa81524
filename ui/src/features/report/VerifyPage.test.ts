import { beforeEach, describe, expect, it } from 'vitest'
import { Failure, type ReportVerifyResponse } from '@/ipc/client'
import { FakeDesk } from '@/ipc/fake'
import { at, mountScreen, type } from '@/testing/mount'
import { settle } from '@/testing/settle'
import VerifyPage from './VerifyPage.vue'

const SAME: ReportVerifyResponse = { visit: 'v1', note: 'n1', unaltered: true, addenda_since: 0, client_name: '周禾', on: '2026-03-14', author_name: '林晓岚' }

let desk: FakeDesk
beforeEach(() => {
  desk = FakeDesk.install()
})

async function verify(answer: () => ReportVerifyResponse) {
  desk.on('report_verify', answer)
  const mounted = await mountScreen(VerifyPage)
  await type(at('verify-code') as HTMLInputElement, ' 7KQM-X2FD ')
  await settle()
  at('verify-go').click()
  await settle()
  return mounted
}
const said = () => at('verify-answer').textContent ?? ''

describe('verifying a page', () => {
  it('says that the note is the same, whose it is, and leads to it', async () => {
    const { router } = await verify(() => SAME)
    expect(desk.requests('report_verify')).toEqual([{ code: '7KQM-X2FD' }])
    expect(at('verify-answer').dataset.verdict).toBe('same')
    expect(said()).toContain('周禾')
    expect(said()).toContain('林晓岚 签署')
    expect(said()).not.toContain('打印之后又签了')
    expect(at('verify-covers').textContent).toContain('不管别的')
    at('verify-answer').querySelector('a')?.click()
    await settle()
    expect(router.currentRoute.value).toMatchObject({ name: 'report', query: { note: 'n1' } })
  })

  it('says what has been added since', async () => {
    await verify(() => ({ ...SAME, addenda_since: 2 }))
    expect(said()).toContain('打印之后又签了 2 份补记')
  })

  it('says that the note does not verify', async () => {
    await verify(() => ({ ...SAME, unaltered: false }))
    expect(at('verify-answer').dataset.verdict).toBe('altered')
    expect(document.querySelector('[data-testid=verify-covers]')).toBeNull()
  })

  it('says that there is no such code, and names nobody', async () => {
    await verify(() => ({ visit: null, note: null, unaltered: false, addenda_since: 0, client_name: '', on: null, author_name: '' }))
    expect(at('verify-answer').dataset.verdict).toBe('unknown')
    expect(said()).toContain('这里没有这个核验码')
    expect(at('verify-answer').querySelector('a')).toBeNull()
  })

  it('takes the answer away when another code is typed', async () => {
    await verify(() => SAME)
    await type(at('verify-code') as HTMLInputElement, '7')
    await settle()
    expect(document.querySelector('[data-testid=verify-answer]')).toBeNull()
  })

  it('asks nothing for an empty code, and says what failed', async () => {
    desk.on('report_verify', () => {
      throw new Failure('locked')
    })
    await mountScreen(VerifyPage)
    expect((at('verify-go') as HTMLButtonElement).disabled).toBe(true)
    await type(at('verify-code') as HTMLInputElement, 'x')
    await settle()
    at('verify-go').click()
    await settle()
    expect(document.querySelector('[data-code=locked]')).not.toBeNull()
  })
})
