import { Choices, type Environment, type Given } from './choices.ts'
import { type ConfigFile, NOTHING, type Wish } from './config-file.ts'
import { BEHAVIOUR } from './flags.ts'
import { UsageError } from './usage-error.ts'
import { webhooksIn } from './webhook-words.ts'

/** How a sandbox is to behave; what only the sandbox can judge is as it was given. */
export type Behaviour = {
  seed: number
  auth: boolean
  strict: boolean
  checkResponses: boolean
  /** `vendor.name=value`, the weakest first. */
  settings: readonly Given[]
  webhooks: readonly Wish[]
  faults: readonly Wish[]
}

/** Throws a UsageError. */
export function behaviourOf(choices: Choices, file: ConfigFile): Behaviour {
  return {
    seed: choices.integer('seed'),
    auth: choices.isOn('auth'),
    strict: choices.isOn('strict'),
    checkResponses: choices.isOn('check-responses'),
    settings: choices.list('set', (text) => text.split(',').filter(Boolean)),
    webhooks: [...file.webhooks, ...choices.list('webhook', (text) => [text]).flatMap(webhooksIn)],
    faults: file.faults,
  }
}

/** As the environment alone says. Throws a UsageError. */
export const behaviourIn = (environment: Environment): Behaviour =>
  behaviourOf(new Choices({ flags: BEHAVIOUR, values: new Map(), environment, file: NOTHING.given }), NOTHING)

/** Where to listen. Throws a UsageError. */
export const addressOf = (choices: Choices): { host: string; port: number } => ({
  host: choices.preset('host'),
  port: choices.integer('port'),
})

/** What the control API asks for; undefined when it asks for nothing. Throws a UsageError for what no header can carry. */
export function tokenOf(choices: Choices): string | undefined {
  const token = choices.text('token')
  if (token === undefined || /^[\x21-\x7e]+$/.test(token)) return token
  throw new UsageError('--token must be of letters, digits and signs of ASCII, without blanks')
}

/**
 * The folder of the data; undefined when nothing is kept. Whoever says `memory` means it, unless a folder is named in a
 * stronger place. Throws a UsageError.
 */
export function dataOf(choices: Choices): string | undefined {
  for (const source of ['flag', 'environment', 'file'] as const) {
    const isMemory = choices.isOnIn(source, 'memory')
    if (isMemory) return undefined
    if (isMemory === false || choices.isGiven('data', source)) break
  }
  return choices.preset('data')
}
