import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'

const PATIENCE = 10_000
const children = new Set()
process.once('exit', () => {
  for (const child of children) child.kill('SIGKILL')
})
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1))

/** Starts a server that says where it listens, and asks it for `path` until it answers 200. */
export async function start(args, { path = '/', preload } = {}) {
  const before = performance.now()
  const child = spawn(process.execPath, [...(preload ? ['--import', preload] : []), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH },
  })
  children.add(child)
  let errors = ''
  child.stderr.setEncoding('utf8').on('data', (text) => {
    errors += text
  })
  const lines = createInterface(child.stdout)
  const [line] = await Promise.race([once(lines, 'line'), ended(child, () => errors)])
  const { url } = JSON.parse(line)
  const response = await fetch(`${url.replace('localhost', '127.0.0.1')}${path}`)
  await response.arrayBuffer()
  if (response.status !== 200) throw new Error(`${args.join(' ')} answered ${response.status} at ${path}`)
  const startMs = performance.now() - before
  return {
    pid: child.pid,
    url: url.replace('localhost', '127.0.0.1'),
    startMs,
    residentMb: () => residentMb(child.pid),
    /** Makes the preloaded script write how long the event loop was blocked, and start over. */
    mark: () => child.kill('SIGUSR2'),
    /** Resolves with what it wrote to its standard error. */
    async stop() {
      const left = once(child, 'exit')
      child.kill('SIGTERM')
      const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE)
      await left
      clearTimeout(timer)
      children.delete(child)
      return errors
    },
  }
}

async function ended(child, errors) {
  const [code] = await once(child, 'exit')
  throw new Error(`A server ended with ${code} before it listened: ${errors()}`)
}

/** The memory that a process really takes; not known outside of Linux. */
async function residentMb(pid) {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1024
}
