import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { Failure } from '@/ipc/client'
import { FakeDesk } from '@/ipc/fake'
import { useAutosave, type Autosave } from '@/features/visit/autosave'
import { at, mountScreen } from '@/testing/mount'
import { settle } from '@/testing/settle'
import { PROFILE, statusOf } from '@/testing/vault'
import CloseDialog from './CloseDialog.vue'
import { stay } from './closing'
import { heldName, hold, release } from './held'
import { followVault, readVault } from './session'

let desk: FakeDesk
let autosave: Autosave
let save: () => Promise<string>
const answers = () => desk.requests('session_close').map(({ answer }) => answer)
const text = () => document.body.textContent ?? ''
const isShown = () => document.querySelector('[data-testid="closing-left"]') !== null

beforeEach(async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true })
  save = async () => '2026-03-18T09:41:00+08:00'
  desk = FakeDesk.install()
    .on('vault_status', () => statusOf('open'))
    .on('session_profile', () => PROFILE)
    .on('session_close', () => ({}))
  await readVault()
  await followVault()
  const Form = defineComponent({
    setup() {
      autosave = useAutosave({ save: () => save(), what: () => ({ kind: 'visit', name: '周禾' }) })
      return () => h(CloseDialog)
    },
  })
  await mountScreen(Form)
})
afterEach(() => {
  stay()
  vi.useRealTimers()
})

async function askToClose(): Promise<void> {
  desk.emit({ event: 'closing' })
  await settle()
}

describe('closing the window', () => {
  it('saves what is typed and goes', async () => {
    const saved = vi.fn(save)
    save = saved
    autosave.touch()
    await askToClose()
    expect(saved).toHaveBeenCalledTimes(1)
    expect(answers()).toEqual(['saving', 'leave'])
    expect(isShown()).toBe(false)
  })

  it('says one word after the other: the last one said is the last one heard', async () => {
    let hear: () => void = () => undefined
    desk.on('session_close', ({ answer }) => (answer === 'saving' ? new Promise((heard) => (hear = () => heard({}))) : {}))
    await askToClose()
    expect(answers()).toEqual(['saving'])
    hear()
    await settle()
    expect(answers()).toEqual(['saving', 'leave'])
  })

  it('stays while the disk is full, and names what is not saved, what is safe and what to do', async () => {
    save = () => Promise.reject(new Failure('disk_full'))
    autosave.touch()
    await askToClose()
    expect(answers()).toEqual(['saving'])
    expect(at('closing-left').textContent).toBe('家访草稿里最后写的：周禾')
    expect(text()).toContain('其余的都已在档案里')
    expect(text()).toContain('磁盘满了')
  })

  it('goes by itself once there is room and it is tried again', async () => {
    save = () => Promise.reject(new Failure('disk_full'))
    autosave.touch()
    await askToClose()
    save = async () => '2026-03-18T09:42:00+08:00'
    at('closing-retry').click()
    await settle()
    expect(answers().at(-1)).toBe('leave')
    expect(isShown()).toBe(false)
  })

  it('stays when told, and asks again the next time', async () => {
    save = () => Promise.reject(new Failure('disk_full'))
    autosave.touch()
    await askToClose()
    at('closing-stay').click()
    await settle()
    expect(answers().at(-1)).toBe('stay')
    expect(isShown()).toBe(false)
    expect(autosave.pending.value, 'still there to be saved').toBe(true)
    await askToClose()
    expect(isShown()).toBe(true)
  })

  it('leaves without it only after the button that says so', async () => {
    save = () => Promise.reject(new Failure('disk_full'))
    autosave.touch()
    await askToClose()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(answers()).not.toContain('leave')
    expect(at('closing-leave').textContent).toContain('丢掉这 1 处，关闭')
    at('closing-leave').click()
    await settle()
    expect(answers().at(-1)).toBe('leave')
  })

  it('says that it is saving when that takes long, and goes when it is done', async () => {
    let done: (at: string) => void = () => undefined
    save = () => new Promise((resolve) => (done = resolve))
    autosave.touch()
    await askToClose()
    expect(isShown()).toBe(false)
    await vi.advanceTimersByTimeAsync(1_100)
    expect(text()).toContain('存好就关')
    expect(answers()).toEqual(['saving'])
    done('2026-03-18T09:41:00+08:00')
    await settle()
    expect(answers().at(-1)).toBe('leave')
  })

  it('counts what is held behind the lock, without a name', async () => {
    desk.on('vault_status', () => statusOf('locked'))
    await readVault()
    hold(heldName('visit/1'), {})
    await askToClose()
    expect(at('closing-left').textContent).toBe('家访草稿里最后写的')
    expect(answers()).toEqual(['saving'])
    release(heldName('visit/1'))
  })
})
