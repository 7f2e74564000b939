import type { Behaviour } from '../config/behaviour.ts'
import type { Given } from '../config/choices.ts'
import type { Wish } from '../config/config-file.ts'
import { UsageError } from '../config/usage-error.ts'
import {
  createSandbox,
  EndpointError,
  parseSettings,
  type Sandbox,
  type SandboxOptions,
  SettingError,
  StartError,
} from '../sandbox.ts'
import type { Io } from './command.ts'

/**
 * Makes the sandbox that was asked for, and lets it find fault with what only it can judge: settings, webhooks and
 * faults. Rejects with a UsageError that says where that was asked for, or with a StartError.
 */
export async function open(behaviour: Behaviour, more: SandboxOptions, io: Io): Promise<Sandbox> {
  const { seed, auth, strict, checkResponses, webhooks, faults } = behaviour
  const sandbox = await created(
    {
      ...{ seed, auth, strict, checkResponses, ...more },
      settings: settingsOf(behaviour.settings),
      webhooks: webhooks.map(({ value }) => value as NonNullable<SandboxOptions['webhooks']>[number]),
      warn: (line) => io.err(line),
      report: (error) => io.err(stackOf(error)),
    },
    webhooks,
  )
  try {
    for (const fault of faults) await plant(fault, sandbox, more.token)
    return sandbox
  } catch (error) {
    await sandbox.close()
    throw error
  }
}

async function created(options: SandboxOptions, webhooks: readonly Wish[]): Promise<Sandbox> {
  try {
    return await createSandbox(options)
  } catch (error) {
    if (!(error instanceof EndpointError)) throw error
    throw new UsageError(`${webhooks[error.position]?.from}: ${error.message}`, { cause: error })
  }
}

/** Each with its place, if it has one. */
function settingsOf(given: readonly Given[]): NonNullable<SandboxOptions['settings']> {
  for (const { text, from } of given) {
    try {
      parseSettings([text])
    } catch (error) {
      if (!(error instanceof SettingError)) throw error
      const place = /:\d+$/.test(from) ? `${from}: ` : ''
      throw new UsageError(place + error.message, { cause: error })
    }
  }
  return parseSettings(given.map(({ text }) => text))
}

/** A fault that makes no sense is refused as the control API refuses it. */
async function plant({ value, from }: Wish, sandbox: Sandbox, token: string | undefined): Promise<void> {
  const body = JSON.stringify(value)
  const headers = {
    'content-type': 'application/json',
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  }
  const answer = await sandbox.fetch(new Request('http://localhost/_sandbox/faults', { method: 'POST', body, headers }))
  if (answer.status === 201) return
  const { detail } = (await answer.json()) as { detail?: string }
  throw new UsageError(`${from}: ${detail ?? `it was answered with ${answer.status}`}`)
}

/** Listens, with what can go wrong in words. Rejects with a StartError. */
export async function listen(sandbox: Sandbox, address: { host: string; port: number }): Promise<{ url: string }> {
  try {
    return await sandbox.listen(address)
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error
    const reason =
      error.code === 'EADDRINUSE' ? 'is taken; choose another with --port' : `cannot be used: ${error.message}`
    throw new StartError(`port ${address.port} of ${address.host} ${reason}`)
  }
}

const stackOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error))
