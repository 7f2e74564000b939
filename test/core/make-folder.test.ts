import * as fs from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { FileSystem } from '../../src/core/file-system.ts'
import { makeFolder } from '../../src/core/make-folder.ts'
import { freshFolder } from '../support/folder.ts'

const modeOf = async (path: string): Promise<number> => (await fs.stat(path)).mode & 0o777

test('a folder is made with those above it, for its owner only', async () => {
  const top = await freshFolder()

  await makeFolder(join(top, 'a', 'b'), fs)

  expect([await modeOf(join(top, 'a')), await modeOf(join(top, 'a', 'b'))]).toEqual([0o700, 0o700])
})

test('a folder that is there stays as it is, and so does one behind a link', async () => {
  const top = await freshFolder()
  await fs.mkdir(join(top, 'shared'))
  await fs.chmod(join(top, 'shared'), 0o755)
  await fs.symlink('shared', join(top, 'link'))

  await makeFolder(join(top, 'shared'), fs)
  await makeFolder(join(top, 'link'), fs)

  expect(await modeOf(join(top, 'shared'))).toBe(0o755)
})

test('of two that make the same folder at the same time, neither fails', async () => {
  const folder = join(await freshFolder(), 'a', 'b', 'c')

  await Promise.all([makeFolder(folder, fs), makeFolder(folder, fs)])

  expect((await fs.stat(folder)).isDirectory()).toBe(true)
})

test('a file in its place is the error of the system', async () => {
  const file = join(await freshFolder(), 'file')
  await fs.writeFile(file, '')

  await expect(makeFolder(file, fs)).rejects.toMatchObject({ code: 'EEXIST' })
  await expect(makeFolder(join(file, 'below'), fs)).rejects.toMatchObject({ code: 'ENOTDIR' })
})

test('where a folder is there and nothing can be made in it, it is not asked for ever', async () => {
  const top = await freshFolder()
  let asked = 0
  const fileSystem: FileSystem = {
    ...fs,
    mkdir: () => {
      asked++
      return Promise.reject(Object.assign(new Error('ENOENT, as in /proc'), { code: 'ENOENT' }))
    },
  }

  await expect(makeFolder(join(top, 'a'), fileSystem)).rejects.toThrow('ENOENT, as in /proc')
  await expect(makeFolder(join(top, 'a', 'b', 'c'), fileSystem)).rejects.toThrow('ENOENT, as in /proc')
  expect(asked).toBeLessThan(10)
})
