import { expect, test } from 'vitest'
import { BY_OTHER } from '../support/oak.ts'
import { DISPUTES, disputeOfPaid } from '../support/oak-payments.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('without disputes the list is empty', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('GET', DISPUTES, undefined, BY_OTHER)

  expect(status).toBe(200)
  expect(body.data).toEqual({ count: 0, has_more: false, dispute_list: [] })
})

test('disputes come by the page, the newest first, to their merchant only', async () => {
  const sandbox = await freshSandbox()
  await disputeOfPaid(sandbox)
  const second = await disputeOfPaid(sandbox)

  const own = await sandbox.request('GET', `${DISPUTES}?limit=1`)
  const others = await sandbox.request('GET', DISPUTES, undefined, BY_OTHER)

  expect(own.body.data).toEqual({ count: 3, has_more: true, dispute_list: [second] })
  expect(own.headers.get('x-offset-applied')).toBe('0')
  expect(others.body.data.count).toBe(0)
})
