import { beforeEach, describe, expect, it } from 'vitest'
import { FakeDesk } from '@/ipc/fake'
import { at, mountScreen } from '@/testing/mount'
import { settle } from '@/testing/settle'
import { aLate } from '@/testing/station'
import LatePage from './LatePage.vue'

let desk: FakeDesk
beforeEach(() => {
  desk = FakeDesk.install()
})

describe('what revoked laptops had not sent', () => {
  it('says whose it is and what it says, and is taken over with a word on where it comes from', async () => {
    desk.on('late_list', () => ({ items: [aLate({ field: 'addendum', text: '外婆改了电话。', can_take: false, change: 'a' }), aLate({ change: 'b' })] }))
    desk.on('late_take', () => ({ visit: 'visit-9' }))
    await mountScreen(LatePage)
    await settle()
    expect(at('late-a').textContent).toContain('外婆改了电话。')
    expect(at('late-a').querySelector('button')).toBeNull()
    at('late-b').querySelector<HTMLElement>('[data-testid=late-take]')?.click()
    await settle()
    const [asked] = desk.requests('late_take')
    expect(asked).toMatchObject({ change: 'b' })
    expect((asked as { remark: string }).remark).toContain('林晓岚')
  })

  it('says that there is nothing', async () => {
    desk.on('late_list', () => ({ items: [] }))
    const { screen } = await mountScreen(LatePage)
    await settle()
    expect(screen.text()).toContain('没有留下的内容')
  })
})
