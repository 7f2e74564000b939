import { expect, test } from 'vitest'
import { BY_OTHER, NOT_FOUND, toldEvents, UNKNOWN } from '../support/oak.ts'
import { A_PAYOUT, A_TRANSFER, begun, PAYOUTS, STEP, TRANSFERS } from '../support/oak-movements.ts'
import { toldAfter, transactionNow } from '../support/oak-payments.ts'
import { freshSandbox, type TestSandbox } from '../support/sandbox.ts'

const send = (sandbox: TestSandbox, body: unknown) => sandbox.request('POST', `${TRANSFERS}/webhook`, body)

test('a transfer that is in progress succeeds, and its webhook is sent', async () => {
  const sandbox = await freshSandbox()
  const { id } = await begun(sandbox, TRANSFERS, A_TRANSFER)

  const { status, body } = await send(sandbox, { id })

  expect(status).toBe(200)
  expect(body).toEqual({ msg: 'webhook sent successfully', data: null })
  expect((await transactionNow(sandbox, id)).status).toBe('succeeded')
  expect(toldAfter(sandbox, 0)).toEqual(['transfer.succeeded'])
})

test('its time does not decide it a second time', async () => {
  const sandbox = await freshSandbox()
  const { id } = await begun(sandbox, TRANSFERS, A_TRANSFER)
  await send(sandbox, { transfer_id: `trf_${id}`, status: 'FAILED' })

  await sandbox.clock.advance(STEP)

  expect(toldAfter(sandbox, 0)).toEqual(['transfer.failed'])
  expect((await transactionNow(sandbox, id)).status).toBe('failed')
})

test.each([{}, { status: 'succeeded' }])('of one that is decided the event is sent again: %j', async (more) => {
  const sandbox = await freshSandbox()
  const { id } = await begun(sandbox, TRANSFERS, A_TRANSFER)
  await sandbox.clock.advance(STEP)

  await send(sandbox, { id, ...more })

  const [first, second, ...rest] = toldEvents(sandbox)
  expect(rest).toEqual([])
  expect(second).toEqual({ ...first, id: expect.any(String) })
  expect(second.id).not.toBe(first.id)
})

test('one that is decided cannot be decided anew', async () => {
  const sandbox = await freshSandbox()
  const { id } = await begun(sandbox, TRANSFERS, A_TRANSFER)
  await sandbox.clock.advance(STEP)

  const { status, body } = await send(sandbox, { id, status: 'failed' })

  expect(status).toBe(400)
  expect(body.msg).toBe('The transfer has succeeded already')
  expect(toldAfter(sandbox, 1)).toEqual([])
})

test.each([{}, { id: 7 }, { id: UNKNOWN, status: 7 }])('%j is 422', async (body) => {
  const sandbox = await freshSandbox()

  const { status } = await send(sandbox, body)

  expect(status).toBe(422)
})

test('a status that a transfer cannot have is 422', async () => {
  const sandbox = await freshSandbox()
  const { id } = await begun(sandbox, TRANSFERS, A_TRANSFER)

  const { status } = await send(sandbox, { id, status: 'lost' })

  expect(status).toBe(422)
  expect((await transactionNow(sandbox, id)).status).toBe('processing')
})

test('what is no transfer is 404', async () => {
  const sandbox = await freshSandbox()
  const { id } = await begun(sandbox, PAYOUTS, A_PAYOUT)

  const [payout, nothing] = [await send(sandbox, { id }), await send(sandbox, { id: UNKNOWN })]

  expect([payout.status, nothing.status]).toEqual([404, 404])
  expect(nothing.body).toEqual(NOT_FOUND)
})

test('another merchant does not decide it', async () => {
  const sandbox = await freshSandbox()
  const { id } = await begun(sandbox, TRANSFERS, A_TRANSFER)

  const { status } = await sandbox.request('POST', `${TRANSFERS}/webhook`, { id }, BY_OTHER)

  expect(status).toBe(404)
})
