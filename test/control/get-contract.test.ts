import { readFile } from 'node:fs/promises'
import { load } from 'js-yaml'
import { expect, test } from 'vitest'
import { freshSandbox } from '../support/sandbox.ts'

test('the contract that is served is openapi.yaml', async () => {
  const sandbox = await freshSandbox()

  const { status, headers, body } = await sandbox.request('GET', '/_sandbox/openapi.json')

  expect(status).toBe(200)
  expect(headers.get('content-type')).toBe('application/json')
  expect(body).toEqual(load(await readFile('openapi.yaml', 'utf8')))
})

test('every control operation of the contract has a route', async () => {
  const sandbox = await freshSandbox()
  const { body } = await sandbox.request('GET', '/_sandbox/openapi.json')
  const paths = Object.entries<object>(body.paths).filter(([path]) => path.startsWith('/_sandbox/'))

  for (const [path, item] of paths) {
    for (const method of Object.keys(item).filter((key) => key !== 'parameters')) {
      // What begins to answer and does not end has a route.
      if (path === '/_sandbox/events') continue
      const address = path.replace('{index}', '0').replace('{id}', 'none').replace('{name}', 'none')
      const answer = await sandbox.request(method.toUpperCase(), address)
      expect(answer.body?.detail ?? '', `${method} ${path}`).not.toContain('no route')
    }
  }
})
