import { execFile } from 'node:child_process'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { isPreloaded } from '../../src/interception/preload.ts'
import { startProcess } from '../support/process.ts'

const SELF = pathToFileURL('dist/intercept.mjs').href

test.each([
  [['--import', 'fintech-sandbox/intercept'], '', true],
  [['--import=fintech-sandbox/intercept'], '', true],
  [['--import', 'tsx', '--import', './dist/intercept.mjs'], '', true],
  [[`--import=${SELF}`], '', true],
  [[], '--enable-source-maps --import fintech-sandbox/intercept', true],
  [[], '--import=fintech-sandbox/intercept', true],
  [[], '', false],
  [['--import', 'tsx'], '', false],
  [['--require', 'fintech-sandbox/intercept'], '', false],
  [['--import'], '', false],
])('node %j with NODE_OPTIONS %j: preloaded is %j', (argv, nodeOptions, expected) => {
  expect(isPreloaded(SELF, argv, nodeOptions)).toBe(expected)
})

const APP = `
  const response = await fetch('https://kyc.legaltalent.ai/customers', { headers: { authorization: 'Bearer sk_demo_admin' } })
  console.log(response.status)
`

async function run(argv: string[], environment: Record<string, string> = {}): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [...argv, '--input-type=module', '--eval', APP], {
    env: { ...process.env, ...environment },
  })
  return stdout.trim()
}

test('code with a vendor’s host in it reaches a sandbox of its own process, and ends', async () => {
  expect(await run(['--import', 'fintech-sandbox/intercept'])).toBe('200')
})

test('the variable names a sandbox that listens', async () => {
  const { url } = await startProcess('--memory')

  const printed = await run([], { NODE_OPTIONS: '--import fintech-sandbox/intercept', FINTECH_SANDBOX_URL: url })

  const { requests } = (await (await fetch(`${url}/_sandbox/requests`)).json()) as { requests: object[] }
  expect(printed).toBe('200')
  expect(requests).toMatchObject([{ vendor: 'legaltalent', path: '/legaltalent/customers' }])
})

test('a start of the server does not load what intercepts', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['dist/main.mjs', '--version'], {
    env: { ...process.env, NODE_OPTIONS: '--experimental-import-meta-resolve' },
  })
  const loaded = await promisify(execFile)('grep', ['-lE', 'ClientRequestInterceptor', '-r', 'dist', '--include=*.mjs'])

  expect(stdout).not.toBe('')
  expect(loaded.stdout.trim()).toBe('dist/intercept.mjs')
})
