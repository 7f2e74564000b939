import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type FileSystem, hasCode, readText, removeFile } from './file-system.ts'
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
  if (heldHere.has(file)) throw inUse(folder, process.pid)
  heldHere.add(file)
  try {
    await take(folder, file, fileSystem)
  } catch (error) {
    heldHere.delete(file)
    throw error
  }
  let isHeld = true
  return async () => {
    if (!isHeld) return
    isHeld = false
    heldHere.delete(file)
    await removeFile(file, fileSystem)
  }
}

/**
 * Takes several folders, or none of them, and returns what gives them back. A folder that is named twice is taken once.
 * Throws a FolderLockedError when a living process holds one.
 */
export async function lockFolders(folders: readonly string[], fileSystem: FileSystem): Promise<() => Promise<void>> {
  const held: (() => Promise<void>)[] = []
  const unlock = async (): Promise<void> => {
    for (const giveBack of held) await giveBack()
  }
  try {
    for (const folder of new Set(folders)) held.push(await lockFolder(folder, fileSystem))
    return unlock
  } catch (error) {
    await unlock()
    throw error
  }
}

async function take(folder: string, file: string, fileSystem: FileSystem): Promise<void> {
  const holder: Holder = { pid: process.pid, startedAt: startOf(process.pid) }
  for (let tries = 0; tries < 3; tries++) {
    if (await create(file, JSON.stringify(holder), fileSystem)) return
    const text = await readText(file, fileSystem)
    const other = parseHolder(text)
    if (other && isAlive(other)) throw inUse(folder, other.pid)
    if (text !== null) await removeStale(file, text, fileSystem)
  }
  throw new DataFileError(`${file} could not be taken: others keep taking it`)
}

const inUse = (folder: string, pid: number): FolderLockedError =>
  new FolderLockedError(`${folder} is in use by process ${pid}; stop it, or choose another folder`)

/** The lock appears with its text in it: who finds it never finds it half written. */
async function create(file: string, text: string, fileSystem: FileSystem): Promise<boolean> {
  const draft = `${file}.${process.pid}`
  try {
    const handle = await fileSystem.open(draft, 'w', 0o600)
    try {
      await handle.writeFile(text)
    } finally {
      await handle.close()
    }
    await fileSystem.link(draft, file)
    return true
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false
    throw error
  } finally {
    await removeFile(draft, fileSystem)
  }
}

/** Removes the lock that was read, and puts back the one that another process may have set in its place meanwhile. */
async function removeStale(file: string, text: string, fileSystem: FileSystem): Promise<void> {
  const aside = `${file}.${process.pid}.stale`
  try {
    await fileSystem.rename(file, aside)
    if ((await readText(aside, fileSystem)) !== text) await fileSystem.link(aside, file)
  } catch (error) {
    if (!hasCode(error, 'ENOENT') && !hasCode(error, 'EEXIST')) throw error
  } finally {
    await removeFile(aside, fileSystem)
  }
}

function parseHolder(text: string | null): Holder | undefined {
  try {
    const value: unknown = JSON.parse(text ?? '')
    if (typeof value !== 'object' || value === null || !('pid' in value) || !('startedAt' in value)) return undefined
    if (typeof value.pid !== 'number' || !(value.pid > 0)) return undefined
    return { pid: value.pid, startedAt: typeof value.startedAt === 'string' ? value.startedAt : null }
  } catch {
    return undefined // Cut off while it was being written: nobody holds it.
  }
}

function isAlive({ pid, startedAt }: Holder): boolean {
  if (pid === process.pid) return false // An earlier process of the same number: what we hold we know.
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (hasCode(error, 'ESRCH')) return false
  }
  return startOf(pid) === startedAt
}

/** When a process started, in ticks since the machine did; null where there is no /proc, and for one that has ended. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The second field is the name in parentheses, and may hold blanks; the state is the third, the start the 22nd.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' ? null : (fields[19] ?? null)
  } catch {
    return null // Not Linux, or gone.
  }
}
