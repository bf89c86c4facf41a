import {
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
  getOperationAST,
  getVariableValues,
  OperationTypeNode,
} from 'graphql'
import type { GraphContext } from '../loaders/index.ts'
import { once } from '../model/index.ts'
import { compilable, neverNullIn, switchesOf } from './compiled-document.ts'
import { type Run, withKeptRows } from './kept-rows.ts'
import { documentOfRows, outlineOf, type RowList, rowListsOf } from './row-lists.ts'

/** An operation that is valid and within all limits. */
export interface Operation {
  readonly document: DocumentNode
  readonly operationName: string | undefined
  readonly variables: Readonly<Record<string, unknown>> | undefined
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

/** Creates the execution of queries whose document comes a second time. It resolves to null where graphql-js has to answer. */
export function createCompiledExecution(schema: GraphQLSchema) {
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
      let run = rows.get(list)
      if (run === undefined) {
        run = runOf(documentOfRows(document, operationName, list))
        rows.set(list, run)
      }
      return run
    }
    return withKeptRows(`rows ${compiledCount}`, lists, { whole, outline, rowsOf })
  }

  return async function executeCompiled(operation: Operation, context: GraphContext): Promise<ExecutionResult | null> {
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
}

/** By operation name and the values of its switches; null for a query that cannot be compiled. */
type CompiledDocument = Map<string, Run | null>
