import {
  type Document,
  METHODS,
  type Method,
  type OperationObject,
  type ParameterObject,
  type PathItem,
  pointedAt,
  type Reference,
  type SchemaObject,
  toPointer,
} from './document.ts'

/** One path and method of the contract. */
export type Operation = {
  /** `conomy-customers.createCustomer` */
  id: string
  /** The part of the id before the dot. */
  surface: string
  /** The part of the id after the dot. */
  name: string
  method: Method
  /** As in the contract, `/conomy-customers/customers/{id}`. */
  path: string
  summary: string
  /** The published page it was built from. */
  source: string
  /** What that page leaves open, and was decided here. */
  assumed: readonly string[]
  /** Other paths that mean the same. */
  aliases: readonly string[]
  /** An operator's action, which the vendor does not publish. */
  isControl: boolean
  /** Nobody has to say who they are. */
  isPublic: boolean
  /** The status of success. */
  status: number
  parameters: Parameter[]
  body: RequestBody | undefined
  /** Media type and place of the schema by status; no media type where there is no body. */
  responses: Map<number, { mediaType: string; schema: string } | undefined>
}

export type Parameter = {
  name: string
  in: 'path' | 'query' | 'header'
  isRequired: boolean
  isInteger: boolean
  isList: boolean
  default: unknown
  schema: string
}

/** `schemas` holds the place of the schema by media type, `limit` is in bytes, `depth` is that of objects and lists. */
export type RequestBody = { isRequired: boolean; schemas: Map<string, string>; limit: number; depth: number }

/** The largest body, in bytes, of an operation that does not say `x-body-limit`. */
const BODY_LIMIT = 1024 * 1024

/** The deepest nesting inside a body of an operation that does not say `x-body-depth`. */
const BODY_DEPTH = 64

/**
 * What the start needs of the contract: what there is, and where its schemas are. The document with the schemas is ten
 * times as slow to read, and only who checks something needs it.
 */
export type Outline = {
  version: string
  /** In the order in which they are to be matched. */
  operations: readonly Operation[]
  /** Names of webhooks, `conomy.customer.levelChanged`. */
  events: readonly string[]
  /** By surface, the paths that its vendor documents and the sandbox leaves out, without the surface. */
  unimplemented: Readonly<Record<string, readonly string[]>>
}

/** Throws when an operation is not what an operation of ours must be, naming it. */
export function outlineOf(document: Document): Outline {
  const tags = document.tags ?? []
  return {
    version: document.info.version,
    operations: operationsOf(document).sort((a, b) => (specificity(a.path) < specificity(b.path) ? -1 : 1)),
    events: Object.keys(document.webhooks),
    unimplemented: Object.fromEntries(tags.map(({ name, 'x-unimplemented': paths = [] }) => [name, paths])),
  }
}

function operationsOf(document: Document): Operation[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method]
      return operation ? [toOperation(document, path, method, item, operation)] : []
    }),
  )
}

function toOperation(
  document: Document,
  path: string,
  method: Method,
  item: PathItem,
  object: OperationObject,
): Operation {
  const id = object.operationId
  const [surface, name] = id?.split('.') ?? []
  if (!id || !surface || !name) throw new Error(`${method} ${path} needs an operationId of the form surface.name`)
  const place = ['paths', path, method]
  const responses = responsesOf(document, place, object)
  const status = [...responses.keys()].find((code) => code >= 200 && code < 300)
  if (status === undefined) throw new Error(`${id} has no response of success`)
  return {
    id,
    surface,
    name,
    method,
    path,
    summary: object.summary ?? '',
    source: object['x-source'] ?? '',
    assumed: object['x-assumed'] ?? [],
    aliases: object['x-aliases'] ?? [],
    isControl: object['x-control'] === true,
    isPublic: object.security?.length === 0,
    status,
    parameters: [
      ...parametersOf(document, ['paths', path], item.parameters),
      ...parametersOf(document, place, object.parameters),
    ],
    body: object.requestBody && {
      isRequired: object.requestBody.required === true,
      limit: object['x-body-limit'] ?? BODY_LIMIT,
      depth: object['x-body-depth'] ?? BODY_DEPTH,
      schemas: new Map(
        Object.keys(object.requestBody.content).map((type) => [
          type,
          toPointer(...place, 'requestBody', 'content', type, 'schema'),
        ]),
      ),
    },
    responses,
  }
}

function parametersOf(document: Document, place: string[], list: (ParameterObject | Reference)[] = []): Parameter[] {
  return list.map((entry, at) => {
    const [object, pointer] = resolve(document, entry, toPointer(...place, 'parameters', at))
    const schema = resolve<SchemaObject>(document, object.schema, `${pointer}/schema`)[0]
    return {
      name: object.name,
      in: object.in,
      isRequired: object.required === true,
      isInteger: schema.type === 'integer',
      isList: schema.type === 'array',
      default: schema.default,
      schema: `${pointer}/schema`,
    }
  })
}

function responsesOf(document: Document, place: string[], object: OperationObject): Operation['responses'] {
  return new Map(
    Object.entries(object.responses).map(([status, entry]) => {
      const [response, pointer] = resolve(document, entry, toPointer(...place, 'responses', status))
      const [mediaType] = Object.keys(response.content ?? {})
      return [
        Number(status),
        mediaType ? { mediaType, schema: `${pointer}${toPointer('content', mediaType, 'schema')}` } : undefined,
      ]
    }),
  )
}

/** The object itself and its place in the document, behind a `$ref` if there is one. */
function resolve<T extends object>(document: Document, object: T | Reference, pointer: string): [T, string] {
  if (!('$ref' in object) || typeof object.$ref !== 'string') return [object as T, pointer]
  const target = pointedAt(document, object.$ref)
  if (target === undefined) throw new Error(`${object.$ref} is not in the contract`)
  return [target as T, object.$ref.slice(1)]
}

/** Sorts fixed path segments before parameters, because the router takes the first route that matches. */
const specificity = (path: string): string => path.replaceAll(/\{[^}]+\}/g, '\uFFFF')
