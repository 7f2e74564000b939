import { writeFile } from 'node:fs/promises'
import ts from 'typescript'
import { ROW_FORMATS } from '../src/contract/row-formats.ts'
import { formatOf } from './row-formats.ts'

// Writes what the rows of every collection are, as JSON schemas made of their types: `npm run types`. An import is held
// against it. The generators there are resolve types by themselves, and find nothing in those of openapi-typescript; the
// compiler has already resolved them.

const FILE = new URL('../src/vendors/rows.gen.json', import.meta.url)

type Schema = { [keyword: string]: unknown }

/** The file as it should be: one collection on a line. */
export function rowSchemas(): string {
  const program = programOf('tsconfig.json')
  const checker = program.getTypeChecker()
  const lines = program
    .getSourceFiles()
    .filter(({ fileName }) => /\/src\/(core|vendors)\//.test(fileName))
    .flatMap((source) => collectionsIn(source))
    .map(({ name, row }) => {
      const schema = schemaOf(checker.getTypeFromTypeNode(row), { checker, place: row, within: [] })
      return `  ${JSON.stringify(name)}: ${JSON.stringify(schema)}`
    })
  return `{\n${lines.sort().join(',\n')}\n}\n`
}

function programOf(config: string): ts.Program {
  const host: ts.ParseConfigFileHost = {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: ({ messageText }) => {
      throw new Error(ts.flattenDiagnosticMessageText(messageText, '\n'))
    },
  }
  const parsed = ts.getParsedCommandLineOfConfigFile(config, {}, host)
  if (!parsed) throw new Error(`${config} cannot be read`)
  return ts.createProgram(
    parsed.fileNames.filter((file) => file.includes('/src/')),
    parsed.options,
  )
}

/** Every `collection<Row>()('name', ...)` of a file whose name is written there. */
function collectionsIn(source: ts.SourceFile): { name: string; row: ts.TypeNode }[] {
  const found: { name: string; row: ts.TypeNode }[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isCallExpression(node.expression)) {
      const { expression, typeArguments: [row] = [] } = node.expression
      const [name] = node.arguments
      if (expression.getText() === 'collection' && row && name && ts.isStringLiteral(name)) {
        found.push({ name: name.text, row })
      }
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

type Surroundings = { checker: ts.TypeChecker; place: ts.Node; within: readonly ts.Type[] }

function schemaOf(type: ts.Type, surroundings: Surroundings): Schema {
  const { checker, within } = surroundings
  if (type.isUnion()) return unionOf(type.types, surroundings)
  if (type.flags & ts.TypeFlags.Null) return { type: 'null' }
  if (type.isStringLiteral() || type.isNumberLiteral()) return { const: type.value }
  if (type.flags & ts.TypeFlags.BooleanLiteral) return { const: checker.typeToString(type) === 'true' }
  if (type.flags & ts.TypeFlags.StringLike) return { type: 'string' }
  if (type.flags & ts.TypeFlags.NumberLike) return { type: 'number' }
  // What holds itself is looked at once.
  if (within.includes(type)) return {}
  const inside = { ...surroundings, within: [...within, type] }
  if (checker.isArrayType(type) || checker.isTupleType(type)) {
    const [item] = checker.getTypeArguments(type as ts.TypeReference)
    return { type: 'array', ...(item && { items: schemaOf(item, inside) }) }
  }
  return type.flags & ts.TypeFlags.Object || type.isIntersection() ? objectOf(type, inside) : {}
}

function objectOf(type: ts.Type, surroundings: Surroundings): Schema {
  const { checker, place } = surroundings
  const properties = checker.getPropertiesOfType(type)
  const entries = properties.map((property): [string, Schema] => [
    property.name,
    inFormat(schemaOf(checker.getTypeOfSymbolAtLocation(property, place), surroundings), formatOf(property, checker)),
  ])
  const required = properties.filter(({ flags }) => !(flags & ts.SymbolFlags.Optional)).map(({ name }) => name)
  const values = checker.getIndexTypeOfType(type, ts.IndexKind.String)
  return {
    type: 'object',
    ...(entries.length > 0 && { properties: Object.fromEntries(entries) }),
    ...(required.length > 0 && { required }),
    ...(values && entries.length === 0 && { additionalProperties: schemaOf(values, surroundings) }),
  }
}

/** A text that is said to be more than a text; the others as they are. */
const inFormat = (schema: Schema, format: string | undefined): Schema =>
  format !== undefined && Object.hasOwn(ROW_FORMATS, format) && [schema.type].flat().includes('string')
    ? { ...schema, format }
    : schema

/** One schema where one can say it, as for a type that may be null. */
function unionOf(types: readonly ts.Type[], surroundings: Surroundings): Schema {
  const members = types.filter(({ flags }) => !(flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Null)))
  const schemas = members.map((member) => schemaOf(member, surroundings))
  const values = schemas.flatMap((schema) => ('const' in schema ? [schema.const] : [])).sort()
  const isBoolean = values.length === 2 && values.every((value) => typeof value === 'boolean')
  const named = values.length === 0 ? [] : [isBoolean ? { type: 'boolean' } : { enum: values }]
  const rest = [...named, ...schemas.filter((schema) => !('const' in schema))]
  const [only = {}] = rest
  const plain = rest.length === 1 ? only : { anyOf: rest }
  return types.some(({ flags }) => flags & ts.TypeFlags.Null) ? orNull(plain) : plain
}

function orNull(schema: Schema): Schema {
  if (Array.isArray(schema.enum)) return { enum: [...(schema.enum as unknown[]), null] }
  if (typeof schema.type === 'string') return { ...schema, type: [schema.type, 'null'] }
  return { anyOf: [schema, { type: 'null' }] }
}

if (process.argv[1] === new URL(import.meta.url).pathname) await writeFile(FILE, rowSchemas())
