import type { GraphQLSchema } from 'graphql'
import { SlicegraphError } from '../../errors.ts'
import type { FilterOf } from '../../store/index.ts'
import { planRows } from '../plan.ts'

/** Labels whose annotations are written, checked. */
export interface LabelsPlan {
  /** Null: all labels. */
  readonly filter: FilterOf<'label'> | null
  /** Estimated cost of finding the labels, in microseconds of one core. */
  readonly cost: number
}

/**
 * Checks a LabelFilter as a query would.
 * @param parameters `filter`, as JSON
 * @throws SlicegraphError or GraphQLError BAD_USER_INPUT, COST_LIMIT_EXCEEDED
 */
export function planLabels(
  schema: GraphQLSchema,
  parameters: Readonly<Record<string, unknown>>,
  maxCost: number | null,
): LabelsPlan {
  if (Object.keys(parameters).some(name => name !== 'filter'))
    throw new SlicegraphError('BAD_USER_INPUT', 'COCO has one parameter: filter, a LabelFilter of the graph as JSON.')
  const plan = planRows(schema, 'labels', { ...parameters, columns: 'id' }, maxCost)
  if (!plan) throw new TypeError('Labels have no rows')
  return { filter: (plan.args.filter ?? null) as LabelsPlan['filter'], cost: plan.cost }
}
