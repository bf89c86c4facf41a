import { type ASTNode, GraphQLError } from 'graphql'
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

/** @throws GraphQLError BAD_USER_INPUT beyond the limits of the operation as a whole. */
export function checkTotals({ values, scans }: { values: number; scans: number }, node: ASTNode): void {
  if (values > MAX_VALUES) {
    const message = `The lists ids, in, and, or of an operation have at most ${inWords(MAX_VALUES)} entries in total. Send several operations.`
    throw refusal('BAD_USER_INPUT', message, [node])
  }
  if (scans > MAX_SCANS) {
    const message = `An operation has at most ${MAX_SCANS} root fields that are stats, filtered or sorted lists, or counts. Send several operations.`
    throw refusal('BAD_USER_INPUT', message, [node])
  }
}

/** A number as people write it. */
export const inWords = (number: number): string => number.toLocaleString('en-US')
