import { describe, expect, it } from 'vitest'
import { bytes, call, Failure, listen, upload, type VaultStatusResponse } from './client'
import { FakeDesk } from './fake'

const STATUS: VaultStatusResponse = {
  state: 'locked',
  wait_seconds: 0,
  sample: false,
  sample_passphrase: null,
  leaving: false, wiped: null, folder: '/home/lin',
}

describe('call', () => {
  it('hands the request over and the answer back', async () => {
    const desk = FakeDesk.install().on('vault_status', () => STATUS)
    await expect(call('vault_status', {})).resolves.toEqual(STATUS)
    expect(desk.requests('vault_status')).toEqual([{}])
  })

  it('throws what the desk refused as a Failure with its code and detail', async () => {
    FakeDesk.install().on('vault_unlock', () => Promise.reject({ code: 'wrong_passphrase', detail: '4' }))
    const failed = await call('vault_unlock', { passphrase: 'x' }).catch((error: unknown) => error)
    expect(failed).toBeInstanceOf(Failure)
    expect(failed).toMatchObject({ code: 'wrong_passphrase', detail: '4' })
    expect(Failure.is(failed, 'wrong_passphrase')).toBe(true)
  })

  it('makes a failure of anything else that is thrown', async () => {
    FakeDesk.install().on('vault_status', () => Promise.reject('the window is gone'))
    await expect(call('vault_status', {})).rejects.toMatchObject({ code: 'unreachable' })
  })
})

describe('upload', () => {
  it('sends every byte once, in order, and tells how far it is', async () => {
    const desk = FakeDesk.install()
    const size = 2 * 1024 * 1024 + 5
    const seen: number[] = []
    await upload('u1', new Blob([new Uint8Array(size).fill(7)]), { progress: ({ sent }) => seen.push(sent) })
    expect(desk.pieces.map(({ upload: id, piece }) => [id, piece.length])).toEqual([
      ['u1', 1048576],
      ['u1', 1048576],
      ['u1', 5],
    ])
    expect(seen.at(-1)).toBe(size)
  })

  it('stops between pieces when the person cancels', async () => {
    const desk = FakeDesk.install()
    const stop = new AbortController()
    const sending = upload('u1', new Blob([new Uint8Array(3 * 1024 * 1024)]), {
      signal: stop.signal,
      progress: () => stop.abort(),
    })
    await expect(sending).rejects.toThrow()
    expect(desk.pieces).toHaveLength(1)
  })

  it('sends nothing for an empty file: the desk refuses it at the end', async () => {
    const desk = FakeDesk.install()
    await upload('u1', new Blob([]))
    expect(desk.pieces).toEqual([])
  })
})

it('brings binary answers as bytes', async () => {
  FakeDesk.install().onBytes('report_visit', () => new Uint8Array([1, 2, 3]).buffer)
  expect(new Uint8Array(await bytes('report_visit', { visit: 'v', language: 'zh' }))).toEqual(new Uint8Array([1, 2, 3]))
})

it('hears the desk until it stops listening', async () => {
  const desk = FakeDesk.install()
  const heard: unknown[] = []
  const stop = await listen((event) => heard.push(event.event))
  desk.emit({ event: 'locked' })
  stop()
  desk.emit({ event: 'locked' })
  expect(heard).toEqual(['locked'])
})
