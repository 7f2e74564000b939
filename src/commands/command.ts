import type { Choices, Environment } from '../config/choices.ts'
import type { ConfigFile } from '../config/config-file.ts'
import type { Flags } from '../config/flags.ts'

/** The outside world, as far as a command touches it. */
export type Io = {
  out(line: string): void
  err(line: string): void
  /** Everything that is piped into the process. */
  input(): Promise<string>
  /** Where relative paths begin. */
  folder: string
  /** Resolves, with the name of the signal, when the process is asked to stop. */
  stopped(): Promise<string>
  /** Runs another program on our own streams, and passes on to it what we are asked. */
  run(program: string, argv: readonly string[], environment: Environment): Promise<Ending>
}

/** How another program ended: with an exit code, by a signal, or not even begun. */
export type Ending = { code: number } | { signal: string; code: number } | { error: Error }

/** One call of a command. */
export type Call = {
  operands: readonly string[]
  choices: Choices
  file: ConfigFile
  environment: Environment
  io: Io
}

/** Resolves with the exit code. Rejects with a UsageError, or another error whose message is fit to be shown. */
export type Run = (call: Call) => Promise<number>

/** What can be said of a command; what it does is loaded when it is called. */
export type Command = {
  summary: string
  /** What follows its name, `[file]`. */
  operands: string
  /** How many operands there may be. */
  takes: readonly [least: number, most: number]
  flags: Flags
  /** More about it, a line each, of at most 120 characters. */
  details?: readonly string[]
  /** What follows the first operand is not for us. */
  endsAtOperand?: true
  load(): Promise<{ run: Run }>
}

/** What was asked for could not be done. The message is fit to be shown as it is. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
}
