import { CLOCK_RANGE, isInRange } from './core/clock-moves.ts'
import type { DiskOptions } from './core/journal-adapter.ts'
import type { Machine } from './core/machine.ts'
import { suggestionAmong } from './core/nearest.ts'
import type { Post } from './delivery/post.ts'
import type { Patience } from './http/listen.ts'
import { SettingError, type Settings } from './vendors/settings.ts'

export type SandboxOptions = {
  /** The same seed gives the same rows and ids: a whole number from 0 to 4294967295. */
  seed?: number
  /** The folder of the data; none keeps nothing. */
  data?: string | undefined
  /** How the folder is written to; for tests. */
  disk?: DiskOptions
  /** False: clients need no credentials, only the tenant's name. */
  auth?: boolean
  /** What callers of the control API must send as a bearer; none is needed without. */
  token?: string | undefined
  /** Refuse unknown fields and parameters instead of warning. */
  strict?: boolean
  /** Check everything that is sent against the contract; a violation is a 500. */
  checkResponses?: boolean
  /** By vendor and name; what is left out has its default. */
  settings?: Settings
  /** Where vendors send their webhooks, besides what is registered later: there from the start, and after a reset. */
  webhooks?: readonly WebhookOptions[]
  /** Listen from the start; 0 takes a free port. Without it nobody outside of this process reaches the sandbox. */
  port?: number | undefined
  /** Stand still at this time from the start: one from 1970 to 9999. */
  now?: Date | undefined
  /** Instead of the vendors' webhook timeouts, in ms. */
  webhookTimeout?: number
  /** How long clients may take to send a request, in ms; for tests. */
  patience?: Partial<Patience>
  /** Takes webhooks to their endpoints instead of HTTP. */
  post?: Post
  machine?: Machine
  /** Hears of bugs, and of failures to write. */
  report?: (error: unknown) => void
  /** Hears, a line at a time, of what a person should know. */
  warn?: (line: string) => void
  /** Hears of every call, in whatever namespace, that is none of the operations that the sandbox plays. */
  unmatched?: (call: UnmatchedCall) => void
}

/** As the body of `POST /_sandbox/webhooks/endpoints`: `tenant`, `secret`, `events` and `dialect` have its defaults. */
export type WebhookOptions = {
  vendor: string
  url: string
  tenant?: string
  /** Null: unsigned. */
  secret?: string | null
  events?: readonly string[]
  dialect?: string
}

/** `path` without its secrets; `status` is undefined when there was no answer. */
export type UnmatchedCall = { method: string; path: string; status: number | undefined; namespace: string }

const HIGHEST_SEED = 2 ** 32 - 1

/** The compiler finds the one that is missing. */
const NAMES = Object.keys({
  seed: 0,
  data: 0,
  disk: 0,
  auth: 0,
  token: 0,
  strict: 0,
  checkResponses: 0,
  settings: 0,
  webhooks: 0,
  port: 0,
  now: 0,
  webhookTimeout: 0,
  patience: 0,
  post: 0,
  machine: 0,
  report: 0,
  warn: 0,
  unmatched: 0,
} satisfies Record<keyof SandboxOptions, 0>)

/**
 * Throws a SettingError for an option that does not exist, which JavaScript would let pass, for a seed that is none, and
 * for a time that no clock shows.
 */
export function requireOptions(options: SandboxOptions): void {
  const strange = Object.keys(options).find((name) => !NAMES.includes(name))
  if (strange !== undefined)
    throw new SettingError(`there is no option "${strange}" of createSandbox${suggestionAmong(strange, NAMES)}`)
  const { seed = 1, now } = options
  if (!Number.isInteger(seed) || seed < 0 || seed > HIGHEST_SEED)
    throw new SettingError(`seed must be a whole number from 0 to ${HIGHEST_SEED}, not ${seed}`)
  if (now && !isInRange(now.getTime())) throw new SettingError(`now must be a time ${CLOCK_RANGE}`)
}
