import { expect, test } from 'vitest'
import { ME, VALIDATION_ERROR } from '../support/legaltalent.ts'
import { freshSandbox } from '../support/sandbox.ts'

const PATH = `${ME}/website-config`

test('the website configuration is any object; what is sent replaces what was there, and null takes it away', async () => {
  const sandbox = await freshSandbox()
  const first = { pages: ['/about'], checks: { ssl: true } }

  const { status, body } = await sandbox.request('PATCH', PATH, first)
  await sandbox.request('PATCH', PATH, { pages: null, checks: { dns: true } })

  expect(status).toBe(200)
  expect(body.data).toEqual({ website_config: first })
  expect((await sandbox.request('GET', PATH)).body.data).toEqual({ website_config: { checks: { dns: true } } })
})

test.each([[null], [5], [['/about']]])('%j is none, and nothing changes', async (body) => {
  const sandbox = await freshSandbox()
  const before = (await sandbox.request('PATCH', PATH, { pages: ['/about'], checks: { ssl: true } })).body.data

  const answer = await sandbox.request('PATCH', PATH, body)

  expect(answer.status).toBe(400)
  expect(answer.body.error).toMatchObject(VALIDATION_ERROR)
  expect((await sandbox.request('GET', PATH)).body.data).toEqual(before)
})
