import { expect, test } from 'vitest'
import { ANA, CARLOS, createCustomer, OTHERS } from '../support/conomy.ts'
import { freshSandbox, type TestSandbox } from '../support/sandbox.ts'

const LIST = '/conomy/customers?clientId=demo-client'

test('row 15: a page has 50 customers', async () => {
  const sandbox = await withSixty()

  const { status, body } = await sandbox.request('GET', '/conomy/customers?clientId=a')

  expect(status).toBe(200)
  expect(body.count).toBe(50)
  expect(body.customers).toHaveLength(50)
})

test('row 16: the page size and the start of the page can be chosen', async () => {
  const sandbox = await withSixty()

  const { status, body } = await sandbox.request('GET', '/conomy/customers?clientId=a&count=20&offset=50')

  expect(status).toBe(200)
  expect(body.count).toBe(10)
  expect(numbersOf(body)).toEqual(['51', '52', '53', '54', '55', '56', '57', '58', '59', '60'])
})

test('row 17: a page has at most 500 customers', async () => {
  const sandbox = await freshSandbox()

  const most = await sandbox.request('GET', `${LIST}&count=500`)
  const over = await sandbox.request('GET', `${LIST}&count=501`)

  expect(most.status).toBe(200)
  expect(over).toMatchObject({ status: 400, body: { code: '11' } })
})

test('row 18: a document number finds exactly the customer who has it, and a part of it finds nobody', async () => {
  const sandbox = await freshSandbox()

  const whole = await sandbox.request('GET', `${LIST}&documentNumber=23111222331`)
  const part = await sandbox.request('GET', `${LIST}&documentNumber=2311122233`)

  expect(whole.body).toMatchObject({ count: 1, customers: [{ id: CARLOS, documentNumber: '23111222331' }] })
  expect(part.body).toEqual({ count: 0, customers: [] })
})

test('row 19: a level finds the customers of that level only', async () => {
  const sandbox = await freshSandbox()
  const all: Page = (await sandbox.request('GET', `${LIST}&count=500`)).body

  const { body } = await sandbox.request('GET', `${LIST}&count=500&operationLevel=STANDARD`)

  expect(body.count).toBeGreaterThan(1)
  expect(body.customers).toEqual(all.customers.filter((customer) => customer.operationLevel === 'STANDARD'))
})

test("row 22: one client's list shows nobody of another client", async () => {
  const sandbox = await freshSandbox()

  const own = await sandbox.request('GET', '/conomy/customers?clientId=other-client&count=500', undefined, {
    as: 'other',
  })
  const foreign = await sandbox.request('GET', LIST, undefined, { as: 'other' })

  const { customers }: Page = own.body
  expect(customers).toContainEqual(expect.objectContaining({ id: OTHERS }))
  expect(customers.filter(({ clientId }) => clientId !== 'other-client')).toEqual([])
  expect(foreign).toMatchObject({ status: 404, body: { code: '31' } })
})

test('an e-mail finds exactly the customers who have it', async () => {
  const sandbox = await freshSandbox()

  const same = await sandbox.request('GET', `${LIST}&email=ana.garcia@example.com`)
  const otherCase = await sandbox.request('GET', `${LIST}&email=Ana.Garcia@example.com`)

  expect(same.body).toMatchObject({ count: 1, customers: [{ id: ANA }] })
  expect(otherCase.body).toEqual({ count: 0, customers: [] })
})

test('a customer is found by all filters together, and by none when one does not fit', async () => {
  const sandbox = await freshSandbox()
  const filters = `${LIST}&documentNumber=27987654321&email=ana.garcia@example.com`

  const fitting = await sandbox.request('GET', `${filters}&operationLevel=BASIC`)
  const wrongLevel = await sandbox.request('GET', `${filters}&operationLevel=FULL`)
  const wrongEmail = await sandbox.request('GET', `${LIST}&documentNumber=27987654321&email=carlos@example.com`)

  expect(fitting.body).toMatchObject({ count: 1, customers: [{ id: ANA }] })
  expect(wrongLevel.body).toEqual({ count: 0, customers: [] })
  expect(wrongEmail.body).toEqual({ count: 0, customers: [] })
})

test('filters find what a customer is now, not what it was', async () => {
  const sandbox = await freshSandbox()
  await sandbox.request('PATCH', `/conomy/customers/${ANA}?clientId=demo-client`, { email: 'ana@new.example.com' })

  const before = await sandbox.request('GET', `${LIST}&email=ana.garcia@example.com`)
  const now = await sandbox.request('GET', `${LIST}&email=ana@new.example.com`)

  expect(before.body.count).toBe(0)
  expect(now.body).toMatchObject({ count: 1, customers: [{ id: ANA }] })
})

test('a filter and a page go together', async () => {
  const sandbox = await withSixty()
  const id = await idOf(sandbox, '7')
  await sandbox.request('PATCH', `/conomy/customers/${id}?clientId=a`, { operationLevel: 'FULL' })

  const { body } = await sandbox.request('GET', '/conomy/customers?clientId=a&operationLevel=BASIC&count=2&offset=5')

  expect(numbersOf(body)).toEqual(['6', '8'])
})

test('the oldest customers come first, and a change does not move a customer', async () => {
  const sandbox = await freshSandbox()
  const { id } = await createCustomer(sandbox)
  await sandbox.request('PATCH', `/conomy/customers/${ANA}?clientId=demo-client`, { firstName: 'Anabel' })

  const { customers }: Page = (await sandbox.request('GET', `${LIST}&count=500`)).body

  const dates = customers.map(({ createdAt }) => createdAt)
  expect(dates).toEqual([...dates].sort())
  expect(customers.at(0)).toMatchObject({ id: ANA, firstName: 'Anabel' })
  expect(customers.at(-1)).toMatchObject({ id })
})

test('behind the last customer there is an empty page', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('GET', `${LIST}&offset=9007199254740991`)

  expect(status).toBe(200)
  expect(body).toEqual({ count: 0, customers: [] })
})

type Listed = { id: string; clientId: string; createdAt: string; documentNumber: string; operationLevel: string }
type Page = { count: number; customers: Listed[] }

/** A client with nothing but sixty customers, whose document numbers count from 1. */
async function withSixty(): Promise<TestSandbox> {
  const sandbox = await freshSandbox({ auth: false })
  for (let number = 1; number <= 60; number++) {
    await sandbox.request('POST', '/conomy/customers?clientId=a', { documentNumber: String(number) })
  }
  return sandbox
}

const numbersOf = (page: Page) => page.customers.map(({ documentNumber }) => documentNumber)

async function idOf(sandbox: TestSandbox, documentNumber: string): Promise<string> {
  const { body } = await sandbox.request('GET', `/conomy/customers?clientId=a&documentNumber=${documentNumber}`)
  return body.customers[0].id
}
