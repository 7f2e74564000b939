import { collection } from '../../src/core/collection.ts'
import { JournalAdapter } from '../../src/core/journal-adapter.ts'
import { machine } from '../../src/core/machine.ts'
import { Store } from '../../src/core/store.ts'
import { Lane } from './lane.ts'
import { notes } from './notes.ts'

/** How many steps a lane has taken; a row of another collection, written in the same transaction. */
export const progress = collection<{ readonly id: string; readonly steps: number }>()('progress', {})

export const LANES = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']

/**
 * Writes into a folder until it is killed, in lanes that go on where they are, and prints the name of a lane for every
 * step that was acknowledged, before the lane takes the next. Its journal is so short that `db.json` is replaced all the time.
 */
export async function write(folder: string, print: (line: string) => Promise<void>): Promise<void> {
  const adapter = await JournalAdapter.open(folder, { machine, warn: (text) => void print(text), compactBytes: 20_000 })
  const store = await Store.open(adapter)
  await Promise.all(LANES.map((name) => writeLane(name, store, print)))
}

async function writeLane(name: string, store: Store, print: (line: string) => Promise<void>): Promise<never> {
  const lane = Lane.after(name, store.table(progress).get(name)?.steps ?? 0)
  for (;;) {
    await store.transact((draft) => {
      const { id, text } = lane.step()
      const table = draft.table(notes)
      if (text === undefined) table.remove(id)
      else if (table.get(id)) table.replace({ id, text })
      else table.insert({ id, text })
      const steps = draft.table(progress)
      const row = { id: name, steps: lane.steps }
      if (steps.get(name)) steps.replace(row)
      else steps.insert(row)
    })
    await print(name)
  }
}
