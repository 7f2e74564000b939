#!/usr/bin/env node
import type { ChildProcess } from 'node:child_process'
import * as modules from 'node:module'
import { constants } from 'node:os'
import type { Ending, Io } from './commands/command.ts'
import { isForegroundOfScript } from './config/npm-script.ts'

// The process itself: the only place that knows argv, the environment, the streams and the signals.

/** How often to look whether whoever started us is still there, in ms. */
const PARENT_INTERVAL = 250

/** From Node 22 on. */
type CompileCache = { enableCompileCache(): unknown }

type Signal = 'SIGINT' | 'SIGTERM'

const codeOf = (signal: NodeJS.Signals): number => 128 + constants.signals[signal]

/** The program that runs on our streams, if there is one. */
let child: ChildProcess | undefined
let asked: Signal | undefined
let stop: (signal: string) => void = () => undefined

// Heard from the start: a process may be asked to stop before it is up.
const stopped = new Promise<string>((resolve) => {
  stop = resolve
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => hear(signal))
// Who reads us has had enough: `fintech-sandbox listen | head -1`.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    stop('SIGPIPE')
  })
}

function hear(signal: Signal): void {
  if (child) {
    // A terminal tells everybody who runs in it.
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
  } else if (asked) process.exit(codeOf(signal))
  asked ??= signal
  stop(signal)
}

// npm runs us in a shell, and a signal that it gets ends the shell without a word to us. Then our parent is another.
if (isForegroundOfScript(process.env)) {
  const parent = process.ppid
  const look = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(look)
    hear('SIGTERM')
  }, PARENT_INTERVAL)
  look.unref()
}

function hasCompileCache(module: object): module is CompileCache {
  return 'enableCompileCache' in module
}

const run: Io['run'] = async (program, argv, environment) => {
  const { spawn } = await import('node:child_process')
  if (asked) return { signal: asked, code: codeOf(asked) }
  return await new Promise<Ending>((resolve) => {
    const running = spawn(program, argv, { stdio: 'inherit', env: { ...environment } })
    child = running
    // Heard only here: who starts a server with nohup wants it to live on when the terminal is closed.
    const hangUp = (): void => void running.kill('SIGHUP')
    process.on('SIGHUP', hangUp)
    const end = (ending: Ending): void => {
      process.off('SIGHUP', hangUp)
      child = undefined
      resolve(ending)
    }
    running.once('error', (error) => end({ error }))
    running.once('exit', (code, signal) => end(signal ? { signal, code: codeOf(signal) } : { code: code ?? 1 }))
  })
}

// What is imported from here on is compiled once, and kept for the next start where Node can do that.
if (hasCompileCache(modules)) modules.enableCompileCache()
const { main } = await import('./cli.ts')

process.exitCode = await main(process.argv.slice(2), process.env, {
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
  input: async () => (await import('node:stream/consumers')).text(process.stdin),
  folder: process.cwd(),
  stopped: () => stopped,
  run,
})
