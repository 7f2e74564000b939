import { UsageError } from '../config/usage-error.ts'
import { machine } from '../core/machine.ts'
import { suggestionAmong } from '../core/nearest.ts'
import { vendors } from '../vendors/index.ts'
import type { Vendor } from '../vendors/vendor.ts'
import { type Call, CommandError } from './command.ts'
import { type Connection, connect } from './connection.ts'
import { type Reading, read, type Secrets } from './reading.ts'
import { type Came, receive } from './receiver.ts'

/** How long a sandbox may take to forget the endpoints when this ends, in ms. */
const PARTING = 3000

/** What a webhook with a wrong signature is answered with, unless a status was asked for. */
const REFUSAL = 401

/** Receives webhooks and prints them, until it is asked to stop or has seen as many as were asked for. */
export async function run(call: Call): Promise<number> {
  const { choices, io } = call
  const meant = choices.list('vendor', (text) => [text]).map(({ text }) => vendorNamed(text))
  const secrets = secretsIn(choices.list('secret', (text) => [text]).map(({ text }) => text))
  const status = statusIn(choices.integer('status'))
  const count = choices.text('count') === undefined ? Number.POSITIVE_INFINITY : countIn(choices.integer('count'))
  const isJson = choices.isOn('json')
  const isMeant = meant.length > 0 || choices.isGiven('url', 'flag') || choices.isGiven('namespace', 'flag')
  const connection = isMeant ? connect(call) : undefined

  let seen = 0
  let enough = (): void => undefined
  const counted = new Promise<void>((resolve) => {
    enough = resolve
  })
  const take = (came: Came): number => {
    const at = new Date(machine.now())
    const reading = read(came, { vendors, secrets, now: at })
    const isRefused = reading.verdict.signature === 'wrong' && !choices.isGiven('status', 'flag')
    const answered = isRefused ? REFUSAL : status
    io.out(isJson ? JSON.stringify(asJson(came, reading, { at, answered })) : inWords(came, reading, { at, answered }))
    if (++seen >= count) enough()
    return answered
  }

  const receiver = await receive({ host: choices.preset('host'), port: choices.integer('port') }, take)
  const registered: string[] = []
  try {
    if (connection) {
      const wanted = meant.length > 0 ? meant : vendors
      await register(connection, wanted, { url: receiver.url, secrets, heard: (id) => registered.push(id) })
    }
    if (isJson) io.out(JSON.stringify({ url: receiver.url, endpoints: registered }))
    else io.out(greeting(receiver.url, connection))
    await Promise.race([io.stopped(), counted])
    return 0
  } finally {
    if (registered.length > 0) await takeOff(call, registered)
    await receiver.close()
  }
}

/** Registers each vendor's part of the receiver, in every dialect that the vendor speaks. */
async function register(
  connection: Connection,
  wanted: readonly Vendor[],
  { url, secrets, heard }: { url: string; secrets: Secrets; heard: (id: string) => void },
): Promise<void> {
  for (const { name, webhooks } of wanted) {
    for (const dialect of webhooks.dialects) {
      const secret = secrets.get(name) ?? webhooks.demoSecret
      const body = JSON.stringify({ vendor: name, url: `${url}/${name}`, dialect, secret })
      const { id } = await connection.call<{ id: string }>({ method: 'POST', path: '/webhooks/endpoints', body })
      heard(id)
    }
  }
}

/** The sandbox may have gone first, which is no failure. */
async function takeOff(call: Call, ids: readonly string[]): Promise<void> {
  const connection = connect(call, AbortSignal.timeout(PARTING))
  try {
    for (const id of ids) await connection.call({ method: 'DELETE', path: `/webhooks/endpoints/${id}` })
  } catch (error) {
    if (!(error instanceof CommandError)) throw error
    call.io.err(`fintech-sandbox: the endpoints could not be taken off: ${error.message}`)
  }
}

function greeting(url: string, connection: Connection | undefined): string {
  const about = connection ? `, registered at ${connection.url}` : '; --vendor NAME registers it at a sandbox'
  return `waiting for webhooks on ${url}${about}`
}

type Outcome = { at: Date; answered: number }

const asJson = ({ path, headers, body }: Came, { vendor, verdict }: Reading, { at, answered }: Outcome): object => ({
  at: at.toISOString(),
  vendor: vendor ?? null,
  event: verdict.event ?? null,
  signature: verdict.signature,
  remark: verdict.remark ?? null,
  answered,
  path,
  headers,
  body,
})

const SIGNATURES = { genuine: 'the signature is genuine', wrong: 'the signature is WRONG', absent: 'not signed' }

function inWords({ path, body }: Came, { vendor, verdict }: Reading, { at, answered }: Outcome): string {
  const what = vendor === undefined ? `something at ${path}` : `${vendor} ${verdict.event ?? 'without an event'}`
  const remark = verdict.remark === undefined ? '' : `; ${verdict.remark}`
  return `${at.toISOString()} ${what}: ${SIGNATURES[verdict.signature]}${remark}; answered ${answered}\n${body}`
}

function vendorNamed(name: string): Vendor {
  const vendor = vendors.find((candidate) => candidate.name === name)
  if (vendor) return vendor
  const names = vendors.map((candidate) => candidate.name)
  throw new UsageError(`there is no vendor "${name}"${suggestionAmong(name, names)}`)
}

/** `conomy=s3cret` is one vendor's, anything else everybody's. */
function secretsIn(texts: readonly string[]): Secrets {
  const all = texts.map((text) => {
    const owner = vendors.find(({ name }) => text.startsWith(`${name}=`))
    return { owner, secret: owner ? text.slice(owner.name.length + 1) : text }
  })
  const common = all.filter(({ owner }) => !owner).at(-1)?.secret
  const entries = vendors.flatMap(({ name }) => {
    const secret = all.filter(({ owner }) => owner?.name === name).at(-1)?.secret ?? common
    return secret === undefined ? [] : [[name, secret] as const]
  })
  return new Map(entries)
}

function countIn(count: number): number {
  if (count > 0) return count
  throw new UsageError('--count must be at least 1')
}

function statusIn(status: number): number {
  if (status >= 200) return status
  throw new UsageError(`--status must be from 200 to 599, not ${status}`)
}
