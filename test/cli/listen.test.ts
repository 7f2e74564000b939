import { expect, test } from 'vitest'
import { deliveryOf, trigger } from '../delivery/webhooks.ts'
import type { TestSandbox } from '../support/sandbox.ts'
import { run } from './commands.ts'
import { runningSandbox } from './running-sandbox.ts'

const FREE = ['listen', '--port', '0', '--json']

/** Runs `listen --json` and returns what it printed, parsed; the first line says where it listened. */
async function listening(argv: string[], whileRunning: (url: string) => Promise<void>) {
  const { code, out, err } = await run([...FREE, ...argv], {
    whileRunning: (firstLine) => whileRunning(JSON.parse(firstLine).url),
  })
  const [first, ...webhooks] = out.split('\n').map((line): any => JSON.parse(line))
  return { code, err, first, webhooks }
}

async function deliver(sandbox: TestSandbox, event: object = {}) {
  const { id } = await trigger(sandbox, event)
  await sandbox.settled()
  return await deliveryOf(sandbox, id)
}

const endpointsOf = async (sandbox: TestSandbox, prefix = ''): Promise<any[]> =>
  (await sandbox.request('GET', `${prefix}/_sandbox/webhooks/endpoints`)).body.endpoints

test.each([
  ['conomy', 'customer.levelChanged'],
  ['conomy', 'Transaction.Captured'],
  ['legaltalent', 'kyc.session.created'],
  ['oak', 'customer.created'],
])('with --vendor %s, %s arrives with a genuine signature', async (vendor, event) => {
  const { sandbox, url } = await runningSandbox()

  const { code, err, webhooks } = await listening(['--url', url, '--vendor', vendor], async () => {
    expect(await deliver(sandbox, { vendor, event })).toMatchObject({ status: 'delivered' })
  })

  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(webhooks).toMatchObject([{ vendor, event, signature: 'genuine', answered: 200, path: `/${vendor}` }])
})

test('--url alone registers it for every vendor, and its end takes it off again', async () => {
  const { sandbox, url } = await runningSandbox()
  let during: any[] = []

  const { first } = await listening(['--url', url], async () => {
    during = await endpointsOf(sandbox)
  })

  expect(during.map(({ vendor, dialect }) => `${vendor} ${dialect}`)).toEqual([
    'conomy standard',
    'conomy legacy',
    'legaltalent standard',
    'oak standard',
  ])
  expect(first).toEqual({
    url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    endpoints: during.map(({ id }) => id),
  })
  expect(await endpointsOf(sandbox)).toEqual([])
})

test('--namespace registers it in another namespace', async () => {
  const { sandbox, url } = await runningSandbox()

  await listening(['--url', url, '--namespace', 'ci-7', '--vendor', 'oak'], async () => {
    expect(await endpointsOf(sandbox, '/@ci-7')).toHaveLength(1)
    expect(await endpointsOf(sandbox)).toHaveLength(0)
  })

  expect(await endpointsOf(sandbox, '/@ci-7')).toHaveLength(0)
})

test('--namespace alone means a sandbox, too', async () => {
  const { sandbox, url } = await runningSandbox()

  let during: any[] = []

  await run([...FREE, '--namespace', 'ci-7'], {
    environment: { FINTECH_SANDBOX_URL: url },
    whileRunning: async () => {
      during = await endpointsOf(sandbox, '/@ci-7')
    },
  })

  expect(during.map(({ vendor }) => vendor)).toContain('oak')
  expect(await endpointsOf(sandbox, '/@ci-7')).toEqual([])
})

test('--secret is what it registers with and checks by, for all vendors or for one', async () => {
  const { sandbox, url } = await runningSandbox()
  const argv = ['--url', url, '--secret', 'everybody', '--secret', 'oak=only oak’s']

  const { webhooks } = await listening(argv, async (receiver) => {
    await deliver(sandbox)
    await deliver(sandbox, { vendor: 'oak', event: 'customer.created' })
    await sandbox.request('POST', '/_sandbox/webhooks/endpoints', { vendor: 'oak', url: receiver, secret: 'everybody' })
    await deliver(sandbox, { vendor: 'oak', event: 'customer.created' })
  })

  expect(webhooks).toMatchObject([
    { vendor: 'conomy', signature: 'genuine' },
    { vendor: 'oak', signature: 'genuine', path: '/oak' },
    { vendor: 'oak', signature: 'genuine', path: '/oak' },
    { vendor: 'oak', signature: 'wrong', path: '/', answered: 401 },
  ])
})

test('a signature of another secret is wrong, and answered with 401, so that it comes again', async () => {
  const { sandbox } = await runningSandbox()

  const { webhooks } = await listening([], async (receiver) => {
    const endpoint = { vendor: 'conomy', url: `${receiver}/conomy`, secret: 'another' }
    await sandbox.request('POST', '/_sandbox/webhooks/endpoints', endpoint)
    expect(await deliver(sandbox)).toMatchObject({ status: 'pending', attempts: [{ status: 401 }] })
  })

  expect(webhooks).toMatchObject([{ signature: 'wrong', event: 'customer.levelChanged', answered: 401 }])
})

test('--status is what every webhook is answered with', async () => {
  const { sandbox, url } = await runningSandbox()

  await listening(['--url', url, '--vendor', 'conomy', '--status', '503'], async () => {
    expect(await deliver(sandbox)).toMatchObject({ status: 'pending', attempts: [{ status: 503 }] })
  })
})

