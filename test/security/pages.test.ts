import { expect, test } from 'vitest'
import { loadDocument } from '../../src/contract/document.ts'
import { formWith, GRACE, CUSTOMERS as OAK, sendForm } from '../support/oak.ts'
import { freshSandbox } from '../support/sandbox.ts'

const SCRIPT = '<script>alert(1)</script>'
const CUSTOMERS = '/conomy/customers?clientId=demo-client'

/** What a browser does not take for a page. */
const HARMLESS = ['application/json', 'application/problem+json', 'text/event-stream', 'application/octet-stream']

/** Every media type that stands in the contract as that of an answer, refusals included. */
function typesOf(node: unknown, isAnswer = false): string[] {
  if (typeof node !== 'object' || node === null) return []
  return Object.entries(node).flatMap(([name, inner]) => {
    if (isAnswer && name === 'content') return Object.keys(inner as object)
    return typesOf(inner, isAnswer || name === 'responses')
  })
}

test('no operation answers with anything that a browser would show as a page', async () => {
  const { paths, components } = await loadDocument()
  const types = new Set([...typesOf(paths), ...typesOf({ responses: components.responses })])

  expect([...types]).toContain('application/problem+json')
  expect([...types].filter((type) => !HARMLESS.includes(type))).toEqual([])
})

test('a script that was stored, or that stands in a path or a parameter, comes back as JSON', async () => {
  const sandbox = await freshSandbox()
  const { body } = await sandbox.request('POST', CUSTOMERS, { email: 'a@example.com', firstName: SCRIPT })

  for (const path of [
    `/conomy/customers/${body.id}?clientId=demo-client`,
    `/conomy/customers/${encodeURIComponent(SCRIPT)}?clientId=demo-client`,
    `/conomy/${SCRIPT}`,
    `/${SCRIPT}`,
    `/_sandbox/${SCRIPT}`,
    `/@${SCRIPT}/conomy`,
    `/_sandbox/requests?since=${SCRIPT}`,
    `/_sandbox/export`,
    '/_sandbox/requests',
  ]) {
    const { headers } = await sandbox.request('GET', path)
    expect(headers.get('content-type'), path).toMatch(/^application\/(problem\+)?json$/)
  }
})

test('a page that a client uploaded comes back as an attachment whose type is not guessed', async () => {
  const sandbox = await freshSandbox()
  const page = new Blob([SCRIPT], { type: 'text/html' })
  await sendForm(sandbox, `${OAK}/${GRACE}/files`, formWith({ file: page, file_type: 'passport' }, 'a.html'))
  const { body } = await sandbox.request('GET', `${OAK}/${GRACE}/files`)

  const response = await sandbox.fetch(new Request(body.data[0].url))

  expect(response.status).toBe(200)
  expect(response.headers.get('content-disposition')).toBe('attachment')
  expect(response.headers.get('x-content-type-options')).toBe('nosniff')
})

test('no answer lets pages of other origins read it', async () => {
  const sandbox = await freshSandbox()

  for (const [method, path] of [
    ['GET', CUSTOMERS],
    ['OPTIONS', CUSTOMERS],
    ['GET', '/_sandbox/clock'],
    ['OPTIONS', '/_sandbox/clock'],
  ] as const) {
    const { headers } = await sandbox.request(method, path, undefined, { headers: { origin: 'http://evil.example' } })
    expect([...headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([])
  }
})
