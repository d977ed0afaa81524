// PouchDB as a laptop: pushes documents that it has, or pulls all into a fresh database.
// `laptop.mjs push|pull ADDRESS FOLDER COUNT BYTES`: prints the seconds it took.
import PouchDB from 'pouchdb'

const [way, address, folder, count, bytes] = process.argv.slice(2)
const there = new PouchDB(`${address}/cases`)
const here = new PouchDB(`${folder}/${way}`)
// As many as make it fastest, tried from 100, its own number, to 5,000.
const batch_size = Number(process.env.BATCH ?? 1000)

if (way === 'push') {
  const docs = Array.from({ length: Number(count) }, (_, n) => ({
    _id: `visit-${String(n).padStart(8, '0')}`,
    case: n % 500,
    signed: '2026-11-24T09:41:00+08:00',
    note: crypto.getRandomValues(Buffer.alloc(Number(bytes) / 2)).toString('hex'),
  }))
  while (docs.length) await here.bulkDocs(docs.splice(0, 1000))
}
const started = performance.now()
const done = way === 'push'
  ? await here.replicate.to(there, { batch_size, batches_limit: 10 })
  : await here.replicate.from(there, { batch_size, batches_limit: 10 })
const seconds = (performance.now() - started) / 1000
const moved = way === 'push' ? done.docs_written : (await here.info()).doc_count
if (moved !== Number(count)) throw new Error(`${moved} of ${count} came`)
console.log(seconds)
