import { dirname } from 'node:path'
import { type FileSystem, hasCode } from './file-system.ts'

/** Only its owner may look into it. */
const MODE = 0o700

/**
 * Makes a folder, and those above it, where they are not there yet. Node's own recursive mkdir asks again for ever where
 * a folder is there and nothing can be made in it, as in /proc. Throws the system's error.
 */
export async function makeFolder(folder: string, fileSystem: FileSystem): Promise<void> {
  const refusal = await make(folder, fileSystem)
  if (!refusal) return
  const above = dirname(folder)
  if (!hasCode(refusal, 'ENOENT') || above === folder) throw refusal
  await makeFolder(above, fileSystem)
  const again = await make(folder, fileSystem)
  if (again) throw again
}

/** What the system says when the folder is not there afterwards. */
async function make(folder: string, fileSystem: FileSystem): Promise<Error | undefined> {
  try {
    await fileSystem.mkdir(folder, MODE)
  } catch (error) {
    if (!(error instanceof Error)) throw error
    return (await isFolder(folder, fileSystem)) ? undefined : error
  }
  return undefined
}

async function isFolder(folder: string, fileSystem: FileSystem): Promise<boolean> {
  try {
    return (await fileSystem.stat(folder)).isDirectory()
  } catch (error) {
    if (hasCode(error, 'ENOENT') || hasCode(error, 'ENOTDIR')) return false
    throw error
  }
}
