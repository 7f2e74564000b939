import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isLine } from '../../src/core/journal-line.ts'
import { StartError } from '../../src/core/start-error.ts'
import { afterCrash, freshFolder } from '../support/folder.ts'
import { notes } from '../support/notes.ts'
import { openStore } from '../support/store.ts'

/** How many damages are tried: `DAMAGES=20000 npx vitest run test/core/damage` for the long run. */
const DAMAGES = Number(process.env.DAMAGES ?? 300)

type Rows = { id: string; text: string }[]

/** A folder after two crashes: `db.json`, a journal that goes on from it, and one that goes on from that. */
async function twiceCrashed() {
  const first = await openStore(await freshFolder())
  for (const id of ['a', 'b', 'ü', 'd']) await first.write(id, `"${id}" in db.json`)
  await first.store.close()
  const second = await openStore(first.folder)
  for (const id of ['b', 'e', 'f']) await second.write(id, `${id} in the first`)
  const third = await openStore(await afterCrash(second.folder))
  const rows = (): Rows => [...third.store.table(notes).all()]
  /** What there was after each write into the newest journal. */
  const history = [rows()]
  for (const id of ['g', 'a', 'h']) {
    await third.write(id, `${id} in the second`)
    history.push(rows())
  }
  const folder = await afterCrash(third.folder)
  await rm(join(folder, 'lock'))
  const files = new Map<string, Buffer>()
  for (const name of (await readdir(folder)).sort()) files.set(name, await readFile(join(folder, name)))
  return { files, history, all: rows() }
}

type Damage = { file: number; at: number } & ({ kind: 'flip'; bit: number } | { kind: 'cut' | 'mark' } | Inserted)
type Inserted = { kind: 'insert'; bytes: Uint8Array }

const damage: fc.Arbitrary<Damage> = fc.record({ file: fc.nat(2), at: fc.nat(1_000_000) }).chain((where) =>
  fc
    .oneof(
      { weight: 6, arbitrary: fc.record({ kind: fc.constant('flip' as const), bit: fc.nat(7) }) },
      { weight: 3, arbitrary: fc.record({ kind: fc.constant('cut' as const) }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('mark' as const) }) },
      {
        weight: 2,
        arbitrary: fc.record({
          kind: fc.constant('insert' as const),
          bytes: fc.uint8Array({ minLength: 1, maxLength: 20 }),
        }),
      },
    )
    .map((what) => ({ ...where, ...what })),
)

function damaged(bytes: Buffer, { at, ...what }: Damage): Buffer {
  const position = at % bytes.length
  switch (what.kind) {
    case 'flip': {
      const copy = Buffer.from(bytes)
      copy[position] = (copy[position] ?? 0) ^ (1 << what.bit)
      return copy
    }
    case 'cut':
      return bytes.subarray(0, position)
    case 'mark':
      return Buffer.concat([Buffer.from('\uFEFF'), bytes])
    case 'insert':
      return Buffer.concat([bytes.subarray(0, position), what.bytes, bytes.subarray(position)])
  }
}

/** What becomes of a folder: the rows, or what a person is told. */
async function open(folder: string): Promise<{ rows: Rows; warnings: string[]; strangers: string[] } | StartError> {
  try {
    const { store, warnings } = await openStore(folder)
    const rows: Rows = [...store.table(notes).all()]
    const { strangers } = store
    await store.abandon()
    return { rows, warnings, strangers }
  } catch (error) {
    if (error instanceof StartError) return error
    throw error
  }
}

test('whatever happens to a file, its damage is named by place, or no answered write is lost but at the very end', {
  timeout: 20_000 + DAMAGES * 20,
}, async () => {
  const { files, history, all } = await twiceCrashed()
  const names = [...files.keys()]
  expect(names).toEqual(['db.json', 'db.json.journal.1', 'db.json.journal.2'])
  const folder = await freshFolder()

  const property = fc.asyncProperty(damage, async (what) => {
    const name = names[what.file] ?? ''
    const file = join(folder, name)
    for (const [other, bytes] of files)
      await writeFile(join(folder, other), other === name ? damaged(bytes, what) : bytes)
    const hurt = await readFile(file)

    const outcome = await open(folder)

    // Nothing is mended or thrown away behind a person's back.
    expect(await readFile(file)).toEqual(hurt)
    if (outcome instanceof StartError) {
      expect(outcome.message).toMatch(
        /^\S+db\.json(\.journal\.\d)?(:\d+:\d+| goes on from a db\.json that is not there, or empty)/,
      )
      return
    }
    // A collection of another name is refused when the vendors have said which they know.
    if (outcome.strangers.length > 0) return
    if (name === 'db.json') {
      // It is made to be edited by hand, so a changed text is an edit: but every row is there, and only one differs.
      expect(outcome.rows.map(({ id }) => id)).toEqual(all.map(({ id }) => id))
      expect(outcome.rows.filter(({ text }, at) => text !== all[at]?.text).length).toBeLessThanOrEqual(1)
    } else if (name.endsWith('.1')) {
      expect(outcome.rows).toEqual(all)
    } else {
      const lost = history.length - 1 - history.findIndex((rows) => fc.stringify(rows) === fc.stringify(outcome.rows))
      expect(lost).toBeLessThanOrEqual(what.kind === 'cut' ? history.length - 1 : 0)
      const tail = hurt.toString('utf8', hurt.lastIndexOf('\n') + 1)
      if (lost > 0 && tail !== '' && !isLine(tail)) expect(outcome.warnings).toHaveLength(1)
    }
  })
  await fc.assert(property, { numRuns: DAMAGES })
})
