import { describe, expect, it } from 'vitest'
import { readLink } from './link'

const WHOLE = { address: 'station.lan:8443', code: 'K7M2X-9RTAB-H4WCD-P8NEF-V3GBJ' }

describe('an invitation in one line', () => {
  it.each([
    ['alone', 'jiafang://station.lan:8443/K7M2X-9RTAB-H4WCD-P8NEF-V3GBJ'],
    ['in the middle of a message', '晓岚你好，邀请是 jiafang://station.lan:8443/K7M2X-9RTAB-H4WCD-P8NEF-V3GBJ 明天见'],
    ['in small letters', 'JIAFANG://station.lan:8443/k7m2x-9rtab-h4wcd-p8nef-v3gbj'],
    ['typed by a Chinese keyboard', 'ｊiafang：//station.lan:8443/K7M2X-9RTAB-H4WCD-P8NEF-V3GBJ'],
    ['with a slash at its end', 'jiafang://station.lan:8443/K7M2X-9RTAB-H4WCD-P8NEF-V3GBJ/'],
  ])('is found %s', (_, pasted) => expect(readLink(pasted)).toEqual(WHOLE))

  it('has brackets in its address where that is a number of the newer kind', () => {
    expect(readLink('jiafang://[fd00::4]:8443/K7M2X-9RTAB')?.address).toBe('[fd00::4]:8443')
  })

  it.each(['', 'K7M2X-9RTAB-H4WCD-P8NEF-V3GBJ', 'jiafang://station.lan:8443', 'ftp://station.lan/K7M2X'])('is not in “%s”', (pasted) =>
    expect(readLink(pasted)).toBeUndefined(),
  )
})
