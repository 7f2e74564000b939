// What the laboratory is used for, and what comes from outside that is no good. `n` is a number that no other call has.
import { once } from 'node:events'
import { request as httpRequest } from 'node:http'
import { connect } from 'node:net'

const CUSTOMERS = '/conomy/customers?clientId=demo-client'

/** A namespace with its own faults, snapshots, time and webhooks, which is dropped again. */
export async function namespace(client, n, { receivers }) {
  const at = `/@soak-${n}`
  const body = { email: `soak${n}@example.com` }
  await client.ask('GET', `${at}/_sandbox/clock`)
  for (const url of receivers)
    await client.ask('POST', `${at}/_sandbox/webhooks/endpoints`, { body: { vendor: 'conomy', url }, expected: 201 })
  const fault = { operation: 'conomy-customers.createCustomer' }
  await client.ask('POST', `${at}/_sandbox/faults`, { body: { ...fault, status: 503, times: 1 }, expected: 201 })
  await client.ask('POST', at + CUSTOMERS, { body, expected: 503 })
  await client.ask('POST', `${at}/_sandbox/faults`, { body: { ...fault, effect: 'reset', times: 1 }, expected: 201 })
  await client.ask('POST', at + CUSTOMERS, { body, expected: 'broken' })
  await client.ask('PUT', `${at}/_sandbox/snapshots/before`)
  await client.ask('POST', at + CUSTOMERS, { body, expected: 201 })
  const event = { vendor: 'conomy', event: 'customer.levelChanged' }
  await client.ask('POST', `${at}/_sandbox/webhooks/trigger`, { body: event, expected: 201 })
  await client.ask('POST', `${at}/_sandbox/clock/freeze`)
  await client.ask('POST', `${at}/_sandbox/clock/advance`, { body: { seconds: 86_400 } })
  await client.ask('GET', `${at}/_sandbox/webhooks/deliveries?limit=20`)
  await client.ask('GET', `${at}/_sandbox/export`)
  await client.ask('POST', `${at}/_sandbox/snapshots/before/restore`)
  await client.ask('POST', at + CUSTOMERS, { body, expected: 201 })
  await client.ask('POST', `${at}/_sandbox/clock/resume`)
  await client.ask('POST', `${at}/_sandbox/reset`)
  await client.ask('DELETE', `/_sandbox/namespaces/soak-${n}`, { expected: 204 })
}

/** What somebody who looks for a mistake reads, and a small move of the clock that everybody feels. */
export async function operator(client, n) {
  await client.ask('POST', '/_sandbox/clock/advance', { body: { seconds: 5 } })
  const { requests } = await client.ask('GET', '/_sandbox/requests?limit=20')
  if (requests[0]) await client.ask('GET', `/_sandbox/requests/${requests[0].id}`)
  const { deliveries } = await client.ask('GET', '/_sandbox/webhooks/deliveries?limit=20')
  if (deliveries[0]) await client.ask('GET', `/_sandbox/webhooks/deliveries/${deliveries[0].id}`)
  await client.ask('PUT', `/_sandbox/snapshots/soak-${n}`)
  await client.ask('GET', '/_sandbox/health')
  await client.ask('DELETE', `/_sandbox/snapshots/soak-${n}`, { expected: 204 })
}

/** One of every kind of refusal. */
export async function refused(client, n) {
  const json = { 'content-type': 'application/json' }
  await client.ask('GET', `/conomy/customers/nobody-${n}?clientId=demo-client`, { expected: [400, 404] })
  await client.ask('POST', CUSTOMERS, { body: { email: 5 }, expected: 400 })
  await client.ask('POST', CUSTOMERS, { raw: '{"email":', headers: json, expected: 400 })
  await client.ask('POST', CUSTOMERS, { raw: 'x'.repeat(1_100_000), headers: json, expected: 400 })
  await client.ask('GET', CUSTOMERS, { headers: { authorization: 'Bearer nobody' }, expected: 401 })
  await client.ask('GET', '/oak/api/v1/customers', { headers: { authorization: 'Bearer nobody' }, expected: 401 })
  await client.ask('POST', '/oak/api/v1/customers', { raw: '[]', headers: json, expected: [400, 422] })
  await client.ask('GET', '/legaltalent/customers', {
    headers: { authorization: 'Bearer nobody' },
    expected: [401, 403],
  })
  await client.ask('GET', `/oak/api/v1/nowhere/${n}`, { expected: 404 })
  await client.ask('GET', `/nowhere/${n}`, { expected: 404 })
  await client.ask('GET', '/_sandbox/clock', { headers: { host: 'evil.example' }, expected: 403 })
}

/** Somebody who says half of a request and goes. */
export async function halfSaid(client, _n, { url }) {
  await client.turn()
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  socket.write('POST /conomy/customers HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100\r\n\r\n{"half":')
  await client.ask('GET', '/_sandbox/health')
  socket.destroy()
}

/** Somebody who watches what happens, goes in the middle of it, and comes back where it was. */
export async function watching(client, _n, { url, isOver }) {
  let last = 0
  for (let visit = 0; visit < 2; visit++) {
    await client.turn()
    const request = httpRequest(`${url}/_sandbox/events?lastEventId=${last}`, { agent: false })
    request.on('error', () => undefined).end()
    const [response] = await once(request, 'response')
    if (response.statusCode !== 200) client.surprise(`GET /_sandbox/events answered ${response.statusCode}`)
    let seen = 0
    for await (const chunk of response.setEncoding('utf8')) {
      last = /^id: (\d+)/m.exec(chunk)?.[1] ?? last
      if (++seen > 20 || isOver()) break
    }
    request.destroy()
  }
}
