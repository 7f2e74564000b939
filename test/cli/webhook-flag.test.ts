import { expect, test } from 'vitest'
import type { Environment } from '../../src/config/choices.ts'
import { folderWith, run } from './commands.ts'

const START = ['--memory', '--port', '0', '--json']

async function endpointsWith(argv: string[], environment: Environment = {}, config: object = {}): Promise<any[]> {
  let endpoints: any[] = []
  const whileRunning = async (firstLine: string) => {
    const answer: any = await (await fetch(`${JSON.parse(firstLine).url}/_sandbox/webhooks/endpoints`)).json()
    endpoints = answer.endpoints
  }
  const folder = await folderWith(config)
  const { code, err } = await run([...START, ...argv], { environment, folder, whileRunning })
  expect({ code, err }).toEqual({ code: 0, err: '' })
  return endpoints
}

test('--webhook registers an endpoint, which gets everything and is signed with the demo secret', async () => {
  expect(await endpointsWith(['--webhook', 'conomy=http://127.0.0.1:4011/'])).toMatchObject([
    { vendor: 'conomy', tenant: 'demo-client', url: 'http://127.0.0.1:4011/', secret: '********', events: ['*'] },
  ])
})

test('words after the URL say more of it', async () => {
  const text =
    'conomy=http://127.0.0.1:4011/?a=b secret= events=customer.levelChanged,purchase.underpaid tenant=other-client'

  expect(await endpointsWith(['--webhook', text])).toMatchObject([
    {
      url: 'http://127.0.0.1:4011/?a=b',
      secret: null,
      events: ['customer.levelChanged', 'purchase.underpaid'],
      tenant: 'other-client',
    },
  ])
  expect(
    await endpointsWith(['--webhook', 'conomy=http://127.0.0.1:4011/ dialect=legacy secret=s3cret']),
  ).toMatchObject([{ dialect: 'legacy', secret: '********' }])
})

test('the environment has several, one after the other', async () => {
  const environment = {
    FINTECH_SANDBOX_WEBHOOK: 'conomy=http://127.0.0.1:1/ secret=\n oak=http://127.0.0.1:2/ events=customer.created',
  }

  expect(await endpointsWith([], environment)).toMatchObject([
    { vendor: 'conomy', url: 'http://127.0.0.1:1/', secret: null },
    { vendor: 'oak', url: 'http://127.0.0.1:2/', events: ['customer.created'] },
  ])
})

test('file, environment and flags add up, and the stronger says how the same endpoint is', async () => {
  const config = {
    webhooks: [
      { vendor: 'oak', url: 'http://127.0.0.1:1/' },
      { vendor: 'conomy', url: 'http://127.0.0.1:2/' },
    ],
  }
  const environment = { FINTECH_SANDBOX_WEBHOOK: 'legaltalent=http://127.0.0.1:3/' }

  const endpoints = await endpointsWith(['--webhook', 'conomy=http://127.0.0.1:2/ secret='], environment, config)

  expect(endpoints).toMatchObject([
    { vendor: 'oak', url: 'http://127.0.0.1:1/' },
    { vendor: 'conomy', url: 'http://127.0.0.1:2/', secret: null },
    { vendor: 'legaltalent', url: 'http://127.0.0.1:3/' },
  ])
})

test.each([
  ['no vendor', 'http://127.0.0.1:1/', '--webhook must be vendor=URL'],
  ['no URL', 'conomy=', '--webhook must be vendor=URL'],
  ['a URL without a protocol', 'conomy=localhost:1', '--webhook must be vendor=URL'],
  ['a word that means nothing', 'conomy=http://a secert=x', 'or dialect=..., not "secert=x"'],
  ['an option before the endpoint', 'secret=x conomy=http://a', 'not "secret=x"'],
  ['a vendor that does not exist', 'oka=http://a', '--webhook: there is no vendor "oka", did you mean "oak"?'],
  ['an event that does not exist', 'oak=http://a events=x', '--webhook: oak has no event "x"'],
  ['a URL that is none', 'oak=http://', '--webhook: url must be an http or https URL'],
])('--webhook with %s is wrong usage', async (_what, text, message) => {
  const { code, out, err } = await run([...START, '--webhook', text])

  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err.split('\n')[0]).toContain(message)
})

test('what is wrong in the environment is said of the variable', async () => {
  const { code, err } = await run(START, { environment: { FINTECH_SANDBOX_WEBHOOK: 'oak=http://a tenant=nobody' } })

  expect(code).toBe(2)
  expect(err).toContain('FINTECH_SANDBOX_WEBHOOK: oak has no tenant "nobody"')
})
