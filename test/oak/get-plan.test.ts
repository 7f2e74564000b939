import { expect, test } from 'vitest'
import { BY_OTHER, NOT_FOUND, UNKNOWN } from '../support/oak.ts'
import { PLANS, planned } from '../support/oak-plans.ts'
import { freshSandbox } from '../support/sandbox.ts'

test.each(['', 'plan_'])('a plan is found by its id after "%s"', async (prefix) => {
  const sandbox = await freshSandbox()
  const plan = await planned(sandbox)

  const { status, body } = await sandbox.request('GET', `${PLANS}/${prefix}${plan.id}`)

  expect(status).toBe(200)
  expect(body).toEqual({ msg: 'plan found', data: plan })
})

test.each([
  ['GET', ''],
  ['PATCH', ''],
  ['PUT', ''],
  ['DELETE', ''],
  ['PATCH', '/publish'],
  ['POST', '/publish'],
])('%s of a plan%s that is not there, or is of another merchant, is 404', async (method, end) => {
  const sandbox = await freshSandbox()
  const plan = await planned(sandbox)
  const body = method === 'PATCH' || method === 'PUT' ? {} : undefined

  const unknown = await sandbox.request(method, `${PLANS}/${UNKNOWN}${end}`, body)
  const others = await sandbox.request(method, `${PLANS}/${plan.id}${end}`, body, BY_OTHER)

  expect([unknown.status, others.status]).toEqual([404, 404])
  expect(unknown.body).toEqual(NOT_FOUND)
})
