import { expect, test } from 'vitest'
import { CUSTOMERS, formWith, GRACE, HANS, sendForm } from '../support/oak.ts'
import { freshSandbox, type TestSandbox } from '../support/sandbox.ts'

const linkOf = async (sandbox: TestSandbox, id = HANS): Promise<string> =>
  (await sandbox.request('GET', `${CUSTOMERS}/${id}/files`)).body.data[0].url

const opened = (sandbox: TestSandbox, url: string) => sandbox.request('GET', url.slice('http://localhost:4010'.length))

test('the bytes that were uploaded come back identical, without credentials', async () => {
  const sandbox = await freshSandbox()
  const bytes = Uint8Array.from({ length: 4096 }, (_, at) => (at * 7) % 256)
  const file = new Blob([bytes], { type: 'image/jpeg' })
  await sendForm(sandbox, `${CUSTOMERS}/${GRACE}/files`, formWith({ file, file_type: 'passport' }, 'paß port.jpg'))

  const response = await sandbox.fetch(new Request(await linkOf(sandbox, GRACE)))

  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe('image/jpeg')
  expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes)
})

test('a link lives for a quarter of an hour', async () => {
  const sandbox = await freshSandbox()
  const link = await linkOf(sandbox)
  await sandbox.clock.advance(899_999)
  const inTime = await sandbox.fetch(new Request(link))

  await sandbox.clock.advance(1)

  expect(inTime.status).toBe(200)
  expect(await opened(sandbox, link)).toMatchObject({
    status: 403,
    body: { msg: 'The link has expired', data: null, error_code: 'authorization_error' },
  })
})

test.each([
  ['a longer life', (link: string) => link.replace(/expires=\d/, 'expires=9'), 403],
  ['another signature', (link: string) => link.replace(/signature=./, 'signature=x'), 403],
  ['another file', (link: string) => link.replace('000000000001?', '000000000002?'), 403],
  ['no signature', (link: string) => link.replace(/&signature=.*/, ''), 422],
  ['no instant', (link: string) => link.replace(/expires=\d+/, 'expires='), 422],
])('a link with %s does not open', async (_, change, expected) => {
  const sandbox = await freshSandbox()
  const link = await linkOf(sandbox)

  const { status, body } = await opened(sandbox, change(link))

  expect(status).toBe(expected)
  expect(body.data).toBeNull()
})

test('a link whose file is gone is 404', async () => {
  const sandbox = await freshSandbox()
  const file = new Blob(['x'])
  await sendForm(sandbox, `${CUSTOMERS}/${GRACE}/files`, formWith({ file, file_type: 'passport' }))
  const link = await linkOf(sandbox, GRACE)
  await sandbox.reset()

  const { status, body } = await opened(sandbox, link)

  expect(status).toBe(404)
  expect(body).toMatchObject({ error_code: 'not_found' })
})
