import { expect, test } from 'vitest'
import { ME, VALIDATION_ERROR } from '../support/legaltalent.ts'
import { freshSandbox } from '../support/sandbox.ts'

const PATH = `${ME}/risk-matrix`

test('the risk matrix is any object; what is sent replaces what was there, and null takes it away', async () => {
  const sandbox = await freshSandbox()
  const first = { countries: { KP: 100 }, weights: [1, 2] }

  const { status, body } = await sandbox.request('PATCH', PATH, first)
  await sandbox.request('PATCH', PATH, { weights: null, countries: { IR: 90 } })

  expect(status).toBe(200)
  expect(body.data).toEqual({ risk_matrix: first })
  expect((await sandbox.request('GET', PATH)).body.data).toEqual({ risk_matrix: { countries: { IR: 90 } } })
})

test.each([[[1, 2]], ['high'], [null], [JSON.parse('{"__proto__": 1}')]])(
  '%j is none, and nothing changes',
  async (body) => {
    const sandbox = await freshSandbox()
    const before = (await sandbox.request('PATCH', PATH, { countries: { KP: 100 }, weights: [1, 2] })).body.data

    const answer = await sandbox.request('PATCH', PATH, body)

    expect(answer.status).toBe(400)
    expect(answer.body.error).toMatchObject(VALIDATION_ERROR)
    expect((await sandbox.request('GET', PATH)).body.data).toEqual(before)
  },
)
