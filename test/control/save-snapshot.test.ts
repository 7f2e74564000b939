import { expect, test } from 'vitest'
import { advance } from '../delivery/webhooks.ts'
import { createCustomer } from '../support/conomy.ts'
import { freshSandbox, type TestSandbox } from '../support/sandbox.ts'

const save = (sandbox: TestSandbox, name: string) => sandbox.request('PUT', `/_sandbox/snapshots/${name}`)

test('a snapshot says what time it was and how many rows there were', async () => {
  const sandbox = await freshSandbox()
  const { body: reset } = await sandbox.request('POST', '/_sandbox/reset')

  const { status, body } = await save(sandbox, 'Before.the_test-1')

  expect(status).toBe(200)
  expect(body).toEqual({ name: 'Before.the_test-1', at: '2026-04-20T12:00:00.000Z', rows: reset.rows })
})

test('a snapshot of the same name is replaced', async () => {
  const sandbox = await freshSandbox()
  const { body: first } = await save(sandbox, 'one')
  await createCustomer(sandbox)
  await advance(sandbox, 60)

  await save(sandbox, 'one')

  const { body } = await sandbox.request('GET', '/_sandbox/snapshots')
  expect(body.snapshots).toMatchObject([{ name: 'one', at: '2026-04-20T12:01:00.000Z' }])
  expect(body.snapshots[0].rows['conomy.customers']).toBe(first.rows['conomy.customers'] + 1)
})

test('there may be twenty snapshots, and no more', async () => {
  const sandbox = await freshSandbox()
  for (let number = 1; number <= 20; number++) await save(sandbox, `n${number}`)

  const { status, body } = await save(sandbox, 'n21')

  expect(status).toBe(409)
  expect(body.detail).toContain('20 snapshots')
  expect((await save(sandbox, 'n20')).status).toBe(200)
})

test.each(['a b', 'a/b', 'é', 'x'.repeat(65)])('the name %s is refused', async (name) => {
  const sandbox = await freshSandbox()

  const { status, body } = await save(sandbox, encodeURIComponent(name))

  expect(status).toBe(400)
  expect(body.errors).toMatchObject([{ in: 'path', field: 'name' }])
})
