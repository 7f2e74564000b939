import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { advance, NOBODY, register, trigger } from '../delivery/webhooks.ts'
import { createCustomer } from '../support/conomy.ts'
import { operate } from '../support/random-operations.ts'
import { freshSandbox } from '../support/sandbox.ts'
import { exported } from '../support/state.ts'

const IMPORT = '/_sandbox/import'
const A_ROW = { id: '69a000000000000000000001', clientId: 'demo-client', documents: [] }
const ENDPOINT = {
  id: 'e',
  vendor: 'conomy',
  tenant: 'demo-client',
  url: NOBODY,
  secret: null,
  events: ['*'],
  enabled: true,
  dialect: 'standard',
  createdAt: '2026-04-20T12:00:00.000Z',
}
const SYNC = { id: 's', customer_id: 'c', provider: 'stripe', fields: ['email'], due_at: '2026-04-20T12:00:00.000Z' }
const STATE = { id: 'state', version: 1, random: '0'.repeat(32), clock: { offset: 0, frozenAt: null } }

test('an export that is imported elsewhere gives the same state, byte for byte', async () => {
  const here = await freshSandbox({ seed: 3 })
  await register(here, NOBODY)
  await trigger(here)
  await here.settled()
  await operate(here, { seed: 'anything', count: 50 })
  const state = await exported(here)
  const there = await freshSandbox({ seed: 4 })

  const { status, body } = await there.request('PUT', IMPORT, undefined, { raw: state })

  expect(status).toBe(200)
  expect(body.rows).toMatchObject({ 'webhooks.endpoints': 1, 'webhooks.messages': expect.any(Number) })
  expect(await exported(there)).toBe(state)
})

test('what was waiting in the file goes on at its time', async () => {
  const here = await freshSandbox()
  await register(here, NOBODY)
  const { id } = await trigger(here)
  await here.settled()
  const there = await freshSandbox()
  await there.request('PUT', IMPORT, undefined, { raw: await exported(here) })

  const { body } = await advance(there, 30)

  expect(body.fired).toMatchObject([{ what: `attempt 2 of delivery ${id}` }])
})

test('a fixture is imported, with clock and chance as at the start', async () => {
  const sandbox = await freshSandbox()
  await createCustomer(sandbox)
  await advance(sandbox, 60)
  const fixture = await readFile('fixtures/conomy.json', 'utf8')

  const { status, body } = await sandbox.request('PUT', IMPORT, undefined, { raw: fixture })

  const state = JSON.parse(await exported(sandbox))
  const { sandbox: kept, ...rows } = state
  expect(status).toBe(200)
  expect(body.rows['conomy.customers']).toBe(Object.keys(JSON.parse(fixture)['conomy.customers']).length)
  expect(rows).toEqual(JSON.parse(fixture))
  expect(kept.state.clock).toEqual({ offset: 0, frozenAt: Date.parse('2026-04-20T12:00:00Z') })
})

test('the same fixture gives the same ids afterwards, whatever was there before', async () => {
  const fixture = await readFile('fixtures/conomy.json', 'utf8')
  const used = await freshSandbox()
  const fresh = await freshSandbox()
  await createCustomer(used)
  await used.request('PUT', IMPORT, undefined, { raw: fixture })
  await fresh.request('PUT', IMPORT, undefined, { raw: fixture })

  const first = await createCustomer(used)

  expect(await createCustomer(fresh)).toEqual(first)
})

