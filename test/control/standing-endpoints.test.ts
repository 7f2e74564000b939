import { expect, test } from 'vitest'
import { createSandbox, EndpointError, type SandboxOptions } from '../../src/sandbox.ts'
import { deliveryOf, NOBODY, register, trigger } from '../delivery/webhooks.ts'
import { freshFolder } from '../support/folder.ts'
import { startReceiver } from '../support/receiver.ts'
import { freshSandbox, type TestSandbox } from '../support/sandbox.ts'

const HOOK = { vendor: 'conomy', url: 'http://127.0.0.1:1/hook' }

async function endpointsOf(sandbox: TestSandbox, prefix = ''): Promise<any[]> {
  return (await sandbox.request('GET', `${prefix}/_sandbox/webhooks/endpoints`)).body.endpoints
}

/** Starts on a folder, looks, and stops. */
async function endpointsAfterStart(data: string, webhooks: SandboxOptions['webhooks'] = []): Promise<any[]> {
  const sandbox = await freshSandbox({ data, webhooks })
  const endpoints = await endpointsOf(sandbox)
  await sandbox.close()
  return endpoints
}

test('a sandbox that is started with an endpoint sends to it from the start', async () => {
  const receiver = await startReceiver()
  const sandbox = await freshSandbox({ webhooks: [{ vendor: 'conomy', url: receiver.url }] })

  await trigger(sandbox)
  await sandbox.settled()

  expect(receiver.received).toHaveLength(1)
  expect(await endpointsOf(sandbox)).toMatchObject([
    { vendor: 'conomy', tenant: 'demo-client', url: receiver.url, events: ['*'], enabled: true, dialect: 'standard' },
  ])
})

test('it is there again after a reset, with the same id', async () => {
  const sandbox = await freshSandbox({ webhooks: [HOOK] })
  const before = await endpointsOf(sandbox)
  await register(sandbox, 'http://127.0.0.1:1/mine')

  await sandbox.request('POST', '/_sandbox/reset')

  expect(await endpointsOf(sandbox)).toEqual(before)
})

test('it does not change what the seed gives', async () => {
  const exportOf = async (sandbox: TestSandbox) => (await sandbox.request('GET', '/_sandbox/export')).body
  const without = await exportOf(await freshSandbox({ seed: 42 }))
  const with_ = await exportOf(await freshSandbox({ seed: 42, webhooks: [HOOK] }))

  const { 'webhooks.endpoints': added, ...rest } = with_
  expect(Object.values(added)).toHaveLength(1)
  expect(rest).toEqual(without)
})

test('other namespaces do not have it', async () => {
  const sandbox = await freshSandbox({ webhooks: [HOOK] })

  expect(await endpointsOf(sandbox, '/@ci-7')).toEqual([])
})

test('over restarts it is there once', async () => {
  const data = await freshFolder()
  const first = await endpointsAfterStart(data, [HOOK])

  expect(first).toHaveLength(1)
  expect(await endpointsAfterStart(data, [HOOK])).toEqual(first)
  expect(await endpointsAfterStart(data, [HOOK, HOOK])).toEqual(first)
})

test('started with other events or another secret, it has those', async () => {
  const data = await freshFolder()
  const [first] = await endpointsAfterStart(data, [HOOK])

  const changed = { ...HOOK, secret: null, events: ['customer.levelChanged'] }

  expect(await endpointsAfterStart(data, [changed])).toEqual([
    { ...first, secret: null, events: ['customer.levelChanged'] },
  ])
})

test('started without it, it is gone, and what was on its way to it is given up', async () => {
  const data = await freshFolder()
  const sandbox = await freshSandbox({ data, webhooks: [HOOK] })
  const mine = await register(sandbox, NOBODY, { dialect: 'legacy' })
  const { id } = await trigger(sandbox)
  await sandbox.settled()
  await sandbox.close()

  const again = await freshSandbox({ data })

  expect(await endpointsOf(again)).toMatchObject([{ id: mine.id }])
  expect(await deliveryOf(again, id)).toMatchObject({ status: 'failed' })
})

test('an endpoint that a client has registered for the same URL is taken for it', async () => {
  const data = await freshFolder()
  const sandbox = await freshSandbox({ data })
  const mine = await register(sandbox, HOOK.url, { enabled: false })
  await sandbox.close()

  expect(await endpointsAfterStart(data, [HOOK])).toMatchObject([{ id: mine.id, enabled: true }])
  expect(await endpointsAfterStart(data)).toMatchObject([{ id: mine.id }])
})

test('the same URL for another tenant or in another dialect is another endpoint', async () => {
  const sandbox = await freshSandbox({
    webhooks: [HOOK, { ...HOOK, tenant: 'other-client' }, { ...HOOK, dialect: 'legacy' }],
  })

  expect(await endpointsOf(sandbox)).toMatchObject([
    { tenant: 'demo-client', dialect: 'standard' },
    { tenant: 'other-client', dialect: 'standard' },
    { tenant: 'demo-client', dialect: 'legacy' },
  ])
})

test('a snapshot that was taken with it has it', async () => {
  const sandbox = await freshSandbox({ webhooks: [HOOK] })
  const before = await endpointsOf(sandbox)
  await sandbox.request('PUT', '/_sandbox/snapshots/before')
  await sandbox.request('DELETE', `/_sandbox/webhooks/endpoints/${before[0].id}`)

  await sandbox.request('POST', '/_sandbox/snapshots/before/restore')

  expect(await endpointsOf(sandbox)).toEqual(before)
})

test.each<[what: string, webhook: Record<string, unknown>, message: string]>([
  ['a vendor that does not exist', { vendor: 'conomi' }, 'there is no vendor "conomi", did you mean "conomy"?'],
  ['a tenant that does not exist', { tenant: 'nobody' }, 'conomy has no tenant "nobody"'],
  ['an event that does not exist', { events: ['customer.levelChnaged'] }, 'did you mean "customer.levelChanged"?'],
  ['no events', { events: [] }, 'events must have at least 1 entry'],
  ['a dialect that does not exist', { dialect: 'klingon' }, 'conomy has no dialect "klingon"'],
  ['a URL of another protocol', { url: 'ftp://127.0.0.1/' }, 'url must be an http or https URL'],
  ['an empty secret', { secret: '' }, 'secret must not be empty'],
  ['an unknown key', { secrte: 'x' }, 'secrte is not known, did you mean "secret"?'],
])('a sandbox is not started with %s', async (_what, webhook, message) => {
  const started = createSandbox({ webhooks: [HOOK, { ...HOOK, ...webhook }] })

  await expect(started).rejects.toThrow(EndpointError)
  await expect(started).rejects.toThrow(message)
  await expect(started).rejects.toMatchObject({ position: 1 })
})
