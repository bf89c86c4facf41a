import {
  type ASTNode,
  GraphQLError,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isInputType,
  isListType,
  isValueNode,
  Kind,
  parse,
  TypeInfo,
  typeFromAST,
  type VariableDefinitionNode,
  visit,
  visitWithTypeInfo,
} from 'graphql'

/**
 * Message for an error about a value that the client sent: it names the argument or variable, the path in it and the
 * expected type. GraphQL's own text quotes the value.
 * @returns null for any other error.
 */
export function describeCoercion(error: unknown, schema: GraphQLSchema): string | null {
  for (let each = error; each instanceof GraphQLError; each = each.originalError) {
    const node = each.nodes?.[0]
    if (node?.kind === Kind.VARIABLE_DEFINITION) return describeVariable(each, node, schema)
    if (node && isQuotable(node)) return describeLiteral(each, node, schema)
  }
  return null
}

/** Removes the offending text, number or operation name from a message about the document. */
export function withoutToken(message: string): string {
  return message
    .replace(/\b(BlockString|String|Int|Float) ".*"/s, '$1')
    .replace(/^Unknown operation named ".*"/s, 'The document has no operation with this operationName')
}

const isQuotable = (node: ASTNode) =>
  node.kind === Kind.OBJECT_FIELD || (isValueNode(node) && node.kind !== Kind.VARIABLE)

/** GraphQL's messages about fields of an input object. They quote names, never values. */
const ABOUT_FIELDS = /^(Field "|OneOf |Exactly one )/
const UNKNOWN_FIELD = /^Field ".*" is not defined by type ("\w+").*/s

function describeVariable(error: GraphQLError, node: VariableDefinitionNode, schema: GraphQLSchema): string | null {
  const name = node.variable.name.value
  const reason = error.originalError?.message
  if (reason === undefined || !error.message.startsWith(`Variable "$${name}" got invalid value`)) return null
  const [, path = name] = / at "([^"]*)"$/.exec(error.message.slice(0, -`; ${reason}`.length)) ?? []
  const place = `Variable "$${name}"${at(path, name)}`
  // Unlike a document, variables are data in whole, keys too.
  if (ABOUT_FIELDS.test(reason))
    return `${place}: ${reason.replace(UNKNOWN_FIELD, 'a field is not defined by type $1.')}`
  const type = typeFromAST(schema, node.type)
  return `${place}: ${isInputType(type) ? expected(typeAt(type, path)) : 'unknown type.'}`
}

function typeAt(type: GraphQLInputType, path: string): GraphQLInputType {
  let found = type
  for (const [, key] of path.matchAll(/\.(\w+)|\[\d+\]/g)) {
    const named = getNamedType(found)
    const list = getNullableType(found)
    if (key !== undefined) found = (isInputObjectType(named) && named.getFields()[key]?.type) || found
    else if (isListType(list)) found = list.ofType
  }
  return found
}

/** Cache per node of a document, since one literal can fail in every row of a list. */
const described = new WeakMap<ASTNode, string>()

function describeLiteral(error: GraphQLError, node: ASTNode, schema: GraphQLSchema): string {
  const known = described.get(node)
  if (known !== undefined) return known
  const { place, type } = locate(node, schema)
  const message = `${place}: ${ABOUT_FIELDS.test(error.message) || !type ? error.message : expected(type)}`
  described.set(node, message)
  return message
}

/** Finds the owner of a value in its document. An error knows only the position of the value. */
function locate({ kind, loc }: ASTNode, schema: GraphQLSchema) {
  const types = new TypeInfo(schema)
  const found: { place: string; type: GraphQLInputType | null | undefined } = { place: 'Value', type: null }
  if (!loc) return found
  visit(
    parse(loc.source.body),
    visitWithTypeInfo(types, {
      enter(node, _key, parent, keys, ancestors) {
        if (node.kind !== kind || node.loc?.start !== loc.start) return
        // At a list, TypeInfo already has the type of the items.
        found.type = kind === Kind.LIST ? types.getParentInputType() : types.getInputType()
        found.place = placeOf([...ancestors, ...(parent ? [parent] : []), node], keys, types)
      },
    }),
  )
  return found
}

function placeOf(
  chain: readonly (ASTNode | readonly ASTNode[])[],
  keys: readonly (string | number)[],
  types: TypeInfo,
) {
  let owner = 'Value'
  let name = ''
  let path = ''
  for (const [i, each] of chain.entries()) {
    const outer = chain[i - 1]
    if (!('kind' in each)) {
      if (outer && 'kind' in outer && outer.kind === Kind.LIST) path += `[${keys[i]}]`
    } else if (each.kind === Kind.ARGUMENT) {
      name = each.name.value
      const directive = types.getDirective()
      const field = directive ? `@${directive.name}` : `${types.getParentType()?.name}.${types.getFieldDef()?.name}`
      owner = `Argument "${name}" of ${field}`
    } else if (each.kind === Kind.VARIABLE_DEFINITION) {
      name = each.variable.name.value
      owner = `Default of variable "$${name}"`
    } else if (each.kind === Kind.OBJECT_FIELD) path += `.${each.name.value}`
  }
  return owner + at(name + path, name)
}

const at = (path: string, name: string) => (path === name ? '' : ` at "${path}"`)

function expected(type: GraphQLInputType): string {
  const named = getNamedType(type)
  const hint = isEnumType(named)
    ? `one of ${named
        .getValues()
        .map(({ name }) => name)
        .join(', ')}`
    : HINTS[named.name]
  return `expected ${type}${hint ? `, ${hint}` : ''}.`
}

const HINTS: Readonly<Record<string, string>> = {
  DateTime: 'RFC 3339, a date, YYYY-MM-DD hh:mm:ss (UTC) or epoch milliseconds, between 1684 and 2255',
  TimeZone: 'an IANA name such as "Europe/Berlin" or "UTC"',
  Int: 'a whole number of 32 bits',
}
