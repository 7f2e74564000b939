import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

/** Runs a script with the built library, and resolves with what it printed when the process has ended by itself. */
async function run(script: string): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
    timeout: 15_000,
  })
  return stdout.trim()
}

const USED = `
  import { createSandbox } from 'fintech-sandbox'
  const sandbox = await createSandbox(OPTIONS)
  await sandbox.call('conomy-customers.createCustomer', { query: { clientId: 'demo-client' }, body: { email: 'ana@example.com' } })
  await sandbox.call('sandbox.createEndpoint', { body: { vendor: 'conomy', url: 'http://127.0.0.1:1/' } })
  await sandbox.call('conomy-customers.approveDocument', { params: { id: '69a000000000000000000001', index: 0 } })
  await sandbox.webhooks.next('customer.levelChanged')
  await sandbox.namespace('ci-7')
`

test.concurrent.for([
  ['in process', '{}'],
  ['with a port', '{ port: 0 }'],
] as const)(
  'a process that creates a sandbox %s, uses and closes it ends by itself',
  async ([, options], { expect }) => {
    const printed = await run(`${USED.replace('OPTIONS', options)}
    await sandbox.close()
    console.log('closed')
  `)

    expect(printed).toBe('closed')
  },
)

test('a process that does not close one without a port ends by itself all the same', async () => {
  expect(await run(`${USED.replace('OPTIONS', '{}')}; console.log('done')`)).toBe('done')
})

test('a process that waits for an event that does not come hears of it', async () => {
  const printed = await run(`
    import { createSandbox } from 'fintech-sandbox'
    const sandbox = await createSandbox()
    await sandbox.webhooks.next('customer.levelChanged', { timeout: 20 }).catch(({ name }) => console.log(name))
  `)

  expect(printed).toBe('WebhookTimeout')
})
