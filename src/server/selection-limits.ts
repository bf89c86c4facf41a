import { GraphQLError, Kind, type SelectionSetNode, type ValidationContext, type ValidationRule } from 'graphql'

/* Limits of what an operation selects, fragments followed; each fragment is measured once. */

/** Refuses an operation whose fields nest deeper than the limit. */
export const maxDepthRule = (limit: number) =>
  limitRule(
    limit,
    Math.max,
    `Fields nest at most ${limit} deep: ask for what is further down by its id, in a query of its own.`,
  )

/** Refuses an operation of more fields than the limit, those of a fragment counted wherever it is spread. */
export const maxSelectionsRule = (limit: number) =>
  limitRule(
    limit,
    (one, other) => one + other,
    `An operation has at most ${limit} fields, those of fragments counted at each place.`,
  )

/** What two selections side by side measure together. */
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

/** A field is one more than what is selected in it. */
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
  // A fragment that spreads itself is another rule's error; here it only has to end.
  measured.set(name, 0)
  const fragment = context.getFragment(name)
  const size = fragment ? measure(fragment.selectionSet, context, measured, combine) : 0
  measured.set(name, size)
  return size
}
