import { COMMANDS, type CommandName, isCommand } from './commands/catalogue.ts'
import { type Command, CommandError, type Io } from './commands/command.ts'
import { ALL_FLAGS, commandHelp, helpText } from './commands/help.ts'
import { warnOfVariables } from './commands/variables.ts'
import { type Arguments, firstOperand, parseArguments } from './config/arguments.ts'
import { Choices, type Environment } from './config/choices.ts'
import { readConfigFile } from './config/config-file.ts'
import { GENERAL } from './config/flags.ts'
import { UsageError } from './config/usage-error.ts'
import { suggestion } from './core/nearest.ts'
import { StartError } from './core/start-error.ts'

type Named = { name: CommandName; argv: readonly string[] }

/** Runs one command, and resolves with the exit code, whose meanings are in `EXIT_CODES`. */
export async function main(argv: readonly string[], environment: Environment, io: Io): Promise<number> {
  let help = '--help'
  try {
    const named = commandIn(argv)
    if (named === 'help') return tell(io, helpText())
    if ('about' in named) return tell(io, commandHelp(named.about))
    if (named.name !== 'start') help = `${named.name} --help`
    return await call(named, environment, io)
  } catch (error) {
    const isUsage = error instanceof UsageError
    if (!isUsage && !(error instanceof StartError) && !(error instanceof CommandError)) throw error
    io.err(`fintech-sandbox: ${error.message}`)
    if (isUsage) io.err(`Try fintech-sandbox ${help}`)
    return isUsage ? 2 : 1
  }
}

async function call({ name, argv }: Named, environment: Environment, io: Io): Promise<number> {
  const command: Command = COMMANDS[name]
  const flags = { ...command.flags, ...GENERAL }
  const given = parseArguments(argv, flags, {
    endsAtOperand: command.endsAtOperand === true,
    whose: name === 'start' ? '' : ` of ${name}`,
  })
  if (given.values.has('help')) return tell(io, commandHelp(name))
  if (given.values.has('version')) return tell(io, await (await import('./commands/version.ts')).version())
  requireOperands(name, command, given)
  await warnOfVariables(environment, io)
  const first = new Choices({ flags: GENERAL, values: given.values, environment, file: new Map() })
  const [file, { run }] = await Promise.all([readConfigFile(first.text('config'), io.folder), command.load()])
  const choices = new Choices({ flags, values: given.values, environment, file: file.given })
  return await run({ operands: given.operands, choices, file, environment, io })
}

/** The command that is meant, without its name; flags may stand before it. Throws a UsageError when there is none. */
function commandIn(argv: readonly string[]): Named | 'help' | { about: CommandName } {
  const first = firstOperand(argv, ALL_FLAGS)
  if (!first || first.isTerminator) return argv.join() === '--help' ? 'help' : { name: 'start', argv }
  // A flag before it that is none is the mistake, and not what follows it.
  parseArguments(argv.slice(0, first.index), ALL_FLAGS)
  const word = argv[first.index] ?? ''
  if (word === 'help') return aboutWhat(argv.slice(first.index + 1))
  return { name: known(word), argv: argv.toSpliced(first.index, 1) }
}

function aboutWhat([word, extra]: readonly string[]): 'help' | { about: CommandName } {
  if (word === undefined || word === 'help' || word.startsWith('-')) return 'help'
  const about = known(word)
  if (extra !== undefined && !extra.startsWith('-'))
    throw new UsageError(`help is about one command, not "${extra}" too`)
  return { about }
}

function known(word: string): CommandName {
  if (isCommand(word)) return word
  throw new UsageError(`there is no command "${word}"${suggestion(word, [...Object.keys(COMMANDS), 'help'])}`)
}

function requireOperands(name: CommandName, { takes: [least, most], operands }: Command, given: Arguments): void {
  const count = given.operands.length
  if (count >= least && count <= most) return
  const usage = `fintech-sandbox ${name}${operands === '' ? '' : ` ${operands}`}`
  const extra = given.operands[most]
  throw new UsageError(
    extra === undefined ? `${name} needs more: ${usage}` : `"${extra}" is too much for ${name}: ${usage}`,
  )
}

function tell(io: Io, text: string): number {
  io.out(text)
  return 0
}
