import { type Config, type Environment, FLAGS, readConfig, UsageError, variableOf } from './config.ts'
import {
  createSandbox,
  describeVendors,
  parseSettings,
  type Sandbox,
  SettingError,
  StartError,
  version,
} from './sandbox.ts'

/** The outside world, as far as a command touches it. */
export type Io = {
  out(line: string): void
  err(line: string): void
  /** Resolves when the process is asked to stop. */
  stopped(): Promise<void>
}

/** Runs one command, and resolves with the exit code: 0 all went well, 1 it could not be done, 2 wrong usage. */
export async function main(argv: readonly string[], environment: Environment, io: Io): Promise<number> {
  try {
    const config = readConfig(argv, environment)
    if (config.command === 'help') io.out(helpText())
    else if (config.command === 'version') io.out(await version())
    else await start(config, io)
    return 0
  } catch (error) {
    const isUsage = error instanceof UsageError || error instanceof SettingError
    if (!isUsage && !(error instanceof StartError)) throw error
    io.err(`fintech-sandbox: ${error.message}`)
    if (isUsage) io.err('Try fintech-sandbox --help')
    return isUsage ? 2 : 1
  }
}

async function start(config: Config, io: Io): Promise<void> {
  const { data, seed, auth, strict, checkResponses, host, port } = config
  const settings = parseSettings(config.set)
  const options = { data, seed, auth, strict, checkResponses, settings }
  const sandbox = await createSandbox({
    ...options,
    warn: (line) => io.err(line),
    report: (error) => io.err(stackOf(error)),
  })
  try {
    const { url } = await listen(sandbox, { host, port })
    io.out(config.json ? JSON.stringify(description(url, config)) : banner(url, config, await version()))
    await io.stopped()
  } finally {
    await sandbox.close()
  }
}

async function listen(sandbox: Sandbox, address: { host: string; port: number }): Promise<{ url: string }> {
  try {
    return await sandbox.listen(address)
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error
    const reason =
      error.code === 'EADDRINUSE' ? 'is taken; choose another with --port' : `cannot be used: ${error.message}`
    throw new StartError(`port ${address.port} of ${address.host} ${reason}`)
  }
}

/** What `--json` prints: enough for a script to start calling. */
function description(url: string, { data }: Config): object {
  return { url, control: `${url}/_sandbox`, data: data ?? null, vendors: describeVendors(url) }
}

function banner(url: string, { data, auth, seed }: Config, number: string): string {
  const vendors = Object.entries(describeVendors(url)).flatMap(([name, { baseUrl, webhookSecret, tenants }]) => [
    `  ${name.padEnd(12)}${baseUrl}`,
    ...tenants.map(
      (credentials) =>
        `              ${Object.entries(credentials)
          .map((pair) => pair.join(' '))
          .join(', ')}`,
    ),
    `              webhooks are signed with ${webhookSecret}`,
  ])
  return [
    `fintech-sandbox ${number} listens on ${url}`,
    '',
    ...vendors,
    `  ${'control'.padEnd(12)}${url}/_sandbox`,
    `  ${'data'.padEnd(12)}${data ?? 'in memory'}, seed ${seed} when it is new or reset${auth ? '' : ', no authentication'}`,
    '',
  ].join('\n')
}

function helpText(): string {
  const rows = Object.entries(FLAGS).map(([name, flag]) => {
    const usage = `--${name}${'value' in flag ? ` ${flag.value}` : ''}`
    const preset = 'preset' in flag ? ` (${flag.preset})` : ''
    return `  ${usage.padEnd(22)} ${flag.help}${preset}`
  })
  return [
    'fintech-sandbox [start] [flags]',
    '',
    'A local sandbox for fintech customer APIs: one process, one port, no account, no network.',
    '',
    ...rows,
    '',
    `Every flag but help and version has a twin in the environment, ${variableOf('port')} for --port;`,
    'a flag with a value wins over its twin.',
    'Exit codes: 0 stopped as asked, 1 could not start (port, folder, data), 2 wrong usage.',
  ].join('\n')
}

const stackOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error))
