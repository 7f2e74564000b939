import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { Contract } from '../../src/contract/contract.ts'
import { run } from './commands.ts'

const { operations } = await Contract.load()

test('routes lists every operation of the contract once, as clients write it', async () => {
  const { code, out } = await run(['routes', '--json'])

  const { surfaces } = JSON.parse(out) as { surfaces: { vendor: string; operations: { id: string; path: string }[] }[] }
  const listed = surfaces.flatMap((surface) => surface.operations.map(({ id }) => id))
  expect(code).toBe(0)
  expect(listed.toSorted()).toEqual(operations.map(({ id }) => id).toSorted())
  for (const { vendor, operations: own } of surfaces) {
    const prefix = vendor === 'control' ? '/_sandbox/' : `/${vendor}/`
    expect(own.filter(({ path }) => !`${path}/`.startsWith(prefix))).toEqual([])
  }
})

test('a table has a line for each, what is assumed of it, and what is left out', async () => {
  const { out } = await run(['routes', 'oak'])

  expect(out).toMatch(/^oak\n {2}GET {4}\/oak\/api\/health +Whether the API is up \(1 assumed\)$/m)
  expect((await run(['routes', 'conomy-gateway'])).out).toMatch(/^ {2}left out: .*\/conomy\/rules/m)
  expect(out).not.toContain('/conomy/')
})

test('what is left out has the path that clients write, also where only one method is', async () => {
  const { out } = await run(['routes', 'legaltalent'])

  const [, leftOut = ''] = /^ {2}left out: (.*)$/m.exec(out) ?? []
  const wrong = leftOut.split(', ').filter((entry) => !/^([A-Z]+ )?\/legaltalent\/[^/]/.test(entry))
  expect(leftOut.split(', ')).toContain('POST /legaltalent/kyc')
  expect(wrong).toEqual([])
})

test('--markdown gives the tables of the README', async () => {
  const readme = await readFile('README.md', 'utf8')

  for (const name of ['conomy', 'conomy-gateway', 'legaltalent', 'oak', 'control']) {
    const { out } = await run(['routes', name, '--markdown'])
    for (const line of out.split('\n')) expect(readme).toContain(line)
  }
})

test.each([
  [['routes', 'oka'], 'there is no vendor "oka", did you mean "oak"?'],
  [['routes', 'nobody'], 'there is no vendor "nobody"; there are conomy,'],
  [['routes', '--json', '--markdown'], 'give --json or --markdown, not both'],
])('%j is wrong usage', async (argv, message) => {
  expect(await run(argv)).toMatchObject({ code: 2, out: '', err: expect.stringContaining(message) })
})
