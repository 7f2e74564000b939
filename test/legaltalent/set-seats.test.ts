import { expect, test } from 'vitest'
import { CONTROL, createWatchlist, ME, seatsUsed, WATCHLISTS } from '../support/legaltalent.ts'
import { freshSandbox } from '../support/sandbox.ts'

const PATH = `${CONTROL}/seats`

test('an operator says how many seats a tenant has', async () => {
  const sandbox = await freshSandbox()
  const used = await seatsUsed(sandbox)

  const { status, body } = await sandbox.request('PUT', PATH, { total: used + 1 })

  expect(status).toBe(200)
  expect(body).toEqual({ tenant_id: 'tenant_demo', total: used + 1, used, available: 1 })
  expect((await sandbox.request('GET', `${ME}/watchlist-seats`)).body.data).toEqual(body)
})

test('with fewer than are taken nobody loses one, and nobody gets one', async () => {
  const sandbox = await freshSandbox()
  const watchlist = await createWatchlist(sandbox)
  const used = await seatsUsed(sandbox)

  const { body } = await sandbox.request('PUT', PATH, { total: 0 })
  const added = await sandbox.request('POST', `${WATCHLISTS}/${watchlist}/subjects`, { full_name: 'Ann Owner' })

  expect(body).toMatchObject({ total: 0, used, available: 0 })
  expect(added.status).toBe(402)
})

test.each([[{}], [{ total: -1 }], [{ total: 1.5 }], [{ total: 'many' }], [{ total: 1, more: 1 }]])(
  '%j is refused, and the seats stay',
  async (body) => {
    const sandbox = await freshSandbox()
    const before = (await sandbox.request('GET', `${ME}/watchlist-seats`)).body.data

    const { status } = await sandbox.request('PUT', PATH, body)

    expect(status).toBe(400)
    expect((await sandbox.request('GET', `${ME}/watchlist-seats`)).body.data).toEqual(before)
  },
)
