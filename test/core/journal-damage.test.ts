import { readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createSandbox, StartError } from '../../src/sandbox.ts'
import { afterCrash, freshFolder } from '../support/folder.ts'
import { notes } from '../support/notes.ts'
import { openStore } from '../support/store.ts'

/** A folder that was left by a crash after notes a, b and c were written one after the other. */
async function crashedFolder(): Promise<{ folder: string; journal: string }> {
  const { folder, write } = await openStore(await freshFolder())
  for (const id of ['a', 'b', 'c']) await write(id)
  const copy = await afterCrash(folder)
  return { folder: copy, journal: join(copy, 'db.json.journal.1') }
}

test('a last line that was being written when the process died is skipped, and writing goes on', async () => {
  const { folder, journal } = await crashedFolder()
  const { length } = await readFile(journal)
  await truncate(journal, length - 5)

  const { ids, write } = await openStore(folder)
  expect(ids()).toEqual(['a', 'b'])

  await write('d')
  expect((await openStore(await afterCrash(folder))).ids()).toEqual(['a', 'b', 'd'])
})

test('a transaction that was being written when the process died is there as a whole or not at all', async () => {
  const { folder, store } = await openStore(await freshFolder())
  await store.transact((draft) => {
    for (const id of ['a', 'b', 'c']) draft.table(notes).insert({ id, text: `text of ${id}` })
  })
  const { length } = await readFile(join(folder, 'db.json.journal.1'))

  for (let end = 0; end < length - 1; end += 7) {
    const copy = await afterCrash(folder)
    await truncate(join(copy, 'db.json.journal.1'), end)
    expect((await openStore(copy)).ids()).toEqual([])
  }
})

test('a last line that lacks no more than its end is kept, and so is what is written after it', async () => {
  const { folder, journal } = await crashedFolder()
  const { length } = await readFile(journal)
  await truncate(journal, length - 1)

  const { ids, write, warnings } = await openStore(folder)
  await write('d')

  expect(warnings).toEqual([])
  expect(ids()).toEqual(['a', 'b', 'c', 'd'])
  expect((await openStore(await afterCrash(folder))).ids()).toEqual(['a', 'b', 'c', 'd'])
})

test('a last line that ends in something else than it did is named, and left as it is', async () => {
  const { folder, journal } = await crashedFolder()
  const bytes = await readFile(journal)
  bytes[bytes.length - 1] = 0x2a
  await writeFile(journal, bytes)

  await expect(openStore(folder)).rejects.toThrow(`${journal}:4:1 does not end as it was written`)
  expect(await readFile(journal)).toEqual(bytes)
})

test('an empty journal is nothing', async () => {
  const { folder, journal } = await crashedFolder()
  await writeFile(journal, '')

  expect((await openStore(folder)).ids()).toEqual([])
})

test('a broken line in the middle of the journal is named by file and line, and left as it is', async () => {
  const { folder, journal } = await crashedFolder()
  const broken = (await readFile(journal, 'utf8')).replace(/\n.*\n/, '\n{"c":"notes",oops\n')
  await writeFile(journal, broken)

  await expect(openStore(folder)).rejects.toThrow(`${journal}:2:14 is not valid JSON`)
  expect(await readFile(journal, 'utf8')).toBe(broken)
})

test.each(['{}', '[1]', 'null', '"text"', '{"c":1,"id":"a"}', '{"c":"notes","id":"a","v":{"id":"b"}}'])(
  'a line of the journal that is %s is not a change, and is named',
  async (line) => {
    const { folder, journal } = await crashedFolder()
    await writeFile(journal, `${line}\n`)

    await expect(openStore(folder)).rejects.toThrow(`${journal}:1:1 is not a change`)
  },
)

test('a broken db.json is named with line and column, and left byte for byte as it was', async () => {
  const folder = await freshFolder()
  const file = join(folder, 'db.json')
  const bytes = Buffer.from('{\n  "notes": {\r\n    "a": { "id": "a" "text": "Zoë" }\n  }\n')
  await writeFile(file, bytes)

  await expect(openStore(folder)).rejects.toThrow(`${file}:3:22 is not valid JSON. It was left as it is`)
  expect(await readFile(file)).toEqual(bytes)
})

