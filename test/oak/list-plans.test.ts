import { expect, test } from 'vitest'
import { BY_OTHER } from '../support/oak.ts'
import { PLANS, planned } from '../support/oak-plans.ts'
import { freshSandbox, type TestSandbox } from '../support/sandbox.ts'

async function named(sandbox: TestSandbox, query: string) {
  const { status, body } = await sandbox.request('GET', `${PLANS}${query}`)
  const rows: { name: string }[] = body.data?.data ?? []
  return { status, body, names: rows.map(({ name }) => name) }
}

test('plans come by numbered pages, the newest first', async () => {
  const sandbox = await freshSandbox()
  for (const name of ['one', 'two', 'three', 'four', 'five']) await planned(sandbox, { name })
  const { body } = await named(sandbox, '')
  const total: number = body.data.pagination.total

  const [first, second] = [await named(sandbox, '?per_page=2'), await named(sandbox, '?per_page=2&page_no=2')]

  expect(body.data.pagination).toEqual({ per_page: 10, page_no: 1, total })
  expect(first.names).toEqual(['five', 'four'])
  expect(second.names).toEqual(['three', 'two'])
  expect(second.body.data.pagination).toEqual({ per_page: 2, page_no: 2, total })
})

test('behind the last page there is an empty one', async () => {
  const sandbox = await freshSandbox()

  const { status, names } = await named(sandbox, '?page_no=1000000&per_page=9007199254740991')

  expect(status).toBe(200)
  expect(names).toEqual([])
})

test('more than a hundred a page means a hundred', async () => {
  const sandbox = await freshSandbox()

  const { body } = await named(sandbox, '?per_page=101')

  expect(body.data.pagination.per_page).toBe(100)
})

test.each(['per_page=0', 'per_page=x', 'page_no=0', 'page_no=-1', 'page_no=1.5'])('%s is 422', async (query) => {
  const sandbox = await freshSandbox()

  const { status, body } = await named(sandbox, `?${query}`)

  expect(status).toBe(422)
  expect(body.failure_reasons).toMatchObject([{ fields: [query.split('=')[0]] }])
})

test('another merchant sees none of them', async () => {
  const sandbox = await freshSandbox()
  await planned(sandbox)

  const { body } = await sandbox.request('GET', PLANS, undefined, BY_OTHER)

  expect(body.data).toEqual({ data: [], pagination: { per_page: 10, page_no: 1, total: 0 } })
})
