import { expect, test } from 'vitest'
import type { Ending } from '../../src/commands/command.ts'
import type { Environment } from '../../src/config/choices.ts'
import { folderWith, run } from './commands.ts'

const done: Ending = { code: 0 }

/** A command that calls the sandbox at these paths, and is content with whatever it is answered. */
const calling =
  (...paths: string[]) =>
  async (_program: string, _argv: readonly string[], { FINTECH_SANDBOX_URL }: Environment): Promise<Ending> => {
    for (const path of paths) await (await fetch(`${FINTECH_SANDBOX_URL}${path}`)).arrayBuffer()
    return done
  }

test.each([
  [['exec', 'npm', 'test', '--', '--watch'], 'npm', ['test', '--', '--watch']],
  [['exec', '--', 'npm', 'test'], 'npm', ['test']],
  [['exec', '--seed', '4', '--', 'npm', '--seed', '5'], 'npm', ['--seed', '5']],
  [['exec', '--strict', 'npm', '--strict', '--help'], 'npm', ['--strict', '--help']],
  [['--seed', '4', 'exec', 'npm', '--version'], 'npm', ['--version']],
  [['exec', '--', '--odd'], '--odd', []],
  [['exec', '--', 'npm', '--', '--'], 'npm', ['--', '--']],
])('%j runs the command with its own arguments, untouched', async (argv, program, args) => {
  const ran: unknown[] = []

  await run(argv, {
    program: (name, given) => {
      ran.push(name, given)
      return done
    },
  })

  expect(ran).toEqual([program, args])
})

test('the command finds the URLs and credentials of every vendor in its environment, beside its own', async () => {
  let given: Environment = {}
  await run(['exec', 'true'], {
    environment: { PATH: '/bin' },
    program: async (_name, _argv, environment) => {
      given = environment
      const headers = {
        'x-api-key': environment.FINTECH_SANDBOX_CONOMY_X_API_KEY ?? '',
        authorization: `Bearer ${environment.FINTECH_SANDBOX_CONOMY_TOKEN}`,
      }
      const { FINTECH_SANDBOX_CONOMY_URL: url, FINTECH_SANDBOX_CONOMY_CLIENT_ID: clientId } = environment
      expect((await fetch(`${url}/customers?clientId=${clientId}`, { headers })).status).toBe(200)
      return done
    },
  })

  expect(given).toMatchObject({
    PATH: '/bin',
    FINTECH_SANDBOX_URL: expect.stringMatching(/^http:\/\/localhost:\d+$/),
    FINTECH_SANDBOX_CONOMY_URL: `${given.FINTECH_SANDBOX_URL}/conomy`,
    FINTECH_SANDBOX_CONOMY_CLIENT_SECRET: 'demo-secret',
    FINTECH_SANDBOX_CONOMY_WEBHOOK_SECRET: 'demo-webhook-secret',
    FINTECH_SANDBOX_CONOMY_OTHER_TOKEN: 'other-token',
    FINTECH_SANDBOX_LEGALTALENT_URL: `${given.FINTECH_SANDBOX_URL}/legaltalent`,
    FINTECH_SANDBOX_LEGALTALENT_ADMIN: 'sk_demo_admin',
    FINTECH_SANDBOX_OAK_URL: `${given.FINTECH_SANDBOX_URL}/oak`,
    FINTECH_SANDBOX_OAK_CLIENT_ID: 'demo-client',
  })
})

test('nothing is printed but what the command prints', async () => {
  expect(await run(['exec', 'true'], { program: calling('/_sandbox/health') })).toEqual({ code: 0, out: '', err: '' })
})

test('what exec puts into the environment is no misspelt variable for a command within', async () => {
  let inner = ''
  await run(['exec', 'fintech-sandbox', 'routes'], {
    program: async (_name, argv, environment) => {
      inner = (await run([...argv, 'oak'], { environment })).err
      return done
    },
  })

  expect(inner).toBe('')
})

test('commands within talk to the sandbox beside them without being told where it is', async () => {
  let inner = ''
  await run(['exec', '--seed', '7', 'fintech-sandbox', 'reset'], {
    program: async (_name, argv, environment) => {
      inner = (await run(argv, { environment })).out
      return done
    },
  })

  expect(inner).toMatch(/^back at seed 7: \d+ rows$/)
})

test.each<[what: string, ending: Ending, code: number, message: string]>([
  ['all went well', { code: 0 }, 0, ''],
  ['the code of the command', { code: 3 }, 3, ''],
  ['128 and the number of the signal', { signal: 'SIGTERM', code: 143 }, 143, ''],
  [
    '127 for a command that is not there',
    { error: Object.assign(new Error('spawn x ENOENT'), { code: 'ENOENT' }) },
    127,
    'fintech-sandbox: x cannot be run: there is no such command',
  ],
  [
    '126 for a command that cannot be run',
    { error: Object.assign(new Error('spawn x EACCES'), { code: 'EACCES' }) },
    126,
    'fintech-sandbox: x cannot be run: spawn x EACCES',
  ],
])('the exit code is %s', async (_what, ending, code, message) => {
  expect(await run(['exec', 'x'], { program: () => ending })).toEqual({ code, out: '', err: message })
})

