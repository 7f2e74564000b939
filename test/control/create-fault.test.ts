import { expect, test } from 'vitest'
import { freshSandbox, type TestSandbox } from '../support/sandbox.ts'
import { CREATE, CUSTOMERS, countOf, plant, statusesOfCreate, statusOfCreate } from './faults.ts'

const ALL = `${CUSTOMERS}&count=500`

test('an operation fails with a status as often as it is told, in the words of the vendor', async () => {
  const sandbox = await freshSandbox()
  const { status, body } = await sandbox.request('POST', '/_sandbox/faults', {
    operation: CREATE,
    status: 503,
    times: 2,
  })

  const refused = await sandbox.request('POST', CUSTOMERS, { email: 'new@example.com' })
  const rest = await statusesOfCreate(sandbox, 2)

  expect(status).toBe(201)
  expect(body).toEqual({
    id: 'flt_1',
    webhook: false,
    vendor: null,
    operation: CREATE,
    event: null,
    nth: 1,
    times: 2,
    probability: 1,
    when: 'before',
    status: 503,
    retryAfter: null,
    delay: null,
    effect: null,
    seen: 0,
    hits: 0,
  })
  expect(refused.status).toBe(503)
  expect(refused.body).toMatchObject({
    status: 503,
    code: '01',
    type: 'serverError',
    detail: 'Fault flt_1 answers 503',
  })
  expect(rest).toEqual([503, 201])
})

test('other operations are not struck', async () => {
  const sandbox = await freshSandbox()
  await plant(sandbox, { operation: CREATE, status: 503 })

  expect((await sandbox.request('GET', CUSTOMERS)).status).toBe(200)
})

test.each([
  [400, '11'],
  [401, '41'],
  [403, '43'],
  [404, '31'],
  [409, '13'],
  [418, '11'],
  [422, '21'],
  [429, '32'],
  [500, '02'],
  [502, '01'],
  [599, '01'],
])('the status %i is on the wire as it was asked for, with the code %s', async (wanted, code) => {
  const sandbox = await freshSandbox()
  await plant(sandbox, { vendor: 'conomy', status: wanted })

  const { status, body } = await sandbox.request('GET', CUSTOMERS)

  expect(status).toBe(wanted)
  expect(body).toMatchObject({ status: wanted, code })
})

test('a refusal may say when it is worth asking again', async () => {
  const sandbox = await freshSandbox()
  await plant(sandbox, { operation: CREATE, status: 429, retryAfter: 7 })

  const { headers } = await sandbox.request('POST', CUSTOMERS, { email: 'new@example.com' })

  expect(headers.get('retry-after')).toBe('7')
})

test('before the handler nothing is stored', async () => {
  const sandbox = await freshSandbox()
  const before = await countOf(sandbox)
  await plant(sandbox, { operation: CREATE, status: 503 })

  await statusOfCreate(sandbox)

  expect(await countOf(sandbox)).toBe(before)
})

test('after the handler it is stored, and then refused', async () => {
  const sandbox = await freshSandbox()
  const before = await countOf(sandbox)
  await plant(sandbox, { operation: CREATE, status: 503, when: 'after' })

  const status = await statusOfCreate(sandbox)

  expect(status).toBe(503)
  expect(await countOf(sandbox)).toBe(before + 1)
})

test('only the third call fails', async () => {
  const sandbox = await freshSandbox()
  await plant(sandbox, { operation: CREATE, status: 500, nth: 3 })

  expect(await statusesOfCreate(sandbox, 5)).toEqual([201, 201, 500, 201, 201])
})

test('two calls fail from the second on', async () => {
  const sandbox = await freshSandbox()
  await plant(sandbox, { operation: CREATE, status: 500, nth: 2, times: 2 })

  expect(await statusesOfCreate(sandbox, 5)).toEqual([201, 500, 500, 201, 201])
})

test('with a probability the same seed fails at the same calls, and another seed at others', async () => {
  const run = async (seed: number): Promise<number[]> => {
    const sandbox = await freshSandbox({ seed })
    await plant(sandbox, { operation: CREATE, status: 500, probability: 0.3 })
    return await statusesOfCreate(sandbox, 40)
  }

  const first = await run(7)

  const failed = first.filter((status) => status === 500).length
  expect(failed).toBeGreaterThan(4)
  expect(failed).toBeLessThan(25)
  expect(await run(7)).toEqual(first)
  expect(await run(8)).not.toEqual(first)
})

test('a fault does not change the ids of what comes after it', async () => {
  const calm = await freshSandbox()
  const stormy = await freshSandbox()
  await plant(stormy, { operation: CREATE, status: 500, probability: 0.5, times: 5 })
  await statusesOfCreate(calm, 3)

  while ((await countOf(stormy)) < (await countOf(calm))) await statusOfCreate(stormy)

  expect((await stormy.request('GET', ALL)).body).toEqual((await calm.request('GET', ALL)).body)
})

