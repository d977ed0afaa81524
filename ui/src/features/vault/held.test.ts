import { beforeEach, describe, expect, it } from 'vitest'
import { FakeDesk } from '@/ipc/fake'
import { statusOf } from '@/testing/vault'
import { held, heldName, heldNow, hold, isHolding, release } from './held'
import { readVault } from './session'

let desk: FakeDesk
beforeEach(() => {
  desk = FakeDesk.install()
})

/** Which case files are shown from now on. */
async function shown(what: 'real' | 'sample'): Promise<void> {
  desk.on('vault_status', () => statusOf('locked', { sample: what === 'sample' }))
  await readVault()
}

describe('what is held', () => {
  it('comes back to its own form until it is released', async () => {
    await shown('real')
    const name = heldName('visit/1')
    hold(name, '灶台是凉的')
    expect(held(heldName('visit/1'))).toBe('灶台是凉的')
    expect(held(heldName('visit/2'))).toBeUndefined()
    expect(heldNow()).toEqual([{ kind: 'visit', name: '' }])
    release(name)
    expect(held(name)).toBeUndefined()
    expect(isHolding.value).toBe(false)
  })

  it('of the sample is never offered in the real case files, nor waited for there', async () => {
    await shown('sample')
    const name = heldName('form/client')
    hold(name, '样例里的人')
    expect(isHolding.value).toBe(true)
    expect(heldNow()).toEqual([{ kind: 'form', name: '' }])

    await shown('real')
    expect(held(heldName('form/client'))).toBeUndefined()
    expect(isHolding.value).toBe(false)
    expect(heldNow()).toEqual([])

    await shown('sample')
    expect(held(heldName('form/client'))).toBe('样例里的人')
    release(name)
  })

  it('of the real case files is waited for in the sample too, and not offered there', async () => {
    await shown('real')
    const name = heldName('form/client')
    hold(name, '米小禾')
    await shown('sample')
    expect(held(heldName('form/client'))).toBeUndefined()
    expect(isHolding.value, 'a lock would empty the window').toBe(true)
    expect(heldNow()).toHaveLength(1)
    release(name)
    expect(isHolding.value).toBe(false)
  })

  it('of a form that goes after the sample was left stays with the sample', async () => {
    await shown('sample')
    const name = heldName('visit/1')
    await shown('real')
    hold(name, '样例里的话')
    expect(held(heldName('visit/1'))).toBeUndefined()
    release(name)
  })
})
