import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, onTestFinished, test } from 'vitest'

const instructions = (await readFile('Dockerfile', 'utf8'))
  .replaceAll('\\\n', ' ')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
const named = (name: string): string[] => instructions.filter((line) => line.startsWith(`${name} `))
const lastStage = instructions.slice(instructions.findLastIndex((line) => line.startsWith('FROM ')))

test('the image is made in two stages from the slim image of the current long-term release', () => {
  expect(named('FROM')).toEqual(['FROM node:24-slim AS build', 'FROM node:24-slim'])
})

test('the image holds the bundle and nothing else', () => {
  const copied = lastStage.filter((line) => /^(COPY|ADD) /.test(line))

  expect(copied).toEqual(['COPY --from=build /app/dist ./dist'])
  expect(lastStage.join('\n')).not.toMatch(/node_modules|npm/)
})

test('the container runs as an ordinary user, who owns the volume of the data', () => {
  expect(named('USER')).toEqual(['USER node'])
  expect(named('VOLUME')).toEqual(['VOLUME /data'])
  expect(lastStage.join('\n')).toContain('chown node:node /data')
})

test('the container listens to the outside, on the port that it exposes and that its health check asks', () => {
  const environment = named('ENV').join(' ')
  const check = named('HEALTHCHECK').join(' ')

  expect(environment).toContain('FINTECH_SANDBOX_HOST=0.0.0.0')
  expect(environment).toContain('FINTECH_SANDBOX_DATA=/data')
  expect(environment).toContain('FINTECH_SANDBOX_PORT=4010')
  expect(named('EXPOSE')).toEqual(['EXPOSE 4010'])
  expect(check).toMatch(/CMD \["node", /)
  expect(check).toContain("'http://127.0.0.1:' + process.env.FINTECH_SANDBOX_PORT + '/_sandbox/health'")
})

test('no front end for Dockerfiles has to be fetched', async () => {
  expect(await readFile('Dockerfile', 'utf8')).not.toMatch(/^#\s*syntax/m)
})

test('the bundle alone, in an empty folder, starts, answers, keeps its data and ends with 0 on SIGTERM', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'fintech-sandbox-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  await cp('dist', join(folder, 'dist'), { recursive: true })
  const server = startServer(folder)
  const url = await urlOf(server)

  const health = await fetch(`${url}/_sandbox/health`)
  const customer = await fetch(`${url}/conomy/customers/69a000000000000000000001?clientId=demo-client`, {
    headers: { 'x-api-key': 'demo-api-key', authorization: 'Bearer demo-token' },
  })
  const created = await fetch(`${url}/conomy/customers?clientId=demo-client`, {
    method: 'POST',
    headers: { 'x-api-key': 'demo-api-key', authorization: 'Bearer demo-token', 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'kept@example.com' }),
  })
  const ended = once(server, 'exit')
  server.kill('SIGTERM')

  expect(health.status).toBe(200)
  expect(customer.status).toBe(200)
  expect(created.status).toBe(201)
  expect(await ended).toEqual([0, null])
  expect(await readdir(join(folder, 'data'))).toEqual(['db.json'])
  expect(await readFile(join(folder, 'data', 'db.json'), 'utf8')).toContain('kept@example.com')
})

function startServer(folder: string): ChildProcess {
  const server = spawn(process.execPath, ['dist/main.mjs', '--port', '0', '--json'], {
    cwd: folder,
    env: { FINTECH_SANDBOX_DATA: 'data' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => {
    server.kill('SIGKILL')
  })
  return server
}

/** Where a server that was started with `--json` listens. Rejects when it ends before it says so. */
async function urlOf(server: ChildProcess): Promise<string> {
  if (!server.stdout) throw new Error('The server has no standard output')
  for await (const line of createInterface(server.stdout)) return (JSON.parse(line) as { url: string }).url
  throw new Error('The server ended without listening')
}
