import { type GraphQLSchema, getNamedType, isLeafType, isObjectType } from 'graphql'

/** Fields of stats that are dimensions, by the dimension that fills them. */
const DIMENSIONS: Readonly<Record<string, readonly string[]>> = {
  PROJECT: ['project'],
  DATASET: ['dataset'],
  BATCH: ['batchId', 'batchName'],
  TASK: ['taskName'],
  CREATED_BY: ['createdBy', 'actorId'],
  PREVIOUS_TASK: ['previousTaskName'],
  NEXT_TASK: ['nextTaskName'],
  METADATA: ['metadataValue'],
  DAY: ['period'],
  WEEK: ['period'],
  MONTH: ['period'],
}

/** `WORKFLOW_STATUS` to `workflowStatus`. */
const fieldNamed = (dimension: string) =>
  dimension.toLowerCase().replace(/_./g, ([, letter = '']) => letter.toUpperCase())

/** The dimensions that were asked for, then all stats; of an object, its fields. */
export function statsColumns(schema: GraphQLSchema, typeName: string, groupBy: unknown): readonly string[] {
  const type = schema.getType(typeName)
  if (!isObjectType(type)) throw new TypeError(`${typeName} is no type of stats`)
  const asked = (Array.isArray(groupBy) ? groupBy : []).flatMap(
    (dimension: string) => DIMENSIONS[dimension] ?? [fieldNamed(dimension)],
  )
  const fields = Object.values(type.getFields())
  // Stats are never null, but for times.
  const stats = fields.filter(({ name, type }) => `${type}`.endsWith('!') || name.startsWith('oldest'))
  const wanted = [...asked.flatMap(name => type.getFields()[name] ?? []), ...stats]
  return wanted.flatMap(({ name, type: own }) => {
    const named = getNamedType(own)
    if (isLeafType(named) || !isObjectType(named)) return [name]
    const leaves = Object.values(named.getFields()).filter(({ type }) => isLeafType(getNamedType(type)))
    const shown = name === 'project' ? leaves.filter(({ name }) => name === 'id' || name === 'name') : leaves
    return shown.map(leaf => `${name}.${leaf.name}`)
  })
}
