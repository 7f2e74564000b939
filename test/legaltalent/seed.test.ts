import { expect, test } from 'vitest'
import { ANDES, BOREALIS, CUSTOMERS, DAY, SESSIONS } from '../support/legaltalent.ts'
import { freshSandbox, type TestSandbox } from '../support/sandbox.ts'
import { exported } from '../support/state.ts'

type Customer = {
  customer_id: string
  entity_type: string
  risk_score: number | null
  risk_level: string | null
  created_at: string
  updated_at: string
}

const everybody = async (sandbox: TestSandbox, as: 'demo' | 'other'): Promise<Customer[]> =>
  (await sandbox.request('GET', `${CUSTOMERS}?limit=100`, undefined, { as })).body.data.customers

test.each(['demo', 'other'] as const)('the %s tenant has people and companies at every level of risk', async (as) => {
  const sandbox = await freshSandbox()

  const customers = await everybody(sandbox, as)

  expect(customers.length).toBeGreaterThan(10)
  expect(new Set(customers.map(({ entity_type }) => entity_type))).toEqual(new Set(['company', 'individual']))
  const levels = new Set(customers.map(({ risk_level }) => risk_level))
  expect(levels).toEqual(new Set(['low', 'medium', 'high', null]))
})

test.each(['demo', 'other'] as const)('the %s tenant has sessions in every status', async (as) => {
  const sandbox = await freshSandbox()

  const { body } = await sandbox.request('GET', `${SESSIONS}?limit=100`, undefined, { as })

  const sessions: { status: string }[] = body.data.sessions
  expect(new Set(sessions.map(({ status }) => status)).size).toBe(7)
})

test('whoever has a seeded score has the profile that it is of', async () => {
  const sandbox = await freshSandbox()

  for (const { customer_id, risk_score } of await everybody(sandbox, 'demo')) {
    const { body } = await sandbox.request('GET', `${CUSTOMERS}/${customer_id}/risk-profile`)
    expect([customer_id, body.data.recalculated]).toEqual([customer_id, risk_score === null])
  }
})

test('nothing that is seeded was changed before it was made', async () => {
  const sandbox = await freshSandbox()
  const sessions: { created_at: string; updated_at: string }[] = (await sandbox.request('GET', `${SESSIONS}?limit=100`))
    .body.data.sessions

  for (const { created_at, updated_at } of [...sessions, ...(await everybody(sandbox, 'demo'))]) {
    expect(updated_at >= created_at).toBe(true)
  }
})

test('seeded scores are what a calculation gives', async () => {
  const sandbox = await freshSandbox()

  for (const { customer_id, risk_score } of await everybody(sandbox, 'demo')) {
    if (risk_score === null) continue
    const { body } = await sandbox.request('GET', `${CUSTOMERS}/${customer_id}/risk-profile?recalculate=true`)
    expect([customer_id, body.data.risk_score]).toEqual([customer_id, risk_score])
  }
})

test('lists lie in the order in which things were made', async () => {
  const sandbox = await freshSandbox()

  for (const as of ['demo', 'other'] as const) {
    const born = (await everybody(sandbox, as)).map(({ created_at }) => created_at)
    const { body } = await sandbox.request('GET', `${SESSIONS}?limit=100`, undefined, { as })
    const sessions: { created_at: string }[] = body.data.sessions
    expect(born).toEqual([...born].sort().reverse())
    expect(sessions).toEqual([...sessions].sort((one, other) => (one.created_at < other.created_at ? 1 : -1)))
  }
})

test('every seeded session can be opened by its link', async () => {
  const sandbox = await freshSandbox()
  const { body } = await sandbox.request('GET', `${SESSIONS}?limit=100`)

  const sessions: { access_token: string; status: string }[] = body.data.sessions
  for (const { access_token, status } of sessions) {
    const answer = await sandbox.request('GET', `/legaltalent/public/sessions/${access_token}`, undefined, { as: null })
    expect([status, answer.status]).toEqual([status, status === 'expired' ? 403 : 200])
  }
})

test('two companies are owned through several layers', async () => {
  const sandbox = await freshSandbox()

  const andes = await sandbox.request('GET', `${CUSTOMERS}/${ANDES}/organization`)
  const borealis = await sandbox.request('GET', `${CUSTOMERS}/${BOREALIS}/organization`)

  expect(andes.body.data.shareholders).toMatchObject([
    { full_name: 'Cordillera Holding BV', parent_person_id: null },
    { full_name: 'Jane Smith', parent_person_id: '1a000000-0000-4000-8000-000000000001' },
  ])
  expect(borealis.body.data).toMatchObject({
    shareholders: [
      { full_name: 'Northern Star Holdings Ltd', person_id: '1a000000-0000-4000-8000-000000000005' },
      {
        full_name: 'Polar Trust',
        person_id: '1a000000-0000-4000-8000-000000000006',
        parent_person_id: '1a000000-0000-4000-8000-000000000005',
      },
    ],
    ubos: [{ full_name: 'Ingrid Nilsen', parent_person_id: '1a000000-0000-4000-8000-000000000006' }],
  })
})

test('nothing that is seeded runs out by itself within five years', async () => {
  const sandbox = await freshSandbox()

  expect(await sandbox.clock.advance(5 * 365 * DAY)).toEqual([])
})

test('the same seed gives the same rows, another seed others', async () => {
  const [first, again, other] = await Promise.all([1, 1, 2].map((seed) => freshSandbox({ seed })))
  if (!first || !again || !other) throw new Error('There are three sandboxes')

  expect(await exported(again)).toBe(await exported(first))
  expect(await exported(other)).not.toBe(await exported(first))
})
