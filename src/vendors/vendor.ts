import type { RawParameters } from '../contract/checker.ts'
import type { Emit, Handlers, SurfaceName } from '../contract/types.ts'
import type { Draft, Reader } from '../core/collection.ts'
import type { Delivery, Message } from '../core/outbox.ts'
import type { Problem } from '../core/problem.ts'
import type { Random } from '../core/random.ts'
import type { MagicWord } from '../core/wish.ts'

/** Everything a handler may touch. Time, ids and events come from here, so a test can own them. */
export type Context<Vendor extends string = string, Settings = VendorSettings> = {
  db: Draft
  now: Date
  random: Random
  /** Whose token is used. Undefined with `--auth off`, and for control actions, which see every tenant. */
  tenant: string | undefined
  /** Where clients reach this server, `http://localhost:4010`. */
  origin: string
  settings: Settings
  emit: Emit<Vendor>
  /** Sends a delivery again, from the start of its schedule. */
  resend: (delivery: Delivery) => void
  /** Asks for `alarms.ring`. */
  setAlarm: (alarm: Alarm) => void
}

/** The part of a context that is there before the body is read. */
export type Admission<Settings = VendorSettings> = {
  db: Reader
  tenant: string | undefined
  settings: Settings
  /** The operation's name without its surface, and its path in the contract. */
  operation: string
  path: string
  params: Record<string, unknown>
  query: Record<string, unknown>
}

/** What a client has sent, as far as it says who it is and what it wants. */
export type Asked = { method: string; path: string; query: RawParameters; headers: Headers }

export type Rendered = { status: number; body: object; headers?: Readonly<Record<string, string>> }

export type AnyContext = Omit<Context, 'emit'> & { emit: (event: string, tenant: string, payload: unknown) => void }
export type Handler = (input: { params: object; query: object; body: unknown }, context: AnyContext) => unknown

/** One API as its clients know it: a tag of the contract, its operations, its way of saying no. */
export type Surface = {
  name: string
  handlers: Record<string, Handler>
  /** The tenant who asks. Throws a Problem of kind `unauthorized`, or what the vendor answers instead. */
  authenticate(asking: Asking): string
  /** Refuses, by throwing, what the vendor refuses before it looks at the body. */
  admit(admission: Admission): void
  /** `traceId` is a UUID, new for every answer; `operation` its name without the surface, unless none was found. */
  renderProblem(problem: Problem, traceId: string, settings: VendorSettings, operation?: string): Rendered
  /** What a success is wrapped in, where it carries more than its handler knows. Control actions are left as they are. */
  wrap?(body: unknown, answering: Answering): unknown
  /** Only where the vendor publishes one. */
  rateLimit?: RateLimit
}

/** A surface by its name, as long as nobody has asked it for anything: a start needs none of what it does. */
export type SurfaceEntry = { name: string; load(): Promise<Surface> }

/** How many requests one address may send in a window, and how its answers say so. */
export type RateLimit = {
  requests: number
  /** In ms, on the sandbox's clock. */
  window: number
  /** When it is not, the headers still count. */
  isEnforced(settings: VendorSettings): boolean
  headers(left: { requests: number; remaining: number; resetAt: Date }): Readonly<Record<string, string>>
  /** What the refusal says; `seconds` until the window ends. */
  message(seconds: number): string
}

/** Who says what about themselves, at which operation (its name without the surface), when. */
export type Asking = { headers: Headers; operation: string; now: Date; settings: VendorSettings }

/** Which operation (its name without the surface) answers, when, and a UUID that is new for every answer. */
export type Answering = { operation: string; now: Date; requestId: string }

/** A switch of a vendor's behaviour, set with `--set vendor.name=value`. */
export type SettingSpec<T = boolean | number | string> = {
  readonly default: T
  readonly description: string
  /** The values that it takes, if not all. */
  readonly values?: readonly T[]
  /** Throws an Error that says what is wrong with a value. */
  check?(value: T): void
}
export type VendorSettings = Readonly<Record<string, boolean | number | string>>
export type SettingsOf<Specs extends Record<string, SettingSpec>> = {
  readonly [Name in keyof Specs]: Specs[Name] extends SettingSpec<infer T> ? Widened<T> : never
}
type Widened<T> = T extends boolean ? boolean : T extends number ? number : string

