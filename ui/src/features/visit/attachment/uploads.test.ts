import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { effectScope, type EffectScope } from 'vue'
import { Failure, type Attachment } from '@/ipc/client'
import { FakeDesk } from '@/ipc/fake'
import { settle } from '@/testing/settle'
import { anAttachment } from '@/testing/visits'
import { heldNow, isHolding } from '@/features/vault/held'
import { lockVault, readVault } from '@/features/vault/session'
import { PROFILE, statusOf } from '@/testing/vault'
import { useUploads, type Uploads } from './uploads'

let desk: FakeDesk
let scope: EffectScope
let added: Attachment[]
let queue: Promise<unknown>
let flushes: number

beforeEach(() => {
  scope = effectScope()
  added = []
  flushes = 0
  queue = Promise.resolve()
  let count = 0
  desk = FakeDesk.install()
    .on('attachment_begin', () => ({ upload: `u${++count}` }))
    .on('attachment_cancel', () => ({}))
    .on('attachment_finish', ({ upload }) => anAttachment({ id: upload }))
})
afterEach(() => scope.stop())

function start(): Uploads {
  const serially = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = queue.then(work)
    queue = mine.catch(() => undefined)
    return mine
  }
  return scope.run(() => useUploads({ visit: 'visit-1', serially, added: (one) => added.push(one), flush: async () => void flushes++ }))!
}

function file(name: string, size = 10): File {
  return new File([new Uint8Array(size)], name)
}

describe('useUploads', () => {
  it('waits for a recording that runs', () => {
    const uploads = start()
    uploads.recording.value = true
    expect(uploads.busy.value).toBe(true)
    uploads.recording.value = false
    expect(uploads.busy.value).toBe(false)
  })

  it('brings files in one after the other, in their order', async () => {
    const uploads = start()
    uploads.add([file('a.jpg'), file('b.jpg')], false)
    await settle()
    expect(desk.requests('attachment_begin')).toEqual([
      { visit: 'visit-1', name: 'a.jpg', size: 10 },
      { visit: 'visit-1', name: 'b.jpg', size: 10 },
    ])
    expect(desk.pieces.map(({ upload }) => upload)).toEqual(['u1', 'u2'])
    expect(added.map(({ id }) => id)).toEqual(['u1', 'u2'])
    expect(uploads.list).toEqual([])
  })

  it('takes the place out unless it is kept on purpose', async () => {
    const uploads = start()
    uploads.add([file('a.jpg')], false)
    uploads.add([file('b.jpg')], true)
    await settle()
    expect(desk.requests('attachment_finish').map((one) => one.keep_location)).toEqual([false, true])
  })

  it('asks where the place cannot be taken out, goes on with the next file, and ends the same upload as told', async () => {
    desk.on('attachment_finish', ({ upload, keep_location }) => {
      if (upload === 'u1' && !keep_location) throw new Failure('location_not_removable')
      return anAttachment({ id: upload, location_kept: keep_location })
    })
    const uploads = start()
    uploads.add([file('IMG_1.HEIC'), file('b.jpg')], false)
    await settle()
    expect(uploads.list.map(({ name, state }) => [name, state])).toEqual([['IMG_1.HEIC', 'asking']])
    expect(added.map(({ id }) => id)).toEqual(['u2'])
    expect(uploads.busy.value).toBe(true)
    await uploads.keep(uploads.list[0]!.key)
    expect(desk.requests('attachment_finish').at(-1)).toEqual({ upload: 'u1', keep_location: true })
    expect(desk.requests('attachment_begin')).toHaveLength(2)
    expect(added.map(({ id }) => id)).toEqual(['u2', 'u1'])
    expect(uploads.busy.value).toBe(false)
  })

  it('leaves it out when told so, and the desk forgets it', async () => {
    desk.on('attachment_finish', () => Promise.reject({ code: 'location_not_removable' }))
    const uploads = start()
    uploads.add([file('IMG_1.HEIC')], false)
    await settle()
    uploads.drop(uploads.list[0]!.key)
    await settle()
    expect(uploads.list).toEqual([])
    expect(desk.requests('attachment_cancel')).toEqual([{ upload: 'u1' }])
  })

  it('says at its place what went wrong, with the limit as a person reads it, and tries again when told', async () => {
    desk.on('attachment_begin', () => Promise.reject({ code: 'attachment_too_large', detail: '104857600' }))
    const uploads = start()
    uploads.add([file('film.mp4')], false)
    await settle()
    expect(uploads.list[0]?.failure).toMatchObject({ code: 'attachment_too_large', detail: '105 MB' })
    expect(uploads.busy.value).toBe(false)
    desk.on('attachment_begin', () => ({ upload: 'u9' }))
    uploads.again(uploads.list[0]!.key)
    await settle()
    expect(added).toHaveLength(1)
  })

  it('stops sending when it is cancelled, and tells the desk', async () => {
    const uploads = start()
    uploads.add([file('long.wav', 3 * 1024 * 1024)], false)
    await Promise.resolve()
    uploads.drop(uploads.list[0]!.key)
    await settle()
    await settle()
    expect(desk.requests('attachment_finish')).toEqual([])
    expect(desk.requests('attachment_cancel')).toEqual([{ upload: 'u1' }])
    expect(desk.pieces.length).toBeLessThan(3)
    expect(uploads.list).toEqual([])
  })

  it('gives everything up that is not in when the form is left', async () => {
    desk.on('attachment_finish', () => Promise.reject({ code: 'location_not_removable' }))
    const uploads = start()
    uploads.add([file('IMG_1.HEIC')], false)
    await settle()
    scope.stop()
    await settle()
    expect(desk.requests('attachment_cancel')).toEqual([{ upload: 'u1' }])
  })
})

