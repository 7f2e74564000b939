import { constants } from 'node:fs'
import * as fs from 'node:fs/promises'
import type { FileSystem } from '../../src/core/file-system.ts'

/** What of the journal can fail. */
export type Step = 'open' | 'write' | 'datasync' | 'mending'

/** The real file system, and a test's hands on it. Only the journal can be out of order; steps can be broken into. */
export function testDisk({ isForcing = false } = {}) {
  const disk = {
    /**
     * Which step of an append fails, as on a full disk; a write leaves half of its bytes behind. `mending`: what was
     * written is not forced to disk, and cannot be cut off again.
     */
    failing: undefined as Step | undefined,
    /** What the system says then. */
    code: 'ENOSPC',
    /** Appends to the journal that were forced to disk. */
    appends: 0,
    /** Called before the journal is written to, before a snapshot is begun, and before a file is renamed. */
    beforeWrite: (): void => undefined,
    beforeSnapshot: (): void => undefined,
    beforeRename: (_from: string): Promise<void> | void => undefined,
    fileSystem: { ...fs, ...(isForcing && { forcing: constants.O_DSYNC }), open, rename } as FileSystem,
  }

  async function open(path: string, flags: string | number, mode?: number): Promise<fs.FileHandle> {
    if (path.endsWith('.tmp')) disk.beforeSnapshot()
    if (!path.includes('.journal.')) return fs.open(path, flags, mode)
    if (disk.failing === 'open') throw failure()
    const handle = await fs.open(path, flags, mode)
    return Object.assign(Object.create(handle) as fs.FileHandle, {
      close: () => handle.close(),
      async write(bytes: Uint8Array, offset: number, length: number, position: number) {
        disk.beforeWrite()
        if (disk.failing !== 'write') return handle.write(bytes, offset, length, position)
        await handle.write(bytes, offset, Math.floor(length / 2), position)
        throw failure()
      },
      async truncate(length: number) {
        if (disk.failing === 'mending') throw failure()
        await handle.truncate(length)
      },
      async datasync() {
        if (disk.failing === 'datasync' || disk.failing === 'mending') throw failure()
        disk.appends++
        await handle.datasync()
      },
    })
  }

  async function rename(from: string, to: string): Promise<void> {
    await disk.beforeRename(from)
    await fs.rename(from, to)
  }

  const failure = (): Error => Object.assign(new Error(`${disk.code}: as a test wants it`), { code: disk.code })

  return disk
}
