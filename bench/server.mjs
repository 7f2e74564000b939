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

/** Starts a server that says where it listens, or will be at `at`, and asks it for `path` until it answers 200. */
export async function start(args, { path = '/', preload, at } = {}) {
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
  const lines = createInterface(child.stderr)
  const gone = ended(child, () => errors)
  // It goes in the end, and then nobody waits for it to say anything.
  gone.catch(() => undefined)
  const url = await Promise.race([at ? reached(`${at}${path}`, at) : said(child), gone])
  const response = await fetch(`${url}${path}`)
  await response.arrayBuffer()
  if (response.status !== 200) throw new Error(`${args.join(' ')} answered ${response.status} at ${path}`)
  const startMs = performance.now() - before
  return {
    url,
    startMs,
    residentMb: () => residentMb(child.pid),
    /** Makes the preloaded script write how long the event loop was blocked, and start over. */
    mark: () => child.kill('SIGUSR2'),
    /** The same, and resolves with the line that the script writes, which begins with this word, without it. */
    async told(word) {
      const line = saidAfter(word, lines)
      child.kill('SIGUSR2')
      return await Promise.race([line, gone])
    },
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

/** What follows the word in the next line that begins with it. */
function saidAfter(word, lines) {
  return new Promise((resolve) => {
    const hear = (line) => {
      if (!line.startsWith(`${word} `)) return
      lines.off('line', hear)
      resolve(line.slice(word.length + 1))
    }
    lines.on('line', hear)
  })
}

/** Where a server says that it listens. */
async function said(child) {
  const [line] = await once(createInterface(child.stdout), 'line')
  return JSON.parse(line).url.replace('localhost', '127.0.0.1')
}

/** Resolves when somebody answers there. */
async function reached(target, url) {
  for (const until = performance.now() + PATIENCE; performance.now() < until; ) {
    const isThere = await fetch(target).then(
      (response) => response.arrayBuffer().then(() => true),
      () => false,
    )
    if (isThere) return url
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
  throw new Error(`Nobody answers at ${target}`)
}

async function ended(child, errors) {
  const [code] = await once(child, 'exit')
  throw new Error(`A server ended with ${code}: ${errors()}`)
}

/** The memory that a process really takes; not known outside of Linux. */
async function residentMb(pid) {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1024
}
