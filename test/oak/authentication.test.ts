import { expect, test } from 'vitest'
import { Contract } from '../../src/contract/contract.ts'
import { SEEDED } from '../support/oak.ts'
import { freshSandbox } from '../support/sandbox.ts'

const { operations } = await Contract.load()
const closed = operations.filter(({ surface, isControl, isPublic }) => surface === 'oak' && !isControl && !isPublic)
const calls = closed.map(({ method, path }) => [method.toUpperCase(), path.replaceAll(/\{[^}]+\}/g, 'any')] as const)

test('only the tokens, the countries, the health and the links of files are open to everybody', () => {
  const open = operations.filter(({ surface, isControl, isPublic }) => surface === 'oak' && !isControl && isPublic)

  expect(open.map(({ name }) => name).sort()).toEqual([
    'downloadFile',
    'getHealth',
    'grantToken',
    'listCountries',
    'refreshToken',
  ])
})

test.each(calls)('row 7: %s %s without a token is 401', async (method, path) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request(method, path, undefined, { as: null })

  expect(status).toBe(401)
  expect(body).toMatchObject({
    msg: 'Token is Missing!',
    data: null,
    error_code: 'authentication_error',
    failure_reasons: [{ code: 'missing_token', fields: ['authorization'] }],
  })
})

test.each([
  ['an unknown token', 'Bearer nobody', 'invalid_token'],
  ['a token with dots that is none of ours', 'Bearer aaa.bbb.ccc', 'invalid_token'],
  ['another scheme', 'Basic ZGVtbzpkZW1v', 'missing_token'],
  ['no token behind the scheme', 'Bearer ', 'missing_token'],
])('row 7: %s is 401', async (_, authorization, code) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('GET', '/oak/api/v1/customers', undefined, {
    as: null,
    headers: { authorization },
  })

  expect(status).toBe(401)
  expect(body.failure_reasons).toMatchObject([{ code }])
})

test('a granted token whose owner was changed by hand is 401', async () => {
  const sandbox = await freshSandbox()
  const credentials = { client_id: 'other-client', client_secret: 'other-secret', grant_type: 'client_credentials' }
  const { body: grant } = await sandbox.request('POST', '/oak/api/v1/merchant/token/grant', credentials)
  const [header, claims = '', signature] = String(grant.access_token).split('.')
  const changed = JSON.parse(Buffer.from(claims, 'base64url').toString())
  const forged = Buffer.from(JSON.stringify({ ...changed, sub: 'demo-client' })).toString('base64url')

  const { status } = await sandbox.request('GET', '/oak/api/v1/customers', undefined, {
    as: null,
    headers: { authorization: `Bearer ${header}.${forged}.${signature}` },
  })

  expect(status).toBe(401)
})

test('the scheme may be written in any case', async () => {
  const sandbox = await freshSandbox()

  const { status } = await sandbox.request('GET', '/oak/api/v1/customers', undefined, {
    as: null,
    headers: { authorization: 'bearer demo-token' },
  })

  expect(status).toBe(200)
})

test('with authentication off, everybody is the demo merchant', async () => {
  const sandbox = await freshSandbox({ auth: false })

  const { status, body } = await sandbox.request('GET', '/oak/api/v1/customers', undefined, { as: null })

  expect(status).toBe(200)
  expect(body.data.count).toBe(SEEDED)
})

test('row 9: an empty body that calls itself JSON does not disturb a GET', async () => {
  const sandbox = await freshSandbox()

  const { status } = await sandbox.request('GET', '/oak/api/v1/customers', undefined, {
    headers: { 'content-type': 'application/json', 'content-length': '0' },
  })

  expect(status).toBe(200)
})