test.each([
  ['a newer format', { sandbox: { state: { ...STATE, version: 2 } } }, 'format 2'],
  [
    'a format that is a text',
    { sandbox: { state: { ...STATE, version: '1' } } },
    '"version" must be a whole number, 1 or',
  ],
  ['a format before the first', { sandbox: { state: { ...STATE, version: 0 } } }, '"version" must be a whole number'],
  ['a format between two', { sandbox: { state: { ...STATE, version: 0.5 } } }, '"version" must be a whole number'],
  ['a random state that is none', { sandbox: { state: { ...STATE, random: 'chance' } } }, '32 hexadecimal digits'],
  ['a clock without an instant', { sandbox: { state: { ...STATE, clock: { offset: 0 } } } }, 'offset and an instant'],
  [
    'a clock beyond all time',
    { sandbox: { state: { ...STATE, clock: { offset: 1e300, frozenAt: null } } } },
    'from 1970',
  ],
  ['a clock before 1970', { sandbox: { state: { ...STATE, clock: { offset: -1e14, frozenAt: null } } } }, 'from 1970'],
  [
    'a clock that stands before 1970',
    { sandbox: { state: { ...STATE, clock: { offset: 0, frozenAt: -1 } } } },
    'clock"',
  ],
  [
    'a clock of a year with five digits',
    { sandbox: { state: { ...STATE, clock: { offset: 0, frozenAt: Date.parse('+010000-01-01T00:00:00Z') } } } },
    'to 9999-12-31T23:59:59.999Z',
  ],
  ['collections that nobody knows', { 'conomy.custmers': {} }, 'did you mean "conomy.customers"?'],
  ['a file of another program', { name: 'fintech-sandbox', version: '0.1.0' }, '"name" must be an object'],
  ['rows in a list', { 'conomy.customers': [A_ROW] }, 'must be an object'],
  ['a row without its id', { 'conomy.customers': { a: { name: 'Ana' } } }, 'must be an object whose "id" is "a"'],
  ['a row under another id', { 'conomy.customers': { a: { ...A_ROW, id: 'b' } } }, '"id" is "a"'],
  [
    'a webhook endpoint of nobody',
    { 'webhooks.endpoints': { e: { ...ENDPOINT, vendor: 'nobody' } } },
    'no vendor "nobody"',
  ],
  [
    'a webhook endpoint without events',
    { 'webhooks.endpoints': { e: { ...ENDPOINT, events: 'all' } } },
    'events must be array',
  ],
  [
    'a webhook endpoint that is a file',
    { 'webhooks.endpoints': { e: { ...ENDPOINT, url: 'file:///etc/passwd' } } },
    'http or https',
  ],
  ['a delivery without a schedule', { 'webhooks.deliveries': { d: { id: 'd', status: 'pending' } } }, ''],
  [
    'a time that is none',
    { 'oak.syncs': { s: { ...SYNC, due_at: 'soon' } } },
    'in "oak.syncs"."s", due_at must be a valid date-time',
  ],
  [
    'a time of a month that there is not',
    { 'oak.syncs': { s: { ...SYNC, due_at: '2026-13-20T12:00:00Z' } } },
    'due_at must be a valid date-time',
  ],
  ['a row that lacks a value', { 'conomy.customers': { [A_ROW.id]: A_ROW } }, 'operationLevel is required'],
  ['a row with a value of another type', { 'oak.syncs': { s: { ...SYNC, fields: 'email' } } }, 'fields must be array'],
  [
    'a row with a value that nobody knows',
    { 'oak.syncs': { s: { ...SYNC, provider: 'acme' } } },
    'provider must be one',
  ],
  [
    'a row with such a value deep inside',
    { 'oak.syncs': { s: { ...SYNC, fields: ['soul'] } } },
    'fields.0 must be one',
  ],
  ['nothing', {}, 'nothing in it'],
  ['a list', [], ''],
  ['a text', 'state', ''],
])('%s is refused, and the state is untouched', async (_what, file, reason) => {
  const sandbox = await freshSandbox()
  await createCustomer(sandbox)
  const before = await exported(sandbox)

  const { status, headers, body } = await sandbox.request('PUT', IMPORT, file)

  expect(status).toBe(400)
  expect(headers.get('content-type')).toBe('application/problem+json')
  expect(body.detail).toContain(reason)
  expect(await exported(sandbox)).toBe(before)
})

test.each([
  ['half a file', (state: string) => state.slice(0, state.length / 2)],
  ['no file', () => ''],
])('%s is refused, and the state is untouched', async (_what, spoil) => {
  const sandbox = await freshSandbox()
  const before = await exported(sandbox)

  const { status } = await sandbox.request('PUT', IMPORT, undefined, { raw: spoil(before) })

  expect(status).toBe(400)
  expect(await exported(sandbox)).toBe(before)
})

test('an import is of one namespace', async () => {
  const sandbox = await freshSandbox()
  await createCustomer(sandbox)
  const before = await exported(sandbox)
  const fixture = await readFile('fixtures/conomy.json', 'utf8')

  await sandbox.request('PUT', `/@ci-7${IMPORT}`, undefined, { raw: fixture })

  expect(await exported(sandbox)).toBe(before)
  expect(await exported(sandbox, '/@ci-7')).not.toBe(before)
})
