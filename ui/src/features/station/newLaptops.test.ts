import { beforeEach, describe, expect, it } from 'vitest'
import { FakeDesk } from '@/ipc/fake'
import { Failure } from '@/ipc/failure'
import { readVault } from '@/features/vault/session'
import { at, mountScreen } from '@/testing/mount'
import { settle } from '@/testing/settle'
import { aLaptop, aManagersStation, aNewLaptop, aNotice, anInvitation, aPerson } from '@/testing/station'
import { PROFILE, statusOf } from '@/testing/vault'
import { setLanguage } from '@/shared/words'
import InvitePage from './InvitePage.vue'
import NewLaptops from './NewLaptops.vue'
import NewNotices from './NewNotices.vue'
import StationPage from './StationPage.vue'

let desk: FakeDesk
beforeEach(async () => {
  desk = FakeDesk.install()
    .on('vault_status', () => statusOf('open'))
    .on('session_profile', () => ({ ...PROFILE, role: 'manager' as const }))
    .on('session_touch', () => ({}))
  await readVault()
})

/** The desk as it answers: what was let in waits no more, what was left out says so. */
function given(laptop = aNewLaptop()): void {
  let waiting = [laptop]
  desk
    .on('station_new_laptops', () => waiting)
    .on('station_answer_laptop', ({ let_in }) => (waiting = let_in ? [] : [{ ...laptop, left_out: true }]))
}

async function press(testid: string): Promise<void> {
  at(testid).click()
  await settle()
}

describe('a colleague’s new laptop', () => {
  it('says whose it is, who invited it and when, and is let in with one click', async () => {
    given()
    const { screen } = await mountScreen(NewLaptops)
    await settle()
    expect(screen.text()).toContain('何敏有一台新电脑，由沈若兰邀请。')
    expect(screen.text()).toMatch(/加入/)
    expect(screen.text()).toContain('4 份文件')
    await press('laptop-let-in')
    expect(desk.requests('station_answer_laptop')).toEqual([{ person: 'p3', entry: 21, let_in: true }])
    expect(screen.find('[data-testid=new-laptops]').exists()).toBe(false)
  })

  it('is left out with one click, and let in after all with another', async () => {
    given(aNewLaptop({ invited_by: '' }))
    const { screen } = await mountScreen(NewLaptops)
    await settle()
    expect(screen.text()).toContain('由不认识的人邀请')
    await press('laptop-leave-out')
    expect(screen.text()).toContain('您没有让它进来')
    expect(screen.find('[data-testid=laptop-leave-out]').exists()).toBe(false)
    await press('laptop-let-in')
    expect(desk.requests('station_answer_laptop').map(({ let_in }) => let_in)).toEqual([false, true])
  })

  it('says what went wrong, and the question stays', async () => {
    desk.on('station_new_laptops', () => [aNewLaptop()]).on('station_answer_laptop', () => Promise.reject(new Failure('internal')))
    const { screen } = await mountScreen(NewLaptops)
    await settle()
    await press('laptop-let-in')
    expect(screen.text()).toContain('程序出了差错')
    expect(screen.text()).toContain('何敏有一台新电脑')
  })

  it('is told on every screen before anything else, until it is answered', async () => {
    desk.on('station_notices', () => [aNotice({ new: true })]).on('station_new_laptops', () => [aNewLaptop()])
    const first = await mountScreen(NewNotices)
    await settle()
    expect(first.screen.text()).toContain('何敏有一台新电脑')
    first.screen.unmount()
    desk.on('station_new_laptops', () => [aNewLaptop({ left_out: true })])
    const { screen } = await mountScreen(NewNotices)
    await settle()
    expect(screen.text()).not.toContain('新电脑')
    expect(screen.text()).toContain('恢复钥匙')
  })

  it('is asked about in English as well', async () => {
    await setLanguage('en')
    desk.on('station_new_laptops', () => [aNewLaptop()])
    const { screen } = await mountScreen(NewLaptops)
    await settle()
    expect(screen.text()).toContain('invited by 沈若兰')
    await setLanguage('zh')
  })
})

describe('who has no laptop any more', () => {
  const station = () => {
    const lost = aPerson({ id: 'p4', name: '韦晓燕', role: 'worker', devices: [aLaptop({ id: '7c10f2a9-77aa', active: false })] })
    const view = aManagersStation()
    return { ...view, people: [...view.people, lost] }
  }

  it('is invited with a new one by a manager', async () => {
    desk.on('station_get', station).on('station_recovery', () => Promise.reject(new Failure('internal')))
    const { router } = await mountScreen(StationPage)
    await settle()
    await press('person-open-p4')
    await press('new-laptop')
    expect(router.currentRoute.value.fullPath).toBe('/station-invite?laptop=p4')
  })

  it('gets a code in her name', async () => {
    desk.on('station_get', station).on('station_invite', () => anInvitation())
    const { screen } = await mountScreen(InvitePage, { at: '/station-invite?laptop=p4' })
    await settle()
    expect(screen.text()).toContain('给韦晓燕邀请一台新电脑')
    document.querySelector('form')?.requestSubmit()
    await settle()
    expect(desk.requests('station_invite')).toEqual([{ laptop_of: 'p4' }])
    expect(screen.text()).toContain('青禾社会工作站 · 韦晓燕 · 社工')
  })
})
