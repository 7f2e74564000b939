#!/usr/bin/env node
import { main } from './cli.ts'

// The process itself: the only place that knows argv, the environment, the streams and the signals.
// Heard from the start: a process may be asked to stop before it is up.
const stopped = new Promise<void>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
})

process.exitCode = await main(process.argv.slice(2), process.env, {
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
  stopped: () => stopped,
})
