import { expect, test } from 'vitest'
import { createSandbox } from '../../src/sandbox.ts'
import { A_WITHDRAWAL, pay, read } from '../conomy-gateway/payments.ts'
import { ANA } from '../support/conomy.ts'
import { AN_ACCOUNT } from '../support/conomy-gateway.ts'
import { type Step, testDisk } from '../support/disk.ts'
import { freshFolder } from '../support/folder.ts'
import { ACME, CUSTOMERS as LEGALTALENT } from '../support/legaltalent.ts'
import { CUSTOMERS as OAK } from '../support/oak.ts'
import { answering, startReceiver } from '../support/receiver.ts'
import { freshSandbox, type TestSandbox } from '../support/sandbox.ts'

/** A sandbox with data of an earlier one, on a disk that can fail. What it reports then is kept, not held against it. */
async function onDisk() {
  const disk = testDisk()
  const data = await freshFolder()
  await (await freshSandbox({ data })).close()
  const bugs: unknown[] = []
  const sandbox = await freshSandbox({ data, bugs, disk: { fileSystem: disk.fileSystem } })
  return { sandbox, disk, bugs, data }
}

/** Every row, but not what is drawn next: numbers that were drawn for nothing do no harm. */
async function rowsOf(sandbox: TestSandbox): Promise<object> {
  const { sandbox: _state, ...rows } = (await sandbox.request('GET', '/_sandbox/export')).body
  return rows
}

const DETAIL = 'The change could not be written to disk and was undone'

/** One after the other: the first write begins a journal, and what fails after that is the journal that is there. */
const FAILURES: [string, Step][] = [
  ['EACCES', 'open'],
  ['ENOSPC', 'write'],
  ['EIO', 'datasync'],
  ['ENOSPC', 'mending'],
  ['EACCES', 'write'],
]

const SURFACES = [
  {
    surface: 'conomy-customers',
    path: '/conomy/customers?clientId=demo-client',
    input: (number: number) => ({ email: `new${number}@example.com` }),
    refusal: { status: 500, code: '01', type: 'serverError', detail: DETAIL },
    idOf: (body: any) => body.id,
    find: (id: string) => `/conomy/customers/${id}?clientId=demo-client`,
  },
  {
    surface: 'conomy-gateway',
    path: '/conomy/accounts',
    input: () => AN_ACCOUNT,
    refusal: { status: 500, code: '01', statusCode: 500, type: 'serverError', message: DETAIL },
    idOf: (body: any) => body.id,
    find: (id: string) => `/conomy/accounts/${id}`,
  },
  {
    surface: 'legaltalent',
    path: LEGALTALENT,
    input: (number: number) => ({ ...ACME, client_id: `merchant_${number}` }),
    refusal: { status: 'error', error: { code: 'INTERNAL_ERROR', type: 'InternalError', message: DETAIL } },
    idOf: (body: any) => body.data.customer_id,
    find: (id: string) => `${LEGALTALENT}/${id}`,
  },
  {
    surface: 'oak',
    path: OAK,
    input: (number: number) => ({ email: `new${number}@example.com` }),
    refusal: { msg: DETAIL, data: null, error_code: 'internal_error', failure_reasons: [{ code: expect.any(String) }] },
    idOf: (body: any) => body.data.id,
    find: (id: string) => `${OAK}/${id}`,
  },
]

test.each(SURFACES)(
  '$surface says in its own shape that a change could not be stored, and goes on without a restart',
  async ({ path, input, refusal, idOf, find }) => {
    const { sandbox, disk, bugs, data } = await onDisk()
    const made: string[] = []

    for (const [code, failing] of FAILURES) {
      const before = await rowsOf(sandbox)
      Object.assign(disk, { failing, code })
      const refused = await sandbox.request('POST', path, input(made.length))

      expect(refused.status, `${code} at the ${failing}`).toBe(500)
      expect(refused.body).toMatchObject(refusal)
      expect(bugs.splice(0)).toMatchObject([{ kind: 'storage', cause: { code } }])
      expect(await rowsOf(sandbox)).toEqual(before)

      disk.failing = undefined
      const accepted = await sandbox.request('POST', path, input(made.length))
      expect(accepted.status).toBeLessThan(300)
      made.push(idOf(accepted.body))
    }

    await sandbox.close()
    const next = await freshSandbox({ data })
    for (const id of made) expect((await next.request('GET', find(id))).status).toBe(200)
  },
)

