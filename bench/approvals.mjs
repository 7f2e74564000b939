// Approving documents, each of which sends a signed webhook to a receiver on this machine.
import { once } from 'node:events'
import { createServer } from 'node:http'
import { HEADERS } from './load.mjs'

const CUSTOMERS = 400
const AT_ONCE = 16

/** Approvals per second, counted until the last webhook has arrived. Throws when anything is answered otherwise. */
export async function approvals(url) {
  const receiver = createServer((request, response) => {
    request.resume().once('end', () => {
      response.end()
      if (++received === CUSTOMERS) receiver.emit('complete')
    })
  }).listen(0, '127.0.0.1')
  let received = 0
  await once(receiver, 'listening')
  const { port } = receiver.address()
  try {
    await ask(`${url}/_sandbox/webhooks/endpoints`, { vendor: 'conomy', url: `http://127.0.0.1:${port}/` }, 201)
    const ids = await inLanes(Array.from({ length: CUSTOMERS }), (_, at) => withDocument(url, at))
    const complete = once(receiver, 'complete')
    const before = performance.now()
    await inLanes(ids, (id) => ask(`${url}/_sandbox/conomy/customers/${id}/documents/0/approve`, undefined, 200))
    await complete
    return CUSTOMERS / ((performance.now() - before) / 1000)
  } finally {
    receiver.close()
    receiver.closeAllConnections()
  }
}

async function withDocument(url, at) {
  const all = `${url}/conomy/customers`
  const { id } = await ask(`${all}?clientId=demo-client`, { firstName: 'Ana', email: `approved${at}@example.com` }, 201)
  const document = { type: 'kyc', url: 'https://example.com/front.jpg', contentType: 'image/jpeg' }
  await ask(`${all}/${id}/documents?clientId=demo-client`, document, 201)
  return id
}

async function ask(target, body, expected) {
  const init = { method: 'POST', headers: HEADERS, ...(body && { body: JSON.stringify(body) }) }
  const response = await fetch(target, init)
  const text = await response.text()
  if (response.status !== expected) throw new Error(`POST ${target} answered ${response.status}: ${text}`)
  return JSON.parse(text)
}

/** Does something with every item, a few at a time. */
async function inLanes(items, work) {
  const results = []
  let next = 0
  const lane = async () => {
    while (next < items.length) {
      const at = next++
      results[at] = await work(items[at], at)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, lane))
  return results
}
