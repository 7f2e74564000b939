import { expect, test } from 'vitest'
import { PLANS, planned, publishedPlan } from '../support/oak-plans.ts'
import { freshSandbox } from '../support/sandbox.ts'

test.each(['PATCH', 'POST'])('%s publishes a draft', async (method) => {
  const sandbox = await freshSandbox()
  const { id } = await planned(sandbox)

  const { status, body } = await sandbox.request(method, `${PLANS}/${id}/publish`)

  expect(status).toBe(200)
  expect(body).toMatchObject({
    msg: 'plan published',
    data: { id, status: 'published', published_at: '2026-04-20T12:00:00.000Z' },
  })
})

test('an empty body that calls itself JSON is taken', async () => {
  const sandbox = await freshSandbox()
  const { id } = await planned(sandbox)

  const { status } = await sandbox.request('PATCH', `${PLANS}/${id}/publish`, undefined, {
    headers: { 'content-type': 'application/json', 'content-length': '0' },
  })

  expect(status).toBe(200)
})

test('a second time is 400', async () => {
  const sandbox = await freshSandbox()
  const { id } = await publishedPlan(sandbox)

  const { status, body } = await sandbox.request('PATCH', `${PLANS}/${id}/publish`)

  expect(status).toBe(400)
  expect(body).toMatchObject({ data: null, failure_reasons: [{ code: 'invalid_state' }] })
})