test.each([
  ['POST', `/_sandbox/conomy/customers/${ANA}/documents/0/approve`, undefined],
  ['POST', '/_sandbox/reset', undefined],
  ['POST', '/_sandbox/webhooks/endpoints', { vendor: 'oak', url: 'http://127.0.0.1:9/' }],
  ['PUT', '/_sandbox/snapshots/before', undefined],
  ['PUT', '/_sandbox/import', { 'conomy.customers': {} }],
])(
  '%s %s says 500 in the shape of the control API, changes nothing, and can be said again',
  async (method, path, body) => {
    const { sandbox, disk, bugs } = await onDisk()
    const before = await rowsOf(sandbox)
    disk.failing = 'write'

    const refused = await sandbox.request(method, path, body)

    expect(refused.status).toBe(500)
    expect(refused.body).toMatchObject({ type: 'urn:fintech-sandbox:problem:storage' })
    expect(bugs).toMatchObject([{ kind: 'storage' }])
    expect(await rowsOf(sandbox)).toEqual(before)
    expect((await sandbox.request('GET', '/_sandbox/snapshots')).body).toEqual({ snapshots: [] })

    disk.failing = undefined
    expect((await sandbox.request(method, path, body)).status).toBeLessThan(300)
  },
)

test('what the clock brings about while the disk is full happens a little later, without a restart', async () => {
  const { sandbox, disk, bugs } = await onDisk()
  const { id } = await pay(sandbox, A_WITHDRAWAL)
  disk.failing = 'write'

  const { status } = await sandbox.request('POST', '/_sandbox/clock/advance', { seconds: 48 * 3600 })

  expect(status).toBe(500)
  expect(bugs.length).toBeGreaterThan(0)
  expect(await read(sandbox, id)).toMatchObject({ status: 'CREATED' })

  disk.failing = undefined
  await sandbox.request('POST', '/_sandbox/clock/advance', { seconds: 30 })
  expect(await read(sandbox, id)).toMatchObject({ status: 'EXPIRED', expiredAt: '2026-04-22T12:00:30Z' })
})

test('a clock that was moved while the disk was full is stored with the next change', async () => {
  const { sandbox, disk, data } = await onDisk()
  disk.failing = 'write'
  await sandbox.request('POST', '/_sandbox/clock/advance', { seconds: 3600 })
  disk.failing = undefined
  await sandbox.request('POST', '/conomy/customers?clientId=demo-client', { email: 'after@example.com' })
  const { now } = (await sandbox.request('GET', '/_sandbox/clock')).body
  await sandbox.close()

  const next = await createSandbox({ data })

  expect(now).toBe('2026-04-20T13:00:00.000Z')
  expect(next.clock.now().toISOString()).toBe(now)
  await next.close()
})

test('a webhook that was sent while the disk was full is sent again when there is room', async () => {
  const { sandbox, disk, bugs } = await onDisk()
  const receiver = await startReceiver()
  await sandbox.request('POST', '/_sandbox/webhooks/endpoints', { vendor: 'conomy', url: receiver.url })
  receiver.answer = (response) => {
    disk.failing = 'write'
    response.writeHead(200).end()
  }
  await sandbox.request('POST', `/_sandbox/conomy/customers/${ANA}/documents/0/approve`)
  await sandbox.settled()
  expect(bugs).toMatchObject([{ kind: 'storage' }])

  disk.failing = undefined
  receiver.answer = answering(200)
  await sandbox.clock.advance(30_000)

  expect(receiver.received).toHaveLength(2)
  const { body } = await sandbox.request('GET', '/_sandbox/webhooks/deliveries')
  expect(body.deliveries).toMatchObject([{ status: 'delivered', attempts: [{ number: 1, status: 200 }] }])
})
