import { isDate } from 'node:util/types'
import { isReachable } from './core/clock-moves.ts'
import type { DiskOptions } from './core/journal-adapter.ts'
import type { Machine } from './core/machine.ts'
import { isRecord, mistakeIn, type Takes } from './core/mistake.ts'
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
  /** Stand still at this time from the start: one from 1970 to 9998. */
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

/** Where to listen. By default on this machine only, at a free port. */
export type Address = { host?: string; port?: number }

const HIGHEST_SEED = 2 ** 32 - 1
const HIGHEST_PORT = 65_535

const SWITCH: Takes = ['true or false', (value) => typeof value === 'boolean']
const OBJECT: Takes = ['an object', isRecord]
const FUNCTION: Takes = ['a function', (value) => typeof value === 'function']
const PORT: Takes = ['a whole number from 0 to 65535', (value) => isWhole(value, HIGHEST_PORT)]

/** The compiler finds the one that is missing. */
const OPTIONS = {
  seed: [`a whole number from 0 to ${HIGHEST_SEED}`, (value) => isWhole(value, HIGHEST_SEED)],
  data: ['the path of a folder', isText],
  disk: OBJECT,
  auth: SWITCH,
  token: ['a text', isText],
  strict: SWITCH,
  checkResponses: SWITCH,
  settings: [
    'an object of settings by vendor, such as { conomy: { clampCount: true } }',
    (value) => isRecord(value) && Object.values(value).every(isRecord),
  ],
  webhooks: ['a list, such as [{ vendor: "conomy", url: "http://localhost:3000/" }]', Array.isArray],
  port: PORT,
  now: [
    'a Date from 1970 to 9998, such as new Date("2026-04-20T12:00:00Z")',
    (value) => isDate(value) && isReachable(value.getTime()),
  ],
  webhookTimeout: ['a number of ms above 0', (value) => typeof value === 'number' && value > 0],
  patience: OBJECT,
  post: FUNCTION,
  machine: OBJECT,
  report: FUNCTION,
  warn: FUNCTION,
  unmatched: FUNCTION,
} satisfies Record<keyof SandboxOptions, Takes>

const ADDRESS = { host: ['the name or address of a host', isText], port: PORT } satisfies Record<keyof Address, Takes>

/** Throws a SettingError for an option that does not exist, or is not what it takes, which JavaScript would let pass. */
export function requireOptions(options: unknown): void {
  refuse(mistakeIn(options, OPTIONS, 'createSandbox'))
}

/** The same, for where to listen. */
export function requireAddress(address: unknown): void {
  refuse(mistakeIn(address, ADDRESS, 'listen'))
}

function refuse(mistake: string | undefined): void {
  if (mistake !== undefined) throw new SettingError(mistake)
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== ''
}

function isWhole(value: unknown, highest: number): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= highest
}
