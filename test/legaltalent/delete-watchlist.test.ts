import { expect, test } from 'vitest'
import {
  BOREALIS,
  BY_OTHER,
  CUSTOMER_MONITORING,
  CUSTOMERS,
  seatsUsed,
  WATCHLISTS,
  watchlistNow,
} from '../support/legaltalent.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('a watchlist goes with its subjects, their seats and the monitoring of customers', async () => {
  const sandbox = await freshSandbox()
  const seats = await seatsUsed(sandbox)

  const { status, body } = await sandbox.request('DELETE', `${WATCHLISTS}/${CUSTOMER_MONITORING}`)

  expect(status).toBe(200)
  expect(body).toMatchObject({ status: 'success', message: 'Watchlist deleted successfully' })
  expect(body).not.toHaveProperty('data')
  expect((await sandbox.request('GET', `${WATCHLISTS}/${CUSTOMER_MONITORING}`)).status).toBe(404)
  expect(await seatsUsed(sandbox)).toBe(seats - 1)
  const customer = await sandbox.request('GET', `${CUSTOMERS}/${BOREALIS}`)
  expect(customer.body.data.monitoring.enabled).toBe(false)
})

test("another tenant's watchlist stays", async () => {
  const sandbox = await freshSandbox()

  const { status } = await sandbox.request('DELETE', `${WATCHLISTS}/${CUSTOMER_MONITORING}`, undefined, BY_OTHER)

  expect(status).toBe(404)
  expect(await watchlistNow(sandbox, CUSTOMER_MONITORING)).toMatchObject({ subjects_count: 1 })
})
