import ts from 'typescript'

// A type that is another name for `string` is lost where the compiler resolves it, and what its comment says of its
// format with it. So the format is looked for where a property is written down.

/**
 * What a property's comment says of its format, or that of the type which it is of: `Format: date-time`, as
 * openapi-typescript writes it. Undefined when nobody says anything.
 */
export function formatOf(property: ts.Symbol, checker: ts.TypeChecker): string | undefined {
  return firstOf(
    property.declarations ?? [],
    (written) => saidIn(written) ?? (ts.isPropertySignature(written) ? formatOfNode(written.type, checker) : undefined),
  )
}

function formatOfNode(node: ts.TypeNode | undefined, checker: ts.TypeChecker): string | undefined {
  if (!node) return undefined
  if (ts.isParenthesizedTypeNode(node)) return formatOfNode(node.type, checker)
  if (ts.isUnionTypeNode(node)) return firstOf(node.types, (member) => formatOfNode(member, checker))
  if (ts.isTypeReferenceNode(node)) return formatOfName(node.typeName, checker)
  if (!ts.isIndexedAccessTypeNode(node) || !ts.isLiteralTypeNode(node.indexType)) return undefined
  const { literal } = node.indexType
  const owner = checker.getTypeFromTypeNode(node.objectType)
  const property = ts.isStringLiteral(literal) ? checker.getPropertyOfType(owner, literal.text) : undefined
  return property && formatOf(property, checker)
}

function formatOfName(name: ts.EntityName, checker: ts.TypeChecker): string | undefined {
  const symbol = checker.getSymbolAtLocation(name)
  const named = symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
  return firstOf(
    named?.declarations?.filter((declaration) => ts.isTypeAliasDeclaration(declaration)) ?? [],
    (alias) => saidIn(alias) ?? formatOfNode(alias.type, checker),
  )
}

function saidIn(declaration: ts.Node): string | undefined {
  return firstOf(
    ts.getJSDocCommentsAndTags(declaration),
    (comment) => /\bFormat: (\S+)/.exec(ts.getTextOfJSDocComment(comment.comment) ?? '')?.[1],
  )
}

function firstOf<T>(all: readonly T[], find: (each: T) => string | undefined): string | undefined {
  for (const each of all) {
    const found = find(each)
    if (found !== undefined) return found
  }
  return undefined
}
