import { execFile } from 'node:child_process'
import { access, readFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { withTables } from '../scripts/readme.ts'
import { startProcess } from './support/process.ts'

const readme = await readFile('README.md', 'utf8')
const guides = await Promise.all(
  ['conomy', 'oak', 'legaltalent'].map(async (vendor) => ({
    file: `docs/${vendor}.md`,
    text: await readFile(`docs/${vendor}.md`, 'utf8'),
  })),
)
const blocksOf = (text: string): string[] =>
  [...text.matchAll(/```sh\n([^]*?)```/g)].map(([, block = '']) => block.trim())
const [start, everyTest, ...first] = blocksOf(readme)
const session = [...first, ...guides.flatMap(({ text }) => blocksOf(text))]

/** A person types slower than a receiver starts; a script has to wait until it listens, or the first attempt fails. */
const LISTENING = 'until (exec 3<>/dev/tcp/127.0.0.1/$2) 2>/dev/null; do sleep 0.02; done'

test('the README begins with the two commands, and the scripts are what they promise', async () => {
  const { scripts } = JSON.parse(await readFile('package.json', 'utf8')) as { scripts: Record<string, string> }

  expect(start).toBe('npm ci && npm start')
  expect(everyTest).toBe('npm ci && npm test')
  expect(scripts).toMatchObject({ start: 'node dist/main.mjs', test: 'vitest run', prepare: scripts.build })
})

test('the sessions of the README and of the guides work as they are written, and end with genuine webhooks', {
  timeout: 60_000,
}, async () => {
  const { url } = await startProcess('--memory')
  const [port, oakPort, legaltalentPort] = await Promise.all([freePort(), freePort(), freePort()])
  const script = session
    .join('\n')
    .replaceAll('localhost:4010', new URL(url).host)
    .replaceAll('127.0.0.1:4011', `127.0.0.1:${port}`)
    .replaceAll('examples/receiver.mjs', `examples/receiver.mjs ${port}`)
    .replaceAll('127.0.0.1:4012', `127.0.0.1:${oakPort}`)
    .replaceAll('examples/oak-receiver.mjs', `examples/oak-receiver.mjs ${oakPort}`)
    .replaceAll('127.0.0.1:4013', `127.0.0.1:${legaltalentPort}`)
    .replaceAll('examples/legaltalent-receiver.mjs', `examples/legaltalent-receiver.mjs ${legaltalentPort}`)
    .replaceAll(/(receiver\.mjs (\d+)) &$/gm, `$1 &\n${LISTENING}`)

  const { stdout } = await promisify(execFile)('bash', ['-e', '-o', 'pipefail', '-c', script])

  expect(stdout).toMatch(/signature is genuine: \{"eventType":"customer\.levelChanged".*"documentsCount":1/)
  expect(stdout).toMatch(/signature is genuine: \{"id":.*"event":"customer\.created"/)
  expect(stdout).toMatch(/signature is genuine: \{"id":"evt_\w+","type":"kyc\.session\.processed".*"status":"approved"/)
  expect(stdout).toMatch(/"deliveries":\[\{.*"status":"delivered"/)
  expect(stdout).toMatch(/"accountId":"69d000000000000000000003","status":"SETTLED"/)
})

test('what the README and the guides point to is there', async () => {
  const pages = [{ file: 'README.md', text: readme }, ...guides]
  const targets = pages.flatMap(({ file, text }) =>
    [...text.matchAll(/\]\(([^)]*)\)/g)]
      .map(([, target = '']) => target)
      .filter((target) => !target.startsWith('https://'))
      .map(
        (target) => (target.startsWith('#') ? file : join(dirname(file), target.replace(/#.*/, ''))) + hashOf(target),
      ),
  )

  expect(targets.length).toBeGreaterThan(30)
  for (const target of new Set(targets)) {
    const [file = '', heading] = target.split('#')
    if (heading === undefined) await access(file)
    else expect(headingsOf(await readFile(file, 'utf8')), target).toContain(heading)
  }
})

test('the tables of the README are those that the contract, the flags and the settings give', async () => {
  expect(readme).toBe(await withTables(readme))
})

const hashOf = (target: string): string => /#.*/.exec(target)?.[0] ?? ''

/** The headings of a page, as links name them. */
const headingsOf = (text: string): string[] =>
  [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w -]/g, '')
      .replaceAll(' ', '-'),
  )

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
