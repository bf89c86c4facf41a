import { getVariableValues } from 'graphql'
import { checkEntries, checkNesting, checkTotals, inWords, refusal } from './caps.ts'
import { estimate } from './cost.ts'
import type { Operation } from './selections.ts'

/** The cost of an operation, as `extensions.cost` shows it. */
interface OperationCost {
  readonly cost: number
  /** Null: no limit. */
  readonly limit: number | null
  /** Where most of the cost is, as response keys with dots. */
  readonly path: string
}

/** A valid operation with its variables as sent. */
interface Request extends Omit<Operation, 'variables'> {
  readonly variables: Readonly<Record<string, unknown>> | null | undefined
  /** Null: no limit. */
  readonly maxCost: number | null
}

/** The estimate of an operation, checked before it runs. */
export interface Assessment {
  readonly cost: number
  describe(): OperationCost
  /** @throws GraphQLError COST_LIMIT_EXCEEDED */
  check(): void
}

/**
 * Estimates an operation before it runs.
 * @returns null if a variable is invalid, which execution reports.
 * @throws GraphQLError BAD_USER_INPUT beyond the limits of caps.ts.
 */
export function assess({ variables, maxCost, ...request }: Request): Assessment | null {
  const { schema, operation } = request
  checkNesting(variables, operation)
  checkEntries(variables ?? {}, operation)
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variables ?? {}, { maxErrors: 1 })
  if (!coerced) return null
  const estimated = estimate({ ...request, variables: coerced })
  checkTotals(estimated, operation)
  const describe = () => ({ cost: estimated.cost, limit: maxCost, path: estimated.path() })
  return {
    cost: estimated.cost,
    describe,
    check() {
      if (maxCost === null || estimated.cost <= maxCost) return
      const { cost, path } = describe()
      const place = path === '' ? '' : `, most of it at ${path}`
      const message =
        `The operation costs ${inWords(cost)}${place}. The limit is ${inWords(maxCost)}. ` +
        'Ask for smaller pages or fewer nested lists, or split it into several operations.'
      throw refusal('COST_LIMIT_EXCEEDED', message, [operation], { cost, limit: maxCost, path })
    },
  }
}
