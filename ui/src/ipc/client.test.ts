import { describe, expect, it } from 'vitest'
import { bytes, call, Failure, listen, upload } from './client'
import { FakeDesk } from './fake'

describe('call', () => {
  it('hands the request over and the answer back', async () => {
    const desk = FakeDesk.install().on('vault_state', () => ({ state: 'locked' }) as never)
    await expect(call('vault_state', {} as never)).resolves.toEqual({ state: 'locked' })
    expect(desk.requests('vault_state')).toEqual([{}])
  })

  it('throws what the desk refused as a Failure with its code and detail', async () => {
    FakeDesk.install().on('vault_unlock', () => Promise.reject({ code: 'wrong_passphrase', detail: { wait: 4 } }))
    const failed = await call('vault_unlock', {} as never).catch((error: unknown) => error)
    expect(failed).toBeInstanceOf(Failure)
    expect(failed).toMatchObject({ code: 'wrong_passphrase', detail: { wait: 4 } })
    expect(Failure.is(failed, 'wrong_passphrase' as never)).toBe(true)
  })

  it('makes a failure of anything else that is thrown', async () => {
    FakeDesk.install().on('vault_state', () => Promise.reject('the window is gone'))
    await expect(call('vault_state', {} as never)).rejects.toMatchObject({ code: 'unreachable' })
  })
})

describe('upload', () => {
  it('sends every byte once, in order, and tells how far it is', async () => {
    const desk = FakeDesk.install()
    const size = 2 * 1024 * 1024 + 5
    const seen: number[] = []
    await upload('u1', new Blob([new Uint8Array(size).fill(7)]), { progress: ({ sent }) => seen.push(sent) })
    expect(desk.pieces.map(({ offset, piece }) => [offset, piece.length])).toEqual([
      [0, 1048576],
      [1048576, 1048576],
      [2097152, 5],
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
  FakeDesk.install().onBytes('report_pdf', () => new Uint8Array([1, 2, 3]).buffer)
  expect(new Uint8Array(await bytes('report_pdf', {} as never))).toEqual(new Uint8Array([1, 2, 3]))
})

it('hears the shell until it stops listening', async () => {
  const desk = FakeDesk.install()
  const heard: unknown[] = []
  const stop = await listen('locked', (payload) => heard.push(payload))
  desk.emit('locked', 'idle')
  stop()
  desk.emit('locked', 'again')
  expect(heard).toEqual(['idle'])
})
