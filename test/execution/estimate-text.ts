import { getOperationAST, type OperationDefinitionNode, parse, validate } from 'graphql'
import { estimate } from '../../src/execution/cost.ts'
import { assess } from '../../src/execution/index.ts'
import { createSchema } from '../../src/server/schema.ts'

export const schema = createSchema()

interface Options {
  readonly maxCost?: number | null
  readonly operationName?: string
}

/** The cost of an operation as `extensions.cost` shows it. @throws Error for an invalid document, GraphQLError beyond a limit. */
export function costOf(
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
  { maxCost = null, operationName }: Options = {},
) {
  const document = parse(query)
  const [error] = validate(schema, document)
  if (error) throw error
  const operation = getOperationAST(document, operationName) as OperationDefinitionNode
  const assessment = assess({ schema, document, operation, variables, maxCost })
  if (!assessment) throw new Error('A variable is invalid.')
  assessment.check()
  return assessment.describe()
}

/** The same for a document that may be invalid, without limits of the operation as a whole. */
export function estimateText(query: string, variables: Readonly<Record<string, unknown>>) {
  const document = parse(query)
  return estimate({ schema, document, operation: getOperationAST(document) as OperationDefinitionNode, variables })
}
