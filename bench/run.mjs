// Measures the built server beside two floors and a peer, in turn, on this machine. `--quick` for a look, not for a
// comparison.
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { approvals } from './approvals.mjs'
import { budgets } from './budgets.mjs'
import { CUSTOMER } from './customer.mjs'
import { installed } from './installed.mjs'
import { checkOnce, exercise, load } from './load.mjs'
import { installPeers, jsonServer } from './peer.mjs'
import { LIST, ROWS, scenarios } from './scenarios.mjs'
import { start } from './server.mjs'
import { makeStore } from './stores.mjs'
import { Samples, table } from './table.mjs'

const isQuick = process.argv.includes('--quick')
const ROUNDS = isQuick ? 2 : 5
/** The first thing a server is asked takes longest to become fast. */
const FIRST = isQuick ? { warmUp: 0.8, seconds: 0.5 } : { warmUp: 0.5, seconds: 2 }
const NEXT = isQuick ? { warmUp: 0.2, seconds: 0.3 } : { warmUp: 0.2, seconds: 0.8 }
const REQUESTS = isQuick ? 10_000 : 100_000
const SETTLE = 200
const SIZES = [100, 1_000, 10_000, 100_000]
const sizeName = (size) => size.toLocaleString('en')
const COLUMNS = ['node:http', 'Hono', 'json-server', 'memory', 'disk', ...SIZES.map(sizeName)]

const folder = await mkdtemp(join(tmpdir(), 'fintech-sandbox-bench-'))
const samples = new Samples()
const began = performance.now()
const [busy = 0] = loadavg()
try {
  installPeers()
  await cp(new URL('../dist', import.meta.url), join(folder, 'dist'), { recursive: true })
  const main = join(folder, 'dist', 'main.mjs')
  const sandbox = (...flags) => [main, '--port', '0', '--json', ...flags]
  const seeded = await makeStore(main, join(folder, 'seeded'))
  const customers = Object.values(JSON.parse(await readFile(join(seeded, 'db.json'), 'utf8'))['conomy.customers'])
  const stores = []
  for (const size of SIZES) stores.push(await makeStore(main, join(folder, `store-${size}`), size))
  const health = { path: '/_sandbox/health' }
  const after = { exercise: REQUESTS }
  for (let round = 1; round <= ROUNDS; round++) {
    process.stderr.write(`round ${round} of ${ROUNDS}\n`)
    await measure('node:http', [inBench('bare-http.mjs')], {}, { get: { path: '/' } })
    await measure('Hono', [inBench('bare-hono.mjs')], { path: `/customers/${CUSTOMER.id}`, ...after }, scenarios.hono)
    const peer = await jsonServer(customers, folder)
    await measure('json-server', peer.args, { path: '/customers', at: peer.url }, scenarios.jsonServer)
    await measure('memory', sandbox('--memory'), { ...health, approves: true }, scenarios.sandbox)
    const disk = sandbox('--data', await copied(seeded))
    await measure('disk', disk, { ...health, ...after, approves: true }, scenarios.sandbox)
    for (const [at, store] of stores.entries()) {
      const args = sandbox('--data', await copied(store))
      await measure(sizeName(SIZES[at]), args, { ...health, preload: inBench('loop-delay.mjs') }, scenarios.store)
    }
  }
} finally {
  await rm(folder, { recursive: true, force: true })
}
console.log(report(await installed()))

/** One server, from its start to its end; everything is measured once. */
async function measure(column, args, how, asked) {
  const server = await start(args, how)
  samples.add(ROWS.start, column, server.startMs)
  await settle()
  samples.add(ROWS.idle, column, await server.residentMb())
  if (how.preload) await markFirstRequest(server)
  for (const [row, scenario] of Object.entries(asked)) {
    samples.add(ROWS[row], column, await load({ url: server.url, ...(row === 'get' ? FIRST : NEXT), ...scenario }))
  }
  if (how.approves) samples.add(ROWS.approve, column, await approvals(server.url))
  if (how.exercise) await exercised(server, column, asked.get, how.exercise)
  if (how.preload) server.mark()
  const errors = await server.stop()
  if (!how.preload && errors !== '') throw new Error(`${column} complained: ${errors}`)
  const [, first, loaded, closing] = errors.split('\n').map(Number)
  if (how.preload)
    for (const [row, value] of Object.entries({ first, loaded, closing })) samples.add(ROWS[row], column, value)
}

/** What the memory is when it has been used for a while. */
async function exercised(server, column, scenario, amount) {
  await exercise(server.url, scenario, amount)
  await settle()
  samples.add(ROWS.used, column, await server.residentMb())
}

async function markFirstRequest(server) {
  server.mark()
  await settle()
  await checkOnce(`${server.url}${LIST.path}`, LIST)
  server.mark()
  await settle()
}

function settle() {
  return new Promise((resolve) => setTimeout(resolve, SETTLE))
}

/** A fresh copy, because what is measured also writes. */
async function copied(store) {
  const copy = `${store}-copy`
  await rm(copy, { recursive: true, force: true })
  await cp(store, copy, { recursive: true })
  return copy
}

function report(size) {
  const took = Math.round((performance.now() - began) / 1000)
  const measured = Object.values(ROWS).map((row) => [row, ...COLUMNS.map((column) => samples.text(row, column))])
  const machine = `${cpus().length} x ${cpus()[0]?.model.trim() ?? 'unknown'}, ${process.platform}, load ${busy.toFixed(1)} before`
  return [
    `${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}, ${machine}, ${ROUNDS} rounds, ${took} s`,
    '',
    table([['min / median / max', ...COLUMNS], ...measured]),
    '',
    table([['budget', 'at present', 'limit', ''], ...budgets(samples, ROWS, size)]),
  ].join('\n')
}

function inBench(name) {
  return new URL(name, import.meta.url).pathname
}
