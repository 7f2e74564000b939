import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { main } from '../../src/cli.ts'
import type { Ending, Io } from '../../src/commands/command.ts'
import type { Environment } from '../../src/config/choices.ts'
import { freshFolder } from '../support/folder.ts'

/** A program that `exec` runs, as a function of what it is given. */
type Program = (program: string, argv: readonly string[], environment: Environment) => Ending | Promise<Ending>

type Options = {
  environment?: Environment
  /** What is piped in. */
  input?: string
  folder?: string
  /** Begins with the first line that the command prints, and when it is done the command is asked to stop. */
  whileRunning?: (firstLine: string) => Promise<void> | void
  /** It is asked to stop before it could print anything. */
  stopAtOnce?: boolean
  program?: Program
}

/** Runs a command in process, with an outside world that only remembers. */
export async function run(argv: readonly string[], options: Options = {}) {
  const { environment = {}, input = '', folder = '/nowhere', whileRunning, stopAtOnce = false, program } = options
  const out: string[] = []
  const err: string[] = []
  let begin = (_line: string): void => undefined
  const begun = new Promise<string>((resolve) => {
    begin = resolve
  })
  let stopped: Promise<string> | undefined
  const io: Io = {
    out: (line) => {
      out.push(line)
      begin(line)
    },
    err: (line) => err.push(line),
    input: () => Promise.resolve(input),
    folder,
    stopped: () => {
      stopped ??= stopAtOnce ? Promise.resolve('SIGTERM') : begun.then(whileRunning).then(() => 'SIGTERM')
      return stopped
    },
    run: async (name, args, given) => {
      if (!program) throw new Error(`${name} is not to be run`)
      return await program(name, args, given)
    },
  }
  const code = await main(argv, environment, io)
  return { code, out: out.join('\n'), err: err.join('\n') }
}

/** A folder with a config file in it. */
export async function folderWith(config: unknown, name = 'sandbox.config.json'): Promise<string> {
  const folder = await freshFolder()
  await writeFile(join(folder, name), typeof config === 'string' ? config : JSON.stringify(config, null, 2))
  return folder
}
