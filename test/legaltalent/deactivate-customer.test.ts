import { expect, test } from 'vitest'
import { ANDES, CUSTOMERS } from '../support/legaltalent.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('rows 28 to 31: a deactivated customer stays readable, keeps its client_id, and can be deactivated again', async () => {
  const sandbox = await freshSandbox()

  const first = await sandbox.request('DELETE', `${CUSTOMERS}/${ANDES}`)
  await sandbox.clock.advance(60_000)
  const again = await sandbox.request('DELETE', `${CUSTOMERS}/${ANDES}`)

  expect([first.status, again.status]).toEqual([200, 200])
  const { body } = await sandbox.request('GET', `${CUSTOMERS}/${ANDES}`)
  expect(body.data).toMatchObject({ status: 'inactive', deactivated_at: '2026-04-20T12:00:00Z' })
  for (const rest of ['sessions', 'risk-profile']) {
    expect((await sandbox.request('GET', `${CUSTOMERS}/${ANDES}/${rest}`)).status).toBe(200)
  }
  const taken = await sandbox.request('POST', CUSTOMERS, { name: 'Andes', client_id: 'merchant_1001' })
  expect(taken.status).toBe(409)
})
