import { once } from 'node:events'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { machine } from '../../src/core/machine.ts'
import { advance, register, trigger } from '../delivery/webhooks.ts'
import { createCustomer } from '../support/conomy.ts'
import { readEvents, watch } from '../support/event-stream.ts'
import { startReceiver } from '../support/receiver.ts'
import { freshSandbox } from '../support/sandbox.ts'
import { stillMachine } from '../support/still-machine.ts'

const CUSTOMERS = '/conomy/customers?clientId=demo-client'

test('a request is told when it is over, without its body', async () => {
  const sandbox = await freshSandbox()
  const { response, take } = await watch(sandbox)

  await createCustomer(sandbox)

  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe('text/event-stream')
  expect((await take(2)).at(-1)).toEqual({
    id: '2',
    event: 'request',
    data: {
      id: 'req_1',
      at: '2026-04-20T12:00:00.000Z',
      namespace: 'default',
      vendor: 'conomy',
      operation: 'conomy-customers.createCustomer',
      method: 'POST',
      path: CUSTOMERS,
      status: 201,
      durationMs: expect.any(Number),
      contract: 'kept',
      warnings: [],
      fault: null,
      messages: [],
    },
  })
})

test('a delivery is told when it is queued, and after each attempt', async () => {
  const sandbox = await freshSandbox()
  const receiver = await startReceiver()
  await register(sandbox, receiver.url)
  const { take } = await watch(sandbox)

  const { id } = await trigger(sandbox)
  await sandbox.settled()

  expect(await take(2)).toMatchObject([
    { event: 'delivery', data: { id, status: 'pending', attempts: [] } },
    { event: 'delivery', data: { id, status: 'delivered', attempts: [{ status: 200 }] } },
  ])
})

test('which rows a request has written is told before it is over, and a read tells nothing', async () => {
  const sandbox = await freshSandbox()
  const { take } = await watch(sandbox)

  const { id } = await createCustomer(sandbox)
  await sandbox.request('GET', CUSTOMERS)
  await sandbox.request('PATCH', `/conomy/customers/${id}?clientId=demo-client`, { lastName: 'García' })

  const told = await take(5)
  const rows = (change: string) => ({
    event: 'rows',
    data: { at: '2026-04-20T12:00:00.000Z', rows: [{ collection: 'conomy.customers', id, change }] },
  })
  expect(told.map((one) => one?.event)).toEqual(['rows', 'request', 'request', 'rows', 'request'])
  expect([told[0], told[3]]).toMatchObject([rows('created'), rows('changed')])
})

test('what happens because time passes is told as well', async () => {
  const sandbox = await freshSandbox()
  const session = { workflow_id: '1f000000-0000-4000-8000-000000000001', client_id: 'acme' }
  const { body } = await sandbox.request('POST', '/legaltalent/kyc/sessions', session)
  const { next } = await watch(sandbox)

  await advance(sandbox, 20 * 86_400)

  const expired = { collection: 'legaltalent.sessions', id: body.data.session_id, change: 'changed' }
  let told = await next()
  while (told && !(told.data.rows as object[] | undefined)?.some((row) => 'id' in row && row.id === expired.id))
    told = await next()
  expect(told).toMatchObject({ event: 'rows', data: { rows: [expired] } })
})

test('a change of the state as a whole is told, and a move of the clock', async () => {
  const sandbox = await freshSandbox()
  const { take } = await watch(sandbox)

  await advance(sandbox, 60)
  await sandbox.request('POST', '/_sandbox/clock/resume')
  await sandbox.request('POST', '/_sandbox/clock/freeze')
  await sandbox.request('PUT', '/_sandbox/snapshots/one')
  await sandbox.request('POST', '/_sandbox/reset')
  await sandbox.request('POST', '/_sandbox/snapshots/one/restore')

  const told = await take(5)
  expect(told.map((one) => `${one?.event} ${one?.data.what}`)).toEqual([
    'state clock',
    'state clock',
    'state clock',
    'state reset',
    'state restore',
  ])
  expect(told[0]?.data).toEqual({ what: 'clock', at: '2026-04-20T12:01:00.000Z' })
})

test('who comes back hears what came after the last event, and then what comes', async () => {
  const sandbox = await freshSandbox()
  for (let number = 0; number < 3; number++) await sandbox.request('GET', CUSTOMERS)
  const { take } = await watch(sandbox, '/_sandbox/events', { 'last-event-id': '1' })

  await advance(sandbox, 60)

  expect(await take(3)).toMatchObject([
    { id: '2', data: { id: 'req_2' } },
    { id: '3', data: { id: 'req_3' } },
    { id: '4', event: 'state' },
  ])
})

