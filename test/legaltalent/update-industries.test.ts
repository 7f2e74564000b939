import { expect, test } from 'vitest'
import { ME, VALIDATION_ERROR } from '../support/legaltalent.ts'
import { freshSandbox } from '../support/sandbox.ts'

const PATH = `${ME}/industries`

test('industries are a list of words, replaced as a whole', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('PATCH', PATH, { industries: ['gaming', 'gaming', 'pharmacy'] })
  await sandbox.request('PATCH', PATH, { industries: ['gaming'] })

  expect(status).toBe(200)
  expect(body.data).toEqual({ industries: ['gaming', 'pharmacy'] })
  expect((await sandbox.request('GET', PATH)).body.data).toEqual({ industries: ['gaming'] })
})

test('the keywords stay as they are', async () => {
  const sandbox = await freshSandbox()
  await sandbox.request('PATCH', `${ME}/keywords`, { keywords: ['other'] })

  await sandbox.request('PATCH', PATH, { industries: ['gaming'] })

  expect((await sandbox.request('GET', `${ME}/keywords`)).body.data).toEqual({ keywords: ['other'] })
})

test.each([[{}], [{ industries: [5] }], [{ industries: null }]])('%j names none, and nothing changes', async (body) => {
  const sandbox = await freshSandbox()
  const before = (await sandbox.request('PATCH', PATH, { industries: ['gaming'] })).body.data

  const answer = await sandbox.request('PATCH', PATH, body)

  expect(answer.status).toBe(400)
  expect(answer.body.error).toMatchObject(VALIDATION_ERROR)
  expect((await sandbox.request('GET', PATH)).body.data).toEqual(before)
})