/** When a delivery that failed is tried again. All times in ms. */
export type RetrySchedule = {
  /** How long after the attempt with this number (the first is 1) the next one comes; infinite when none does. */
  delayAfter(attempt: number): number
  /** How long after the first attempt the delivery is given up. */
  giveUpAfter: number
}

export type Sealed = { headers: Record<string, string>; body: string }

/** A webhook as it came to an endpoint; the names of its headers are in lower case. */
export type Arrived = { headers: Readonly<Record<string, string | undefined>>; body: string }

/**
 * What a receiver makes of a webhook. `absent`: it has no signature. `event` is undefined when the body names none as
 * this vendor's do; `remark` is what else the vendor tells receivers to look at.
 */
export type Verdict = { signature: 'genuine' | 'wrong' | 'absent'; event: string | undefined; remark?: string }

/** How a vendor tells its clients what happened. */
export type Webhooks = {
  schedule(settings: VendorSettings): RetrySchedule
  /** How long an endpoint may take to answer, in ms. */
  timeout: number
  isDelivered(status: number, settings: VendorSettings): boolean
  /** The exact bytes of a message and the headers that go with them. The same message gives the same body. */
  seal(message: Message, secret: string | null, attempt: { now: Date; settings: VendorSettings }): Sealed
  /** Checks what `seal` makes, as a receiver does whose secret and time these are. */
  verify(arrived: Arrived, secret: string, now: Date): Verdict
  /** Events that the vendor always sends beside this one, with their payloads. */
  companions(event: string, payload: unknown): { event: string; payload: unknown }[]
  /** The envelope that an event is sent in. Endpoints get one dialect, the first unless they ask for another. */
  dialectOf(event: string): string
  dialects: readonly [string, ...string[]]
  /** A payload for an event that nobody caused; of a real row when `wanted` names one or there is one. */
  sample(
    event: string,
    source: { db: Reader; tenant: string; wanted: Readonly<Record<string, unknown>>; now: Date; random: Random },
  ): object
  /** What endpoints without a secret of their own sign with. */
  demoSecret: string
}

/** One company: its surfaces over one set of rows, its webhooks, its demo data. */
export type Vendor = {
  name: string
  surfaces: readonly SurfaceEntry[]
  /** Where its API is found in the world, for `intercept`. */
  hosts: readonly string[]
  /** Which surface, and which path in it, a request to `/<vendor>/...` means. `path` is what follows the vendor. */
  address(asked: Asked): { surface: string; path: string }
  webhooks: Webhooks
  alarms: Alarms
  /** Names every collection once, so that its indexes are made at the start and not by the first request. */
  prepare(reader: Reader): void
  /** What ends without an operator because a client's data say so. */
  magic: readonly Magic[]
  settings: Record<string, SettingSpec>
  /** What a client needs to know to call as a tenant. Everything here is public. */
  tenants: readonly [demo: Tenant, other: Tenant]
  /** What puts the first rows into an empty store; loaded when it is needed. */
  loadSeed(): Promise<Seed>
}

/** `value` is a word of `core/wish.ts`; `where` it is looked for, and its `effect`, are for people. */
export type Magic = { value: MagicWord; where: string; effect: string }

/** The same random source gives the same rows. */
export type Seed = (draft: Draft, random: Random) => void

/** Something to be seen to at a time, about the row with this id. `what` says so to whoever moves the clock. */
export type Alarm = { row: string; at: Date; what: string }

/** What happens at a vendor because time passes. */
export type Alarms = {
  /** When to ring, as it follows from the rows. */
  pending(db: Reader): Alarm[]
  /** Sees to a row, and says whether there was anything to do: it may have changed, or be gone. */
  ring(row: string, context: AnyContext): boolean
}

/** `headers` are what the requests of a tenant carry to say who sends them. */
export type Tenant = {
  name: string
  credentials: Readonly<Record<string, string>>
  headers: Readonly<Record<string, string>>
}

/** Checks the handlers against the contract, then forgets the specifics: the server only needs the names. */
export const defineSurface = <const Name extends SurfaceName>(
  surface: Omit<Surface, 'name' | 'handlers' | 'admit'> & {
    name: Name
    handlers: Handlers<Name, never>
    admit(admission: Admission<never>): void
  },
): Surface => surface as unknown as Surface
