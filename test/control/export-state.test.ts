import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { advance } from '../delivery/webhooks.ts'
import { freshFolder } from '../support/folder.ts'
import { operate } from '../support/random-operations.ts'
import { freshSandbox } from '../support/sandbox.ts'
import { exported } from '../support/state.ts'

test('an export has every row by collection and id, and says where clock and chance stand', async () => {
  const sandbox = await freshSandbox()
  await advance(sandbox, 60)

  const state = JSON.parse(await exported(sandbox))

  expect(state['conomy.customers']['69a000000000000000000001']).toMatchObject({ firstName: 'Ana' })
  expect(state.sandbox.state).toEqual({
    id: 'state',
    version: 1,
    random: expect.stringMatching(/^[0-9a-f]{32}$/),
    clock: { offset: expect.any(Number), frozenAt: Date.parse('2026-04-20T12:01:00Z') },
  })
})

test('looking changes nothing: the next export has the same bytes', async () => {
  const sandbox = await freshSandbox()
  const first = await exported(sandbox)

  expect(await exported(sandbox)).toBe(first)
})

test('an export has the rows that db.json has after a stop', async () => {
  const data = await freshFolder()
  const sandbox = await freshSandbox({ data })
  await operate(sandbox, { seed: 'anything', count: 30 })
  const state = await exported(sandbox)

  await sandbox.close()

  expect(JSON.parse(await readFile(join(data, 'db.json'), 'utf8'))).toEqual(JSON.parse(state))
})

test('fifty namespaces in which every vendor is used at the same time end as each would alone', async () => {
  const shared = await freshSandbox({ seed: 7 })
  const names = Array.from({ length: 50 }, (_, number) => `job-${number}`)

  await Promise.all(names.map((name) => operate(shared, { prefix: `/@${name}`, seed: name, count: 12 })))

  for (const name of names) {
    const alone = await freshSandbox({ seed: 7 })
    await operate(alone, { seed: name, count: 12 })
    expect(await exported(shared, `/@${name}`), name).toBe(await exported(alone))
    await alone.close()
  }
}, 60_000)
