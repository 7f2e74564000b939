import { type Flags, GENERAL, usageOf, variableOf } from '../config/flags.ts'
import { COMMANDS, type CommandName, EXIT_CODES } from './catalogue.ts'
import type { Command } from './command.ts'

/** What `--help` prints: all commands, and the flags of the one that runs without a name. */
export function helpText(): string {
  return [
    'fintech-sandbox [command] [flags]',
    '',
    'A local sandbox for fintech customer APIs: one process, one port, no account, no network.',
    '',
    ...Object.entries(COMMANDS).map(([name, { summary }]) => `  ${name.padEnd(12)} ${summary}`),
    `  ${'help'.padEnd(12)} say more of a command: fintech-sandbox help exec`,
    '',
    'Flags of start:',
    '',
    ...rowsOf({ ...COMMANDS.start.flags, ...GENERAL }),
    '',
    ...ABOUT_TWINS,
    ...exitCodes(),
  ].join('\n')
}

/** What `help <command>` prints. */
export function commandHelp(name: CommandName): string {
  const { summary, flags, operands, details = [] }: Command = COMMANDS[name]
  return [
    `fintech-sandbox ${[name, '[flags]', operands].filter(Boolean).join(' ')}`,
    '',
    `${summary[0]?.toUpperCase()}${summary.slice(1)}.`,
    ...(details.length > 0 ? ['', ...details] : []),
    '',
    ...rowsOf({ ...flags, ...GENERAL }),
    '',
    ...(name === 'start' ? ABOUT_TWINS : [aboutTwins({ ...flags, ...GENERAL }), '']),
    ...exitCodes(),
  ].join('\n')
}

const ABOUT_TWINS = [
  `Every flag but --help and --version has a twin in the environment, ${variableOf('port')} for --port, and, but for`,
  `--config, in sandbox.config.json, "port". A flag wins over the environment, the environment over the file.`,
  '',
]

/** The same for a command of which not all flags have one. */
function aboutTwins(flags: Flags): string {
  const names = Object.entries(flags).filter(([, { twin }]) => twin !== false)
  const shortened = names.map(([name]) => variableOf(name).slice(variableOf('').length))
  return `In the environment, each after ${variableOf('')}: ${shortened.join(', ')}.`
}

const exitCodes = (): string[] => [
  'Exit codes:',
  ...Object.entries(EXIT_CODES).map(([code, meaning]) => `  ${code} ${meaning}`),
]

const rowsOf = (flags: Flags): string[] =>
  Object.entries(flags).map(([name, flag]) => {
    const preset = flag.preset === undefined ? '' : ` (${flag.preset})`
    return `  ${usageOf(name, flag).padEnd(25)} ${flag.help}${preset}`
  })

/** The flags of all commands together, to find the command among them: a name takes a value everywhere or nowhere. */
export const ALL_FLAGS: Flags = Object.fromEntries(
  [...Object.values(COMMANDS).map(({ flags }): Flags => flags), GENERAL].flatMap((flags) => Object.entries(flags)),
)
