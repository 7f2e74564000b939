import { readFile } from 'node:fs/promises'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { expect, test } from 'vitest'
import { Contract, type Operation } from '../../src/contract/contract.ts'
import { toPointer } from '../../src/contract/document.ts'

const contract = await Contract.load()
const { operations } = contract
const document = await contract.document()
const ofVendors = operations.filter(({ surface }) => surface !== 'sandbox')
const published = ofVendors.filter(({ isControl }) => !isControl)
const controlled = operations.filter((operation) => !published.includes(operation))

/** Ids of the operations that do not document this status. */
const without = (status: number, list: readonly Operation[]): string[] =>
  list.filter(({ responses }) => !responses.has(status)).map(({ id }) => id)

test('there are operations of a vendor, actions on its rows and a control API to look at', () => {
  expect(published.length).toBeGreaterThan(0)
  expect(controlled.length).toBeGreaterThan(0)
  expect(ofVendors.length).toBeGreaterThan(published.length)
})

test('every operation says which published page it was built from', () => {
  expect(operations.filter(({ source }) => source.trim() === '').map(({ id }) => id)).toEqual([])
})

test('every event says which published page it was built from', () => {
  const silent = Object.entries(document.webhooks).filter(([, { post }]) => !post['x-source'])

  expect(silent.map(([name]) => name)).toEqual([])
})

test('an event has no operationId, because the types would then ask for its handler', () => {
  const named = Object.entries(document.webhooks).filter(([, { post }]) => post.operationId !== undefined)

  expect(named.map(([name]) => name)).toEqual([])
})

test('every operationId is the surface, a dot, and a verb with its noun', () => {
  const odd = operations.filter(({ id }) => !/^[a-z]+(-[a-z]+)*\.([a-z]+[A-Z][A-Za-z]*|reset)$/.test(id))

  expect(odd.map(({ id }) => id)).toEqual([])
})

test.each(operations.map((operation) => [operation.id, operation] as const))(
  '%s has its surface as its only tag and its path prefix',
  (_id, { surface, isControl, path, method }) => {
    const isOperators = isControl || surface === 'sandbox'

    expect(`${path}/`.startsWith(isOperators ? '/_sandbox/' : `/${surface}/`)).toBe(true)
    expect(document.paths[path]?.[method]?.tags).toEqual([surface])
  },
)

test('every operation of the control API says that it may ask for the token, but health and the index, which never do', () => {
  const asked = controlled.filter(({ id }) => id !== 'sandbox.getHealth' && id !== 'sandbox.getIndex')
  const silent = asked.filter(({ path, method }) => !document.paths[path]?.[method]?.security?.length)

  expect(silent.map(({ id }) => id)).toEqual([])
  expect(without(401, asked)).toEqual([])
})

test('no two operations have the same name', () => {
  expect(new Set(operations.map(({ id }) => id)).size).toBe(operations.length)
})

test('components belong to a vendor or to the sandbox, and say so', () => {
  const names = Object.values(document.components).flatMap((kind) => Object.keys(kind))
  const odd = names.filter((name) => name !== 'WebhookAccepted' && !/^(Conomy|LegalTalent|Oak|Sandbox)[A-Z]/.test(name))

  expect(odd).toEqual([])
})

test('the contract has the version of the package', async () => {
  const { version } = JSON.parse(await readFile('package.json', 'utf8'))

  expect(contract.version).toBe(version)
})

test('a vendor documents who may not call, and how it fails', () => {
  const forSomebody = published.filter(({ isPublic }) => !isPublic)

  expect(without(401, forSomebody)).toEqual([])
  expect(without(500, published)).toEqual([])
})

test('every operation documents that a call may be wrong, if only by a parameter that --strict refuses', () => {
  expect(without(400, operations)).toEqual([])
})

test('an operation on one record documents that there may be none', () => {
  const onOne = operations.filter(({ path }) => path.includes('{'))

  expect(without(404, onOne)).toEqual([])
})

test('the control API documents that pages of another origin are refused', () => {
  expect(without(403, controlled)).toEqual([])
})

test('the control API documents that a body may be too large', () => {
  const withBody = controlled.filter(({ body }) => body !== undefined)

  expect(without(413, withBody)).toEqual([])
})

test('whatever writes documents that the disk may refuse', () => {
  const writing = operations.filter(({ method }) => method !== 'get')

  expect(without(500, writing)).toEqual([])
})

test('every schema is one that a strict validator understands', () => {
  const ajv = new Ajv2020({ strict: true, strictTypes: true, strictTuples: true, allowUnionTypes: true })
  // The document itself is the root that pointers start from.
  ajv.addVocabulary([...Object.keys(document), 'x-error', 'example', 'discriminator'])
  addFormats.default(ajv)
  ajv.addSchema(document, 'openapi')
  const schemas = [
    ...Object.keys(document.components.schemas ?? {}).map((name) => toPointer('components', 'schemas', name)),
    ...Object.keys(document.webhooks).map((event) => contract.payloadOf(event)),
    ...operations.flatMap(({ parameters, body, responses }) => [
      ...parameters.map(({ schema }) => schema),
      ...(body?.schemas.values() ?? []),
      ...[...responses.values()].flatMap((response) => response?.schema ?? []),
    ]),
  ]

  const broken: string[] = []
  for (const schema of schemas) {
    const reference = schema.split('/').map(encodeURIComponent).join('/')
    try {
      ajv.compile({ $ref: `openapi#${reference}` })
    } catch (error) {
      broken.push(`${schema}: ${String(error)}`)
    }
  }

  expect(schemas.length).toBeGreaterThan(operations.length)
  expect(broken).toEqual([])
}, 60_000)
