import { describe, expect, it } from 'vitest'
import { newId } from './id'

describe('newId', () => {
  it('is a UUID of version 7', () => {
    expect(newId()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })

  it('carries its time in front', () => {
    // The example of RFC 9562, A.6: 22 February 2022 19:22:22 UTC.
    expect(newId(0x017f22e279b0).startsWith('017f22e2-79b0-7')).toBe(true)
  })

  it('is never the same twice, and later ones come later', () => {
    const ids = Array.from({ length: 200 }, (_, at) => newId(1_700_000_000_000 + at))
    expect(new Set(ids).size).toBe(200)
    expect([...ids].sort()).toEqual(ids)
  })
})
