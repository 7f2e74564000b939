import { JournalAdapter } from '../../src/core/journal-adapter.ts'
import { machine } from '../../src/core/machine.ts'
import { Store } from '../../src/core/store.ts'
import { notes } from './notes.ts'

/**
 * A process that writes into the folder it is given until it is killed, and prints the id of every note that was
 * acknowledged. Its journal is so short that db.json is replaced all the time.
 */
const [folder = '', round = ''] = process.argv.slice(2)
const adapter = await JournalAdapter.open(folder, { machine, warn: console.error, compactBytes: 20_000 })
const store = await Store.open(adapter)

async function write(lane: number): Promise<never> {
  for (let at = 0; ; at++) {
    const id = `${round}-${lane}-${at}`
    await store.transact((draft) => draft.table(notes).insert({ id, text: `text of ${id} `.repeat(20) }))
    console.log(id)
  }
}

await Promise.all(Array.from({ length: 8 }, (_, lane) => write(lane)))
