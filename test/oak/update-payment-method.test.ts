import { expect, test } from 'vitest'
import { GRACE, GRACES_BANK, methodsOf, toldEvents, UNKNOWN } from '../support/oak.ts'
import { freshSandbox, NOW } from '../support/sandbox.ts'

const BANK = `${methodsOf(GRACE)}/${GRACES_BANK}`

test('what is given changes, the rest stays, and merchants are told', async () => {
  const sandbox = await freshSandbox()
  const { body: before } = await sandbox.request('GET', BANK)

  const { status, body } = await sandbox.request('PUT', BANK, { metadata: { label: 'main' } })

  expect(status).toBe(200)
  expect(body.data).toEqual({ ...before.data, metadata: { label: 'main' }, updated_at: NOW.toISOString() })
  expect(toldEvents(sandbox)).toMatchObject([{ event: 'payment_method.updated', data: { id: GRACES_BANK } }])
})

test('a new account number is masked', async () => {
  const sandbox = await freshSandbox()

  const { body } = await sandbox.request('PUT', BANK, { bank_account_number: '000999990000' })

  expect(body.data).toMatchObject({ bank_account_number: '****0000', bankDetails: { accountNumber: '****0000' } })
})

test('what was shown can be sent back, and changes nothing', async () => {
  const sandbox = await freshSandbox()
  const { body: before } = await sandbox.request('GET', BANK)
  const { bank_account_number, bank_name, type, provider, status } = before.data
  const patch = { bank_account_number, bank_name, type, provider, status }

  const answer = await sandbox.request('PUT', BANK, patch)

  expect(answer.status).toBe(200)
  expect(answer.body.data).toEqual(before.data)
  expect(toldEvents(sandbox)).toEqual([])
})

test.each([
  ['a bank account', { type: 'bank', provider: 'crowd_split', bank_account_number: '12' }],
  ['a pix key', { type: 'pix', pix_string: 'a@example.com', metadata: { label: 'main' } }],
  ['a card', { type: 'card', provider: 'stripe', cards: [{ number: '4242424242424242', cvc: '123' }], country: '' }],
])('the whole of %s can be sent back as it was shown, and changes nothing', async (_, method) => {
  const sandbox = await freshSandbox()
  const { body: added } = await sandbox.request('POST', methodsOf(GRACE), method)
  await sandbox.clock.advance(1000)

  const { status, body } = await sandbox.request('PUT', `${methodsOf(GRACE)}/${added.data.id}`, added.data)

  expect(status).toBe(200)
  expect(body.data).toEqual(added.data)
  expect(toldEvents(sandbox).map(({ event }) => event)).toEqual(['payment_method.created'])
})

test('what was there can be taken away', async () => {
  const sandbox = await freshSandbox()
  const pix = { type: 'pix', pix_string: 'a@example.com', metadata: { label: 'main' }, country: 'BR' }
  const { body: added } = await sandbox.request('POST', methodsOf(GRACE), pix)

  const path = `${methodsOf(GRACE)}/${added.data.id}`
  const { body } = await sandbox.request('PUT', path, { metadata: null, country: null })

  expect(body.data).toMatchObject({ metadata: null, country: null, pix_string: 'a@example.com' })
  expect(toldEvents(sandbox).at(-1).event).toBe('payment_method.updated')
})

test.each([
  ['another type', { type: 'pix' }, 'type'],
  ['another provider', { provider: 'bridge' }, 'provider'],
  ['no name where Stripe wants one', { bank_name: null }, 'bank_name'],
  ['an account number with letters', { bank_account_number: 'DE12' }, 'bank_account_number'],
])('%s is 400, and nothing changes', async (_, patch, field) => {
  const sandbox = await freshSandbox()
  const { body: before } = await sandbox.request('GET', BANK)

  const { status, body } = await sandbox.request('PUT', BANK, patch)

  expect(status).toBe(400)
  expect(body.failure_reasons).toMatchObject([{ fields: [field] }])
  expect((await sandbox.request('GET', BANK)).body).toEqual(before)
})

test('an id that a provider has given cannot change', async () => {
  const sandbox = await freshSandbox()
  const card = { type: 'card', provider: 'stripe', provider_card_id: 'card_1' }
  const { body: added } = await sandbox.request('POST', methodsOf(GRACE), card)

  const path = `${methodsOf(GRACE)}/${added.data.id}`
  const { status } = await sandbox.request('PUT', path, { provider_card_id: 'card_2' })

  expect(status).toBe(400)
})

test('one that is not there is 404', async () => {
  const sandbox = await freshSandbox()

  const { status } = await sandbox.request('PUT', `${methodsOf(GRACE)}/${UNKNOWN}`, {})

  expect(status).toBe(404)
})
