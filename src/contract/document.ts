import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'

/** What we read of an OpenAPI 3.1 document. Only the shapes that our own contract uses. */
export type Document = {
  openapi: string
  info: { version: string }
  tags?: { name: string; 'x-unimplemented'?: string[] }[]
  paths: Record<string, PathItem>
  webhooks: Record<string, { post: OperationObject }>
  components: Record<string, Record<string, unknown>>
}

export type PathItem = { parameters?: (ParameterObject | Reference)[] } & { [method in Method]?: OperationObject }

export const METHODS = ['get', 'put', 'post', 'delete', 'patch'] as const
export type Method = (typeof METHODS)[number]

export type OperationObject = {
  operationId?: string
  tags?: string[]
  summary?: string
  parameters?: (ParameterObject | Reference)[]
  requestBody?: { required?: boolean; content: Record<string, unknown> }
  responses: Record<string, ResponseObject | Reference>
  'x-control'?: boolean
  'x-source'?: string
  'x-assumed'?: string[]
  'x-aliases'?: string[]
  'x-body-limit'?: number
  'x-body-depth'?: number
  security?: unknown[]
}

export type ParameterObject = {
  name: string
  in: 'path' | 'query' | 'header'
  required?: boolean
  schema: SchemaObject
}
export type ResponseObject = { description: string; content?: Record<string, unknown> }
export type Reference = { $ref: string }
export type SchemaObject = {
  $ref?: string
  type?: string | string[]
  default?: unknown
  properties?: Record<string, SchemaObject>
  items?: SchemaObject
  allOf?: SchemaObject[]
  additionalProperties?: unknown
}

/**
 * The contract: the JSON that the build put beside this file, or, in a checkout, the yaml itself.
 * Throws when neither is an OpenAPI document.
 */
export async function loadDocument(): Promise<Document> {
  const json = readIfThere(new URL('./openapi.json', import.meta.url))
  const value: unknown =
    json === undefined ? await readYaml(new URL('../../openapi.yaml', import.meta.url)) : JSON.parse(json)
  if (!isDocument(value)) throw new Error('The contract is not an OpenAPI document')
  return value
}

async function readYaml(file: URL): Promise<unknown> {
  const { load } = await import('js-yaml')
  return load(await readFile(file, 'utf8'))
}

/** The text of a file of ours, which is quicker read than waited for; undefined when there is none. */
export function readIfThere(file: URL): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

const isDocument = (value: unknown): value is Document =>
  typeof value === 'object' &&
  value !== null &&
  'openapi' in value &&
  'paths' in value &&
  'components' in value &&
  'webhooks' in value

/** The place a `#/...` pointer names. */
export function pointedAt(document: Document, pointer: string): unknown {
  return pointer
    .replace(/^#?\//, '')
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((value, part) => (isObject(value) ? value[part] : undefined), document)
}

/** `toPointer('paths', '/customers', 'get')` is `/paths/~1customers/get`. */
export const toPointer = (...parts: (string | number)[]): string =>
  parts.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
