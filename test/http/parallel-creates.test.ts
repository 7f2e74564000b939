import { expect, test } from 'vitest'
import { freshFolder } from '../support/folder.ts'
import { freshSandbox } from '../support/sandbox.ts'

const COUNT = 30
const ONBOARDING = '1f000000-0000-4000-8000-000000000002'

type Create = {
  what: string
  path: string
  body: object
  vendor: 'conomy' | 'legaltalent' | 'oak'
  collection: string
  /** What those are answered that come too late. */
  refused: number
}

const creates: Create[] = [
  {
    what: 'LegalTalent’s client_id',
    path: '/legaltalent/customers',
    body: { name: 'Acme', client_id: 'acme' },
    vendor: 'legaltalent',
    collection: 'legaltalent.customers',
    refused: 409,
  },
  {
    what: 'Oak’s e-mail, in any case',
    path: '/oak/api/v1/customers',
    body: { email: 'ada@example.com' },
    vendor: 'oak',
    collection: 'oak.customers',
    refused: 400,
  },
  {
    what: 'Conomy’s document number, with the strict switch',
    path: '/conomy/customers?clientId=demo-client',
    body: { email: 'ada@example.com', documentNumber: '99999999' },
    vendor: 'conomy',
    collection: 'conomy.customers',
    refused: 409,
  },
]

/** Sends that many posts at the same moment, over sockets of their own. */
async function postAll(url: string, headers: Readonly<Record<string, string>>, bodies: readonly object[]) {
  const answers = bodies.map(async (body) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    return { status: response.status, body: (await response.json()) as any }
  })
  return await Promise.all(answers)
}

test.each(creates)('thirty creates at once with the same $what leave one row', async (create) => {
  const { path, body, vendor, collection, refused } = create
  const sandbox = await freshSandbox({ port: 0, settings: { conomy: { uniqueDocumentNumber: true } } })
  const rows = async () => (await sandbox.call('sandbox.listNamespaces')).namespaces[0]?.rows[collection] ?? 0
  const before = await rows()
  const bodies = Array.from({ length: COUNT }, (_, at) =>
    'email' in body && vendor === 'oak' && at % 2 === 1 ? { ...body, email: 'ADA@example.com' } : body,
  )

  const answers = await postAll(sandbox.url + path, sandbox.vendors[vendor].demo.headers, bodies)

  const statuses = answers.map(({ status }) => status)
  expect(statuses.filter((status) => status < 300)).toHaveLength(1)
  expect(statuses.filter((status) => status === refused)).toHaveLength(COUNT - 1)
  expect(await rows()).toBe(before + 1)
})

test('thirty sessions at once for a client_id that nobody has make one customer', async () => {
  const sandbox = await freshSandbox({ port: 0 })
  const body = { workflow_id: ONBOARDING, client_id: 'acme' }

  const answers = await postAll(
    `${sandbox.url}/legaltalent/kyc/sessions`,
    sandbox.vendors.legaltalent.demo.headers,
    Array.from({ length: COUNT }, () => body),
  )

  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: COUNT }, () => answers[0]?.status))
  expect(answers[0]?.status).toBeLessThan(300)
  expect(new Set(answers.map((answer) => answer.body.data.customer_id)).size).toBe(1)
})

test('what is written to disk is one row as well', async () => {
  const data = await freshFolder()
  const first = await freshSandbox({ data, port: 0 })
  await postAll(
    `${first.url}/oak/api/v1/customers`,
    first.vendors.oak.demo.headers,
    Array.from({ length: COUNT }, () => ({ email: 'ada@example.com' })),
  )
  await first.close()

  const second = await freshSandbox({ data })

  const { body } = await second.request('GET', '/oak/api/v1/customers?email=ada@example.com')
  expect(body.data.count).toBe(1)
})