test('who cannot set headers may say it in the query', async () => {
  const sandbox = await freshSandbox()
  await sandbox.request('GET', CUSTOMERS)

  const { next } = await watch(sandbox, '/_sandbox/events?lastEventId=0')

  expect(await next()).toMatchObject({ id: '1' })
})

test('who comes with an id that was never given hears everything that is kept', async () => {
  const sandbox = await freshSandbox()
  await sandbox.request('GET', CUSTOMERS)

  const { next } = await watch(sandbox, '/_sandbox/events', { 'last-event-id': '4711' })

  expect(await next()).toMatchObject({ id: '1' })
})

test('the last thousand events are kept', async () => {
  const sandbox = await freshSandbox()
  for (let number = 0; number < 1005; number++) await sandbox.fetch(new Request('http://localhost:4010/nowhere'))

  const { next, take } = await watch(sandbox, '/_sandbox/events?lastEventId=0')

  expect(await next()).toMatchObject({ id: '6', data: { id: 'req_6' } })
  expect((await take(999)).at(-1)).toMatchObject({ id: '1005' })
})

test('what is no id is refused', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('GET', '/_sandbox/events?lastEventId=first')

  expect(status).toBe(400)
  expect(body.errors).toMatchObject([{ in: 'query', field: 'lastEventId' }])
})

test('each namespace is watched by itself', async () => {
  const sandbox = await freshSandbox()
  const { next } = await watch(sandbox, '/@ci-7/_sandbox/events')

  await sandbox.request('GET', CUSTOMERS)
  await sandbox.request('GET', `/@ci-7${CUSTOMERS}`)

  expect(await next()).toMatchObject({ data: { id: 'req_1', namespace: 'ci-7' } })
})

test('a stream ends with its namespace', async () => {
  const sandbox = await freshSandbox()
  const { next } = await watch(sandbox, '/@ci-7/_sandbox/events')

  await sandbox.request('DELETE', '/_sandbox/namespaces/ci-7')

  expect(await next()).toBeUndefined()
})

test('on a socket a stream begins at once, and ends cleanly when the sandbox closes, which waits for nobody', async () => {
  // No timer fires: connections are not cut off, nor does their client lose patience.
  const sandbox = await freshSandbox({ machine: { ...machine, after: () => ({ cancel: () => undefined }) } })
  const { url } = await sandbox.listen({ port: 0 })
  const response = await fetch(`${url}/_sandbox/events`)
  const { next } = readEvents(response)
  await advance(sandbox, 60)
  const told = await next()

  await sandbox.close()

  expect(told).toMatchObject({ event: 'state' })
  expect(await next()).toBeUndefined()
  expect(response.headers.get('connection')).toBe('close')
})

test('a client that goes away is let go of', async () => {
  const machine = stillMachine()
  const sandbox = await freshSandbox({ machine })
  const { cancel, next } = await watch(sandbox)
  await createCustomer(sandbox)
  await next()
  const before = machine.waiting()

  await cancel()

  expect(before).toEqual([15_000])
  expect(machine.waiting()).toEqual([])
})

test('who only asks for the headers is never listened for', async () => {
  const machine = stillMachine()
  const sandbox = await freshSandbox({ machine })

  const { status } = await sandbox.fetch(new Request('http://localhost:4010/_sandbox/events', { method: 'HEAD' }))

  expect(status).toBe(200)
  expect(machine.waiting()).toEqual([])
})

test('a reader that lags two thousand events behind is ended, and goes on where it was', async () => {
  const machine = stillMachine()
  const sandbox = await freshSandbox({ machine })
  const { next } = await watch(sandbox)
  await sandbox.fetch(new Request('http://localhost:4010/nowhere'))
  const first = await next()
  for (let number = 0; number < 2100; number++) await sandbox.fetch(new Request('http://localhost:4010/nowhere'))

  let last = first
  for (let event = first; event; event = await next()) last = event
  const again = await watch(sandbox, '/_sandbox/events', { 'last-event-id': last?.id ?? '' })

  expect(Number(last?.id)).toBeGreaterThan(1990)
  expect(Number(last?.id)).toBeLessThan(2010)
  expect(machine.waiting()).toEqual([])
  expect(await again.next()).toMatchObject({ id: String(Number(last?.id) + 1) })
})

test('a silent stream shows every 15 seconds that it is alive', async () => {
  const machine = stillMachine()
  const sandbox = await freshSandbox({ machine })
  const { url } = await sandbox.listen({ port: 0 })
  const request = httpRequest(`${url}/_sandbox/events`, { agent: false }).end()
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  const [first] = (await once(response.setEncoding('utf8'), 'data')) as [string]

  machine.ring()

  const [second] = (await once(response, 'data')) as [string]
  expect(first).toBe(': watching\n\n')
  expect(second).toBe(': still here\n\n')
  expect(machine.waiting()).toEqual([15_000])
  request.destroy()
})
