import { expect, test } from 'vitest'
import { createSandbox } from '../../src/sandbox.ts'
import { folderWith, run } from './commands.ts'

const TOKEN = 'a-token-of-the-test'
const START = ['start', '--port', '0', '--memory', '--json']

test.each([
  ['on the command line', ['--token', TOKEN], {}],
  ['in the environment', [], { FINTECH_SANDBOX_TOKEN: TOKEN }],
])('a sandbox whose token is given %s asks for it, and the commands send it', async (_where, flags, environment) => {
  const asked: number[] = []
  const ends: unknown[] = []

  const { code } = await run([...START, ...flags], {
    environment,
    whileRunning: async (line) => {
      const { url } = JSON.parse(line) as { url: string }
      for (const headers of [{}, { authorization: `Bearer ${TOKEN}` }])
        asked.push((await fetch(`${url}/_sandbox/clock`, { headers })).status)
      ends.push(await run(['reset', '--url', url], { environment: {} }))
      ends.push(await run(['reset', '--url', url, '--token', 'another']))
      ends.push(await run(['reset', '--url', url, ...flags], { environment }))
    },
  })

  expect(code).toBe(0)
  expect(asked).toEqual([401, 200])
  expect(ends).toMatchObject([
    { code: 1, err: 'fintech-sandbox: The control API asks for its token, as a bearer' },
    { code: 1, err: 'fintech-sandbox: That is not the token of the control API' },
    { code: 0, err: '' },
  ])
})

test('what the sandbox says of itself has no token in it', async () => {
  const said = await run(['start', '--port', '0', '--memory', '--token', TOKEN])

  expect(said.out).toContain('/_sandbox, with its token')
  expect(said.out + said.err).not.toContain(TOKEN)
})

test('faults of a config file are planted all the same', async () => {
  const folder = await folderWith({ token: TOKEN, faults: [{ vendor: 'conomy', status: 503 }] })
  const statuses: number[] = []

  const { code, err } = await run(START, {
    folder,
    whileRunning: async (line) => {
      const { url } = JSON.parse(line) as { url: string }
      statuses.push((await fetch(`${url}/conomy/customers?clientId=demo-client`)).status)
    },
  })

  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(statuses).toEqual([503])
})

test.each(['two words', 'línea', ' '])('a token that no header can carry is wrong usage: "%s"', async (token) => {
  const { code, err } = await run([...START, '--token', token])

  expect(code).toBe(2)
  expect(err).toContain('--token must be of letters, digits and signs of ASCII, without blanks')
})

test('the library sends its own token to the control API', async () => {
  await using sandbox = await createSandbox({ token: TOKEN })

  expect(await sandbox.call('sandbox.getClock')).toMatchObject({ mode: 'real' })
  expect((await sandbox.request('GET', '/_sandbox/clock', undefined, { as: null })).status).toBe(401)
})
