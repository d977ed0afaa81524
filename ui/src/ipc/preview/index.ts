/** A desk of invented records, for looking at the screens without the window. Never in a release. */
import { Failure } from '../failure'
import type { News, Transport } from '../transport'
import { answers } from './answers'
import { visitBytes } from './visits'

/** The desk of the preview. */
export function previewDesk(): Transport {
  const ears = new Set<(news: News) => void>()
  return {
    async call(name, request) {
      const answer = answers[name]
      if (!answer) throw new Failure('not_found')
      await new Promise((done) => setTimeout(done, 20))
      return answer(request as never, (news) => ears.forEach((heard) => heard(news)))
    },
    // `/recovery.pdf` is whatever lies beside the preview.
    bytes: async (name, request) =>
      name === 'vault_recovery_sheet' ? (await fetch('recovery.pdf')).arrayBuffer() : visitBytes(name, request as object),
    async chunk() {},
    async listen(heard) {
      ears.add(heard)
      return () => ears.delete(heard)
    },
  }
}
