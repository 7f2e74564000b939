// Measures the built server beside two floors, in turn, on this machine. `--quick` for a look, not for a comparison.
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { budgets } from './budgets.mjs'
import { CUSTOMER } from './customer.mjs'
import { checkOnce, load } from './load.mjs'
import { start } from './server.mjs'
import { makeStore } from './stores.mjs'
import { Samples, table } from './table.mjs'

const isQuick = process.argv.includes('--quick')
const ROUNDS = isQuick ? 2 : 5
/** The first thing a server is asked takes longest to become fast. */
const FIRST = isQuick ? { warmUp: 0.8, seconds: 0.5 } : { warmUp: 0.5, seconds: 3 }
const NEXT = isQuick ? { warmUp: 0.2, seconds: 0.3 } : { warmUp: 0.2, seconds: 0.8 }
const SETTLE = 200

const ROWS = {
  start: 'start to first 200, ms',
  idle: 'memory when idle, MB',
  get: 'GET one customer, /s',
  filtered: 'GET by documentNumber, /s',
  list: 'GET a page of 50, /s',
  post1: 'POST, 1 connection, /s',
  post16: 'POST, 16 connections, /s',
  patch: 'PATCH, /s',
  first: 'blocked by the first request, ms',
  loaded: 'blocked under load, ms',
  closing: 'blocked when closing, ms',
}
const COLUMNS = ['node:http', 'Hono', 'memory', 'disk', 'disk, 1,000', 'disk, 100,000']
const LIST = { path: '/conomy/customers?clientId=demo-client&count=50', rows: 50 }
const NEW = { email: '[<id>]@example.com', documentNumber: '20-[<id>]', firstName: 'Ana' }

const folder = await mkdtemp(join(tmpdir(), 'fintech-sandbox-bench-'))
const samples = new Samples()
const began = performance.now()
const [busy = 0] = loadavg()
try {
  await cp(new URL('../dist', import.meta.url), join(folder, 'dist'), { recursive: true })
  const main = join(folder, 'dist', 'main.mjs')
  const sandbox = (...flags) => [main, '--port', '0', '--json', ...flags]
  const seeded = await makeStore(main, join(folder, 'seeded'))
  const some = await makeStore(main, join(folder, 'some'), 1_000)
  const many = await makeStore(main, join(folder, 'many'), 100_000)
  const health = { path: '/_sandbox/health' }
  for (let round = 1; round <= ROUNDS; round++) {
    process.stderr.write(`round ${round} of ${ROUNDS}\n`)
    await measure('node:http', [inBench('bare-http.mjs')], {}, { get: { path: '/' } })
    await measure('Hono', [inBench('bare-hono.mjs')], { path: '/customers/1' }, floorLoads())
    await measure('memory', sandbox('--memory'), health, loads())
    await measure('disk', sandbox('--data', await copied(seeded)), health, loads())
    for (const [column, store] of [
      ['disk, 1,000', some],
      ['disk, 100,000', many],
    ]) {
      const args = sandbox('--data', await copied(store))
      const how = { ...health, preload: inBench('loop-delay.mjs') }
      await measure(column, args, how, { list: LIST, post16: loads().post16 })
    }
  }
} finally {
  await rm(folder, { recursive: true, force: true })
}
console.log(report())

/** One server, from its start to its end; everything is measured once. */
async function measure(column, args, how, scenarios) {
  const server = await start(args, how)
  samples.add(ROWS.start, column, server.startMs)
  await settle()
  samples.add(ROWS.idle, column, await server.residentMb())
  if (how.preload) await markFirstRequest(server)
  for (const [row, scenario] of Object.entries(scenarios)) {
    samples.add(ROWS[row], column, await load({ url: server.url, ...(row === 'get' ? FIRST : NEXT), ...scenario }))
  }
  if (how.preload) server.mark()
  const errors = await server.stop()
  if (!how.preload && errors !== '') throw new Error(`${column} complained: ${errors}`)
  const [, first, loaded, closing] = errors.split('\n').map(Number)
  if (how.preload)
    for (const [row, value] of Object.entries({ first, loaded, closing })) samples.add(ROWS[row], column, value)
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

function loads() {
  const all = '/conomy/customers?clientId=demo-client'
  const one = `/conomy/customers/${CUSTOMER.id}?clientId=demo-client`
  const post = { path: all, method: 'POST', body: NEW, expected: 201 }
  return {
    get: { path: one },
    filtered: { path: `${all}&documentNumber=${CUSTOMER.documentNumber}`, rows: 1 },
    post1: { ...post, connections: 1 },
    post16: post,
    patch: { path: one, method: 'PATCH', body: { lastName: '[<id>]' } },
  }
}

function floorLoads() {
  const post = { path: '/customers', method: 'POST', body: NEW, expected: 201 }
  return { get: { path: `/customers/${CUSTOMER.id}` }, post1: { ...post, connections: 1 }, post16: post }
}

function report() {
  const took = Math.round((performance.now() - began) / 1000)
  const measured = Object.values(ROWS).map((row) => [row, ...COLUMNS.map((column) => samples.text(row, column))])
  const machine = `${cpus().length} x ${cpus()[0]?.model.trim() ?? 'unknown'}, ${process.platform}, load ${busy.toFixed(1)} before`
  return [
    `${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}, ${machine}, ${ROUNDS} rounds, ${took} s`,
    '',
    table([['min / median / max', ...COLUMNS], ...measured]),
    '',
    table([['budget', 'at present', 'limit', ''], ...budgets(samples, ROWS)]),
  ].join('\n')
}

function inBench(name) {
  return new URL(name, import.meta.url).pathname
}
