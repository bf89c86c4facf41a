import {
  GraphQLError,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql'

/*
 * Limits of a document, checked before it runs. Without any one of them, a document can exhaust the process. Apollo
 * applies them to HTTP, subscription-document.ts to WebSockets.
 */

export const MAX_TOKENS = 5_000
/** Errors of one document that are answered. Each takes time to find and to word. */
export const MAX_ERRORS = 5
export const MAX_FIELDS = 10_000
const MAX_DEPTH = 30

/** Rejects an operation whose fields nest too deep. */
export const maxDepthRule = limitRule(
  MAX_DEPTH,
  Math.max,
  `Fields nest at most ${MAX_DEPTH} deep. Query deeper objects by their ids.`,
)

/** Rejects an operation with too many fields. Apollo has such a rule of its own. */
export const maxFieldsRule = limitRule(
  MAX_FIELDS,
  (one, other) => one + other,
  `An operation has at most ${MAX_FIELDS} fields. Fields of fragments count at each spread.`,
)

/** `combine` adds up the measures of two sibling selections. */
function limitRule(limit: number, combine: (one: number, other: number) => number, message: string): ValidationRule {
  return (context: ValidationContext) => {
    /** Measures of fragments, by name: each fragment is measured once. */
    const measured = new Map<string, number>()

    function measure({ selections }: SelectionSetNode): number {
      let total = 0
      for (const selection of selections) total = combine(total, measureSelection(selection))
      return total
    }

    /** A field is one more than its own selections. */
    function measureSelection(selection: SelectionNode): number {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return measureFragment(selection.name.value)
      const within = selection.selectionSet ? measure(selection.selectionSet) : 0
      return selection.kind === Kind.FIELD ? within + 1 : within
    }

    function measureFragment(name: string): number {
      const known = measured.get(name)
      if (known !== undefined) return known
      // GraphQL's own rules report a fragment that spreads itself. Here the recursion only has to end.
      measured.set(name, 0)
      const fragment = context.getFragment(name)
      const size = fragment ? measure(fragment.selectionSet) : 0
      measured.set(name, size)
      return size
    }

    return {
      OperationDefinition(operation) {
        if (measure(operation.selectionSet) <= limit) return
        context.reportError(new GraphQLError(message, { nodes: [operation] }))
      },
    }
  }
}
