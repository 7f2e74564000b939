import { expect, test } from 'vitest'
import { CONTROL, eventsOf, ME, startSession } from '../support/legaltalent.ts'
import { startReceiver } from '../support/receiver.ts'
import { freshSandbox, type TestSandbox } from '../support/sandbox.ts'

const PATH = `${ME}/notification-channels`
const HOOK = 'http://127.0.0.1:9/hook'

type Revealed = { webhook_url: string | null; webhook_secret: string | null }

const revealed = async (sandbox: TestSandbox): Promise<Revealed> =>
  (await sandbox.request('GET', `${CONTROL}/notification-channels`)).body

test('row 52: a secret that was made is shown masked to its last four characters', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('PATCH', PATH, { webhook_url: HOOK })

  expect(status).toBe(200)
  expect(body.data).toEqual({
    notification_config: {
      webhook_url: HOOK,
      webhook_secret: expect.stringMatching(/^\*{28}[0-9a-f]{4}$/),
      notification_emails: [],
      slack_webhook_url: null,
      batch_notifications_enabled: true,
    },
  })
})

test('what is left out stays, and the masked secret that was answered changes nothing', async () => {
  const sandbox = await freshSandbox()
  await sandbox.request('PATCH', PATH, { webhook_url: HOOK, webhook_secret: 'my-own-secret' })

  const { body } = await sandbox.request('PATCH', PATH, {
    webhook_secret: `${'*'.repeat(28)}cret`,
    slack_webhook_url: 'https://hooks.example/slack',
    notification_emails: ['ops@example.com'],
    batch_notifications_enabled: false,
  })

  expect(body.data.notification_config).toEqual({
    webhook_url: HOOK,
    webhook_secret: `${'*'.repeat(28)}cret`,
    slack_webhook_url: 'https://hooks.example/slack',
    notification_emails: ['ops@example.com'],
    batch_notifications_enabled: false,
  })
  expect((await revealed(sandbox)).webhook_secret).toBe('my-own-secret')
})

test('null for the secret makes a new one', async () => {
  const sandbox = await freshSandbox()
  await sandbox.request('PATCH', PATH, { webhook_url: HOOK, webhook_secret: 'my-own-secret' })

  await sandbox.request('PATCH', PATH, { webhook_secret: null })

  expect((await revealed(sandbox)).webhook_secret).toMatch(/^whsec_[0-9a-f]{32}$/)
})

test('null for the URL stops delivery, also of what was still to be sent', async () => {
  const sandbox = await freshSandbox()
  const receiver = await startReceiver()
  receiver.answer = (response) => response.writeHead(500).end()
  await sandbox.request('PATCH', PATH, { webhook_url: receiver.url })
  await startSession(sandbox)
  await sandbox.settled()

  const { body } = await sandbox.request('PATCH', PATH, { webhook_url: null })
  await startSession(sandbox)
  await sandbox.clock.advance(86_400_000)
  await sandbox.settled()

  expect(body.data.notification_config.webhook_url).toBeNull()
  expect(eventsOf(sandbox)).toEqual(['kyc.session.created', 'kyc.session.created'])
  expect(receiver.received).toHaveLength(1)
})

test('another URL is told from then on', async () => {
  const sandbox = await freshSandbox()
  const [first, second] = [await startReceiver(), await startReceiver()]
  await sandbox.request('PATCH', PATH, { webhook_url: first.url })
  await sandbox.request('PATCH', PATH, { webhook_url: second.url })

  await startSession(sandbox)
  await sandbox.settled()

  expect([first.received.length, second.received.length]).toEqual([0, 1])
})

test.each([
  ['a URL that is none', { webhook_url: 'somewhere' }],
  ['a URL of another scheme', { webhook_url: 'ftp://127.0.0.1/hook' }],
  ['a URL that no machine could call', { webhook_url: 'http://[' }],
  ['a URL of Slack that is none', { webhook_url: HOOK, slack_webhook_url: 'http://[::1' }],
  ['a secret that is too short', { webhook_url: HOOK, webhook_secret: 'short' }],
  ['an address that is no e-mail', { notification_emails: ['ops'] }],
  ['a text for a list', { notification_emails: 'ops@example.com' }],
  ['a text for a switch', { batch_notifications_enabled: 'yes' }],
])('%s is refused and stores nothing', async (_what, body) => {
  const sandbox = await freshSandbox()

  const { status } = await sandbox.request('PATCH', PATH, body)

  expect(status).toBe(400)
  expect(await revealed(sandbox)).toMatchObject({ webhook_url: null, webhook_secret: null })
})
