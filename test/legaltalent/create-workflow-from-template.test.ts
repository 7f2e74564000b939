import { expect, test } from 'vitest'
import { WORKFLOWS } from '../support/legaltalent.ts'
import { freshSandbox } from '../support/sandbox.ts'

const TEMPLATES = ['basic-kyc', 'company-kyc', 'merchant-onboarding', 'pep-enhanced']

test.each(TEMPLATES)('%s is a template, and the seeded workflow of its type has the same steps', async (type) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', `${WORKFLOWS}/from-template/${type}`)

  expect(status).toBe(201)
  expect(body.data).toMatchObject({ template_type: type, version: 1, validation_config: {} })
  const listed: { template_type: string; workflow_id: string; steps: object[] }[] = (
    await sandbox.request('GET', WORKFLOWS)
  ).body.data.workflows
  const seeded = listed.find(({ template_type }) => template_type === type)
  expect(seeded?.workflow_id).not.toBe(body.data.workflow_id)
  expect(seeded?.steps).toEqual(body.data.steps)
})

test.each(TEMPLATES)('%s asks for something in every step, and may be sent as a custom workflow', async (type) => {
  const sandbox = await freshSandbox()
  const { steps } = (await sandbox.request('POST', `${WORKFLOWS}/from-template/${type}`)).body.data

  const { status, body } = await sandbox.request('POST', WORKFLOWS, { name: 'A copy', steps })

  expect(status).toBe(201)
  expect(body.data.steps).toEqual(steps)
  for (const { type: kind, custom_fields, document_requirements } of steps) {
    if (kind === 'form_fill') expect(custom_fields).not.toEqual([])
    if (kind === 'document_upload') expect(document_requirements).not.toEqual([])
  }
})

test('a name and a configuration of its own', async () => {
  const sandbox = await freshSandbox()
  const own = { name: 'My KYC', validation_config: { run_lists: true } }

  const { body } = await sandbox.request('POST', `${WORKFLOWS}/from-template/basic-kyc`, own)

  expect(body.data).toMatchObject(own)
})

test.each(['bank-kyc', 'custom'])('there is no template %s', async (type) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', `${WORKFLOWS}/from-template/${type}`)

  expect(status).toBe(404)
  expect(body.error.code).toBe('TEMPLATE_NOT_FOUND')
})
