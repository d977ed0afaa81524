/** An invitation as one line: `jiafang://address/code`. */

export interface Invitation {
  address: string
  code: string
}

const LINK = /jiafang:\/\/([^\s/]+)\/([0-9a-z-]+)/i

/** Finds an invitation in what was pasted, whatever stands around it. */
export function readLink(pasted: string): Invitation | undefined {
  const [, address, code] = LINK.exec(pasted.normalize('NFKC')) ?? []
  return address && code ? { address, code: code.toUpperCase() } : undefined
}
