import type { Stats } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'

/** The file operations that the store does, so that a test can let one of them fail. */
export type FileSystem = {
  /** The flag of a file whose writes are on disk when they return; absent where what is written must be forced there. */
  readonly forcing?: number
  copyFile(from: string, to: string): Promise<void>
  link(from: string, to: string): Promise<void>
  mkdir(path: string, mode: number): Promise<unknown>
  open(path: string, flags: string | number, mode?: number): Promise<FileHandle>
  readFile(path: string): Promise<Buffer>
  readdir(path: string): Promise<string[]>
  realpath(path: string): Promise<string>
  rename(from: string, to: string): Promise<void>
  stat(path: string): Promise<Stats>
  unlink(path: string): Promise<void>
}

/** The text of a file without a byte order mark; null when there is no file. */
export async function readText(file: string, fileSystem: FileSystem): Promise<string | null> {
  const bytes = await readBytes(file, fileSystem)
  return bytes && toText(bytes)
}

/** Null when there is no such file. */
export async function readBytes(file: string, fileSystem: FileSystem): Promise<Buffer | null> {
  try {
    return await fileSystem.readFile(file)
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null
    throw error
  }
}

/** Bytes as text, without the byte order mark that some editors write. */
export function toText(bytes: Buffer): string {
  const text = bytes.toString('utf8')
  return text.startsWith('\uFEFF') ? text.slice(1) : text
}

/** Follows a symbolic link, so that a rename replaces the file and not the link. */
export async function realFile(file: string, fileSystem: FileSystem): Promise<string> {
  try {
    return await fileSystem.realpath(file)
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return file
    throw error
  }
}

/** Makes renames and removals in a folder survive a power cut, where the platform can. */
export async function syncFolder(folder: string, fileSystem: FileSystem): Promise<void> {
  let handle: FileHandle | undefined
  try {
    handle = await fileSystem.open(folder, 'r')
    await handle.sync()
  } catch (error) {
    // Windows cannot open a folder, and some network file systems cannot sync one.
    if (!['EISDIR', 'EPERM', 'EACCES', 'EINVAL', 'ENOTSUP'].some((code) => hasCode(error, code))) throw error
  } finally {
    await handle?.close()
  }
}

/** Removes a file, if it is there. */
export async function removeFile(file: string, fileSystem: FileSystem): Promise<void> {
  try {
    await fileSystem.unlink(file)
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error
  }
}

/** Whether something that was thrown is the system's error of this code, `ENOENT` say. */
export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
