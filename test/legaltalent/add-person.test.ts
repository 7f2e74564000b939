import { expect, test } from 'vitest'
import { ANDES, CONTROL, CUSTOMERS, eventsOf, LUCIA, NAMELESS, UNKNOWN } from '../support/legaltalent.ts'
import { freshSandbox, type TestSandbox } from '../support/sandbox.ts'

const add = (sandbox: TestSandbox, customer: string, person: object) =>
  sandbox.request('POST', `${CONTROL}/customers/${customer}/people`, person)

const organizationOf = async (sandbox: TestSandbox, customer: string) =>
  (await sandbox.request('GET', `${CUSTOMERS}/${customer}/organization`)).body.data

const ANA = { full_name: 'Ana Gomez', role: 'ubo', ownership_percentage: 60, nationality: 'uy', document_id: '77' }

test('a person is in the organization at once, approved unless it is said otherwise', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await add(sandbox, NAMELESS, ANA)
  await add(sandbox, NAMELESS, { full_name: 'Dan', role: 'director', verification_status: 'rejected' })

  expect(status).toBe(200)
  expect(body.data.ubos).toMatchObject([
    { ...ANA, nationality: 'UY', entity_type: 'individual', session_id: null, verification_status: 'approved' },
  ])
  expect(await organizationOf(sandbox, NAMELESS)).toEqual({
    ...body.data,
    directors: [
      expect.objectContaining({ full_name: 'Dan', ownership_percentage: null, verification_status: 'rejected' }),
    ],
  })
  expect(eventsOf(sandbox)).toEqual([])
})

test('one person may have several roles, and a company may be owned through another', async () => {
  const sandbox = await freshSandbox()
  const holding = { full_name: 'Holding BV', role: 'shareholder', entity_type: 'company', tax_id: 'NL1', country: 'nl' }
  const [{ person_id }] = (await add(sandbox, NAMELESS, holding)).body.data.shareholders

  await add(sandbox, NAMELESS, { ...ANA, parent_person_id: person_id })
  await add(sandbox, NAMELESS, { ...ANA, role: 'representative' })

  expect(await organizationOf(sandbox, NAMELESS)).toMatchObject({
    ubos: [{ full_name: 'Ana Gomez', parent_person_id: person_id }],
    shareholders: [{ full_name: 'Holding BV', tax_id: 'NL1', country: 'NL', birth_date: null }],
    representatives: [{ full_name: 'Ana Gomez', ownership_percentage: null }],
  })
})

test('the newest word on somebody wins, whether it is of an operator or of a session', async () => {
  const sandbox = await freshSandbox()
  const before = await organizationOf(sandbox, ANDES)
  const jane = { full_name: 'Jane Smith', document_id: '98765432', role: 'ubo', ownership_percentage: 75 }

  await add(sandbox, ANDES, jane)
  await add(sandbox, ANDES, { ...jane, ownership_percentage: 80 })

  const after = await organizationOf(sandbox, ANDES)
  expect(before.ubos).toMatchObject([{ document_id: '98765432', ownership_percentage: 60 }])
  expect(after.ubos).toMatchObject([{ document_id: '98765432', ownership_percentage: 80, subsession_id: null }])
  expect(after.updated_at).toBe('2026-04-20T12:00:00Z')
})

test.each([
  ['nobody', {}],
  ['a blank name', { ...ANA, full_name: ' ' }],
  ['an unknown role', { ...ANA, role: 'boss' }],
  ['more than the whole', { ...ANA, ownership_percentage: 101 }],
  ['a country of three letters', { ...ANA, nationality: 'URY' }],
])('%s is refused, and the organization stays as it was', async (_what, person) => {
  const sandbox = await freshSandbox()

  const { status } = await add(sandbox, LUCIA, person)

  expect(status).toBe(400)
  expect(await organizationOf(sandbox, LUCIA)).toMatchObject({ ubos: [], directors: [] })
})

test('a customer who is not there has no organization', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await add(sandbox, UNKNOWN, ANA)

  expect(status).toBe(404)
  expect(body.vendorError.body.error.code).toBe('CUSTOMER_NOT_FOUND')
})
