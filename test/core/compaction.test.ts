import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { testDisk } from '../support/disk.ts'
import { afterCrash, freshFolder } from '../support/folder.ts'
import { stillMachine } from '../support/still-machine.ts'
import { openStore } from '../support/store.ts'

/** A disk that says when db.json is about to be replaced. */
function watchedDisk() {
  const disk = testDisk()
  const replacing = new Promise<void>((resolve) => {
    disk.beforeRename = () => resolve()
  })
  return { disk, replacing }
}

const idsIn = async (folder: string): Promise<string[]> =>
  Object.keys((JSON.parse(await readFile(join(folder, 'db.json'), 'utf8')) as { notes: object }).notes)

test('a second after the last write the journal is folded into db.json', async () => {
  const folder = await freshFolder()
  const { disk, replacing } = watchedDisk()
  const machine = stillMachine()
  const { adapter, write } = await openStore(folder, { ...disk, machine })
  await write('a')
  await write('b')
  expect(machine.waiting()).toEqual([1000])

  machine.ring()
  await replacing
  await adapter.compact()

  expect(await idsIn(folder)).toEqual(['a', 'b'])
  expect((await readdir(folder)).sort()).toEqual(['db.json', 'lock'])
  expect(machine.waiting()).toEqual([])
})

test('a journal that a crash left behind is folded in when nothing happens', async () => {
  const first = await openStore(await freshFolder())
  await first.write('a')
  const machine = stillMachine()

  await openStore(await afterCrash(first.folder), { machine })

  expect(machine.waiting()).toEqual([1000])
})

test('a store that takes long to write is left alone ten times as long', async () => {
  const disk = testDisk()
  const machine = stillMachine()
  disk.beforeRename = () => machine.pass(400)
  const { adapter, write } = await openStore(await freshFolder(), { ...disk, machine })
  await write('a')
  await adapter.compact()

  await write('b')

  expect(machine.waiting()).toEqual([4000])
})

test('a journal that grows too long is folded in while writing goes on', async () => {
  const folder = await freshFolder()
  const { disk, replacing } = watchedDisk()
  const { adapter, write, ids } = await openStore(folder, { ...disk, compactBytes: 1000 })
  await write('short')
  expect(await readdir(folder)).not.toContain('db.json')

  await write('long', 'x'.repeat(1000))
  await replacing
  await adapter.compact()

  expect(await idsIn(folder)).toEqual(ids())
  expect((await readdir(folder)).sort()).toEqual(['db.json', 'lock'])
})

test('what is written while db.json is being replaced is not lost', async () => {
  const folder = await freshFolder()
  const disk = testDisk()
  const { adapter, store, write } = await openStore(folder, disk)
  await write('before')
  let midway: Promise<unknown> | undefined
  disk.beforeSnapshot = () => {
    midway = write('while listing')
  }
  disk.beforeRename = async () => void (await write('while renaming'))

  await adapter.compact()
  await midway

  const crashed = await openStore(await afterCrash(folder))
  expect(crashed.ids()).toEqual(['before', 'while listing', 'while renaming'])
  disk.beforeRename = () => undefined
  disk.beforeSnapshot = () => undefined
  await store.close()
  expect(await idsIn(folder)).toEqual(['before', 'while listing', 'while renaming'])
})

test('writes and compactions side by side lose nothing', async () => {
  const folder = await freshFolder()
  const { adapter, write, ids } = await openStore(folder, { compactBytes: 2000 })
  const writer = async (lane: number): Promise<void> => {
    for (let at = 0; at < 40; at++) await write(`${lane}-${at}`)
  }

  await Promise.all([...Array.from({ length: 8 }, (_, lane) => writer(lane)), adapter.compact()])
  await adapter.compact()

  const crashed = await openStore(await afterCrash(folder))
  expect(ids()).toHaveLength(320)
  expect(crashed.ids()).toEqual(ids())
})

test('a write that is refused while db.json is being written is not in it', async () => {
  const folder = await freshFolder()
  const disk = testDisk()
  const { adapter, write } = await openStore(folder, disk)
  await write('a')
  let refused: Promise<unknown> | undefined
  disk.beforeSnapshot = () => {
    disk.failing = 'write'
    refused = write('refused').catch((error: unknown) => error)
  }
  await adapter.compact()

  expect(await refused).toMatchObject({ kind: 'storage' })
  expect((await readdir(folder)).filter((name) => !name.includes('.journal.'))).toEqual(['lock'])
  expect((await openStore(await afterCrash(folder))).ids()).toEqual(['a'])

  disk.failing = undefined
  disk.beforeSnapshot = () => undefined
  await adapter.compact()
  expect(await idsIn(folder)).toEqual(['a'])
})

test('a db.json that was edited while the sandbox ran is kept beside ours, and the person is told', async () => {
  const folder = await freshFolder()
  const { adapter, write, warnings } = await openStore(folder)
  await write('a')
  await adapter.compact()
  await writeFile(join(folder, 'db.json'), '{"notes":{}}')
  await write('b')

  await adapter.compact()

  const kept = 'db.json.edited-2026-04-20T120000.000Z'
  expect(await readFile(join(folder, kept), 'utf8')).toBe('{"notes":{}}')
  expect(await idsIn(folder)).toEqual(['a', 'b'])
  expect(warnings).toEqual([
    `${join(folder, 'db.json')} was edited while the sandbox was running; the edit is kept as ${kept}`,
  ])
})

test('a compaction that fails at its last step keeps the journal and says so, and the next one succeeds', async () => {
  const folder = await freshFolder()
  const disk = testDisk()
  const machine = stillMachine()
  const { adapter, write, warnings } = await openStore(folder, { ...disk, machine })
  disk.beforeRename = () => Promise.reject(new Error('EIO: no luck'))
  await write('a')
  machine.ring()
  await expect(adapter.compact()).rejects.toThrow('no luck')

  expect(warnings).toMatchObject([expect.stringMatching(/db\.json could not be brought up to date.*no luck/)])
  expect((await openStore(await afterCrash(folder))).ids()).toEqual(['a'])

  disk.beforeRename = () => undefined
  await adapter.compact()
  expect(await idsIn(folder)).toEqual(['a'])
})

test('a crash right after an edited db.json was set aside loses nothing', async () => {
  const folder = await freshFolder()
  const disk = testDisk()
  const { adapter, write } = await openStore(folder, disk)
  await write('a')
  await adapter.compact()
  await writeFile(join(folder, 'db.json'), '{"notes":{"a":{"id":"a","text":"by hand"}}}')
  await write('b')
  let crashed = ''
  disk.beforeRename = async (from) => {
    if (from.endsWith('.tmp')) crashed = await afterCrash(folder)
  }

  await adapter.compact()

  expect((await openStore(crashed)).ids()).toEqual(['a', 'b'])
})
