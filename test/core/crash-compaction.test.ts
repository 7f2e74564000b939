import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { expect, onTestFinished, test } from 'vitest'
import { Random } from '../../src/core/random.ts'
import { afterCrash, freshFolder } from '../support/folder.ts'
import { notes } from '../support/notes.ts'
import { openStore } from '../support/store.ts'

const ROUNDS = 20

test('a process that is killed while db.json is being replaced has lost no acknowledged row', {
  timeout: 60_000,
}, async () => {
  const folder = await freshFolder()
  const random = Random.seeded('kill the writer')
  const acknowledged: string[] = []

  for (let round = 0; round < ROUNDS; round++) {
    const child = spawn(process.execPath, ['--import', 'tsx', 'test/support/writer.ts', folder, `r${round}`], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    onTestFinished(() => void child.kill('SIGKILL'))
    const exit = once(child, 'exit')
    let before = random.integer(1, 250)
    for await (const id of createInterface({ input: child.stdout })) {
      acknowledged.push(id)
      if (--before === 0) child.kill('SIGKILL')
    }
    await exit

    const { store } = await openStore(await afterCrash(folder))
    const table = store.table(notes)
    expect(acknowledged.filter((id) => table.get(id)?.text !== `text of ${id} `.repeat(20))).toEqual([])
  }
  expect(acknowledged.length).toBeGreaterThan(ROUNDS * 50)
})
