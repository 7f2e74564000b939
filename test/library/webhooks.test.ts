import { createHmac } from 'node:crypto'
import { expect, expectTypeOf, test } from 'vitest'
import { ANA } from '../support/conomy.ts'
import { JOAO } from '../support/oak.ts'
import { freshSandbox, type TestSandbox } from '../support/sandbox.ts'

const approve = (sandbox: TestSandbox, id = ANA) =>
  sandbox.request('POST', `/_sandbox/conomy/customers/${id}/documents/0/approve`)
const createOakCustomer = (sandbox: TestSandbox, email: string) =>
  sandbox.request('POST', '/oak/api/v1/customers', { email, country_code: 'US' })
const levelChanged = { vendor: 'conomy', tenant: 'demo-client', event: 'customer.levelChanged' }

test('an event that has come already is given at once', async () => {
  const sandbox = await freshSandbox()
  await approve(sandbox)

  const event = await sandbox.webhooks.next('customer.levelChanged')

  expect(event).toMatchObject({ ...levelChanged, data: { customer: { id: ANA } } })
})

test('an event that is to come is waited for', async () => {
  const sandbox = await freshSandbox()
  const coming = sandbox.webhooks.next('conomy.customer.levelChanged')
  await createOakCustomer(sandbox, 'ada@example.com')
  await approve(sandbox)

  expect(await coming).toMatchObject(levelChanged)
})

test('an event that comes because time passes is waited for', async () => {
  const sandbox = await freshSandbox()
  await sandbox.request('POST', `/oak/api/v1/customers/${JOAO}/sync`, { providers: ['pagar_me'], fields: ['email'] })
  const coming = sandbox.webhooks.next('customer.sync.succeeded')

  await sandbox.clock.advance(60_000)

  expect(await coming).toMatchObject({ vendor: 'oak' })
})

test('each event is given once, oldest first, to whoever asks first', async () => {
  const sandbox = await freshSandbox()
  const first = sandbox.webhooks.next('customer.created', { filter: ({ vendor }) => vendor === 'oak' })
  const second = sandbox.webhooks.next('oak.customer.created')
  const ids = []
  for (const email of ['a@example.com', 'b@example.com', 'c@example.com'])
    ids.push((await createOakCustomer(sandbox, email)).body.data.id)

  const given = [await first, await second, await sandbox.webhooks.next('oak.customer.created')]

  expect(given.map(({ data }) => data.data.id)).toEqual(ids)
})

test('a filter passes over what is not meant, and leaves it for others', async () => {
  const sandbox = await freshSandbox()
  await createOakCustomer(sandbox, 'a@example.com')
  const { body } = await createOakCustomer(sandbox, 'b@example.com')

  const meant = await sandbox.webhooks.next('oak.customer.created', {
    filter: ({ data }) => data.data.id === body.data.id,
  })
  const other = await sandbox.webhooks.next('oak.customer.created')

  expect(meant.data.data.id).toBe(body.data.id)
  expect(other.data.data.id).not.toBe(body.data.id)
})

test('what does not come is a rejection that says what did', async () => {
  const sandbox = await freshSandbox()
  await createOakCustomer(sandbox, 'ada@example.com')

  const late = sandbox.webhooks.next('customer.levelChanged', { timeout: 5 })

  await expect(late).rejects.toThrow(
    /^no customer\.levelChanged arrived within 0\.005 s; what did arrive .*:\n {2}oak\.customer\.created to demo-client \(msg_[0-9a-f]{24}\)$/,
  )
  await expect(late).rejects.toMatchObject({ name: 'WebhookTimeout', arrived: [{ event: 'customer.created' }] })
})

test('the event of another tenant is not taken for one’s own', async () => {
  const sandbox = await freshSandbox()
  await approve(sandbox)

  const late = sandbox.webhooks.next('customer.levelChanged', { tenant: 'other-client', timeout: 5 })

  await expect(late).rejects.toThrow('to demo-client')
})

test('a tenant of whichever vendor has the event may be named', async () => {
  const sandbox = await freshSandbox()
  const [ofOak, ofLegalTalent] = [sandbox.vendors.oak.demo.name, sandbox.vendors.legaltalent.demo.name]

  const late = sandbox.webhooks.next('oak.customer.created', { tenant: ofOak, timeout: 5 })
  const never = sandbox.webhooks.next('oak.customer.created', { tenant: ofLegalTalent, timeout: 5 })

  await Promise.all([
    expect(late).rejects.toThrow('no oak.customer.created arrived'),
    expect(never).rejects.toThrow(`there is no tenant "${ofLegalTalent}" who is told oak.customer.created`),
  ])
})

test('a filter that throws is a rejection, and not the answer of who caused the event', async () => {
  const sandbox = await freshSandbox()
  const coming = sandbox.webhooks.next('customer.levelChanged', {
    filter: () => {
      throw new Error('no such field')
    },
  })
  const caught = expect(coming).rejects.toThrow('no such field')

  const { status } = await approve(sandbox)

  expect(status).toBe(200)
  await caught
})

