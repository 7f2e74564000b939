import { constants } from 'node:fs'
import * as fileSystem from 'node:fs/promises'
import type { FileSystem } from './file-system.ts'

/**
 * For a store that runs. On Linux a write and its forcing are one call, and wait for a thread once instead of twice.
 * macOS has the flag as well, but there only Node's fdatasync empties the cache of the disk itself.
 */
export const runningFileSystem: FileSystem = {
  ...fileSystem,
  ...(process.platform === 'linux' && { forcing: constants.O_DSYNC }),
}
