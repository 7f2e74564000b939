import { expect, test } from 'vitest'
import {
  ANDES,
  BOREALIS,
  BY_OTHER,
  CUSTOMER_MONITORING,
  CUSTOMERS,
  deactivate,
  eventsOf,
  seatsUsed,
  subjectsOn,
} from '../support/legaltalent.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('row 28: a deactivated customer is answered with 200, and is inactive ever after', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await deactivate(sandbox, ANDES)

  expect(status).toBe(200)
  expect(body.data).toEqual({
    customer_id: ANDES,
    status: 'inactive',
    message: 'Customer deactivated successfully',
  })
  const after = await sandbox.request('GET', `${CUSTOMERS}/${ANDES}`)
  expect(after.status).toBe(200)
  expect(after.body.data).toMatchObject({
    status: 'inactive',
    deactivated_at: '2026-04-20T12:00:00Z',
    updated_at: '2026-04-20T12:00:00Z',
  })
})

test.each(['sessions', 'risk-profile', 'organization'])(
  'row 29: the %s of a deactivated customer can be read as before',
  async (rest) => {
    const sandbox = await freshSandbox()
    const before = await sandbox.request('GET', `${CUSTOMERS}/${ANDES}/${rest}`)
    await deactivate(sandbox, ANDES)

    const { status, body } = await sandbox.request('GET', `${CUSTOMERS}/${ANDES}/${rest}`)

    expect(status).toBe(200)
    expect(body.data).toMatchObject({ ...before.body.data, ...(rest === 'risk-profile' && { recalculated: false }) })
  },
)

test('row 30: its client_id stays taken', async () => {
  const sandbox = await freshSandbox()
  await deactivate(sandbox, ANDES)

  const { status } = await sandbox.request('POST', CUSTOMERS, { name: 'Andes', client_id: 'merchant_1001' })

  expect(status).toBe(409)
})

test('row 31: deactivating it again is 200 and changes nothing', async () => {
  const sandbox = await freshSandbox()
  await deactivate(sandbox, ANDES)
  const before = await sandbox.request('GET', `${CUSTOMERS}/${ANDES}`)
  await sandbox.clock.advance(60_000)

  const again = await deactivate(sandbox, ANDES)

  expect(again.status).toBe(200)
  expect((await sandbox.request('GET', `${CUSTOMERS}/${ANDES}`)).body.data).toEqual(before.body.data)
})

test('it is no longer monitored, and its seat is free', async () => {
  const sandbox = await freshSandbox()
  const seats = await seatsUsed(sandbox)

  await deactivate(sandbox, BOREALIS)

  const { body } = await sandbox.request('GET', `${CUSTOMERS}/${BOREALIS}`)
  expect(body.data.monitoring).toMatchObject({ enabled: false, subject_id: null })
  expect(await subjectsOn(sandbox, CUSTOMER_MONITORING)).toEqual([])
  expect(await seatsUsed(sandbox)).toBe(seats - 1)
  expect(eventsOf(sandbox)).toEqual([])
})

test("another tenant's customer stays active", async () => {
  const sandbox = await freshSandbox()

  const { status } = await sandbox.request('DELETE', `${CUSTOMERS}/${ANDES}`, undefined, BY_OTHER)

  expect(status).toBe(404)
  expect((await sandbox.request('GET', `${CUSTOMERS}/${ANDES}`)).body.data.status).toBe('active')
})
