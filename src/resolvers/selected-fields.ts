import {
  GraphQLIncludeDirective,
  type GraphQLResolveInfo,
  GraphQLSkipDirective,
  getDirectiveValues,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql'

/**
 * Fields that a query selects of a stats field, such as `labelCount` or `secondsToCreate.median`. The store ignores
 * those that are not aggregates.
 */
export function selectedFields(info: GraphQLResolveInfo): ReadonlySet<string> {
  const fields = new Set<string>()
  for (const field of info.fieldNodes) if (field.selectionSet) collect(field.selectionSet, '', fields, info)
  return fields
}

function collect(selections: SelectionSetNode, prefix: string, fields: Set<string>, info: GraphQLResolveInfo): void {
  for (const selection of selections.selections) {
    if (!isIncluded(selection, info)) continue
    if (selection.kind === 'Field') {
      const name = selection.name.value
      if (selection.selectionSet) collect(selection.selectionSet, `${name}.`, fields, info)
      else fields.add(prefix + name)
      continue
    }
    // Stats types are not abstract, so every valid fragment applies.
    const fragment = selection.kind === 'InlineFragment' ? selection : info.fragments[selection.name.value]
    if (fragment) collect(fragment.selectionSet, prefix, fields, info)
  }
}

/** False if @skip or @include excludes the selection. */
function isIncluded(selection: SelectionNode, { variableValues }: GraphQLResolveInfo): boolean {
  return (
    getDirectiveValues(GraphQLSkipDirective, selection, variableValues)?.if !== true &&
    getDirectiveValues(GraphQLIncludeDirective, selection, variableValues)?.if !== false
  )
}
