import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type FileSystem, hasCode, readText, removeFile } from './data-file.ts'
import { DataFileError, FolderLockedError } from './start-error.ts'

/** Who holds a folder. The start time tells a process from a later one that was given the same number. */
type Holder = { pid: number; startedAt: string | null }

const heldHere = new Set<string>()

/**
 * Takes a folder for this process, and returns what gives it back. A lock whose process is gone is taken over. Two
 * containers that share a folder do not see each other's processes, and are not kept apart.
 * Throws a FolderLockedError when a living process holds it.
 */
export async function lockFolder(folder: string, fileSystem: FileSystem): Promise<() => Promise<void>> {
  const file = join(folder, 'lock')
  const holder: Holder = { pid: process.pid, startedAt: startOf(process.pid) }
  for (let tries = 0; tries < 3; tries++) {
    if (await create(file, JSON.stringify(holder), fileSystem)) {
      heldHere.add(file)
      return async () => {
        heldHere.delete(file)
        await removeFile(file, fileSystem)
      }
    }
    const other = parseHolder(await readText(file, fileSystem))
    if (other && isAlive(other, file)) {
      throw new FolderLockedError(`${folder} is in use by process ${other.pid}; stop it, or choose another folder`)
    }
    await removeFile(file, fileSystem)
  }
  throw new DataFileError(`${file} could not be taken: others keep taking it`)
}

async function create(file: string, text: string, fileSystem: FileSystem): Promise<boolean> {
  try {
    const handle = await fileSystem.open(file, 'wx', 0o600)
    try {
      await handle.writeFile(text)
    } finally {
      await handle.close()
    }
    return true
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false
    throw error
  }
}

function parseHolder(text: string | null): Holder | undefined {
  try {
    const value: unknown = JSON.parse(text ?? '')
    if (typeof value !== 'object' || value === null || !('pid' in value) || !('startedAt' in value)) return undefined
    if (typeof value.pid !== 'number') return undefined
    return { pid: value.pid, startedAt: typeof value.startedAt === 'string' ? value.startedAt : null }
  } catch {
    return undefined // Cut off while it was being written: nobody holds it.
  }
}

function isAlive({ pid, startedAt }: Holder, file: string): boolean {
  if (pid === process.pid) return heldHere.has(file)
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (hasCode(error, 'ESRCH')) return false
  }
  return startOf(pid) === startedAt
}

/** When a process started, in ticks since the machine did; null where there is no /proc. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The second field is the name in parentheses, and may hold blanks; the start time is the 22nd.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null
  } catch {
    return null // Not Linux, or gone.
  }
}
