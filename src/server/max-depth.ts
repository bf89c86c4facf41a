import { GraphQLError, Kind, type SelectionSetNode, type ValidationContext, type ValidationRule } from 'graphql'

/** Refuses an operation whose fields nest deeper than the limit, fragments followed; each fragment is measured once. */
export function maxDepthRule(limit: number): ValidationRule {
  return context => {
    const measured = new Map<string, number>()
    return {
      OperationDefinition(operation) {
        if (depthOf(operation.selectionSet, context, measured) <= limit) return
        const message = `Fields nest at most ${limit} deep: ask for what is further down by its id, in a query of its own.`
        context.reportError(new GraphQLError(message, { nodes: [operation] }))
      },
    }
  }
}

function depthOf(set: SelectionSetNode, context: ValidationContext, measured: Map<string, number>): number {
  let deepest = 0
  for (const selection of set.selections) {
    let depth: number
    if (selection.kind === Kind.FIELD) {
      depth = 1 + (selection.selectionSet ? depthOf(selection.selectionSet, context, measured) : 0)
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      depth = depthOf(selection.selectionSet, context, measured)
    } else {
      depth = fragmentDepth(selection.name.value, context, measured)
    }
    deepest = Math.max(deepest, depth)
  }
  return deepest
}

function fragmentDepth(name: string, context: ValidationContext, measured: Map<string, number>): number {
  const known = measured.get(name)
  if (known !== undefined) return known
  // A fragment that spreads itself is another rule's error; here it only has to end.
  measured.set(name, 0)
  const fragment = context.getFragment(name)
  const depth = fragment ? depthOf(fragment.selectionSet, context, measured) : 0
  measured.set(name, depth)
  return depth
}
