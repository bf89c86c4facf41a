import { GraphQLError, Kind, type SelectionSetNode, type ValidationContext, type ValidationRule } from 'graphql'

/* Limits of the selections of an operation. Fragments are followed, and each is measured once. */

/** Refuses an operation whose fields nest deeper than the limit. */
export const maxDepthRule = (limit: number) =>
  limitRule(limit, Math.max, `Fields nest at most ${limit} deep. Query deeper objects by their ids.`)

/** Refuses an operation with more fields than the limit. Fields of a fragment count at each spread. */
export const maxSelectionsRule = (limit: number) =>
  limitRule(
    limit,
    (one, other) => one + other,
    `An operation has at most ${limit} fields. Fields of fragments count at each spread.`,
  )

/** Combines the measures of two sibling selections. */
type Combine = (one: number, other: number) => number

function limitRule(limit: number, combine: Combine, message: string): ValidationRule {
  return context => {
    const measured = new Map<string, number>()
    return {
      OperationDefinition(operation) {
        if (measure(operation.selectionSet, context, measured, combine) <= limit) return
        context.reportError(new GraphQLError(message, { nodes: [operation] }))
      },
    }
  }
}

/** Measures a selection set: a field is one more than its own selections. */
function measure(
  { selections }: SelectionSetNode,
  context: ValidationContext,
  measured: Map<string, number>,
  combine: Combine,
): number {
  let total = 0
  for (const selection of selections) {
    const own = selection.kind === Kind.FIELD ? 1 : 0
    const within =
      selection.kind === Kind.FRAGMENT_SPREAD
        ? measureFragment(selection.name.value, context, measured, combine)
        : selection.selectionSet
          ? measure(selection.selectionSet, context, measured, combine)
          : 0
    total = combine(total, own + within)
  }
  return total
}

function measureFragment(
  name: string,
  context: ValidationContext,
  measured: Map<string, number>,
  combine: Combine,
): number {
  const known = measured.get(name)
  if (known !== undefined) return known
  // GraphQL's own rules report a fragment that spreads itself; here the recursion only has to end.
  measured.set(name, 0)
  const fragment = context.getFragment(name)
  const size = fragment ? measure(fragment.selectionSet, context, measured, combine) : 0
  measured.set(name, size)
  return size
}
