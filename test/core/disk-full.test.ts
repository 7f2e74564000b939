import { expect, test } from 'vitest'
import { Problem } from '../../src/core/problem.ts'
import { testDisk } from '../support/disk.ts'
import { afterCrash, freshFolder } from '../support/folder.ts'
import { notes } from '../support/notes.ts'
import { openStore } from '../support/store.ts'

/** A store with notes a and b, on a disk that can fill up. */
async function storeOnDisk(how: { isForcing?: boolean } = {}) {
  const disk = testDisk(how)
  const opened = await openStore(await freshFolder(), disk)
  await opened.store.transact((draft) => {
    draft.table(notes).insert({ id: 'a', text: 'first', owner: 'ana' })
    draft.table(notes).insert({ id: 'b', text: 'second', owner: 'bo' })
  })
  return { ...opened, disk }
}

const settle = <T>(...writes: Promise<T>[]): Promise<unknown[]> =>
  Promise.all(writes.map((write) => write.then(() => 'written').catch((error: unknown) => error)))

test.each([
  ['write', { isForcing: false }],
  ['datasync', { isForcing: false }],
  ['write', { isForcing: true }],
] as const)(
  'when the disk is full at the %s, %j, the writer is told and nothing of it stays, in memory or on disk',
  async (step, how) => {
    const { disk, folder, store, ids } = await storeOnDisk(how)
    disk.failing = step

    const refused = store.transact((draft) => {
      const table = draft.table(notes)
      table.remove('a')
      table.replace({ id: 'b', text: 'changed', owner: 'ana' })
      table.insert({ id: 'c', text: 'third', owner: 'ana' })
    })

    await expect(refused).rejects.toBeInstanceOf(Problem)
    await expect(refused).rejects.toMatchObject({ kind: 'storage', cause: { code: 'ENOSPC' } })
    expect(ids()).toEqual(['a', 'b'])
    expect([...store.table(notes).where('byOwner', 'ana')]).toEqual([{ id: 'a', text: 'first', owner: 'ana' }])
    const reopened = await openStore(await afterCrash(folder))
    expect([...reopened.store.table(notes).all()]).toEqual([...store.table(notes).all()])
  },
)

test('when not even a journal can be begun, the writer is told and the next one succeeds', async () => {
  const disk = testDisk()
  const { ids, write, folder } = await openStore(await freshFolder(), disk)
  disk.failing = 'open'
  await expect(write('a')).rejects.toMatchObject({ kind: 'storage' })
  expect(ids()).toEqual([])

  disk.failing = undefined
  await write('b')

  expect((await openStore(await afterCrash(folder))).ids()).toEqual(['b'])
})

test('all who wrote in the same turn are told, and their changes to one row are taken back in the right order', async () => {
  const { disk, store, write } = await storeOnDisk()
  disk.failing = 'write'

  const outcomes = await settle(write('a', 'one'), write('a', 'two'), write('c'), write('a', 'three'))

  expect(outcomes).toMatchObject(Array.from({ length: 4 }, () => ({ kind: 'storage' })))
  expect([...store.table(notes).all()].map(({ text }) => text)).toEqual(['first', 'second'])
})

test('who waits behind a write that fails is told, too, for it was made on top of it', async () => {
  const { disk, folder, store, write, ids } = await storeOnDisk()
  disk.failing = 'write'
  const waiting: Promise<unknown>[] = []
  disk.beforeWrite = () => void waiting.push(write('c', 'built on c'), write('a', 'waiting'))

  const first = write('c')
  await expect(first).rejects.toMatchObject({ kind: 'storage' })

  expect(await settle(...waiting)).toMatchObject([{ kind: 'storage' }, { kind: 'storage' }])
  expect(ids()).toEqual(['a', 'b'])
  expect(store.table(notes).get('a')?.text).toBe('first')
  expect((await openStore(await afterCrash(folder))).ids()).toEqual(['a', 'b'])
})

test('when there is room again writing goes on without a restart, and nothing of the refused comes back', async () => {
  const { disk, folder, store, write, ids } = await storeOnDisk()
  disk.failing = 'write'
  await settle(write('refused'), write('a', 'refused'))
  disk.failing = 'datasync'
  await settle(write('refused too'))

  disk.failing = undefined
  await write('c')

  expect(ids()).toEqual(['a', 'b', 'c'])
  expect((await openStore(await afterCrash(folder))).ids()).toEqual(['a', 'b', 'c'])
  await store.close()
  const reopened = await openStore(folder)
  expect([...reopened.store.table(notes).all()].map(({ text }) => text)).toEqual(['first', 'second', 'text of c'])
})

test('what could not be cut off the journal at first is cut off before the next write', async () => {
  const { disk, folder, write } = await storeOnDisk()
  disk.failing = 'mending'
  await settle(write('refused', 'a text that is longer than the next one'))

  disk.failing = undefined
  await write('c')

  expect((await openStore(await afterCrash(folder))).ids()).toEqual(['a', 'b', 'c'])
})

test('reading goes on while the disk is full', async () => {
  const { disk, store, write } = await storeOnDisk()
  disk.failing = 'write'
  await settle(write('c'))

  expect(await store.transact((draft) => draft.table(notes).get('a')?.text)).toBe('first')
})

test('what was refused and could not be cut off is not in a segment that is closed', async () => {
  const { disk, folder, adapter, write } = await storeOnDisk()
  disk.failing = 'mending'
  await expect(write('c')).rejects.toMatchObject({ kind: 'storage' })
  disk.failing = undefined
  let copy: Promise<string> | undefined
  disk.beforeRename = async (from) => {
    // The segment is closed, and db.json is still the old one.
    if (from.endsWith('.tmp')) copy = afterCrash(folder)
    await copy
  }

  await adapter.compact()

  expect((await openStore((await copy) ?? '')).ids()).toEqual(['a', 'b'])
})
