import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Draft } from '../../src/core/collection.ts'
import { JournalAdapter } from '../../src/core/journal-adapter.ts'
import { Store } from '../../src/core/store.ts'
import { type Note, notes } from '../support/notes.ts'
import { stillMachine } from '../support/still-machine.ts'

type Step = { what: 'put' | 'remove' | 'clear'; id: string; owner: string; text: string }

const IDS = ['a', 'b', 'c', 'd', 'e', '__proto__', 'constructor']
const OWNERS = ['ana', 'bo', 'nobody']

const step: fc.Arbitrary<Step> = fc.record({
  what: fc.oneof(
    { weight: 6, arbitrary: fc.constant('put' as const) },
    { weight: 3, arbitrary: fc.constant('remove' as const) },
    { weight: 1, arbitrary: fc.constant('clear' as const) },
  ),
  id: fc.constantFrom(...IDS),
  owner: fc.constantFrom(...OWNERS),
  text: fc.string({ unit: 'grapheme', maxLength: 8 }),
})
const transactions = fc.array(fc.array(step, { maxLength: 4 }), { maxLength: 8 })

function apply({ what, id, owner, text }: Step, draft: Draft): void {
  const table = draft.table(notes)
  const note: Note = owner === 'nobody' ? { id, text } : { id, text, owner }
  if (what === 'clear') draft.clear()
  else if (what === 'remove') table.remove(id)
  else if (table.get(id)) table.replace(note)
  else table.insert(note)
}

async function write(store: Store, history: Step[][]): Promise<void> {
  for (const steps of history) await store.transact((draft) => steps.forEach((one) => apply(one, draft)))
}

async function open(folder: string): Promise<{ store: Store; adapter: JournalAdapter }> {
  const adapter = await JournalAdapter.open(folder, { machine: stillMachine(), warn: () => undefined })
  return { adapter, store: await Store.open(adapter) }
}

const rowsOf = (store: Store): Note[] => [...store.table(notes).all()]

/** What another process finds that opens the folder as it is now. */
async function rowsIn(folder: string): Promise<Note[]> {
  const copy = `${folder}.copy`
  await cp(folder, copy, { recursive: true })
  const { store } = await open(copy)
  const rows = rowsOf(store)
  await store.close()
  await rm(copy, { recursive: true })
  return rows
}

async function inFolder(check: (folder: string) => Promise<void>): Promise<void> {
  const parent = await mkdtemp(join(tmpdir(), 'fintech-sandbox-'))
  try {
    await check(join(parent, 'data'))
  } finally {
    await rm(parent, { recursive: true })
  }
}

test('whatever was written is found again, row by row and in the same order, out of the journal and out of db.json', async () => {
  await fc.assert(
    fc.asyncProperty(transactions, transactions, (first, second) =>
      inFolder(async (folder) => {
        const { store, adapter } = await open(folder)
        await write(store, first)
        expect(await rowsIn(folder)).toEqual(rowsOf(store))

        await adapter.compact()
        await write(store, second)
        expect(await rowsIn(folder)).toEqual(rowsOf(store))

        await store.close()
        expect(await rowsIn(folder)).toEqual(rowsOf(store))
      }),
    ),
    { numRuns: 60 },
  )
})

const NOTE: Step = { what: 'put', id: 'a', owner: 'ana', text: '' }
const RESET: Step[][] = [[NOTE], [{ ...NOTE, what: 'clear' }, NOTE], [{ ...NOTE, id: 'b' }]]

test('a crash after db.json was replaced and before the journal was removed changes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(transactions, (history) =>
      inFolder(async (folder) => {
        const { store, adapter } = await open(folder)
        await write(store, history)
        const journal = (await readdir(folder)).filter((name) => name.includes('.journal.'))
        const lines = await Promise.all(journal.map((name) => readFile(join(folder, name))))
        await adapter.compact()
        await Promise.all(journal.map((name, at) => writeFile(join(folder, name), lines[at] ?? '')))

        const found = await rowsIn(folder)

        await store.close()
        expect(found).toEqual(rowsOf(store))
      }),
    ),
    { numRuns: 60, examples: [[RESET]] },
  )
})

test('opening and closing a folder again leaves db.json byte for byte as it was', async () => {
  await fc.assert(
    fc.asyncProperty(transactions, (history) =>
      inFolder(async (folder) => {
        const { store, adapter } = await open(folder)
        await write(store, history)
        await adapter.compact()
        await store.close()
        const text = await readFile(join(folder, 'db.json'), 'utf8')

        const again = await open(folder)
        await again.adapter.compact()
        await again.store.close()

        expect(await readFile(join(folder, 'db.json'), 'utf8')).toBe(text)
      }),
    ),
    { numRuns: 30 },
  )
})

test('an index finds what looking at every row finds, also after transactions that were undone', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.array(step, { maxLength: 4 }), fc.boolean())), (history) =>
      inFolder(async (folder) => {
        const { store } = await open(folder)
        for (const [steps, isUndone] of history) {
          const written = store.transact((draft) => {
            for (const one of steps) apply(one, draft)
            if (isUndone) throw new Error('undone')
          })
          await written.catch((error: Error) => expect(error.message).toBe('undone'))
        }

        for (const owner of OWNERS) {
          const found = [...store.table(notes).where('byOwner', owner)]
          expect(found).toEqual(rowsOf(store).filter((note) => note.owner === owner))
        }
        await store.close()
      }),
    ),
    { numRuns: 60 },
  )
})