test('a db.json that ends too early is named with the place where it ends', async () => {
  const folder = await freshFolder()
  await writeFile(join(folder, 'db.json'), '{\n  "notes": {')

  await expect(openStore(folder)).rejects.toThrow(`${join(folder, 'db.json')}:2:12 is not valid JSON`)
})

test('a folder that was refused opens when the file is mended', async () => {
  const folder = await freshFolder()
  await writeFile(join(folder, 'db.json'), '{"notes":')
  await expect(openStore(folder)).rejects.toThrow('not valid JSON')
  await writeFile(join(folder, 'db.json'), '{"notes":{"a":{"id":"a","text":"mended"}}}')

  expect((await openStore(folder)).ids()).toEqual(['a'])
})

test.each(['', ' \n\t', '\uFEFF', '{}'])('a db.json with nothing in it (%j) is an empty store', async (text) => {
  const folder = await freshFolder()
  await writeFile(join(folder, 'db.json'), text)

  expect((await openStore(folder)).store.isEmpty).toBe(true)
})

test('a byte order mark, which some editors write, is skipped', async () => {
  const folder = await freshFolder()
  await writeFile(join(folder, 'db.json'), '\uFEFF{"notes":{"a":{"id":"a","text":"by hand"}}}')

  expect((await openStore(folder)).ids()).toEqual(['a'])
})

test.each([
  ['[]', '', 'the file must be an object'],
  ['null', '', 'the file must be an object'],
  ['7', '', 'the file must be an object'],
  ['{"notes":[]}', ':1:2', '"notes" must be an object'],
  ['{\n "notes":\n null}', ':2:2', '"notes" must be an object'],
  ['{"a":{},"notes":{"a":5}}', ':1:18', '"notes"."a" must be an object whose "id" is "a"'],
  ['{"notes":{\n"a":{"text":"no id"}}}', ':2:1', '"notes"."a" must be an object whose "id" is "a"'],
  ['{"notes":{"a":{"id":"a"},\n "\\"":{"id":"b"}}}', ':2:2', '"notes".""" must be an object whose "id" is """'],
])('a db.json that is %j is refused at %s: %s', async (text, place, message) => {
  const folder = await freshFolder()
  await writeFile(join(folder, 'db.json'), text)

  await expect(openStore(folder)).rejects.toThrow(`${join(folder, 'db.json')}${place}: ${message}`)
  expect(await readFile(join(folder, 'db.json'), 'utf8')).toBe(text)
})

test.each([
  [
    'as it is written',
    '{\n  "notes": {\n    "a": {\n      "id": "a"\n    },\n    "a": {\n      "id": "a"\n    }\n  }\n}\n',
    '6:5',
  ],
  ['in one line', '{"notes":{"a":{"id":"a"},"b":{"id":"b","a":{"a":1}},"\\u0061":{"id":"a"}}}', '1:53'],
])('a row that was copied by hand and kept its id is named, %s', async (_what, text, place) => {
  const folder = await freshFolder()
  await writeFile(join(folder, 'db.json'), text)

  await expect(openStore(folder)).rejects.toThrow(`${join(folder, 'db.json')}:${place} says "a" for the second time`)
})

test('a collection that stands there twice is named', async () => {
  const folder = await freshFolder()
  await writeFile(join(folder, 'db.json'), '{"notes":{"a":{"id":"a"}},\n"notes":{}}')

  await expect(openStore(folder)).rejects.toThrow(`${join(folder, 'db.json')}:2:1 says "notes" for the second time`)
})

test('the same key in two rows, or in two collections, is nothing strange', async () => {
  const folder = await freshFolder()
  await writeFile(
    join(folder, 'db.json'),
    '{"notes":{"a":{"id":"a","n":{"id":"a"}},"b":{"id":"b"}},"others":{"a":{"id":"a"}}}',
  )

  expect((await openStore(folder)).ids()).toEqual(['a', 'b'])
})

test('bytes that are no text are named by place, and left as they are', async () => {
  const folder = await freshFolder()
  const bytes = Buffer.concat([
    Buffer.from('{"notes":{\n"a":{"id":"a","text":"Zoë'),
    Buffer.from([0xff]),
    Buffer.from('"}}}'),
  ])
  await writeFile(join(folder, 'db.json'), bytes)

  await expect(openStore(folder)).rejects.toThrow(`${join(folder, 'db.json')}:2:26 is not UTF-8`)
  expect(await readFile(join(folder, 'db.json'))).toEqual(bytes)
})

