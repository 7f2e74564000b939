import type { Operation } from '../../../src/contract/contract.ts'
import type { Damage, PlannedBody } from './bodies.ts'
import type { Target } from './catalogue.ts'
import type { Planned } from './requests.ts'
import { Borrowed, isFields, type Lender, type Template, toJson, toPlain } from './template.ts'

export const ORIGIN = 'http://localhost:4010'

/** A request as it is sent; whoever sends it again to the same state gets the same answer. */
export type Concrete = {
  id: string
  method: string
  /** Path and query. */
  target: string
  headers: [name: string, value: string][]
  body: Buffer<ArrayBuffer> | undefined
}

export type Sources = {
  lend: Lender
  /** The same for a path, whose values make more of a difference. */
  lendInPath: Lender
  /** A document that was answered before under a schema. */
  earlier: (schema: string, pick: number) => string | undefined
  /** Values for parameters in the path that belong together. */
  address: Record<string, string>
  /** A link that was given for the operation. */
  link: string | undefined
  /** Who asks. */
  credentials: [string, string][]
}

const USER_AGENT: [string, string] = ['user-agent', 'fuzz/1.0']

/** Settles everything that was left open in a plan. */
export function concrete(planned: Planned, { operation, vendor }: Target, sources: Sources): Concrete {
  const { lend } = sources
  const path = operation.path.replaceAll(/\{([^}]+)\}/g, (_, name: string) => {
    const value = planned.path[name] ?? ''
    const known = value instanceof Borrowed ? sources.address[name] : undefined
    return escaped(known ?? toPlain(value, sources.lendInPath))
  })
  const prefix = `/${operation.surface}/`
  const shown =
    vendor && planned.isShort && path.startsWith(prefix) ? `/${vendor.name}/${path.slice(prefix.length)}` : path
  const query =
    planned.query.map(([name, value]) => `${escaped(name)}=${escaped(toPlain(value, lend))}`).join('&') + planned.tail
  const { body, headers } = operation.method === 'get' ? NOTHING : packed(planned.body, operation, sources)
  const all = [
    USER_AGENT,
    ...sources.credentials,
    ...headers,
    ...planned.headers.map(([name, value]): [string, string] => [name, toPlain(value, lend)]),
  ]
  return {
    id: operation.id,
    method: operation.method.toUpperCase(),
    target: (planned.follows ? sources.link : undefined) ?? (query === '' ? shown : `${shown}?${query}`),
    headers: [...new Map(all.map(([name, value]) => [name, asHeader(value)]))],
    body,
  }
}

/** Half of a pair of surrogates, which no URL can have. */
const LONE = /\p{Surrogate}/gu

const escaped = (text: string): string => (/^%/.test(text) ? text : encodeURIComponent(text.replaceAll(LONE, '\ufffd')))

const asHeader = (text: string): string => text.replaceAll(/[^\t\x20-\x7e\x80-\xff]/g, '?').trim()

type Packed = { body: Buffer<ArrayBuffer> | undefined; headers: [string, string][] }

const NOTHING: Packed = { body: undefined, headers: [] }

function packed(planned: PlannedBody, operation: Operation, { lend, earlier }: Sources): Packed {
  switch (planned.kind) {
    case 'none':
      return NOTHING
    case 'json':
      return damaged(toJson(planned.value, lend), planned.contentType, planned.damage, operation)
    case 'bytes':
      return damaged(planned.text, toPlain(planned.contentType, lend), planned.damage, operation)
    case 'earlier': {
      const text = earlier(planned.schema, planned.pick) ?? toJson(planned.otherwise, lend)
      return damaged(text, planned.contentType, 'none', operation)
    }
    case 'form':
      return damaged(formOf(planned.fields, lend), planned.contentType, planned.damage, operation)
  }
}

function damaged(text: string, contentType: string | null, damage: Damage, operation: Operation): Packed {
  const body = bytesOf(text, damage)
  const headers: [string, string][] = contentType === null ? [] : [['content-type', contentType]]
  if (damage === 'too large') headers.push(['content-length', String((operation.body?.limit ?? 0) + 1)])
  // Without a length the body is read as a stream, which takes another way, and longer.
  else if (body.byteLength % 8 !== 0) headers.push(['content-length', String(body.byteLength)])
  return { body, headers }
}

function bytesOf(text: string, damage: Damage): Buffer<ArrayBuffer> {
  switch (damage) {
    case 'cut':
      return Buffer.from(text.slice(0, text.length >> 1))
    case 'doubled':
      return Buffer.from(text + text)
    case 'empty':
      return Buffer.from('')
    case 'blank':
      return Buffer.from(' \n')
    case 'bom':
      return Buffer.from(`\ufeff${text}`)
    case 'comma':
      return Buffer.from(text.replace(/[}\]]$/, ',$&'))
    case 'single quotes':
      return Buffer.from(text.replaceAll('"', "'"))
    case 'not utf-8':
      return Buffer.concat([Buffer.from(text), Buffer.from([0xff, 0xc0])])
    case 'too large':
    case 'none':
      return Buffer.from(text)
  }
}

function formOf(fields: [name: string, value: Template][], lend: Lender): string {
  const parts = fields.map(([name, value]) => {
    const quoted = name.replaceAll(/["\r\n]/g, '?')
    if (!isFields(value))
      return `--fuzz\r\ncontent-disposition: form-data; name="${quoted}"\r\n\r\n${toPlain(value, lend)}\r\n`
    const of = (field: string): string => toPlain(value[field] ?? '', lend).replaceAll(/["\r\n]/g, '?')
    const head = `content-disposition: form-data; name="${quoted}"; filename="${of('name')}"\r\ncontent-type: ${of('type')}`
    return `--fuzz\r\n${head}\r\n\r\n${of('base64')}\r\n`
  })
  return `${parts.join('')}--fuzz--\r\n`
}
