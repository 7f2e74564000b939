import { BEHAVIOUR, CONNECTION, type Flags, JSON_FLAG, PLACE } from '../config/flags.ts'
import type { Command } from './command.ts'

const ANSWER = JSON_FLAG('print what the sandbox answers, as JSON')

/** What only the command line says; a port of the same name in the environment is the server's. */
const local = (flags: Flags): Flags =>
  Object.fromEntries(Object.entries(flags).map(([name, flag]) => [name, { ...flag, twin: false as const }]))

/** Every command, once: calling them, `--help` and the README are made of this. */
export const COMMANDS = {
  start: {
    summary: 'start the sandbox; what happens without a command',
    operands: '',
    takes: [0, 0],
    flags: { ...PLACE, ...BEHAVIOUR, ...JSON_FLAG('print one JSON object when the server listens') },
    load: () => import('./start.ts'),
  },
  exec: {
    summary: 'run a command beside a sandbox of its own, which is thrown away with it',
    operands: '[--] command [argument ...]',
    takes: [1, Number.POSITIVE_INFINITY],
    flags: {
      ...BEHAVIOUR,
      strict: { help: 'refuse fields and parameters that a vendor ignores, and --strict-routes' },
      'strict-routes': { twin: false, help: 'fail when a call was none that the sandbox plays' },
      ...local({ port: { ...PLACE.port, preset: '0' } }),
    },
    endsAtOperand: true,
    details: [
      'The sandbox is in memory. Its URL and the demo credentials of every vendor are in the environment of the',
      'command: FINTECH_SANDBOX_URL, FINTECH_SANDBOX_<VENDOR>_URL and FINTECH_SANDBOX_<VENDOR>_<CREDENTIAL>; of a',
      'second tenant, FINTECH_SANDBOX_<VENDOR>_OTHER_<CREDENTIAL>. Signals are passed on. The exit code is that of',
      'the command, 128 + n when signal n ended it, 127 when there is no such command, 126 when it cannot be run,',
      'and 1 when all went well but a call was none that the sandbox plays (with --strict or --strict-routes).',
    ],
    load: () => import('./exec.ts'),
  },
  export: {
    summary: 'write the whole state to a file, or to standard output',
    operands: '[file]',
    takes: [0, 1],
    flags: CONNECTION,
    load: () => import('./export.ts'),
  },
  import: {
    summary: 'replace the whole state by a file: an export, a db.json or a fixture; - reads standard input',
    operands: 'file',
    takes: [1, 1],
    flags: { ...CONNECTION, ...ANSWER },
    load: () => import('./import.ts'),
  },
  reset: {
    summary: 'go back to the seeded state',
    operands: '',
    takes: [0, 0],
    flags: { ...CONNECTION, ...ANSWER },
    load: () => import('./reset.ts'),
  },
  snapshot: {
    summary: 'save the state under a name, list what is saved, go back to it, or forget it',
    operands: 'save|list|restore|delete [name]',
    takes: [1, 2],
    flags: { ...CONNECTION, ...ANSWER },
    load: () => import('./snapshot.ts'),
  },
  trigger: {
    summary: "send an event of a vendor's catalogue to who listens for it",
    operands: 'vendor event',
    takes: [2, 2],
    flags: {
      ...local({
        data: { value: 'JSON', help: 'what the payload is to say, merged into a default one' },
        tenant: { value: 'NAME', help: 'whose event it is; the demo tenant’s without it' },
      }),
      ...CONNECTION,
      ...ANSWER,
    },
    load: () => import('./trigger.ts'),
  },
  routes: {
    summary: 'list the operations that the sandbox plays, with their evidence',
    operands: '[vendor]',
    takes: [0, 1],
    flags: { ...JSON_FLAG('as JSON'), ...local({ markdown: { help: 'as the tables of the README' } }) },
    load: () => import('./routes.ts'),
  },
  listen: {
    summary: 'receive webhooks, check their signatures, and print them',
    operands: '',
    takes: [0, 0],
    flags: {
      ...local({
        port: { value: 'PORT', preset: '4011', highest: 65_535, help: 'port to listen on; 0 takes a free one' },
        host: PLACE.host,
        vendor: { value: 'NAME', many: true, help: 'be registered for its webhooks; may be given more than once' },
        secret: {
          value: '[VENDOR=]SECRET',
          many: true,
          help: 'what webhooks are signed with; without it, the demo secret of each vendor',
        },
        status: {
          value: 'N',
          preset: '200',
          highest: 599,
          help: 'what webhooks are answered with; without it, one with a wrong signature with 401',
        },
        count: { value: 'N', highest: 1_000_000, help: 'end after so many webhooks' },
      }),
      ...CONNECTION,
      ...JSON_FLAG('print each webhook as one line of JSON'),
    },
    details: [
      'With --vendor, --url or --namespace it is registered at that sandbox, for one vendor or for all, and taken off',
      'again when it ends. A webhook that comes to a path that begins with the name of a vendor is taken for that',
      'vendor’s; at any other path, for that of the vendor whose signature it has. With --json the first line says',
      'where it listens.',
    ],
    load: () => import('./listen.ts'),
  },
} as const satisfies Record<string, Command>

export type CommandName = keyof typeof COMMANDS

export const isCommand = (name: string): name is CommandName => Object.hasOwn(COMMANDS, name)

/** What the exit codes mean. */
export const EXIT_CODES: Readonly<Record<number, string>> = {
  0: 'it is done, or stopped as asked',
  1: 'it could not be done: port, folder, data, no sandbox there, or refused by it',
  2: 'wrong usage: command, flag, variable or config file',
}
