import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { expect, onTestFinished, test } from 'vitest'
import { JournalAdapter } from '../../src/core/journal-adapter.ts'
import { Store } from '../../src/core/store.ts'
import { bundled } from '../support/bundle.ts'
import { freshFolder } from '../support/folder.ts'
import { Lane } from '../support/lane.ts'
import { notes } from '../support/notes.ts'
import { freshRandom, PATIENCE, ROUNDS } from '../support/rounds.ts'
import { stillMachine } from '../support/still-machine.ts'
import { LANES, progress } from '../support/writer.ts'

/** When a writer is killed: `delay` ms after it has acknowledged so many steps. */
type Moment = { steps: number; delay: number }

/** Lets a writer run, kills it, and returns how many steps of each lane it acknowledged. */
async function writeUntilKilled(
  program: string,
  folder: string,
  { steps, delay }: Moment,
): Promise<Map<string, number>> {
  const child = spawn(process.execPath, [program, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  const exit = once(child, 'exit')
  const acknowledged = new Map<string, number>()
  let left = steps
  for await (const lane of createInterface({ input: child.stdout })) {
    if (--left === 0) setTimeout(() => child.kill('SIGKILL'), delay)
    acknowledged.set(lane, (acknowledged.get(lane) ?? 0) + 1)
  }
  expect(await exit).toEqual([null, 'SIGKILL'])
  return acknowledged
}

/** What the next process would find; the folder is left as it is. */
async function look(folder: string) {
  const adapter = await JournalAdapter.open(folder, { machine: stillMachine(), warn: () => undefined })
  const store = await Store.open(adapter)
  const rows = [...store.table(notes).all()]
  const found = LANES.map((name) => {
    const steps = store.table(progress).get(name)?.steps ?? 0
    const own = rows.filter(({ id }) => id.startsWith(`${name}-`)).map(({ id, text }) => [id, text])
    return { name, steps, own }
  })
  await store.abandon()
  return found
}

test('a process that is killed at any moment, db.json being replaced all the time, has lost no acknowledged row', {
  timeout: PATIENCE,
}, async () => {
  const random = freshRandom()
  const folder = await freshFolder()
  const program = await bundled('writer-process.ts')
  const before = new Map<string, number>()
  const leftBehind = new Set<string>()

  for (let round = 0; round < ROUNDS; round++) {
    // A time alone would tell how much happens before the end on a fast machine, and nothing on a slow one.
    const moment = { steps: random.integer(1, 500), delay: random.integer(0, 20) }
    const acknowledged = await writeUntilKilled(program, folder, moment)

    for (const name of await readdir(folder)) leftBehind.add(name.replaceAll(/\d+/g, 'N'))
    for (const { name, steps, own } of await look(folder)) {
      const known = (before.get(name) ?? 0) + (acknowledged.get(name) ?? 0)
      // The step that was under way may be there or not; nothing else may differ, in content or in order.
      expect([known, known + 1], `round ${round}, lane ${name}`).toContain(steps)
      expect(own, `round ${round}, lane ${name}`).toEqual([...Lane.after(name, steps).rows])
      before.set(name, steps)
    }
  }
  expect(Math.min(...before.values())).toBeGreaterThan(0)
  // Some died between two segments, or while db.json was being written, or there would be nothing to see here.
  expect([...leftBehind]).toContain('db.json')
  expect([...leftBehind].some((name) => name.startsWith('db.json.journal.'))).toBe(true)
})
