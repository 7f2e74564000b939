import { expect, test } from 'vitest'
import { pendingRows } from '../support/pending-rows.ts'
import { startReceiver } from '../support/receiver.ts'
import { freshSandbox, NOW } from '../support/sandbox.ts'

const MANY = 2000

/** A sandbox with thousands of deliveries that are due, and a port to ask it through. */
async function overdue(url: string) {
  const sandbox = await freshSandbox()
  const { body: rows } = await sandbox.request('GET', '/_sandbox/export')
  await sandbox.request('PUT', '/_sandbox/import', { ...rows, ...pendingRows(url, MANY, NOW.toISOString()) })
  const server = await sandbox.listen({ port: 0 })
  return { sandbox, url: server.url }
}

test('while thousands are sent, a call is answered long before they are all gone', async () => {
  const receiver = await startReceiver()
  const { sandbox, url } = await overdue(receiver.url)
  const settled = sandbox.settled()

  const { status } = await fetch(`${url}/_sandbox/health`)
  const meanwhile = receiver.received.length

  expect(status).toBe(200)
  expect(meanwhile).toBeLessThan(MANY / 2)
  await settled
  expect(new Set(receiver.received.map(({ body }) => JSON.parse(body).customer.firstName)).size).toBe(MANY)
})

test('an endpoint with thousands on their way can be removed, and nothing more is sent to it', async () => {
  const receiver = await startReceiver()
  const open: (() => void)[] = []
  receiver.answer = (response) => void open.push(() => response.writeHead(200).end())
  const { sandbox } = await overdue(receiver.url)
  const settled = sandbox.settled()
  await sandbox.request('GET', '/_sandbox/health')

  const { status } = await sandbox.request('DELETE', '/_sandbox/webhooks/endpoints/whe_pending')
  receiver.answer = (response) => void response.writeHead(200).end()
  for (const answer of open) answer()
  await settled

  expect(status).toBe(204)
  expect(receiver.received.length).toBeLessThanOrEqual(8)
  const { body } = await sandbox.request('GET', '/_sandbox/webhooks/deliveries?status=pending')
  expect(body.deliveries).toEqual([])
})
