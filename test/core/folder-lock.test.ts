import { once } from 'node:events'
import * as fs from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { FileSystem } from '../../src/core/file-system.ts'
import { lockFolder } from '../../src/core/folder-lock.ts'
import { FolderLockedError } from '../../src/core/start-error.ts'
import { freshFolder } from '../support/folder.ts'
import { startProcess } from '../support/process.ts'

const lockIn = (folder: string): string => join(folder, 'lock')

/** When a process started, as its line in /proc says. */
const startOf = (stat: Buffer): string =>
  stat
    .toString()
    .replace(/^.*\) /s, '')
    .split(' ')[19] ?? ''

async function folderLockedBy(text: string): Promise<string> {
  const folder = await freshFolder()
  await fs.writeFile(lockIn(folder), text)
  return folder
}

test('a folder belongs to one at a time, and is free again when it is given back', async () => {
  const folder = await freshFolder()
  const unlock = await lockFolder(folder, fs)

  const second = lockFolder(folder, fs)
  await expect(second).rejects.toThrow(FolderLockedError)
  await expect(second).rejects.toThrow(
    `${folder} is in use by process ${process.pid}; stop it, or choose another folder`,
  )

  await unlock()
  expect(await fs.readdir(folder)).toEqual([])
  await (await lockFolder(folder, fs))()
})

test('giving a folder back a second time does not take it from who has it now', async () => {
  const folder = await freshFolder()
  const first = await lockFolder(folder, fs)
  await first()
  const second = await lockFolder(folder, fs)

  await first()

  expect(await fs.readdir(folder)).toEqual(['lock'])
  await expect(lockFolder(folder, fs)).rejects.toThrow(FolderLockedError)
  await second()
})

test('a folder that another living process has is refused, and taken over when that was killed', async () => {
  const folder = await freshFolder()
  const { child } = await startProcess('--data', folder)
  await expect(lockFolder(folder, fs)).rejects.toThrow(`${folder} is in use by process ${child.pid}`)

  const exit = once(child, 'exit')
  child.kill('SIGKILL')
  await exit

  await (await lockFolder(folder, fs))()
})

test.each([
  ['of a process that is gone', JSON.stringify({ pid: 2 ** 30, startedAt: '1' })],
  ['of an earlier process that had the number of a living one', JSON.stringify({ pid: process.ppid, startedAt: '1' })],
  ['of an earlier process that had our own number', JSON.stringify({ pid: process.pid, startedAt: '1' })],
  ['that is empty', ''],
  ['that is cut off', '{"pid":'],
  ['that is something else', '[]'],
  ['without a number', '{"pid":"one","startedAt":"1"}'],
])('a lock %s is taken over', async (_what, text) => {
  const folder = await folderLockedBy(text)

  const unlock = await lockFolder(folder, fs)

  expect(JSON.parse(await fs.readFile(lockIn(folder), 'utf8'))).toMatchObject({ pid: process.pid })
  await unlock()
})

test('of two that take a folder at the same moment, one gets it', async () => {
  const folder = await freshFolder()
  let rival: Promise<unknown> | undefined
  const fileSystem: FileSystem = {
    ...fs,
    async open(path, flags, mode) {
      const handle = await fs.open(path, flags, mode)
      // The other one comes when the file is there, and nothing is in it yet.
      rival ??= lockFolder(folder, fs)
      await Promise.allSettled([rival])
      return handle
    },
  }

  const [first] = await Promise.allSettled([lockFolder(folder, fileSystem)])
  const [second] = await Promise.allSettled([rival])

  expect([first.status, second.status].sort()).toEqual(['fulfilled', 'rejected'])
})

test('of two that find the lock of a process that is gone, the later leaves the earlier what it took', async () => {
  const folder = await folderLockedBy(JSON.stringify({ pid: 2 ** 30, startedAt: '1' }))
  const living = JSON.stringify({
    pid: process.ppid,
    startedAt: startOf(await fs.readFile(`/proc/${process.ppid}/stat`)),
  })
  const fileSystem: FileSystem = {
    ...fs,
    async rename(from, to) {
      // The other one was quicker: what was read is gone, and its lock is there.
      await fs.writeFile(from, living)
      await fs.rename(from, to)
    },
  }

  await expect(lockFolder(folder, fileSystem)).rejects.toThrow(`is in use by process ${process.ppid}`)

  expect(await fs.readFile(lockIn(folder), 'utf8')).toBe(living)
  expect(await fs.readdir(folder)).toEqual(['lock'])
})

test('a file system error is not taken for a lock', async () => {
  await expect(lockFolder(join(await freshFolder(), 'nowhere'), fs)).rejects.toThrow('ENOENT')
})
