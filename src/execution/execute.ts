import {
  type ExecutionResult,
  execute,
  type GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  OperationTypeNode,
} from 'graphql'
import type { GraphContext } from '../loaders/index.ts'
import { createCompiledExecution, type Operation } from './compiled-queries.ts'
import { withinDeadline } from './deadline.ts'
import { sliceLists } from './slices.ts'

export type Execute = (operation: Operation, context: GraphContext) => Promise<ExecutionResult>

interface ExecuteOptions {
  /** Its lists are executed in slices from then on. */
  readonly schema: GraphQLSchema
  /** Time limit in milliseconds. Null: none. */
  readonly timeout?: number | null
}

/**
 * Creates the execution of operations. A query whose document comes a second time is compiled to JavaScript, which takes
 * as long as a few answers do. Answers are those of graphql-js to the byte: it coerces the variables, and whatever
 * graphql-jit answers with an error, in which the two differ, is executed again by graphql-js, whose loaders have what
 * was read. Mutations are not compiled.
 */
export function createExecute({ schema, timeout = null }: ExecuteOptions): Execute {
  sliceLists(schema)
  const executeCompiled = createCompiledExecution(schema)

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
