import { basename, dirname, join } from 'node:path'
import { type FileSystem, removeFile, syncFolder } from './file-system.ts'

/**
 * Replaces `file` in one step: a temporary file beside it, forced to disk, renamed over it, the folder forced to disk.
 * `mayReplace` is asked right before the rename; false leaves the old file.
 */
export async function replaceFile(
  file: string,
  chunks: AsyncIterable<string>,
  { fileSystem, mayReplace }: { fileSystem: FileSystem; mayReplace: () => Promise<boolean> },
): Promise<boolean> {
  const temporary = join(dirname(file), `.${basename(file)}.${process.pid}.tmp`)
  const handle = await fileSystem.open(temporary, 'w', 0o600)
  let isReplaced = false
  try {
    try {
      for await (const chunk of chunks) await handle.writeFile(chunk)
      await handle.datasync()
    } finally {
      await handle.close()
    }
    if (await mayReplace()) {
      await fileSystem.rename(temporary, file)
      isReplaced = true
    }
  } finally {
    if (!isReplaced) await removeFile(temporary, fileSystem)
  }
  if (isReplaced) await syncFolder(dirname(file), fileSystem)
  return isReplaced
}

/** Removes what a process left behind that died before it could rename. */
export async function sweepTemporaryFiles(file: string, fileSystem: FileSystem): Promise<void> {
  const folder = dirname(file)
  const prefix = `.${basename(file)}.`
  for (const name of await fileSystem.readdir(folder)) {
    const isOurs = name.startsWith(prefix) && /^\d+\.tmp$/.test(name.slice(prefix.length))
    if (isOurs) await removeFile(join(folder, name), fileSystem)
  }
}
