import { expect, onTestFinished } from 'vitest'
import { Contract } from '../../src/contract/contract.ts'
import type { Collections } from '../../src/core/collection.ts'
import { isJsonObject } from '../../src/core/json-object.ts'
import type { Message } from '../../src/core/outbox.ts'
import { createSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox.ts'
import { misfit } from '../../src/vendors/rows.ts'
import { type Answer, toAnswer } from './answer.ts'

/** The time in every test's sandbox, until the test moves it. */
export const NOW = new Date('2026-04-20T12:00:00.000Z')

type RequestOptions = {
  /** Whose credentials are sent to a vendor; null sends none. */
  as?: 'demo' | 'other' | null
  headers?: Record<string, string>
  /** Sent as it is, instead of JSON. */
  raw?: string | Uint8Array | ReadableStream<Uint8Array>
}

const contract = await Contract.load()
const checker = await contract.checker()

/** What there is at the end; nothing when it was closed before, or cannot write any more. */
const rowsOf = (sandbox: Sandbox): Promise<Collections> =>
  sandbox.snapshot().then(
    ({ rows }) => rows,
    () => new Map(),
  )

/**
 * A sandbox of its own for one test: in memory, standing still at `NOW`, every answer checked against the contract.
 * It is closed when the test ends, and the test fails when anything was reported as a bug, unless it says which.
 */
export async function freshSandbox(options: SandboxOptions & { bugs?: unknown[] } = {}) {
  const { bugs, ...rest } = options
  const reported: unknown[] = bugs ?? []
  const sandbox = await createSandbox({ now: NOW, checkResponses: true, report: (bug) => reported.push(bug), ...rest })
  onTestFinished(async () => {
    const rows = await rowsOf(sandbox)
    await sandbox.close()
    expect(await misfit(rows)).toBeUndefined()
    if (!bugs) expect(reported).toEqual([])
  })

  async function request(method: string, path: string, body?: unknown, options: RequestOptions = {}): Promise<Answer> {
    const { as = 'demo', headers = {}, raw } = options
    const content = raw ?? (body === undefined ? undefined : JSON.stringify(body))
    const init: RequestInit & { duplex?: 'half' } = {
      method,
      headers: {
        'user-agent': 'tests/1.0',
        ...(as !== null && credentialsOf(as, withoutNamespace(path))),
        ...(content !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(content !== undefined && { body: content, duplex: 'half' }),
    }
    const answer = await toAnswer(await sandbox.fetch(new Request(`http://localhost:4010${path}`, init)))
    conformsToDialect(path, answer)
    return answer
  }

  /** What vendors have told their clients, oldest first. */
  const messages = (): readonly Message[] => sandbox.webhooks.all()
  return { ...sandbox, request, messages }
}

export type TestSandbox = Awaited<ReturnType<typeof freshSandbox>>

/** `/@ci-7/conomy/customers` is `/conomy/customers` of a namespace. */
const withoutNamespace = (path: string): string => path.replace(/^\/@[^/]*/, '')

/** What a client of the vendor at this path sends to say who it is. */
function credentialsOf(as: 'demo' | 'other', path: string): Record<string, string> {
  if (path.startsWith('/conomy')) return { 'x-api-key': `${as}-api-key`, authorization: `Bearer ${as}-token` }
  if (path.startsWith('/legaltalent')) return { authorization: `Bearer sk_${as}_admin` }
  if (path.startsWith('/oak')) return { authorization: `Bearer ${as}-token` }
  return {}
}

/** Whatever is refused is refused in the shape of the API that was called, also where no operation was found. */
function conformsToDialect(address: string, { status, body, headers }: Answer): void {
  if (status < 400) return carriesMeta(withoutNamespace(address), body)
  // Where a namespace is refused there is no vendor yet.
  const isNowhere = headers.get('content-type') === 'application/problem+json' && address.startsWith('/@')
  const path = isNowhere ? '/' : withoutNamespace(address)
  expect(checker.conforms(`/components/schemas/${errorSchema(path, status, body)}`, body)).toEqual([])
  if (path.startsWith('/conomy')) expect(body).toMatchObject({ status })
}

/** LegalTalent says on every answer in its envelope which request it was. */
function carriesMeta(path: string, body: unknown): void {
  if (!path.startsWith('/legaltalent') || !isJsonObject(body) || body.status !== 'success') return
  expect(checker.conforms('/components/schemas/LegalTalentMeta', body.meta)).toEqual([])
}

function errorSchema(path: string, status: number, body: unknown): string {
  // The gateway's errors carry older names beside the five fields.
  if (path.startsWith('/conomy'))
    return isJsonObject(body) && 'statusCode' in body ? 'ConomyGatewayError' : 'ConomyError'
  // The firewall in front of the API and the store of seats speak differently.
  if (path.startsWith('/legaltalent')) {
    return status === 429 ? 'LegalTalentRateLimited' : status === 402 ? 'LegalTalentNoSeats' : 'LegalTalentError'
  }
  return path.startsWith('/oak') ? 'OakError' : 'SandboxProblem'
}