describe('a lock', () => {
  /** An open vault, and a lock that says what was in by then. */
  async function opened(): Promise<{ inBefore: () => string[] | undefined }> {
    let before: string[] | undefined
    desk
      .on('vault_status', () => statusOf('open'))
      .on('session_profile', () => PROFILE)
      .on('vault_lock', () => {
        before = added.map(({ id }) => id)
        return {}
      })
    await readVault()
    return { inBefore: () => before }
  }

  it('waits for what is on its way, and for the draft that names it', async () => {
    const { inBefore } = await opened()
    start().add([file('a.jpg'), file('b.jpg')], false)
    await lockVault()
    expect(inBefore()).toEqual(['u1', 'u2'])
    expect(flushes).toBe(1)
  })

  it('lets a recording go in before all that waits', async () => {
    const { inBefore } = await opened()
    const uploads = start()
    uploads.recording.value = true
    uploads.add([file('a.jpg'), file('b.jpg')], false)
    uploads.addRecording(file('sound.m4a'))
    uploads.recording.value = false
    expect(uploads.list.map(({ name }) => name)).toEqual(['sound.m4a', 'a.jpg', 'b.jpg'])
    await lockVault()
    expect(inBefore()).toHaveLength(3)
    expect(desk.requests('attachment_begin').map(({ name }) => name)).toEqual(['a.jpg', 'sound.m4a', 'b.jpg'])
  })

  it('keeps a recording that could not go in until the visit is opened again', async () => {
    await opened()
    desk.on('attachment_begin', () => Promise.reject({ code: 'disk_full' }))
    const uploads = start()
    uploads.addRecording(file('sound.m4a'))
    uploads.add([file('a.jpg')], false)
    await settle()
    expect(uploads.busy.value, 'it is nowhere else: nobody signs or leaves without it unasked').toBe(true)
    await lockVault()
    expect(isHolding.value).toBe(true)
    expect(heldNow(), 'who closes the window is told what is lost').toEqual([{ kind: 'attachment', name: '' }])
    scope.stop()

    desk.on('attachment_begin', () => ({ upload: 'u9' }))
    scope = effectScope()
    start()
    await settle()
    expect(isHolding.value).toBe(false)
    expect(desk.requests('attachment_begin').at(-1)?.name).toBe('sound.m4a')
    expect(added.map(({ id }) => id)).toEqual(['u9'])
  })

  it('keeps what was pasted and could not go in, with its place where that was to be kept', async () => {
    await opened()
    desk.on('attachment_begin', () => Promise.reject({ code: 'disk_full' }))
    const uploads = start()
    uploads.addOnlyHere([file('image.png'), file('second.png')], true)
    await settle()
    expect(uploads.busy.value, 'a picture of the screen is in no folder').toBe(true)
    await lockVault()
    expect(heldNow()).toEqual([{ kind: 'attachment', name: '' }])
    scope.stop()

    desk.on('attachment_begin', () => ({ upload: 'u9' }))
    scope = effectScope()
    start()
    await settle()
    expect(isHolding.value).toBe(false)
    expect(desk.requests('attachment_begin').slice(-2).map(({ name }) => name)).toEqual(['image.png', 'second.png'])
    expect(desk.requests('attachment_finish').map(({ keep_location }) => keep_location)).toEqual([true, true])
  })

  it('does not hold a file that was chosen: it lies where it was', async () => {
    await opened()
    desk.on('attachment_begin', () => Promise.reject({ code: 'disk_full' }))
    start().add([file('a.jpg')], false)
    await lockVault()
    expect(isHolding.value).toBe(false)
  })
})
