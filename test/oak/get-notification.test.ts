import { expect, test } from 'vitest'
import {
  BY_OTHER,
  createCustomer,
  listedNotifications,
  NOT_FOUND,
  toldEvents,
  UNKNOWN,
  WEBHOOKS,
} from '../support/oak.ts'
import { freshSandbox } from '../support/sandbox.ts'

test.each(['', 'evt_'])('row 58: a notification is found by the id that was sent, after "%s"', async (prefix) => {
  const sandbox = await freshSandbox()
  await createCustomer(sandbox)
  const [{ id }] = toldEvents(sandbox)

  const { status, body } = await sandbox.request('GET', `${WEBHOOKS}/notifications/${prefix}${id}`)

  expect(status).toBe(200)
  expect(body.data).toEqual((await listedNotifications(sandbox)).notification_list[0])
})

test('a notification that does not exist is 404', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('GET', `${WEBHOOKS}/notifications/${UNKNOWN}`)

  expect(status).toBe(404)
  expect(body).toEqual(NOT_FOUND)
})

test("another merchant's notification is 404", async () => {
  const sandbox = await freshSandbox()
  await createCustomer(sandbox)
  const [{ id }] = toldEvents(sandbox)

  const { status } = await sandbox.request('GET', `${WEBHOOKS}/notifications/${id}`, undefined, BY_OTHER)

  expect(status).toBe(404)
})
