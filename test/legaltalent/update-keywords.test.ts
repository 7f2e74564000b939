import { expect, test } from 'vitest'
import { ME, VALIDATION_ERROR } from '../support/legaltalent.ts'
import { freshSandbox } from '../support/sandbox.ts'

const PATH = `${ME}/keywords`

test('keywords are a list of words, replaced as a whole', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('PATCH', PATH, { keywords: ['casino', 'casino', 'pharmacy'] })
  await sandbox.request('PATCH', PATH, { keywords: ['casino'] })

  expect(status).toBe(200)
  expect(body.data).toEqual({ keywords: ['casino', 'pharmacy'] })
  expect((await sandbox.request('GET', PATH)).body.data).toEqual({ keywords: ['casino'] })
})

test('the industries stay as they are', async () => {
  const sandbox = await freshSandbox()
  await sandbox.request('PATCH', `${ME}/industries`, { industries: ['other'] })

  await sandbox.request('PATCH', PATH, { keywords: ['casino'] })

  expect((await sandbox.request('GET', `${ME}/industries`)).body.data).toEqual({ industries: ['other'] })
})

test.each([[{}], [{ keywords: 'casino' }], [{ keywords: [' '] }]])(
  '%j names none, and nothing changes',
  async (body) => {
    const sandbox = await freshSandbox()
    const before = (await sandbox.request('PATCH', PATH, { keywords: ['casino'] })).body.data

    const answer = await sandbox.request('PATCH', PATH, body)

    expect(answer.status).toBe(400)
    expect(answer.body.error).toMatchObject(VALIDATION_ERROR)
    expect((await sandbox.request('GET', PATH)).body.data).toEqual(before)
  },
)
