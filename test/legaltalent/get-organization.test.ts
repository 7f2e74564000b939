import { expect, test } from 'vitest'
import { ANDES, CUSTOMERS, LUCIA } from '../support/legaltalent.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('row 41: a person whose subsession was approved is in the organization', async () => {
  const sandbox = await freshSandbox()

  const { body } = await sandbox.request('GET', `${CUSTOMERS}/${ANDES}/organization`)

  expect(body.data.ubos).toMatchObject([{ full_name: 'Jane Smith', verification_status: 'approved' }])
  expect(body.data.shareholders).toHaveLength(2)
})

test('row 42: an individual has an empty organization', async () => {
  const sandbox = await freshSandbox()

  const { body } = await sandbox.request('GET', `${CUSTOMERS}/${LUCIA}/organization`)

  expect(body.data).toMatchObject({ ubos: [], shareholders: [], directors: [], representatives: [] })
})
