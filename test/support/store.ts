import { onTestFinished } from 'vitest'
import type { FileSystem } from '../../src/core/file-system.ts'
import { JournalAdapter } from '../../src/core/journal-adapter.ts'
import type { Machine } from '../../src/core/machine.ts'
import { Store } from '../../src/core/store.ts'
import { type Note, notes } from './notes.ts'
import { stillMachine } from './still-machine.ts'

/** A store of notes in `folder`, closed when the test ends. It compacts when the test says so. */
export async function openStore(
  folder: string,
  options: { machine?: Machine; compactBytes?: number; fileSystem?: FileSystem } = {},
) {
  const warnings: string[] = []
  const warn = (line: string): void => void warnings.push(line)
  const adapter = await JournalAdapter.open(folder, { machine: stillMachine(), warn, ...options })
  const store = await Store.open(adapter)
  onTestFinished(() => store.close())
  return {
    folder,
    adapter,
    store,
    warnings,
    write: (id: string, text = `text of ${id}`): Promise<Note> =>
      store.transact((draft) => {
        const table = draft.table(notes)
        return table.get(id) ? table.replace({ id, text }) : table.insert({ id, text })
      }),
    /** The ids of all notes, in order. */
    ids: (): string[] => [...store.table(notes).all()].map(({ id }) => id),
  }
}