test('an event that no vendor has is refused with the nearest name', async () => {
  const sandbox = await freshSandbox()

  // @ts-expect-error: the compiler refuses it as well
  const refused = sandbox.webhooks.next('customer.levelChange')

  await expect(refused).rejects.toThrow('did you mean "customer.levelChanged"?')
  await expect(sandbox.webhooks.next(undefined as never)).rejects.toThrow('there is no event undefined')
})

test.each([
  [{ timeout: 'x' }, 'timeout must be a number of ms from 0, not "x"'],
  [{ timeout: Number.NaN }, 'timeout must be a number of ms from 0, not NaN'],
  [{ timout: 50 }, 'there is no option "timout" of webhooks.next, did you mean "timeout"?'],
  [{ filter: { vendor: 'oak' } }, 'filter must be a function, not an object'],
  [{ tenant: 'demo-clint' }, 'there is no tenant "demo-clint" who is told customer.levelChanged, did you mean'],
  [{ tenant: 'nope' }, 'who is told customer.levelChanged; there are demo-client, other-client'],
])('nobody waits with the options %o', async (options: object, reason) => {
  const sandbox = await freshSandbox()
  await approve(sandbox)

  const refused = sandbox.webhooks.next('customer.levelChanged', options)

  await expect(refused).rejects.toThrow(TypeError)
  await expect(refused).rejects.toThrow(reason)
})

test('a misspelt secret of a request is refused, as the demo one would be taken', async () => {
  const sandbox = await freshSandbox()
  await approve(sandbox)
  const event = await sandbox.webhooks.next('customer.levelChanged')
  const options: object = { secrt: 'mine' }

  expect(() => sandbox.webhooks.toRequest(event, 'http://localhost:3000/', options)).toThrow(
    'there is no option "secrt" of webhooks.toRequest, did you mean "secret"?',
  )
})

test('waiting ends when the sandbox is closed', async () => {
  const sandbox = await freshSandbox()
  const coming = sandbox.webhooks.next('customer.levelChanged')
  const caught = expect(coming).rejects.toThrow('closed')

  await sandbox.close()

  await caught
  await expect(sandbox.webhooks.next('customer.levelChanged')).rejects.toThrow('closed')
})

test('after a restore the same event may come again, and is given again', async () => {
  const sandbox = await freshSandbox()
  const before = await sandbox.snapshot()
  await approve(sandbox)
  const once = await sandbox.webhooks.next('customer.levelChanged')
  await sandbox.restore(before)
  await approve(sandbox)

  const again = await sandbox.webhooks.next('customer.levelChanged')

  expect(again).toEqual(once)
})

test('an event that was given is not given again after a restore that keeps it', async () => {
  const sandbox = await freshSandbox()
  await approve(sandbox)
  await sandbox.webhooks.next('customer.levelChanged')
  await sandbox.restore(await sandbox.snapshot())

  await expect(sandbox.webhooks.next('customer.levelChanged', { timeout: 5 })).rejects.toThrow('nothing else did')
})

test('all events are listed, or those of one name, whoever was given them', async () => {
  const sandbox = await freshSandbox()
  await approve(sandbox)
  await createOakCustomer(sandbox, 'ada@example.com')
  await sandbox.webhooks.next('customer.levelChanged')

  expect(sandbox.webhooks.all().map(({ event }) => event)).toEqual(['customer.levelChanged', 'customer.created'])
  expect(sandbox.webhooks.all('oak.customer.created')).toMatchObject([{ vendor: 'oak' }])
})

test('an event becomes the request that an endpoint gets, with a genuine signature', async () => {
  const sandbox = await freshSandbox()
  await approve(sandbox)
  const event = await sandbox.webhooks.next('customer.levelChanged')

  const request = sandbox.webhooks.toRequest(event, 'http://localhost:3000/hooks', { secret: 'mine' })

  const body = await request.text()
  expect(request).toMatchObject({ method: 'POST', url: 'http://localhost:3000/hooks' })
  expect(JSON.parse(body)).toMatchObject({ eventType: 'customer.levelChanged', customer: { id: ANA } })
  expect(request.headers.get('x-webhook-signature')).toBe(createHmac('sha256', 'mine').update(body).digest('hex'))
})

test('a namespace waits for its own events', async () => {
  const sandbox = await freshSandbox()
  const job = await sandbox.namespace('ci-7')
  const coming = job.webhooks.next('customer.levelChanged')
  await approve(sandbox)

  await job.call('conomy-customers.approveDocument', { params: { id: ANA, index: 0 } })

  expect(await coming).toMatchObject(levelChanged)
  expect(job.webhooks.all()).toHaveLength(1)
})

test('the payload has the type that the contract gives the event', async () => {
  const sandbox = await freshSandbox()
  await approve(sandbox)

  const { data } = await sandbox.webhooks.next('customer.levelChanged')

  expectTypeOf(data.customer.operationLevel).toEqualTypeOf<'BASIC' | 'STANDARD' | 'FULL' | 'INACTIVE'>()
})
