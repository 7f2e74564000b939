import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { afterAll, beforeAll, expect, test } from 'vitest'

const run = promisify(execFile)

/** A project of somebody who installed the packed package, and nothing else. */
let project = ''
let files: string[] = []

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'fintech-sandbox-consumer-'))
  // With the scripts of the package, as for the registry: in a checkout of its own, since they build dist anew.
  const checkout = await copyOfThis(join(project, 'checkout'))
  const packed = await run('npm', ['pack', '--json', '--pack-destination', project], { cwd: checkout })
  const list = packed.stdout.slice(packed.stdout.indexOf('[\n'))
  const [{ filename, files: listed }] = JSON.parse(list) as [{ filename: string; files: { path: string }[] }]
  files = listed.map(({ path }) => path)
  const home = join(project, 'node_modules/fintech-sandbox')
  await mkdir(home, { recursive: true })
  await run('tar', ['-xzf', join(project, filename), '-C', home, '--strip-components', '1'])
  await writeFile(join(project, 'package.json'), '{ "private": true, "type": "module" }')
}, 120_000)

afterAll(() => rm(project, { recursive: true, force: true }))

async function copyOfThis(folder: string): Promise<string> {
  const { stdout } = await run('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'])
  const isOfPackage = (file: string): boolean => file !== '' && !/^(test|examples|bench|docs\/adr)\//.test(file)
  const present = stdout.split('\0').filter((file) => isOfPackage(file) && existsSync(file))
  for (const file of present) await cp(file, join(folder, file))
  await symlink(resolve('node_modules'), join(folder, 'node_modules'))
  return folder
}

test('the package has what is needed, and nothing else', () => {
  const chunk = /^dist\/[\w.-]+-[A-Z0-9]{8}\.mjs$/

  expect(files.filter((file) => !chunk.test(file)).sort()).toEqual([
    'CHANGELOG.md',
    'LICENSE',
    'README.md',
    'SECURITY.md',
    'dist-types/index.d.mts',
    'dist-types/intercept.d.mts',
    'dist/index.mjs',
    'dist/intercept.mjs',
    'dist/main.mjs',
    'dist/openapi.json',
    'dist/outline.json',
    'docs/conomy.md',
    'docs/legaltalent.md',
    'docs/oak.md',
    'openapi.yaml',
    'package.json',
    'sandbox.config.schema.json',
  ])
})

test('those who do not read `exports`, as the older resolution of TypeScript, find the same library', async () => {
  const text = await readFile(join(project, 'node_modules/fintech-sandbox/package.json'), 'utf8')
  const { main, types, exports } = JSON.parse(text) as Record<string, unknown>

  expect(exports).toMatchObject({ '.': { default: main, types } })
})

test('publint finds nothing wrong with it', async () => {
  const pkgDir = join(project, 'node_modules/fintech-sandbox')
  const { messages, pkg = {} } = await publint({ pkgDir, pack: false, strict: true })

  expect(messages.map((message) => formatMessage(message, pkg))).toEqual([])
})

test('the library works without anything else installed', async () => {
  const script = `
    import { createSandbox } from 'fintech-sandbox'
    const sandbox = await createSandbox()
    console.log((await sandbox.call('sandbox.getHealth')).status)
    await sandbox.close()
  `
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script], { cwd: project })

  expect(stdout).toBe('ok\n')
})

test('the command works without anything else installed', async () => {
  const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string }
  const { stdout } = await run(process.execPath, ['node_modules/fintech-sandbox/dist/main.mjs', '--version'], {
    cwd: project,
  })

  expect(stdout.trim()).toBe(version)
})

/** What an integrator's test looks like, with what has to be refused beside it. */
const CONSUMER = `
import { type Answer, createSandbox, type EventData, Refusal, type Sandbox, type SandboxOptions, WebhookTimeout } from 'fintech-sandbox'
import { intercept } from 'fintech-sandbox/intercept'

const options: SandboxOptions = { seed: 42, strict: true, port: 0 }
const sandbox: Sandbox = await createSandbox(options)
const interception = intercept(sandbox)

const customer = await sandbox.call('conomy-customers.createCustomer', {
  query: { clientId: 'demo-client' },
  body: { email: 'ana@example.com' },
})
const level: 'BASIC' | 'STANDARD' | 'FULL' | 'INACTIVE' = customer.operationLevel
const { data } = await sandbox.webhooks.next('customer.levelChanged', { filter: (event) => event.data.customer.id === customer.id })
const payload: EventData<'conomy.customer.levelChanged'> = data
const answer: Answer<{ id: string }> = await sandbox.request<{ id: string }>('GET', '/oak/api/v1/customers')
const headers: Record<string, string> = { ...sandbox.vendors.oak.demo.headers }
const fired: { at: Date; what: string }[] = await sandbox.clock.advance(1000)

// @ts-expect-error: there is no such operation
await sandbox.call('conomy-customers.createCustomr')
// @ts-expect-error: clientId is missing
await sandbox.call('conomy-customers.createCustomer', { body: {} })
// @ts-expect-error: there is no such event
await sandbox.webhooks.next('customer.levelChange')
// @ts-expect-error: there is no such vendor
sandbox.vendors.acme

interception.stop()
await sandbox.close()
export { answer, fired, headers, level, payload, Refusal, WebhookTimeout }
`

// The declarations are the same for both: what is in them is checked once.
test.concurrent.for([
  ['NodeNext', 'NodeNext', false],
  ['ESNext', 'Bundler', true],
] as const)(
  'its types hold, module %s and resolution %s',
  { timeout: 120_000 },
  async ([module, moduleResolution, skipLibCheck], { expect }) => {
    const folder = join(project, moduleResolution)
    await mkdir(join(folder, 'node_modules'), { recursive: true })
    await symlink(join(project, 'node_modules/fintech-sandbox'), join(folder, 'node_modules/fintech-sandbox'))
    await symlink(resolve('node_modules/@types'), join(folder, 'node_modules/@types'))
    await symlink(resolve('node_modules/undici-types'), join(folder, 'node_modules/undici-types'))
    await writeFile(join(folder, 'package.json'), '{ "private": true, "type": "module" }')
    await writeFile(join(folder, 'consumer.ts'), CONSUMER)
    const compilerOptions = {
      target: 'ES2022',
      lib: ['ES2022'],
      module,
      moduleResolution,
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      skipLibCheck,
      types: ['node'],
      noEmit: true,
    }
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['consumer.ts'] }))

    const said = await run(process.execPath, [resolve('node_modules/ts7/bin/tsc'), '--project', folder]).then(
      () => '',
      (failure: Error & { stdout: string }) => failure.stdout,
    )

    expect(said).toBe('')
  },
)
