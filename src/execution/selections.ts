import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  GraphQLIncludeDirective,
  type GraphQLObjectType,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getNamedType,
  isAbstractType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  SchemaMetaFieldDef,
  type SelectionNode,
  type SelectionSetNode,
  TypeMetaFieldDef,
  valueFromASTUntyped,
} from 'graphql'

/** A valid operation, with its variables as coerced. */
export interface Operation {
  readonly schema: GraphQLSchema
  readonly document: DocumentNode
  readonly operation: OperationDefinitionNode
  readonly variables: Readonly<Record<string, unknown>>
}

export type Field = GraphQLField<unknown, unknown>
export type Arguments = Readonly<Record<string, unknown>>

/** Reads the selections of an operation as its execution will. */
export function createSelections({ schema, document, variables }: Operation) {
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const each of document.definitions)
    if (each.kind === Kind.FRAGMENT_DEFINITION) fragments.set(each.name.value, each)

  /** False if @skip or @include excludes the selection. A variable that is null is an error, which execution reports. */
  function isIncluded({ directives = [] }: SelectionNode): boolean {
    return directives.every(({ name, arguments: given = [] }) => {
      const value = given[0] && valueFromASTUntyped(given[0].value, variables)
      return (
        !(name.value === GraphQLSkipDirective.name && value === true) &&
        !(name.value === GraphQLIncludeDirective.name && value === false)
      )
    })
  }

  /** Selections of a fragment; null if it does not apply to the type. */
  function setOf(selection: Exclude<SelectionNode, FieldNode>, type: GraphQLObjectType): SelectionSetNode | null {
    const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value)
    const condition = fragment?.typeCondition && schema.getType(fragment.typeCondition.name.value)
    const applies = !condition || condition === type || (isAbstractType(condition) && schema.isSubType(condition, type))
    return fragment && applies ? fragment.selectionSet : null
  }

  return {
    isIncluded,
    setOf,
    /** The fields of an object of this type, each fragment once. */
    fieldsOf(set: SelectionSetNode, type: GraphQLObjectType): FieldNode[] {
      const fields: FieldNode[] = []
      const sets = new Set([set])
      for (const { selections } of sets)
        for (const selection of selections.filter(isIncluded)) {
          if (selection.kind === Kind.FIELD) fields.push(selection)
          else for (const inner of [setOf(selection, type)]) if (inner) sets.add(inner)
        }
      return fields
    },
    /** Types that an object of the field can have; none for a leaf. */
    typesOf({ type }: Field): readonly GraphQLObjectType[] {
      const named = getNamedType(type)
      if (isAbstractType(named)) return schema.getPossibleTypes(named)
      return isObjectType(named) ? [named] : []
    },
    /** The field of a type; undefined for `__typename`. */
    fieldOf: (type: GraphQLObjectType, name: string): Field | undefined =>
      type.getFields()[name] ?? (type === schema.getQueryType() ? META[name] : undefined),
    /** Arguments with variables replaced by their values. Literals stay as they are written: only their shape counts. */
    argumentsOf(node: FieldNode): Arguments {
      const given: Record<string, unknown> = {}
      for (const { name, value } of node.arguments ?? []) given[name.value] = valueFromASTUntyped(value, variables)
      return given
    },
  }
}

const META: Readonly<Record<string, Field>> = { __schema: SchemaMetaFieldDef, __type: TypeMetaFieldDef }