test('a line of the journal that is not what was written is named, and taken without its checksum', async () => {
  const { folder, journal } = await crashedFolder()
  const text = await readFile(journal, 'utf8')
  await writeFile(journal, text.replace('text of b', 'text of B'))
  await expect(openStore(folder)).rejects.toThrow(`${journal}:3:1 is not what was written there`)

  const lines = (await readFile(journal, 'utf8')).split('\n')
  await writeFile(journal, lines.with(2, lines[2]?.slice(9) ?? '').join('\n'))

  const { store } = await openStore(folder)
  expect([...store.table(notes).all()].map(({ text: said }) => said)).toEqual(['text of a', 'text of B', 'text of c'])
})

test('a journal that goes on from a db.json that is gone, or was emptied, is not taken for everything', async () => {
  const { folder, store, write } = await openStore(await freshFolder())
  await write('a')
  await store.close()
  const next = await openStore(folder)
  await next.write('b')
  const gone = await afterCrash(folder)
  await rm(join(gone, 'db.json'))
  const emptied = await afterCrash(folder)
  await truncate(join(emptied, 'db.json'), 0)

  for (const left of [gone, emptied]) {
    await expect(openStore(left)).rejects.toThrow(
      `${join(left, 'db.json.journal.1')} goes on from a db.json that is not there, or empty`,
    )
  }
})

test('a journal whose older part is gone or was cut off at the end of a line is not taken for everything', async () => {
  const { folder } = await crashedFolder()
  const second = await openStore(folder)
  await second.write('d')
  const cut = await afterCrash(folder)
  const text = await readFile(join(folder, 'db.json.journal.1'), 'utf8')
  await writeFile(join(cut, 'db.json.journal.1'), text.slice(0, text.trimEnd().lastIndexOf('\n') + 1))
  const gone = await afterCrash(folder)
  await rm(join(gone, 'db.json.journal.1'))

  await expect(openStore(cut)).rejects.toThrow(/db\.json\.journal\.1:4:1 is where it ends, and once there was more/)
  await expect(openStore(gone)).rejects.toThrow(/journal\.2 goes on from .*journal\.1, which is not there/)
  expect((await openStore(await afterCrash(folder))).ids()).toEqual(['a', 'b', 'c', 'd'])
})

test('a journal without checksums, as an earlier version wrote it, is read', async () => {
  const { folder, journal } = await crashedFolder()
  const lines = (await readFile(journal, 'utf8')).split('\n').slice(1)
  await writeFile(journal, lines.map((line) => line.slice(9)).join('\n'))

  expect((await openStore(folder)).ids()).toEqual(['a', 'b', 'c'])
})

test('what was being written when the process died is mentioned, and so is a db.json with nothing in it', async () => {
  const { folder, journal } = await crashedFolder()
  await truncate(journal, (await readFile(journal)).length - 5)
  await writeFile(join(folder, 'db.json'), '')

  const { warnings } = await openStore(folder)

  expect(warnings).toEqual([
    `${join(folder, 'db.json')} is empty`,
    `${journal}:4:1 was being written when it ended; nobody was told so, and it is left out`,
  ])
})

const newer = '{"sandbox":{"state":{"id":"state","version":2}},"a.new.thing":{"x":{"id":"x"}}}'

test('data of a newer format is refused and left as it is', async () => {
  const data = await freshFolder()
  await writeFile(join(data, 'db.json'), newer)

  const refused = createSandbox({ data })

  await expect(refused).rejects.toThrow(StartError)
  await expect(refused).rejects.toThrow('is of format 2, and this version reads formats up to 1')
  expect(await readFile(join(data, 'db.json'), 'utf8')).toBe(newer)
})

test('a folder that was refused for its format is free for the next one', async () => {
  const data = await freshFolder()
  await writeFile(join(data, 'db.json'), newer)
  await expect(createSandbox({ data })).rejects.toThrow('format 2')
  await writeFile(join(data, 'db.json'), '{}')

  await using sandbox = await createSandbox({ data })

  expect(sandbox.webhooks.all()).toEqual([])
})
