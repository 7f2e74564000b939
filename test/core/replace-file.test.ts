import * as fs from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { FileSystem } from '../../src/core/file-system.ts'
import { replaceFile } from '../../src/core/replace-file.ts'
import { freshFolder } from '../support/folder.ts'

/** The real file system, and a list of what forces things to disk or puts them in place. */
function watchedDisk() {
  const steps: string[] = []
  const fileSystem: FileSystem = {
    ...fs,
    async open(path, flags, mode) {
      const handle = await fs.open(path, flags, mode)
      return Object.assign(Object.create(handle) as fs.FileHandle, {
        close: () => handle.close(),
        writeFile: (text: string) => handle.writeFile(text),
        datasync: async () => {
          steps.push('the file is forced to disk')
          await handle.datasync()
        },
        sync: async () => {
          steps.push('the folder is forced to disk')
          await handle.sync()
        },
      })
    },
    async rename(from, to) {
      steps.push('the file takes its place')
      await fs.rename(from, to)
    },
  }
  return { steps, fileSystem }
}

async function* chunks() {
  yield 'new '
  yield await Promise.resolve('text')
}

test('a file takes the place of another when it is on disk, and then the folder is', async () => {
  const { steps, fileSystem } = watchedDisk()
  const file = join(await freshFolder(), 'db.json')
  const mayReplace = async (): Promise<boolean> => await Promise.resolve(steps.push('it may') > 0)

  const isReplaced = await replaceFile(file, chunks(), { fileSystem, mayReplace })

  expect(isReplaced).toBe(true)
  expect(await fs.readFile(file, 'utf8')).toBe('new text')
  expect(steps).toEqual([
    'the file is forced to disk',
    'it may',
    'the file takes its place',
    'the folder is forced to disk',
  ])
})

test('a file that may not be replaced stays, and nothing is left beside it', async () => {
  const folder = await freshFolder()
  const file = join(folder, 'db.json')
  await fs.writeFile(file, 'old')

  const isReplaced = await replaceFile(file, chunks(), { fileSystem: fs, mayReplace: () => Promise.resolve(false) })

  expect(isReplaced).toBe(false)
  expect(await fs.readFile(file, 'utf8')).toBe('old')
  expect(await fs.readdir(folder)).toEqual(['db.json'])
})
