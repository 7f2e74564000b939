import { constants } from 'node:fs'
import { mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { collection } from '../../src/core/collection.ts'
import type { FileSystem } from '../../src/core/file-system.ts'
import { runningFileSystem } from '../../src/core/running-file-system.ts'
import { testDisk } from '../support/disk.ts'
import { afterCrash, freshFolder } from '../support/folder.ts'
import { notes } from '../support/notes.ts'
import { openStore } from '../support/store.ts'

const words = collection<{ id: string; word: string; list?: (number | null)[] }>()('a.words', {})

test('after closing, db.json is the rows by id, by collection in alphabetical order, indented by two blanks', async () => {
  const folder = await freshFolder()
  const { store } = await openStore(folder)
  await store.transact((draft) => {
    draft.table(notes).insert({ id: 'z', text: 'two\nlines "quoted" \u2028' })
    draft.table(notes).insert({ id: 'a', text: 'Zoë' })
    draft.table(words).insert({ id: '__proto__', word: 'hello', list: [1, null] })
  })

  await store.close()

  const rows = {
    'a.words': Object.fromEntries([['__proto__', { id: '__proto__', word: 'hello', list: [1, null] }]]),
    notes: { z: { id: 'z', text: 'two\nlines "quoted" \u2028' }, a: { id: 'a', text: 'Zoë' } },
  }
  expect(await readFile(join(folder, 'db.json'), 'utf8')).toBe(`${JSON.stringify(rows, null, 2)}\n`)
  expect(await readdir(folder)).toEqual(['db.json'])
})

test('a collection without rows is left out, and a store without rows is an empty object', async () => {
  const folder = await freshFolder()
  const { store, write } = await openStore(folder)
  await write('a')
  await store.transact((draft) => draft.table(notes).remove('a'))

  await store.close()

  expect(await readFile(join(folder, 'db.json'), 'utf8')).toBe('{}\n')
})

test('a store that was only read leaves the folder as it was', async () => {
  const folder = await freshFolder()
  const text = '{ "notes": { "a": { "id": "a", "text": "by hand" } } }'
  await writeFile(join(folder, 'db.json'), text)
  const { store, ids } = await openStore(folder)

  await store.transact((draft) => draft.table(notes).get('a'))
  await store.close()

  expect(ids()).toEqual(['a'])
  expect(await readFile(join(folder, 'db.json'), 'utf8')).toBe(text)
  expect(await readdir(folder)).toEqual(['db.json'])
})

test('two hundred writers at once share one append', async () => {
  const disk = testDisk()
  const { ids, write } = await openStore(await freshFolder(), disk)

  await Promise.all(Array.from({ length: 200 }, (_, at) => write(`n${at}`)))

  expect(ids()).toHaveLength(200)
  expect(disk.appends).toBe(1)
})

test('where a write forces what it writes, nothing is forced a second time', async () => {
  const disk = testDisk({ isForcing: true })
  const { write, folder } = await openStore(await freshFolder(), disk)

  for (const id of ['a', 'b']) await write(id)

  expect(disk.appends).toBe(0)
  expect((await openStore(await afterCrash(folder))).ids()).toEqual(['a', 'b'])
})

test('on Linux a file can be told to force what is written to it, and the journal is', async () => {
  const { forcing = 0 } = runningFileSystem
  const opened: (string | number)[] = []
  const fileSystem: FileSystem = {
    ...runningFileSystem,
    forcing,
    open: (path, flags, mode) => {
      if (path.endsWith('.journal.1')) opened.push(flags)
      return runningFileSystem.open(path, flags, mode)
    },
  }
  const { write } = await openStore(await freshFolder(), { fileSystem })

  await write('a')

  expect(forcing).toBe(process.platform === 'linux' ? constants.O_DSYNC : 0)
  expect(opened.map((flags) => Number(flags) & forcing)).toEqual([forcing])
})

test('a write is in the journal when it is acknowledged, and db.json is not touched by it', async () => {
  const folder = await freshFolder()
  const { store, write } = await openStore(folder)
  await write('a')
  await write('b')
  await write('a', 'changed')
  await store.transact((draft) => draft.table(notes).remove('b'))
  await write('c')

  const { store: next } = await openStore(await afterCrash(folder))

  expect((await readdir(folder)).sort()).toEqual(['db.json.journal.1', 'lock'])
  expect([...next.table(notes).all()]).toEqual([
    { id: 'a', text: 'changed' },
    { id: 'c', text: 'text of c' },
  ])
})

test('what the journal says goes on top of db.json, also after several crashes in a row', async () => {
  const folder = await freshFolder()
  await writeFile(join(folder, 'db.json'), '{"notes":{"a":{"id":"a","text":"old"},"b":{"id":"b","text":"old"}}}')
  const first = await openStore(folder)
  await first.write('b', 'new')
  const second = await openStore(await afterCrash(folder))
  await second.write('c')

  const third = await openStore(await afterCrash(second.folder))

  expect([...third.store.table(notes).all()].map(({ text }) => text)).toEqual(['old', 'new', 'text of c'])
  expect((await readdir(third.folder)).sort()).toEqual(['db.json', 'db.json.journal.1', 'db.json.journal.2', 'lock'])
})

test('the folder is made when it is not there, and nobody else may read what is in it', async () => {
  const folder = join(await freshFolder(), 'deep', 'data')
  const { adapter, write } = await openStore(folder)
  await write('a')
  await adapter.compact()
  await write('b')

  const modeOf = async (name: string): Promise<string> => ((await stat(join(folder, name))).mode & 0o777).toString(8)
  expect(await Promise.all(['.', 'db.json', 'db.json.journal.2', 'lock'].map(modeOf))).toEqual([
    '700',
    '600',
    '600',
    '600',
  ])
})

test('a folder that cannot be made is named in one line', async () => {
  const file = join(await freshFolder(), 'file')
  await writeFile(file, '')

  await expect(openStore(join(file, 'data'))).rejects.toThrow(`${join(file, 'data')} cannot be used as the data folder`)
})

test('a db.json that is a symbolic link stays one, and the file behind it gets the rows', async () => {
  const folder = await freshFolder()
  const elsewhere = await freshFolder()
  await writeFile(join(elsewhere, 'shared.json'), '{"notes":{"a":{"id":"a","text":"old"}}}')
  await symlink(join(elsewhere, 'shared.json'), join(folder, 'db.json'))
  const { store, ids, write } = await openStore(folder)
  await write('b')

  await store.close()

  expect(ids()).toEqual(['a', 'b'])
  expect(JSON.parse(await readFile(join(elsewhere, 'shared.json'), 'utf8'))).toMatchObject({
    notes: { b: { id: 'b' } },
  })
  expect(await readdir(elsewhere)).toEqual(['shared.json'])
  expect(await readdir(folder, { withFileTypes: true })).toMatchObject([{ name: 'db.json' }])
  expect((await readdir(folder, { withFileTypes: true }))[0]?.isSymbolicLink()).toBe(true)
})

test('temporary files of a process that was killed are swept away, and nothing else is', async () => {
  const folder = await freshFolder()
  for (const name of ['.db.json.123.tmp', '.db.json.old.tmp', 'notes.tmp']) await writeFile(join(folder, name), 'x')

  await openStore(folder)

  expect((await readdir(folder)).sort()).toEqual(['.db.json.old.tmp', 'lock', 'notes.tmp'])
})

test('temporary files beside the file that db.json leads to are swept away, too', async () => {
  const folder = await freshFolder()
  await mkdir(join(folder, 'real'))
  await writeFile(join(folder, 'real', 'shared.json'), '{}')
  await writeFile(join(folder, 'real', '.shared.json.123.tmp'), 'x')
  await symlink(join(folder, 'real', 'shared.json'), join(folder, 'db.json'))

  await openStore(folder)

  expect((await readdir(join(folder, 'real'))).sort()).toEqual(['lock', 'shared.json'])
})

test('two folders whose db.json lead to one file are kept apart, and the second gives back what it took', async () => {
  const [first, second, elsewhere] = [await freshFolder(), await freshFolder(), await freshFolder()]
  await writeFile(join(elsewhere, 'db.json'), '{}')
  for (const folder of [first, second]) await symlink(join(elsewhere, 'db.json'), join(folder, 'db.json'))
  const { store } = await openStore(first)

  await expect(openStore(second)).rejects.toThrow(`is in use by process ${process.pid}`)
  await expect(openStore(elsewhere)).rejects.toThrow(`is in use by process ${process.pid}`)

  expect(await readdir(second)).toEqual(['db.json'])
  await store.close()
  await openStore(second)
})

test('a write that comes while the store is closing is refused, and nothing of it is kept', async () => {
  const folder = await freshFolder()
  const { store, write } = await openStore(folder)
  await write('a')

  const closing = store.close()
  await expect(write('late')).rejects.toMatchObject({ kind: 'storage' })
  await closing

  const { ids } = await openStore(folder)
  expect(ids()).toEqual(['a'])
})