test('each run has a sandbox of its own, seeded alike and thrown away', async () => {
  const seen: string[] = []
  const program = async (_name: string, _argv: readonly string[], { FINTECH_SANDBOX_URL: url }: Environment) => {
    const state: any = await (await fetch(`${url}/_sandbox/export`)).json()
    seen.push(JSON.stringify(state['conomy.customers']))
    const headers = {
      'x-api-key': 'demo-api-key',
      authorization: 'Bearer demo-token',
      'content-type': 'application/json',
    }
    const body = JSON.stringify({ email: 'new@example.com' })
    const created = await fetch(`${url}/conomy/customers?clientId=demo-client`, { method: 'POST', headers, body })
    expect(created.status).toBe(201)
    return done
  }
  await run(['exec', 'x'], { program, folder: await folderWith({ data: 'here', port: 1 }) })
  await run(['exec', 'x'], { program })
  await run(['exec', '--seed', '2', 'x'], { program })

  expect(seen[1]).toBe(seen[0])
  expect(seen[2]).not.toBe(seen[0])
})

test('the port is a free one, whatever the environment and the config file say to start', async () => {
  const ports: (string | undefined)[] = []
  const program = (_name: string, _argv: readonly string[], environment: Environment) => {
    ports.push(environment.FINTECH_SANDBOX_URL)
    return done
  }

  await run(['exec', 'x'], {
    program,
    environment: { FINTECH_SANDBOX_PORT: '9' },
    folder: await folderWith({ port: 9, strict: true }),
  })

  expect(ports).toEqual([expect.stringMatching(/:\d{4,5}$/)])
})

test('a port that is taken is one clear line and exit code 1, and the command is not run', async () => {
  const ran: string[] = []
  await run(['exec', 'outer'], {
    program: async (_name, _argv, { FINTECH_SANDBOX_URL = '' }) => {
      const { port } = new URL(FINTECH_SANDBOX_URL)
      const { code, err } = await run(['exec', '--port', port, 'inner'], {
        program: (name) => {
          ran.push(name)
          return done
        },
      })
      expect({ code, err }).toEqual({
        code: 1,
        err: `fintech-sandbox: port ${port} of 127.0.0.1 is taken; choose another with --port`,
      })
      return done
    },
  })

  expect(ran).toEqual([])
})

test.each([['--strict'], ['--strict-routes']])(
  '%s fails a run that went well when a call was none that the sandbox plays, and names it',
  async (flag) => {
    const { code, err } = await run(['exec', flag, 'x'], {
      program: calling(
        '/oak/api/health',
        '/oak/api/heath?token=secret',
        '/elsewhere',
        '/@ci-7/conomy/rules',
        '/_sandbox/x',
      ),
    })

    expect(code).toBe(1)
    expect(err.split('\n')).toEqual([
      'fintech-sandbox: 3 calls were none that the sandbox plays:',
      expect.stringMatching(/^ {2}GET \/oak\/api\/heath\?token=\*+ was answered with 404$/),
      '  GET /elsewhere was answered with 404',
      '  GET /@ci-7/conomy/rules was answered with 501',
    ])
  },
)

test('with many such calls the first twenty are named', async () => {
  const { err } = await run(['exec', '--strict', 'x'], {
    program: calling(...Array.from({ length: 25 }, (_, index) => `/nothing/${index}`)),
  })

  expect(err.split('\n')).toHaveLength(22)
  expect(err).toContain('25 calls were none that the sandbox plays:')
  expect(err).toContain('  and 5 more')
})

test('without a strict flag such calls are the business of the command', async () => {
  expect(await run(['exec', 'x'], { program: calling('/elsewhere') })).toEqual({ code: 0, out: '', err: '' })
})

test('--strict lets a run pass whose calls are all played, and keeps the code of a command that failed', async () => {
  expect(await run(['exec', '--strict', 'x'], { program: calling('/oak/api/health') })).toMatchObject({ code: 0 })
  const failing = async (name: string, argv: readonly string[], environment: Environment): Promise<Ending> => {
    await calling('/elsewhere')(name, argv, environment)
    return { code: 7 }
  }
  expect(await run(['exec', '--strict', 'x'], { program: failing })).toMatchObject({ code: 7 })
})

test('--strict also refuses unknown fields, --strict-routes does not', async () => {
  const statuses: number[] = []
  const program = async (_name: string, _argv: readonly string[], { FINTECH_SANDBOX_URL: url }: Environment) => {
    statuses.push((await fetch(`${url}/oak/api/health?verbos=1`)).status)
    return done
  }
  await run(['exec', '--strict', 'x'], { program })
  await run(['exec', '--strict-routes', 'x'], { program })

  expect(statuses).toEqual([422, 200])
})

test('webhooks and faults of the config file hold for the sandbox beside a command', async () => {
  const config = { faults: [{ vendor: 'oak', status: 503 }], webhooks: [{ vendor: 'oak', url: 'http://127.0.0.1:1/' }] }
  let answers: any[] = []
  await run(['exec', 'x'], {
    folder: await folderWith(config),
    program: async (_name, _argv, { FINTECH_SANDBOX_URL: url }) => {
      const ask = async (path: string): Promise<any> => await (await fetch(url + path)).json()
      answers = [await ask('/_sandbox/faults'), await ask('/_sandbox/webhooks/endpoints')]
      return done
    },
  })

  expect(answers).toMatchObject([{ faults: [{ status: 503 }] }, { endpoints: [{ vendor: 'oak' }] }])
})