test('the oldest fault that strikes wins, and when it is used up the next one does', async () => {
  const sandbox = await freshSandbox()
  await plant(sandbox, { vendor: 'conomy', status: 500, times: 1 })
  await plant(sandbox, { operation: CREATE, status: 429, times: 1 })

  expect(await statusesOfCreate(sandbox, 3)).toEqual([500, 429, 201])
})

test('the control API and the actions of an operator are not struck', async () => {
  const sandbox = await freshSandbox()
  await plant(sandbox, { status: 503 })

  const health = await sandbox.request('GET', '/_sandbox/health')
  const reset = await sandbox.request('POST', '/_sandbox/conomy/topups', {})

  expect(health.status).toBe(200)
  expect(reset.status).toBe(400)
})

test('a fault is of one namespace', async () => {
  const sandbox = await freshSandbox()
  await plant(sandbox, { status: 503 }, '/@ci-7')

  expect(await statusOfCreate(sandbox)).toBe(201)
  expect(await statusOfCreate(sandbox, '/@other')).toBe(201)
  const { status } = await sandbox.request('GET', `/@ci-7${CUSTOMERS}`)
  expect(status).toBe(503)
})

test('a reset takes faults away', async () => {
  const sandbox = await freshSandbox()
  await plant(sandbox, { status: 503 })

  await sandbox.request('POST', '/_sandbox/reset')

  expect(await statusOfCreate(sandbox)).toBe(201)
  expect((await sandbox.request('GET', '/_sandbox/faults')).body).toEqual({ faults: [] })
})

test('there may be a hundred faults, and no more', async () => {
  const sandbox = await freshSandbox()
  for (let number = 0; number < 100; number++) await plant(sandbox, { status: 503, nth: 1000 })

  const { status, body } = await sandbox.request('POST', '/_sandbox/faults', { status: 503 })

  expect(status).toBe(409)
  expect(body.detail).toContain('100 faults')
})

const refusalOf = async (sandbox: TestSandbox, fault: object) =>
  (await sandbox.request('POST', '/_sandbox/faults', fault)).body.detail

test.each([
  ['an operation that does not exist', { operation: 'conomy-customers.createCustmer', status: 503 }, `"${CREATE}"`],
  ['an operation without its surface', { operation: 'createCustomer', status: 503 }, `"${CREATE}"`],
  ['an action of an operator', { operation: 'conomy-customers.approveDocument', status: 503 }, 'no operation'],
  ['an operation of the control API', { operation: 'sandbox.reset', status: 503 }, 'no operation'],
  ['an operation of another vendor', { vendor: 'oak', operation: CREATE, status: 503 }, 'of oak'],
  [
    'an event of another vendor',
    { webhook: true, vendor: 'oak', event: 'customer.levelChanged', effect: 'drop' },
    'of oak',
  ],
  ['a vendor that does not exist', { vendor: 'conomi', status: 503 }, '"conomy"'],
  [
    'an event that does not exist',
    { webhook: true, event: 'customer.levelChange', effect: 'drop' },
    'customer.levelChanged',
  ],
  ['an event of a call', { event: 'customer.levelChanged', status: 503 }, '"webhook": true'],
  ['an operation of a webhook', { webhook: true, operation: CREATE, effect: 'drop' }, 'vendor and event'],
  ['no harm at all', { operation: CREATE }, 'a status, a delay or an effect'],
  ['a status that is no failure', { status: 200 }, '400'],
  ['a delay of more than a minute', { delay: 60_001 }, '60000'],
  ['a delay from more to less', { delay: { min: 2, max: 1 } }, 'min'],
  ['the effect of a delay without one', { effect: 'delay' }, 'needs a delay'],
  ['an effect of a webhook on a call', { effect: 'duplicate' }, 'truncate'],
  ['an effect of a call on a webhook', { webhook: true, effect: 'truncate' }, 'duplicate'],
  ['an answer on a connection that is cut', { effect: 'reset', status: 503 }, 'no answer'],
  ['a broken answer before there is one', { effect: 'truncate', when: 'before' }, 'the handler runs first'],
  ['a moment of a webhook', { webhook: true, effect: 'drop', when: 'after' }, 'handler'],
  ['a webhook that is delayed and lost', { webhook: true, effect: 'drop', delay: 5 }, 'delayed'],
  ['a time to come back without a refusal', { delay: 5, retryAfter: 5 }, 'status'],
  ['the call before the first', { status: 503, nth: 0 }, 'nth'],
  ['a probability of more than all', { status: 503, probability: 1.5 }, 'probability'],
])('%s is refused, and says why', async (_what, fault, reason) => {
  const sandbox = await freshSandbox()

  const detail = await refusalOf(sandbox, fault)

  expect(detail).toContain(reason)
  expect((await sandbox.request('GET', '/_sandbox/faults')).body).toEqual({ faults: [] })
})
