// json-server, which people use for the same purpose: a REST API over a JSON file. It writes the file for every change.
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'

const HERE = fileURLToPath(new URL('.', import.meta.url))
const BIN = fileURLToPath(new URL('node_modules/json-server/lib/cli/bin.js', import.meta.url))

/** Installs what bench/package.json names, the first time. */
export function installPeers() {
  if (existsSync(BIN)) return
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: HERE, stdio: ['ignore', 2, 2] })
  if (status !== 0) throw new Error('What the benchmark is held against could not be installed')
}

/** How to start it over these customers, and where it will be. */
export async function jsonServer(customers, folder) {
  const port = await freePort()
  const file = `${folder}/json-server-${port}.json`
  await writeFile(file, JSON.stringify({ customers }))
  const args = [BIN, file, '--port', String(port), '--host', '127.0.0.1', '--quiet']
  return { args, url: `http://127.0.0.1:${port}` }
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  await once(server, 'close')
  return port
}