test('at any path, the vendor is known by its signature; what nobody signed is told by its body', async () => {
  const { sandbox } = await runningSandbox()

  const { webhooks } = await listening([], async (receiver) => {
    const events = { conomy: 'customer.levelChanged', legaltalent: 'kyc.session.created', oak: 'customer.created' }
    for (const [vendor, event] of Object.entries(events)) {
      for (const secret of [undefined, null]) {
        const body = { vendor, url: `${receiver}/hook?a=1`, secret }
        const endpoint = (await sandbox.request('POST', '/_sandbox/webhooks/endpoints', body)).body
        await deliver(sandbox, { vendor, event })
        await sandbox.request('DELETE', `/_sandbox/webhooks/endpoints/${endpoint.id}`)
      }
    }
    await fetch(receiver, { method: 'POST', body: 'hello' })
  })

  expect(webhooks.map(({ vendor, event, signature }) => [vendor, event, signature])).toEqual([
    ['conomy', 'customer.levelChanged', 'genuine'],
    ['conomy', 'customer.levelChanged', 'absent'],
    ['legaltalent', 'kyc.session.created', 'genuine'],
    ['legaltalent', 'kyc.session.created', 'absent'],
    ['oak', 'customer.created', 'genuine'],
    ['oak', 'customer.created', 'absent'],
    [null, null, 'absent'],
  ])
  expect(webhooks.at(-1)).toMatchObject({ body: 'hello', path: '/', answered: 200 })
})

test('in words, a webhook is a line that says what it is, and its body', async () => {
  const { sandbox, url } = await runningSandbox()

  const { out } = await run(['listen', '--port', '0', '--url', url, '--vendor', 'oak'], {
    whileRunning: async () => {
      await deliver(sandbox, { vendor: 'oak', event: 'customer.created' })
    },
  })

  const [greeting, line, body] = out.split('\n')
  expect(greeting).toMatch(new RegExp(`^waiting for webhooks on http://127.0.0.1:\\d+, registered at ${url}$`))
  // The clock of the test's sandbox stands still in 2026.
  expect(line).toMatch(
    /^\S+Z oak customer\.created: the signature is genuine(; its time is \d+ s off, .*)?; answered 200$/,
  )
  expect(JSON.parse(body ?? '')).toMatchObject({ event: 'customer.created' })
})

test('--count ends it when so many have come, and each was answered', async () => {
  const { sandbox, url } = await runningSandbox()
  let send: Promise<any[]> = Promise.resolve([])

  const { code, out } = await run([...FREE, '--url', url, '--vendor', 'conomy', '--count', '2'], {
    whileRunning: async () => {
      send = Promise.all([deliver(sandbox), deliver(sandbox)])
      await new Promise(() => undefined)
    },
  })

  expect(code).toBe(0)
  expect(out.split('\n')).toHaveLength(3)
  expect(await send).toMatchObject([{ status: 'delivered' }, { status: 'delivered' }])
})

test('what is not posted is refused and not printed', async () => {
  const { webhooks } = await listening([], async (receiver) => {
    const answer = await fetch(receiver)
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST'])
  })

  expect(webhooks).toEqual([])
})

test('a sandbox that is gone when it ends is no failure', async () => {
  const { sandbox, url } = await runningSandbox()

  const { code, err } = await listening(['--url', url, '--vendor', 'oak'], async () => await sandbox.close())

  expect(code).toBe(0)
  expect(err).toContain('the endpoints could not be taken off: there is no sandbox at')
})

test('a sandbox that is not there is exit code 1, and nothing is left listening', async () => {
  const { code, out, err } = await run([...FREE, '--url', 'http://127.0.0.1:6'])

  expect({ code, out }).toEqual({ code: 1, out: '' })
  expect(err).toContain('there is no sandbox at http://127.0.0.1:6')
})

test('a port that is taken is one clear line and exit code 1', async () => {
  await listening([], async (receiver) => {
    const { port } = new URL(receiver)
    expect(await run(['listen', '--port', port])).toEqual({
      code: 1,
      out: '',
      err: `fintech-sandbox: port ${port} of 127.0.0.1 is taken; choose another with --port`,
    })
  })
})

test.each([
  ['a vendor that does not exist', ['--vendor', 'oka'], 'there is no vendor "oka", did you mean "oak"?'],
  ['a count of none', ['--count', '0'], '--count must be at least 1'],
  ['a status that is none', ['--status', '99'], '--status must be from 200 to 599, not 99'],
  ['a status beyond all', ['--status', '600'], '--status must be a whole number from 0 to 599, not "600"'],
  ['a port that is none', ['--port', 'x'], '--port must be a whole number'],
])('listen with %s is wrong usage', async (_what, argv, message) => {
  expect(await run(['listen', ...argv])).toMatchObject({ code: 2, out: '', err: expect.stringContaining(message) })
})

test('the port of the server in the environment is not its port', async () => {
  const { out } = await run(['listen', '--port', '0'], { environment: { FINTECH_SANDBOX_PORT: '1' } })

  expect(out).toMatch(/^waiting for webhooks on http:\/\/127\.0\.0\.1:\d+; --vendor NAME registers it at a sandbox$/)
})
