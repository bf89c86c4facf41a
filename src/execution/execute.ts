import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  type GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  getVariableValues,
  OperationTypeNode,
} from 'graphql'
import type { GraphContext } from '../loaders/index.ts'
import { once } from '../model/index.ts'
import { compilable, neverNullIn, switchesOf } from './compiled-document.ts'
import { withinDeadline } from './deadline.ts'
import { type Run, withKeptRows } from './kept-rows.ts'
import { documentOfRows, outlineOf, type RowList, rowListsOf } from './row-lists.ts'
import { sliceLists } from './slices.ts'

/** An operation that is valid and within all limits. */
export interface Operation {
  readonly document: DocumentNode
  readonly operationName: string | undefined
  readonly variables: Readonly<Record<string, unknown>> | undefined
}

export type Execute = (operation: Operation, context: GraphContext) => Promise<ExecutionResult>

interface ExecuteOptions {
  /** Its lists are executed in slices from then on. */
  readonly schema: GraphQLSchema
  /** Time limit in milliseconds. Null: none. */
  readonly timeout?: number | null
}

type Compiler = Awaited<ReturnType<typeof loadCompiler>>

/** Loads graphql-jit, which only a document that comes again needs: a start does not wait for it. */
export const loadCompiler = once(async () => {
  const { compileQuery, isCompiledQuery } = await import('graphql-jit')
  return { compileQuery, isCompiledQuery }
})

/** Documents whose compiled queries are kept. Each query holds up to some hundred kilobytes. */
const MOST_COMPILED = 200
/** Of one document: by operation, and by what @skip and @include leave of it. */
const MOST_OF_DOCUMENT = 8

/**
 * Creates the execution of operations. A query whose document comes a second time is compiled to JavaScript, which takes
 * as long as a few answers do. Answers are those of graphql-js to the byte: it coerces the variables, and whatever
 * graphql-jit answers with an error, in which the two differ, is executed again by graphql-js, whose loaders have what
 * was read. Mutations are not compiled.
 */
export function createExecute({ schema, timeout = null }: ExecuteOptions): Execute {
  sliceLists(schema)
  const seen = new WeakSet<DocumentNode>()
  const compiled = new Map<DocumentNode, CompiledDocument>()
  let compiledCount = 0

  /** Undefined on a document's first sight. */
  function compiledOf(document: DocumentNode): CompiledDocument | undefined {
    const known = compiled.get(document)
    if (!known && !seen.has(document)) {
      seen.add(document)
      return undefined
    }
    const found = known ?? new Map()
    // A Map is in the order of insertion: the first document is the one whose use is the longest ago.
    compiled.delete(document)
    compiled.set(document, found)
    const [oldest] = compiled.keys()
    if (compiled.size > MOST_COMPILED && oldest) compiled.delete(oldest)
    return found
  }

  /** Null where graphql-js has to answer. */
  async function executeCompiled(operation: Operation, context: GraphContext): Promise<ExecutionResult | null> {
    const { document, operationName, variables = {} } = operation
    const queries = compiledOf(document)
    const definition = getOperationAST(document, operationName)
    if (!queries || definition?.operation !== OperationTypeNode.QUERY) return null
    const { coerced } = getVariableValues(schema, definition.variableDefinitions ?? [], variables)
    if (!coerced || neverNullIn(schema, document).some(variable => coerced[variable] === null)) return null
    const name = JSON.stringify([operationName, ...switchesOf(document).map(variable => coerced[variable])])
    let query = queries.get(name)
    if (query === undefined) {
      if (queries.size >= MOST_OF_DOCUMENT) return null
      const compiler = await loadCompiler()
      const own = compilable(document, definition, coerced)
      query = queries.get(name) ?? (own && compile(compiler, own, operationName))
      queries.set(name, query)
    }
    const result = query && (await query(context, coerced))
    return result?.errors ? null : result
  }

  /** Null if it cannot be compiled. */
  function compile(
    { compileQuery, isCompiledQuery }: Compiler,
    document: DocumentNode,
    operationName: string | undefined,
  ): Run | null {
    const runOf = (each: DocumentNode): Run | null => {
      const made = compileQuery(schema, each, operationName)
      return isCompiledQuery(made) ? (context, variables) => made.query(undefined, context, variables) : null
    }
    const whole = runOf(document)
    const lists = rowListsOf(schema, document, operationName)
    const outline = whole && lists.length > 0 ? runOf(outlineOf(document, lists)) : null
    compiledCount += 1
    if (!whole || !outline) return whole
    const rows = new Map<RowList, Run | null>()
    const rowsOf = (list: RowList) => {
      const run = rows.get(list) ?? runOf(documentOfRows(document, operationName, list))
      rows.set(list, run)
      return run
    }
    return withKeptRows(`rows ${compiledCount}`, lists, { whole, outline, rowsOf })
  }

  async function executeWhole(operation: Operation, context: GraphContext): Promise<ExecutionResult> {
    const { document, operationName = null, variables = null } = operation
    const answer = await executeCompiled(operation, context)
    context.signal?.throwIfAborted()
    if (answer) {
      context.outcome.isWhole = true
      return answer
    }
    const args = {
      schema,
      document,
      contextValue: context,
      operationName,
      variableValues: variables,
    }
    const { data, errors } = await execute(args)
    context.signal?.throwIfAborted()
    context.outcome.isWhole = !errors && getOperationAST(document, operationName)?.operation === OperationTypeNode.QUERY
    return { ...(errors && { errors: [...errors].sort(inDocument) }), ...(data !== undefined && { data }) }
  }

  return (operation, context) => withinDeadline(context, timeout, () => executeWhole(operation, context))
}

/** In the order of the document, then of the lists. graphql-js gives errors in the order in which reads happened to fail. */
function inDocument(a: GraphQLError, b: GraphQLError): number {
  const byPosition = (a.positions?.[0] ?? 0) - (b.positions?.[0] ?? 0)
  if (byPosition !== 0) return byPosition
  for (const [index, key] of (a.path ?? []).entries()) {
    const other = b.path?.[index]
    if (typeof key === 'number' && typeof other === 'number' && key !== other) return key - other
  }
  return 0
}

/** By operation name and the values of its switches; null for a query that cannot be compiled. */
type CompiledDocument = Map<string, Run | null>
