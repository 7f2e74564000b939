import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { expect, onTestFinished, test } from 'vitest'
import { clientOf, type Known, work } from '../support/crash-load.ts'
import { freshFolder } from '../support/folder.ts'
import { startReceiver } from '../support/receiver.ts'
import { freshRandom, PATIENCE, ROUNDS } from '../support/rounds.ts'

const LANES = 8

/** Starts the server; `url` is undefined when it was killed before it listened. */
function launch(folder: string) {
  const child = spawn(process.execPath, ['test/support/server-process.mjs', folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const exit = once(child, 'exit')
  const line = once(createInterface({ input: child.stdout }), 'line').then(([text]) => String(text))
  const url = Promise.race([line, exit.then(() => undefined)])
  return { child, exit, url }
}

/** Every customer is as it was acknowledged, or as the call that was under way made it, and there are no others. */
function compare(found: Map<string, object>, ledger: Known[], seeded: number): void {
  let unknown = found.size - seeded
  for (const known of ledger) {
    const now = found.get(known.email)
    if (now) unknown--
    expect([known.sure, known.maybe], known.email).toContainEqual(now)
    Object.assign(known, { sure: now, maybe: now })
  }
  expect(unknown).toBe(0)
}

test('a server that is killed at any moment under load, again and again, has lost no acknowledged change and no webhook', {
  timeout: PATIENCE,
}, async () => {
  const random = freshRandom()
  const folder = await freshFolder()
  const receiver = await startReceiver()
  const ledger: Known[] = []
  const first = launch(folder)
  const url = (await first.url) ?? ''
  const { size: seeded } = await clientOf(url).customers()
  await clientOf(url).call('POST', '/_sandbox/webhooks/endpoints', { vendor: 'conomy', url: receiver.url })
  let server = first
  const killAfter = (delay: number): void => {
    const { child } = server
    setTimeout(() => child.kill('SIGKILL'), delay)
  }

  for (let round = 0; round < ROUNDS; round++) {
    // One in five dies while it starts.
    const isEarly = round > 0 && random.integer(1, 5) === 1
    if (isEarly) killAfter(random.integer(0, 150))
    const address = await server.url
    if (address && !isEarly) {
      compare(await clientOf(address).customers(), ledger, seeded)
      // A time alone would tell how much happens before the end on a fast machine, and nothing on a slow one.
      const delay = random.integer(0, 30)
      let left = random.integer(1, 200)
      const answered = (): void => {
        if (--left === 0) killAfter(delay)
      }
      const lanes = Array.from({ length: LANES }, (_, lane) => work(address, `r${round}-${lane}`, ledger, answered))
      for (const lane of await Promise.allSettled(lanes)) {
        // Cut connections are TypeErrors; anything else would be an answer that is no success.
        expect(lane).toMatchObject({ reason: { name: 'TypeError' } })
      }
    }
    await server.exit
    server = launch(folder)
  }

  const client = clientOf((await server.url) ?? '')
  compare(await client.customers(), ledger, seeded)
  await client.call('POST', '/_sandbox/webhooks/flush')
  const told = new Set(receiver.received.map(({ body }) => JSON.parse(body).customer.id as string))
  const documented = ledger.flatMap(({ sure }) => (sure?.isDocumented ? [sure.id] : []))
  expect(documented.filter((id) => !told.has(id))).toEqual([])
  expect(documented.length).toBeGreaterThan(0)
})
