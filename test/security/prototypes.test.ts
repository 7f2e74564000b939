import { expect, test } from 'vitest'
import { Contract } from '../../src/contract/contract.ts'
import { freshSandbox } from '../support/sandbox.ts'

const { operations } = await Contract.load()
const WITH_BODY = operations.filter(({ body }) => body)

/** What every object of this process has from its prototype. */
const inherited = (): string[] => [
  ...Object.getOwnPropertyNames(Object.prototype),
  ...Object.getOwnPropertyNames(Array.prototype),
  ...Object.getOwnPropertyNames(Function.prototype),
]

/** A call of an operation with an id that nobody has. */
const pathOf = (path: string): string => path.replaceAll(/\{[^}]+\}/g, '1')

const POISON = [
  '{"__proto__":{"polluted":true}}',
  '{"constructor":{"prototype":{"polluted":true}}}',
  '{"metadata":{"__proto__":{"polluted":true}},"email":"a@example.com"}',
  '{"prototype":{"polluted":true},"toString":"x","valueOf":1,"hasOwnProperty":null,"id":"__proto__"}',
  '[{"__proto__":{"polluted":true}}]',
]

test('no body of any operation reaches a prototype, and none is a failure', async () => {
  const sandbox = await freshSandbox()
  const before = inherited()

  for (const { method, path } of WITH_BODY) {
    for (const raw of POISON) {
      const { status } = await sandbox.request(method.toUpperCase(), pathOf(path), undefined, { raw })
      expect(status, `${method} ${path} ${raw}`).toBeLessThan(500)
    }
  }

  expect(inherited()).toEqual(before)
  expect({}).not.toHaveProperty('polluted')
})

test('no parameter and no header reaches a prototype, and none is a failure', async () => {
  const sandbox = await freshSandbox()
  const before = inherited()
  const query = '?__proto__=polluted&__proto__[polluted]=1&constructor=1&constructor[prototype][polluted]=1&toString=1'

  for (const { method, path } of operations.filter((operation) => operation.method === 'get')) {
    if (path === '/_sandbox/events') continue
    for (const name of ['__proto__', 'constructor', 'toString']) {
      const address = path.replaceAll(/\{[^}]+\}/g, name)
      const { status } = await sandbox.request(method.toUpperCase(), address + query, undefined, {
        headers: { constructor: 'polluted', tostring: 'polluted' },
      })
      expect(status, `${method} ${address}`).toBeLessThan(500)
    }
  }

  expect(inherited()).toEqual(before)
  expect({}).not.toHaveProperty('polluted')
})

test('names of what an object inherits are names like any other: of snapshots, namespaces, collections and rows', async () => {
  const sandbox = await freshSandbox()
  const before = inherited()

  for (const name of ['constructor', 'valueof', 'hasownproperty']) {
    expect((await sandbox.request('GET', `/_sandbox/snapshots`)).body).toEqual({ snapshots: [] })
    expect((await sandbox.request('POST', `/_sandbox/snapshots/${name}/restore`)).status).toBe(404)
    expect((await sandbox.request('GET', `/@${name}/_sandbox/clock`)).status).toBe(200)
    expect((await sandbox.request('DELETE', `/_sandbox/namespaces/${name}`)).status).toBe(204)
  }
  for (const name of ['constructor', '__proto__', 'toString']) {
    const raw = `{"${name}":{"1":{"id":"1"}}}`
    expect((await sandbox.request('PUT', '/_sandbox/import', undefined, { raw })).status).toBe(400)
    const row = `{"oak.syncFailures":{"${name}":{"id":"${name}","error":"x"}}}`
    expect((await sandbox.request('PUT', '/_sandbox/import', undefined, { raw: row })).status).toBeLessThan(500)
  }

  expect(inherited()).toEqual(before)
})
