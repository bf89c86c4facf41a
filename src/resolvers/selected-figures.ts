import type { DirectiveNode, GraphQLResolveInfo, SelectionSetNode } from 'graphql'

/**
 * The fields that a query selects of a stats field, as `labelCount` or `secondsToCreate.median`. Those that are no
 * aggregates are passed over by the store.
 */
export function selectedFigures(info: GraphQLResolveInfo): ReadonlySet<string> {
  const figures = new Set<string>()
  for (const field of info.fieldNodes) if (field.selectionSet) collect(field.selectionSet, '', figures, info)
  return figures
}

function collect(selections: SelectionSetNode, prefix: string, figures: Set<string>, info: GraphQLResolveInfo): void {
  for (const selection of selections.selections) {
    if (!isIncluded(selection.directives, info)) continue
    if (selection.kind === 'Field') {
      const name = selection.name.value
      if (selection.selectionSet) collect(selection.selectionSet, `${name}.`, figures, info)
      else figures.add(prefix + name)
      continue
    }
    // No stats type is abstract: a fragment that validates here applies.
    const fragment = selection.kind === 'InlineFragment' ? selection : info.fragments[selection.name.value]
    if (fragment) collect(fragment.selectionSet, prefix, figures, info)
  }
}

/** False where @skip or @include leaves a selection out. */
function isIncluded(directives: readonly DirectiveNode[] = [], { variableValues }: GraphQLResolveInfo): boolean {
  return directives.every(({ name, arguments: given = [] }) => {
    const condition = given.find(argument => argument.name.value === 'if')?.value
    if (!condition || (name.value !== 'skip' && name.value !== 'include')) return true
    const holds =
      condition.kind === 'Variable'
        ? variableValues[condition.name.value] === true
        : condition.kind === 'BooleanValue' && condition.value
    return holds === (name.value === 'include')
  })
}
