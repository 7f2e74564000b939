import { addressOf, type Behaviour, behaviourOf, dataOf, tokenOf } from '../config/behaviour.ts'
import { describeVendors } from '../sandbox.ts'
import type { Call } from './command.ts'
import { listen, open } from './opening.ts'
import { version } from './version.ts'

type Kept = { data: string | undefined; config: string | undefined; hasToken: boolean }

/** Starts the sandbox, says where it is, and runs it until it is asked to stop. */
export async function run({ choices, file, io }: Call): Promise<number> {
  const behaviour = behaviourOf(choices, file)
  const address = addressOf(choices)
  const data = dataOf(choices)
  const token = tokenOf(choices)
  const isJson = choices.isOn('json')
  const kept = { data, config: file.name, hasToken: token !== undefined }
  const sandbox = await open(behaviour, { data, token }, io)
  try {
    const { url } = await listen(sandbox, address)
    io.out(isJson ? JSON.stringify(description(url, kept)) : banner(url, { ...kept, ...behaviour }, await version()))
    await io.stopped()
    return 0
  } finally {
    await sandbox.close()
  }
}

/** What `--json` prints: enough for a script to start calling. */
function description(url: string, { data, config }: Kept): object {
  const files = { data: data ?? null, config: config ?? null }
  return { url, control: `${url}/_sandbox`, ...files, vendors: describeVendors(url) }
}

function banner(url: string, { data, config, hasToken, auth, seed }: Behaviour & Kept, number: string): string {
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
  const conditions = `seed ${seed} when it is new or reset${auth ? '' : ', no authentication'}`
  return [
    `fintech-sandbox ${number} listens on ${url}`,
    '',
    ...vendors,
    `  ${'control'.padEnd(12)}${url}/_sandbox${hasToken ? ', with its token' : ''}`,
    `  ${'data'.padEnd(12)}${data ?? 'in memory'}, ${conditions}`,
    ...(config === undefined ? [] : [`  ${'config'.padEnd(12)}${config}`]),
    '',
  ].join('\n')
}
