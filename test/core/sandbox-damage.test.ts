import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createSandbox, type Sandbox, StartError } from '../../src/sandbox.ts'
import { freshFolder } from '../support/folder.ts'
import { NOW } from '../support/sandbox.ts'

/** How many damages are tried: `DAMAGES=6000 npx vitest run test/core/sandbox-damage` for the long run. */
const DAMAGES = Math.ceil(Number(process.env.DAMAGES ?? 300) / 30)

/** A look at every vendor. */
const READS = [
  '/conomy/customers?clientId=demo-client&count=500',
  '/conomy/payments',
  '/conomy/accounts',
  '/legaltalent/kyc/customers',
  '/legaltalent/kyc/sessions',
  '/oak/api/v1/customers',
  '/oak/api/v1/transactions',
  '/_sandbox/webhooks/deliveries',
  '/_sandbox/export',
]

async function open(data: string, bugs: unknown[]): Promise<Sandbox | StartError> {
  try {
    return await createSandbox({ data, now: NOW, report: (bug) => bugs.push(bug), warn: () => undefined })
  } catch (error) {
    if (error instanceof StartError) return error
    throw error
  }
}

test('a sandbox whose db.json has one wrong byte says where, or starts and answers without a failure', {
  timeout: 20_000 + DAMAGES * 3000,
}, async () => {
  const data = await freshFolder()
  await (await createSandbox({ data, now: NOW })).close()
  const file = join(data, 'db.json')
  const whole = await readFile(file)
  const seen = { started: 0, refused: 0 }

  const property = fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), async (at, byte) => {
    const hurt = Buffer.from(whole)
    hurt[at] = byte
    await writeFile(file, hurt)
    const bugs: unknown[] = []

    const sandbox = await open(data, bugs)

    if (sandbox instanceof StartError) {
      seen.refused++
      expect(sandbox.message).toMatch(/^\S+db\.json(:\d+:\d+)?\b/)
      expect(await readFile(file)).toEqual(hurt)
      return
    }
    seen.started++
    for (const path of READS) {
      const { status } = await sandbox.request('GET', path)
      expect(status, path).toBeLessThan(500)
    }
    await sandbox.close()
    expect(bugs).toEqual([])
  })
  await fc.assert(property, { numRuns: DAMAGES })

  expect(seen.started + seen.refused).toBe(DAMAGES)
})
