import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** An empty folder, removed when the test ends. */
export async function freshFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'fintech-sandbox-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** What a folder would look like to the next process if this one were killed now. */
export async function afterCrash(folder: string): Promise<string> {
  const copy = await freshFolder()
  await cp(folder, copy, { recursive: true })
  return copy
}
