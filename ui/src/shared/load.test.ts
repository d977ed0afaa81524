import { describe, expect, it } from 'vitest'
import { effectScope } from 'vue'
import { settle } from '@/testing/settle'
import { useLoad, useTask } from './load'

/** Promises that the test fulfils by hand. */
function byHand<T>() {
  const waiting: { resolve: (value: T) => void; reject: (error: unknown) => void }[] = []
  const ask = () => new Promise<T>((resolve, reject) => waiting.push({ resolve, reject }))
  return { ask, waiting }
}

describe('useLoad', () => {
  it('asks at once and keeps the last answer while it asks again', async () => {
    const { ask, waiting } = byHand<string>()
    const load = useLoad(ask)
    expect(load.busy.value).toBe(true)
    waiting[0]?.resolve('one')
    await settle()
    void load.reload()
    expect(load.value.value).toBe('one')
    waiting[1]?.resolve('two')
    await settle()
    expect([load.value.value, load.busy.value]).toEqual(['two', false])
  })

  it('ignores an older answer that comes late', async () => {
    const { ask, waiting } = byHand<string>()
    const load = useLoad(ask)
    void load.reload()
    waiting[1]?.resolve('new')
    await settle()
    waiting[0]?.resolve('old')
    await settle()
    expect(load.value.value).toBe('new')
  })

  it('keeps a failure, and clears it with the next answer', async () => {
    const { ask, waiting } = byHand<string>()
    const load = useLoad(ask)
    waiting[0]?.reject({ code: 'disk_fault' })
    await settle()
    expect(load.failure.value?.code).toBe('disk_fault')
    void load.reload()
    waiting[1]?.resolve('back')
    await settle()
    expect(load.failure.value).toBeUndefined()
  })

  it('says nothing more once its screen is gone', async () => {
    const { ask, waiting } = byHand<string>()
    const scope = effectScope()
    const load = scope.run(() => useLoad(ask))
    scope.stop()
    waiting[0]?.resolve('late')
    await settle()
    expect(load?.value.value).toBeUndefined()
  })
})

describe('useTask', () => {
  it('runs one at a time', async () => {
    const { ask, waiting } = byHand<number>()
    const task = useTask(ask)
    const first = task.run()
    await expect(task.run()).resolves.toBeUndefined()
    waiting[0]?.resolve(7)
    await expect(first).resolves.toBe(7)
    expect(waiting).toHaveLength(1)
  })

  it('keeps its failure and can run again', async () => {
    let fail = true
    const task = useTask(async () => {
      if (fail) throw { code: 'disk_full' }
      return 'done'
    })
    await expect(task.run()).resolves.toBeUndefined()
    expect(task.failure.value?.code).toBe('disk_full')
    fail = false
    await expect(task.run()).resolves.toBe('done')
    expect(task.failure.value).toBeUndefined()
  })
})
