// PouchDB behind HTTP, in a folder of its own: the peer of the station. Prints its address once it listens.
import express from 'express'
import expressPouch from 'express-pouchdb'
import PouchDB from 'pouchdb'

const [folder] = process.argv.slice(2)
const Kept = PouchDB.defaults({ prefix: `${folder}/` })
const app = express()
app.use('/', expressPouch(Kept, { mode: 'minimumForPouchDB', inMemoryConfig: true, logPath: `${folder}/log.txt` }))
const listening = app.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${listening.address().port}`))
