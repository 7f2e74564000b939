// A hundred thousand webhooks that nobody receives, and what the API is like meanwhile. `npm run bench:webhooks`
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer as createHttpServer } from 'node:http'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { start } from './server.mjs'

const COUNT = Number(process.argv[2] ?? 100_000)
const SECONDS = Number(process.argv[3] ?? 60)
const HEADERS = {
  'user-agent': 'bench/1.0',
  'x-api-key': 'demo-api-key',
  authorization: 'Bearer demo-token',
  'content-type': 'application/json',
}

let attempts = 0
const silent = createServer((socket) => {
  attempts++
  socket.on('error', () => undefined)
})
const failing = createHttpServer((request, response) => {
  attempts++
  request.resume()
  response.writeHead(500).end()
})
for (const server of [silent, failing]) await once(server.listen(0, '127.0.0.1'), 'listening')
const RECEIVERS = {
  'nobody listens': 'http://127.0.0.1:9/',
  'never answers': `http://127.0.0.1:${silent.address().port}/`,
  'answers 500': `http://127.0.0.1:${failing.address().port}/`,
}

console.log(`${COUNT} pending webhooks, Node ${process.versions.node}\n`)
console.log('| receiver | calls | median, ms | p99, ms | longest, ms | loop blocked, ms | memory, MB | attempts |')
console.log('|---|---|---|---|---|---|---|---|')
for (const [what, url] of Object.entries(RECEIVERS)) console.log(await measure(what, url))
process.exit()

/** Starts a sandbox on data with that many deliveries due, and asks it as fast as one client can, for a while. */
async function measure(what, url) {
  attempts = 0
  const data = await mkdtemp(join(tmpdir(), 'fintech-sandbox-bench-'))
  try {
    await writeFile(join(data, 'db.json'), JSON.stringify({ ...(await seeded()), ...rowsFor(url) }))
    const server = await start(['dist/main.mjs', '--port', '0', '--json', '--data', data], {
      path: '/_sandbox/health',
      preload: './bench/loop-delay.mjs',
    })
    server.mark()
    const times = []
    for (const end = performance.now() + SECONDS * 1000; performance.now() < end; ) {
      const before = performance.now()
      await ask(server.url, times.length)
      times.push(performance.now() - before)
    }
    server.mark()
    const memory = await server.residentMb()
    const said = await server.stop()
    times.sort((a, b) => a - b)
    const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))]
    const blocked =
      said
        .match(/[\d.]+/g)
        ?.map(Number)
        .at(1) ?? Number.NaN
    const figures = [times.length, at(0.5), at(0.99), at(1), blocked, memory, attempts || '?']
    return `| ${what} | ${figures.map((figure) => (typeof figure === 'number' && !Number.isInteger(figure) ? figure.toFixed(1) : figure)).join(' | ')} |`
  } finally {
    await rm(data, { recursive: true, force: true })
  }
}

/** Three reads, and a write that is forced to disk. */
async function ask(url, number) {
  const customers = `${url}/conomy/customers`
  const response =
    number % 4 === 3
      ? await fetch(`${customers}?clientId=demo-client`, {
          method: 'POST',
          headers: HEADERS,
          body: JSON.stringify({ email: `bench-${number}@example.com` }),
        })
      : await fetch(`${customers}/69a000000000000000000001?clientId=demo-client`, { headers: HEADERS })
  await response.text()
  if (!response.ok) throw new Error(`The sandbox answered ${response.status}`)
}

async function seeded() {
  const server = await start(['dist/main.mjs', '--port', '0', '--json', '--memory'], { path: '/_sandbox/health' })
  const rows = await (await fetch(`${server.url}/_sandbox/export`)).json()
  await server.stop()
  return rows
}

function rowsFor(url) {
  const createdAt = new Date().toISOString()
  const whose = { vendor: 'conomy', tenant: 'demo-client' }
  const event = 'customer.levelChanged'
  const endpoint = { id: 'whe_1', ...whose, url, secret: 'demo-webhook-secret', events: ['*'], enabled: true }
  const messages = {}
  const deliveries = {}
  for (let number = 0; number < COUNT; number++) {
    const id = String(number).padStart(8, '0')
    const customer = { id, clientId: whose.tenant, operationLevel: 'BASIC', documentsCount: 1 }
    messages[`msg_${id}`] = { id: `msg_${id}`, ...whose, event, dialect: 'standard', data: { customer }, createdAt }
    deliveries[`dlv_${id}`] = {
      ...{ id: `dlv_${id}`, messageId: `msg_${id}`, endpointId: endpoint.id, ...whose, event, url, createdAt },
      ...{ status: 'pending', run: { startedAt: createdAt, attempts: 0 }, nextAttemptAt: createdAt },
      ...{ expiresAt: null, body: null, attempts: [] },
    }
  }
  return {
    'webhooks.endpoints': { whe_1: { ...endpoint, dialect: 'standard', createdAt } },
    'webhooks.messages': messages,
    'webhooks.deliveries': deliveries,
  }
}
