import { expect, test } from 'vitest'
import { OTHERS_ACCOUNT, PESOS } from '../support/conomy-gateway.ts'
import { freshSandbox } from '../support/sandbox.ts'

const path = (id: string): string => `/_sandbox/conomy/accounts/${id}/status`

test.each(['PENDING', 'BLOCKED', 'ACTIVE'])(
  'an operator sets an account to %s, and its owner sees it',
  async (status) => {
    const sandbox = await freshSandbox()

    const answer = await sandbox.request('PUT', path(PESOS), { status })

    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({ id: PESOS, status, balance: '2000000' })
    const listed = await sandbox.request('GET', `/conomy/accounts?status=${status}&currency=ARS`)
    expect(listed.body.results).toEqual([answer.body])
  },
)

test('an operator sees every tenant; an unknown account or status is refused', async () => {
  const sandbox = await freshSandbox()

  const others = await sandbox.request('PUT', path(OTHERS_ACCOUNT), { status: 'BLOCKED' })
  const nowhere = await sandbox.request('PUT', path('nowhere'), { status: 'BLOCKED' })
  const frozen = await sandbox.request('PUT', path(PESOS), { status: 'FROZEN' })

  expect([others.status, nowhere.status, frozen.status]).toEqual([200, 404, 400])
})
