// Measures what the laboratory does with a whole state, on the built server: `npm run bench:lab`.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { start } from './server.mjs'
import { makeStore, withCustomers } from './stores.mjs'
import { Samples, table } from './table.mjs'

const ROUNDS = 7
const CUSTOMERS = 10_000
const LIMITS = { 'reset, ms': 100, 'a day of retries, ms': 2000 }

const main = new URL('../dist/main.mjs', import.meta.url).pathname
const folder = await mkdtemp(join(tmpdir(), 'fintech-sandbox-bench-'))
const samples = new Samples()
const columns = ['memory', 'disk']
try {
  const store = await makeStore(main, join(folder, 'store'), CUSTOMERS)
  await measure('disk', ['--data', store])
  await measure('memory', ['--memory'])
} finally {
  await rm(folder, { recursive: true, force: true })
}

const rows = ['snapshot, ms', 'restore, ms', 'export, ms', 'import, ms', 'reset, ms', 'a day of retries, ms']
console.log(`${CUSTOMERS} customers, ${ROUNDS} rounds, Node ${process.versions.node}\n`)
console.log(table([['min / median / max', ...columns], ...rows.map(toRow)]))
for (const [row, limit] of Object.entries(LIMITS)) {
  const slowest = Math.max(...columns.map((column) => samples.median(row, column)))
  console.log(`${row}: ${slowest.toFixed(0)}, at most ${limit}: ${slowest <= limit ? 'kept' : 'MISSED'}`)
}

function toRow(row) {
  return [row, ...columns.map((column) => samples.text(row, column))]
}

async function measure(column, flags) {
  const server = await start([main, '--port', '0', '--json', ...flags], { path: '/_sandbox/health' })
  const ask = async (method, path, body) => {
    const headers = { 'content-type': 'application/json' }
    const response = await fetch(`${server.url}/_sandbox${path}`, { method, headers, body })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`)
    return text
  }
  const time = async (row, ...call) => {
    const before = performance.now()
    await ask(...call)
    samples.add(row, column, performance.now() - before)
  }
  const seeded = await ask('GET', '/export')
  const state = column === 'disk' ? seeded : JSON.stringify(withCustomers(JSON.parse(seeded), CUSTOMERS))
  for (let round = 0; round < ROUNDS; round++) {
    await time('import, ms', 'PUT', '/import', state)
    await time('export, ms', 'GET', '/export')
    await time('snapshot, ms', 'PUT', '/snapshots/full')
    await time('reset, ms', 'POST', '/reset')
    await time('restore, ms', 'POST', '/snapshots/full/restore')
    await time('reset, ms', 'POST', '/reset')
    // Nobody listens there, so that every attempt fails at once.
    await ask('POST', '/webhooks/endpoints', JSON.stringify({ vendor: 'conomy', url: 'http://127.0.0.1:1/' }))
    await ask('POST', '/webhooks/trigger', JSON.stringify({ vendor: 'conomy', event: 'customer.levelChanged' }))
    await time('a day of retries, ms', 'POST', '/clock/advance', JSON.stringify({ seconds: 86_400 }))
  }
  const errors = await server.stop()
  if (errors !== '') throw new Error(`${column} complained: ${errors}`)
}
