import { expect, test } from 'vitest'
import { OTHERS_IDENTITY, TOMAS } from '../support/conomy-gateway.ts'
import { freshSandbox } from '../support/sandbox.ts'

const path = (id: string): string => `/_sandbox/conomy/identities/${id}/status`

test.each(['PENDING', 'PENDING_EMAIL_VALIDATION', 'PENDING_PHONE_VALIDATION', 'SCREENING', 'ACTIVE'])(
  'an operator sets an identity to %s, and its tenant sees it',
  async (status) => {
    const sandbox = await freshSandbox()

    const answer = await sandbox.request('PUT', path(TOMAS), { status })

    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({ id: TOMAS, name: 'Tomás', status, updatedAt: '2026-04-20T12:00:00Z' })
    const listed = await sandbox.request('GET', `/conomy/identities?status=${status}&country=ARG`)
    expect(listed.body.data).toEqual([answer.body])
  },
)

test('an operator sees every tenant; an unknown identity or status is refused', async () => {
  const sandbox = await freshSandbox()

  const others = await sandbox.request('PUT', path(OTHERS_IDENTITY), { status: 'SCREENING' })
  const nobody = await sandbox.request('PUT', path('nobody'), { status: 'SCREENING' })
  const asleep = await sandbox.request('PUT', path(TOMAS), { status: 'ASLEEP' })

  expect([others.status, nobody.status, asleep.status]).toEqual([200, 404, 400])
})
