import { expect, test } from 'vitest'
import { NOBODY, register } from '../delivery/webhooks.ts'
import { startReceiver } from '../support/receiver.ts'
import { run } from './commands.ts'
import { runningSandbox } from './running-sandbox.ts'

test('trigger lets a vendor send an event, and says where it goes', async () => {
  const { sandbox, url } = await runningSandbox()
  const receiver = await startReceiver()
  await register(sandbox, receiver.url)

  const { code, out, err } = await run(['trigger', 'conomy', 'customer.levelChanged', '--url', url])
  await sandbox.settled()

  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out).toMatch(new RegExp(`^conomy customer.levelChanged is on its way to ${receiver.url} as dlv_\\w+$`))
  expect(receiver.received).toHaveLength(1)
})

test('--data is what the payload says, and --tenant whose it is', async () => {
  const { sandbox, url } = await runningSandbox()
  const receiver = await startReceiver()
  await register(sandbox, receiver.url, { tenant: 'other-client' })
  const data = '{"customer": {"firstName": "Zoë"}}'

  await run(['trigger', 'conomy', 'customer.levelChanged', '--data', data, '--tenant', 'other-client', '--url', url], {
    environment: { FINTECH_SANDBOX_DATA: '/data' },
  })
  await sandbox.settled()

  expect(JSON.parse(receiver.received[0]?.body ?? '')).toMatchObject({
    customer: { clientId: 'other-client', firstName: 'Zoë' },
  })
})

test('--json prints the delivery; in words it is told how many more there are', async () => {
  const { sandbox, url } = await runningSandbox()
  await register(sandbox, NOBODY)
  await register(sandbox, NOBODY)

  const argv = ['trigger', 'conomy', 'customer.levelChanged', '--url', url]

  expect(JSON.parse((await run([...argv, '--json'])).out)).toMatchObject({
    status: 'pending',
    others: [expect.any(String)],
  })
  expect((await run(argv)).out).toMatch(/, and 1 more$/)
})

test.each([
  ['nobody who listens', ['conomy', 'customer.levelChanged'], 1, 'No webhook endpoint of demo-client listens for'],
  ['a vendor that does not exist', ['conomi', 'customer.levelChanged'], 1, 'did you mean "conomy"?'],
  ['an event that does not exist', ['conomy', 'customer.levelChange'], 1, 'did you mean "customer.levelChanged"?'],
  ['a tenant that does not exist', ['conomy', 'customer.levelChanged', '--tenant', 'x'], 1, 'no tenant "x"'],
  ['data that is no JSON', ['conomy', 'customer.levelChanged', '--data', '{'], 2, '--data must be JSON: '],
  ['data that is no object', ['conomy', 'customer.levelChanged', '--data', '[]'], 1, 'data must be object'],
])('with %s nothing is sent', async (_what, argv, code, message) => {
  const { sandbox, url } = await runningSandbox()

  const answer = await run(['trigger', ...argv, '--url', url])

  expect(answer).toMatchObject({ code, out: '', err: expect.stringContaining(message) })
  expect(sandbox.messages()).toEqual([])
})
