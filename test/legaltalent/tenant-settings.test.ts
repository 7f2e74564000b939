import { expect, test } from 'vitest'
import { BY_OTHER, ME, VALIDATION_ERROR } from '../support/legaltalent.ts'
import { freshSandbox } from '../support/sandbox.ts'

test.each([
  ['risk-matrix', 'risk_matrix'],
  ['website-config', 'website_config'],
])('%s is any object; what is sent replaces what was there, and null takes it away', async (path, name) => {
  const sandbox = await freshSandbox()
  const first = { countries: { KP: 100 }, weights: [1, 2] }

  const empty = await sandbox.request('GET', `${ME}/${path}`)
  const set = await sandbox.request('PATCH', `${ME}/${path}`, first)
  await sandbox.request('PATCH', `${ME}/${path}`, { weights: null, countries: { IR: 90 } })
  const after = await sandbox.request('GET', `${ME}/${path}`)

  expect(empty.body.data).toEqual({ [name]: {} })
  expect(set.body.data).toEqual({ [name]: first })
  expect(after.body.data).toEqual({ [name]: { countries: { IR: 90 } } })
})

test.each(['keywords', 'industries'])('%s are a list of words, replaced as a whole', async (name) => {
  const sandbox = await freshSandbox()

  const empty = await sandbox.request('GET', `${ME}/${name}`)
  const set = await sandbox.request('PATCH', `${ME}/${name}`, { [name]: ['casino', 'casino', 'pharmacy'] })
  await sandbox.request('PATCH', `${ME}/${name}`, { [name]: ['casino'] })
  const after = await sandbox.request('GET', `${ME}/${name}`)

  expect(empty.body.data).toEqual({ [name]: [] })
  expect(set.body.data).toEqual({ [name]: ['casino', 'pharmacy'] })
  expect(after.body.data).toEqual({ [name]: ['casino'] })
})

test('one setting leaves the others as they are, and every tenant has its own', async () => {
  const sandbox = await freshSandbox()
  await sandbox.request('PATCH', `${ME}/keywords`, { keywords: ['casino'] })

  await sandbox.request('PATCH', `${ME}/industries`, { industries: ['gaming'] })

  expect((await sandbox.request('GET', `${ME}/keywords`)).body.data.keywords).toEqual(['casino'])
  expect((await sandbox.request('GET', `${ME}/keywords`, undefined, BY_OTHER)).body.data.keywords).toEqual([])
})

test.each([
  ['risk-matrix', [1, 2]],
  ['risk-matrix', 'high'],
  ['website-config', null],
  ['risk-matrix', JSON.parse('{"__proto__": 1}')],
  ['keywords', {}],
  ['keywords', { keywords: 'casino' }],
  ['keywords', { keywords: [' '] }],
  ['industries', { industries: [5] }],
])('%s takes no %j', async (path, body) => {
  const sandbox = await freshSandbox()
  const before = await sandbox.request('GET', `${ME}/${path}`)

  const answer = await sandbox.request('PATCH', `${ME}/${path}`, body)

  expect(answer.status).toBe(400)
  expect(answer.body.error).toMatchObject(VALIDATION_ERROR)
  expect((await sandbox.request('GET', `${ME}/${path}`)).body.data).toEqual(before.body.data)
})
