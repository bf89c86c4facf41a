import { type ASTNode, GraphQLError, type OperationDefinitionNode, OperationTypeNode } from 'graphql'
import { ERRORS, type ErrorCode, SlicegraphError } from '../errors.ts'

const MAX_ORDER_FIELDS = 8
const MAX_VALUES = 1_000
const MAX_SCANS = 50
/** More than a filter may nest. Without a limit, reading deep variables exhausts the stack. */
const MAX_NESTING = 64

/** An error that refuses an operation before it runs. */
export function refusal(
  code: ErrorCode,
  message: string,
  nodes: readonly ASTNode[],
  details?: Readonly<Record<string, unknown>>,
): GraphQLError {
  const originalError = new SlicegraphError(code, message, { details })
  return new GraphQLError(message, {
    nodes,
    originalError,
    extensions: { code, http: { status: ERRORS[code].status } },
  })
}

/** @throws GraphQLError BAD_USER_INPUT for too many sort fields, or a dimension that occurs twice. */
export function checkArguments({ orderBy, groupBy }: Readonly<Record<string, unknown>>, node: ASTNode): void {
  if (Array.isArray(orderBy) && orderBy.length > MAX_ORDER_FIELDS)
    throw refusal('BAD_USER_INPUT', `orderBy takes at most ${MAX_ORDER_FIELDS} sort fields.`, [node])
  if (Array.isArray(groupBy) && new Set(groupBy).size < groupBy.length)
    throw refusal('BAD_USER_INPUT', 'groupBy takes each dimension once.', [node])
}

/** @throws GraphQLError BAD_USER_INPUT for variables that nest too deep. */
export function checkNesting(variables: unknown, node: ASTNode): void {
  if (nestsDeeper(variables, MAX_NESTING))
    throw refusal('BAD_USER_INPUT', `Variables nest at most ${MAX_NESTING} levels deep.`, [node])
}

function nestsDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  return levels === 0 || Object.values(value).some(each => nestsDeeper(each, levels - 1))
}

/**
 * The same limit of entries as `checkTotals`, before variables are coerced: that takes a hundred times as long.
 * @throws GraphQLError BAD_USER_INPUT for a query whose variables alone have too many entries.
 */
export function checkEntries(variables: Readonly<Record<string, unknown>>, node: OperationDefinitionNode): void {
  if (node.operation !== OperationTypeNode.QUERY) return
  const used = node.variableDefinitions?.map(({ variable }) => variables[variable.name.value]) ?? []
  if (used.reduce<number>((sum, value) => sum + entriesIn(value), 0) > MAX_VALUES) throw tooManyValues(node)
}

/** Of all lists in a value. */
function entriesIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  let entries = Array.isArray(value) ? value.length : 0
  for (const each of Object.values(value)) entries += entriesIn(each)
  return entries
}

function tooManyValues(node: ASTNode): GraphQLError {
  const message = `The lists ids, in, and, or of an operation have at most ${inWords(MAX_VALUES)} entries in total. Send several operations.`
  return refusal('BAD_USER_INPUT', message, [node])
}

/** @throws GraphQLError BAD_USER_INPUT beyond the limits of the operation as a whole. */
export function checkTotals({ values, scans }: { values: number; scans: number }, node: ASTNode): void {
  if (values > MAX_VALUES) throw tooManyValues(node)
  if (scans > MAX_SCANS) {
    const message = `An operation has at most ${MAX_SCANS} root fields that are stats, filtered or sorted lists, or counts. Send several operations.`
    throw refusal('BAD_USER_INPUT', message, [node])
  }
}

/** A whole number as people write it. `toLocaleString` takes 20 ms the first time. */
export const inWords = (number: number): string => String(number).replace(/\B(?=(?:\d{3})+$)/g, ',')
