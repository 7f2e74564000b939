// Everything that the sandbox does, for a while, and whether it takes more and more to do it. `--minutes 10`
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { start } from './server.mjs'
import { Client } from './soak/client.mjs'
import { Round } from './soak/round.mjs'
import { LIMITS, slopeOf, verdict } from './soak/verdict.mjs'
import { rounded, table } from './table.mjs'

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '10' }, rate: { type: 'string', default: '100' } },
})
const MINUTES = Number(values.minutes)
const RATE = Number(values.rate)
if (!(MINUTES > 0 && MINUTES <= 24 * 60 && RATE > 0 && RATE <= 1000)) {
  console.error('--minutes is a number up to 1440, --rate one up to 1000 requests a second')
  process.exit(2)
}
/** About sixty samples, none of them after less than there is to do. */
const ROUND_MS = Math.min(Math.max((MINUTES * 60_000) / 60, 2000), 10_000)
/** How often it is looked whether the server has come to rest. */
const LOOKS = 20
const INSIDE = new URL('soak/inside.mjs', import.meta.url).pathname

const folder = mkdtempSync(join(tmpdir(), 'fintech-sandbox-soak-'))
// Also when it is interrupted or fails; then `server.mjs` has ended the server.
process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }))
// A build meanwhile changes nothing.
await cp('dist', join(folder, 'dist'), { recursive: true })

let received = 0
const receiver = createServer((request, response) => {
  received++
  request.resume()
  if (request.url === '/cut') request.socket.destroy()
  else response.writeHead(request.url === '/failing' ? 500 : 200).end()
})
await once(receiver.listen(0, '127.0.0.1'), 'listening')
const receivers = ['', 'failing', 'cut'].map((path) => `http://127.0.0.1:${receiver.address().port}/${path}`)

const args = [join(folder, 'dist', 'main.mjs'), '--port', '0', '--json', '--data', join(folder, 'data')]
const server = await start(args, { path: '/_sandbox/health', preload: INSIDE })
const client = new Client(server.url, RATE)
const samples = []
const began = performance.now()
const minutes = () => (performance.now() - began) / 60_000
while (minutes() < MINUTES) {
  const round = new Round({ client, url: server.url, receivers, number: samples.length })
  await round.run(ROUND_MS)
  await round.putBack()
  samples.push({ minute: minutes(), ...(await look()) })
  if (process.stderr.isTTY) process.stderr.write(`\r${minutes().toFixed(1)} of ${MINUTES} minutes`)
}
const complaints = (await server.stop()).replaceAll(/^inside .*\n/gm, '')
receiver.close()
if (process.stderr.isTTY) process.stderr.write('\n')

console.log(report())
const wrong = verdict({ samples, surprises: client.surprises })
if (complaints !== '') wrong.push(`the server complained: ${complaints.slice(0, 1000)}`)
for (const what of client.shown) console.log(`- ${what}`)
console.log(wrong.length === 0 ? '\nNothing grows.' : `\nWRONG:\n${wrong.map((what) => `- ${what}`).join('\n')}`)
process.exit(wrong.length === 0 ? 0 : 1)

/** How the server is when what was hung up is closed on its side too, and nothing else opens or closes. */
async function look() {
  const first = JSON.parse(await server.told('inside'))
  let now = first
  for (let time = 0; time < LOOKS; time++) {
    const before = now
    now = JSON.parse(await server.told('inside'))
    if (now.files === before.files && now.resources === before.resources) break
  }
  const { delayMs, blockedMs } = first
  return { ...now, delayMs, blockedMs }
}

function report() {
  const late = samples.slice(Math.floor(samples.length / 2))
  const row = (name, what, limit) => [
    what,
    ...[samples[0], late[0], samples.at(-1)].map((sample) => rounded(sample?.[name] ?? Number.NaN)),
    rounded(Math.max(...samples.map((sample) => sample[name] ?? Number.NaN))),
    limit === undefined ? '' : slopeOf(late, name).toFixed(2),
    limit === undefined ? '' : `${limit.perMinute}`,
  ]
  return [
    `${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}, ${minutes().toFixed(1)} minutes, ${samples.length} rounds,`,
    `${client.requests} requests, ${client.surprises} of them answered unexpectedly, ${received} webhooks received`,
    '',
    table([
      ['after everything was put back', 'first', 'middle', 'last', 'most', 'a minute, second half', 'limit'],
      ...Object.entries(LIMITS).map(([name, limit]) => row(name, limit.what, limit)),
      row('codeMb', 'compiled code, MB'),
      row('delayMs', 'event loop late, 99 %, ms'),
      row('blockedMs', 'event loop blocked, longest, ms'),
    ]),
  ].join('\n')
}
