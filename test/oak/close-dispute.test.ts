import { expect, test } from 'vitest'
import { BY_OTHER, NOT_FOUND, toldEvents, UNKNOWN } from '../support/oak.ts'
import { DISPUTES, disputeOfPaid } from '../support/oak-payments.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('a dispute that the merchant gives up is lost', async () => {
  const sandbox = await freshSandbox()
  const { id } = await disputeOfPaid(sandbox)

  const { status, body } = await sandbox.request('PUT', `${DISPUTES}/${id}/close`, { note: 'a book' })

  expect(status).toBe(200)
  expect(body.data).toMatchObject({ id, status: 'lost', evidence: {} })
  expect(toldEvents(sandbox).slice(-2)).toMatchObject([
    { event: 'payment.dispute.closed', data: { id, status: 'lost' } },
    { event: 'payment.dispute.funds_withdrawn', data: { id, status: 'lost' } },
  ])
})

test('once the dispute is lost it is 400', async () => {
  const sandbox = await freshSandbox()
  const { id } = await disputeOfPaid(sandbox)
  await sandbox.request('PUT', `${DISPUTES}/${id}/close`, {})

  const { status, body } = await sandbox.request('PUT', `${DISPUTES}/${id}/close`, {})

  expect(status).toBe(400)
  expect(body.msg).toBe('A dispute that is lost does not allow: close')
})

test("a dispute that does not exist, or is another merchant's, is 404", async () => {
  const sandbox = await freshSandbox()
  const { id } = await disputeOfPaid(sandbox)

  const unknown = await sandbox.request('PUT', `${DISPUTES}/${UNKNOWN}/close`, {})
  const others = await sandbox.request('PUT', `${DISPUTES}/${id}/close`, {}, BY_OTHER)

  expect([unknown.status, others.status]).toEqual([404, 404])
  expect([unknown.body, others.body]).toEqual([NOT_FOUND, NOT_FOUND])
})
