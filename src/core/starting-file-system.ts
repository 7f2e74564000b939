import { linkSync, mkdirSync, readdirSync, readFileSync, realpathSync, statSync, unlinkSync } from 'node:fs'
import * as fileSystem from 'node:fs/promises'
import type { FileSystem } from './file-system.ts'

/**
 * For the start, when there is nobody else to serve: it makes a dozen calls one after the other, and to have a thread
 * make one takes ten times as long as the call.
 */
export const startingFileSystem: FileSystem = {
  ...fileSystem,
  link: atOnce(linkSync),
  mkdir: atOnce((path: string, mode: number) => mkdirSync(path, mode)),
  readFile: atOnce((path: string) => readFileSync(path)),
  readdir: atOnce((path: string) => readdirSync(path)),
  realpath: atOnce((path: string) => realpathSync.native(path)),
  stat: atOnce((path: string) => statSync(path)),
  unlink: atOnce(unlinkSync),
}

/** What is thrown is a rejection. */
function atOnce<Given extends unknown[], T>(call: (...given: Given) => T): (...given: Given) => Promise<T> {
  return (...given) =>
    new Promise((resolve) => {
      resolve(call(...given))
    })
}
