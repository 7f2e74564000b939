import { expect, test } from 'vitest'
import { BY_OTHER } from '../support/oak.ts'
import { SUBSCRIPTIONS, subscribedTo } from '../support/oak-plans.ts'
import { freshSandbox } from '../support/sandbox.ts'

const LIST = `${SUBSCRIPTIONS}/list`

test('subscriptions come by numbered pages, the newest first', async () => {
  const sandbox = await freshSandbox()
  const [old, young] = [await subscribedTo(sandbox), await subscribedTo(sandbox)]

  const [first, second] = [
    await sandbox.request('GET', `${LIST}?per_page=1`),
    await sandbox.request('GET', `${LIST}?per_page=1&page_no=2`),
  ]

  expect(first.status).toBe(200)
  expect(first.body.data.data).toEqual([young])
  expect(second.body.data).toMatchObject({ data: [old], pagination: { per_page: 1, page_no: 2 } })
})

test('another merchant sees none of them', async () => {
  const sandbox = await freshSandbox()
  await subscribedTo(sandbox)

  const { body } = await sandbox.request('GET', LIST, undefined, BY_OTHER)

  expect(body.data.pagination.total).toBe(0)
})

test('a page that is no number is 422', async () => {
  const sandbox = await freshSandbox()

  const { status } = await sandbox.request('GET', `${LIST}?page_no=one`)

  expect(status).toBe(422)
})
