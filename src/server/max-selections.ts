import { GraphQLError, Kind, type SelectionSetNode, type ValidationContext, type ValidationRule } from 'graphql'

/** Refuses an operation of more fields than the limit, those of a fragment counted wherever it is spread. */
export function maxSelectionsRule(limit: number): ValidationRule {
  return context => {
    const counted = new Map<string, number>()
    return {
      OperationDefinition(operation) {
        if (countOf(operation.selectionSet, context, counted) <= limit) return
        const message = `An operation has at most ${limit} fields, those of fragments counted at each place.`
        context.reportError(new GraphQLError(message, { nodes: [operation] }))
      },
    }
  }
}

function countOf(set: SelectionSetNode, context: ValidationContext, counted: Map<string, number>): number {
  let count = 0
  for (const selection of set.selections) {
    if (selection.kind === Kind.FRAGMENT_SPREAD) count += fragmentCount(selection.name.value, context, counted)
    else {
      if (selection.kind === Kind.FIELD) count += 1
      if (selection.selectionSet) count += countOf(selection.selectionSet, context, counted)
    }
  }
  return count
}

function fragmentCount(name: string, context: ValidationContext, counted: Map<string, number>): number {
  const known = counted.get(name)
  if (known !== undefined) return known
  // A fragment within itself is another rule's to refuse.
  counted.set(name, 0)
  const fragment = context.getFragment(name)
  const count = fragment ? countOf(fragment.selectionSet, context, counted) : 0
  counted.set(name, count)
  return count
}
