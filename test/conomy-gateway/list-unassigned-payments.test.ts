import { expect, test } from 'vitest'
import { BY_OTHER, PESOS } from '../support/conomy-gateway.ts'
import { freshSandbox, type TestSandbox } from '../support/sandbox.ts'
import { A_PAYER, deposit, depositInReview, hours, pay } from './payments.ts'

const PATH = '/conomy/payments/unassigned'

/** The references of the deposits that a query finds. */
async function found(sandbox: TestSandbox, query = ''): Promise<string[]> {
  const { body } = await sandbox.request('GET', `${PATH}${query}`)
  const payments: { externalId: string }[] = body.payments
  return payments.map(({ externalId }) => externalId.replace('vitawallet:', ''))
}

test('deposits that wait for an account are listed, oldest first, with their sum', async () => {
  const sandbox = await freshSandbox()
  const first = await deposit(sandbox)
  const second = await depositInReview(sandbox, { providerReference: 'vw-2' })
  const assigned = await deposit(sandbox, { providerReference: 'vw-3' })
  await sandbox.request('POST', `/conomy/payments/${assigned.id}/assign`, { accountId: PESOS })
  await pay(sandbox)

  const { status, body } = await sandbox.request('GET', PATH)

  expect(status).toBe(200)
  expect(body).toEqual({ total: 2, totalAmount: '1550000', currency: 'ARS', payments: [first, second] })
})

test('pages leave total and sum as they are', async () => {
  const sandbox = await freshSandbox()
  for (const providerReference of ['a', 'b', 'c']) await deposit(sandbox, { providerReference })

  const { body } = await sandbox.request('GET', `${PATH}?limit=1&offset=1`)

  expect(body).toMatchObject({ total: 3, totalAmount: '150000', payments: [{ externalId: 'vitawallet:b' }] })
  expect(await found(sandbox, '?offset=3')).toEqual([])
})

test('amounts are compared as numbers, ends included', async () => {
  const sandbox = await freshSandbox()
  await deposit(sandbox, { providerReference: 'small', amount: '900' })
  await deposit(sandbox, { providerReference: 'large', amount: '10000' })

  expect(await found(sandbox, '?amountMin=1000')).toEqual(['large'])
  expect(await found(sandbox, '?amountMin=900.00&amountMax=900')).toEqual(['small'])
  expect(await found(sandbox, '?amountMin=900&amountMax=10000')).toEqual(['small', 'large'])
})

test('expiresWithin leaves what is about to expire', async () => {
  const sandbox = await freshSandbox()
  await deposit(sandbox, { providerReference: 'old' })
  await sandbox.clock.advance(hours(24))
  await deposit(sandbox, { providerReference: 'young' })

  expect(await found(sandbox, '?expiresWithin=6h')).toEqual([])
  expect(await found(sandbox, '?expiresWithin=24h')).toEqual(['old'])
  expect(await found(sandbox, '?expiresWithin=48h')).toEqual(['old', 'young'])
})

test('search looks at name, e-mail and document number of the payer, in any case', async () => {
  const sandbox = await freshSandbox()
  await deposit(sandbox)
  const payer = { ...A_PAYER, firstName: 'Rosa', email: 'r@example.com', documentNumber: '27111111114' }
  await deposit(sandbox, { providerReference: 'vw-2', payer })

  for (const text of ['LUZ', 'luz.paz@', '2030123']) expect(await found(sandbox, `?search=${text}`)).toEqual(['vw-1'])
  expect(await found(sandbox, '?search=paz')).toEqual(['vw-1', 'vw-2'])
  expect(await found(sandbox, '?search=nobody')).toEqual([])
})

test('amounts of different currencies are not added up', async () => {
  const sandbox = await freshSandbox()
  await deposit(sandbox)
  await deposit(sandbox, { providerReference: 'vw-2', currency: 'USD', amount: '10' })

  const { body } = await sandbox.request('GET', PATH)

  expect(body).toMatchObject({ total: 2, totalAmount: '50000', currency: 'ARS' })
})

test("another tenant sees none of it, and nobody sees another's by clientId", async () => {
  const sandbox = await freshSandbox()
  await deposit(sandbox)

  const other = await sandbox.request('GET', PATH, undefined, BY_OTHER)
  const foreign = await sandbox.request('GET', `${PATH}?clientId=other-client`)

  expect(other.body).toEqual({ total: 0, totalAmount: '0', currency: '', payments: [] })
  expect(foreign).toMatchObject({ status: 404, body: { code: '31' } })
})

test.each(['expiresWithin=7h', 'amountMin=-1', 'amountMax=x', 'limit=0', 'limit=501', 'offset=-1'])(
  'a filter that cannot be is refused: %s',
  async (query) => {
    const sandbox = await freshSandbox()

    const { status, body } = await sandbox.request('GET', `${PATH}?${query}`)

    expect(status).toBe(400)
    expect(body).toMatchObject({ code: '11' })
  },
)
