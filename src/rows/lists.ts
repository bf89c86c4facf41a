import { type GraphQLSchema, getNamedType } from 'graphql'
import type { GraphContext } from '../loaders/index.ts'
import type { Label, PromiseOrValue } from '../model/index.ts'
import type { Row, RowShape } from './column.ts'
import { statsColumns } from './stats-columns.ts'

/** Rows that can be asked for by a name. */
export interface RowList extends RowShape {
  /** Root field of the graph that the rows are read from. */
  readonly field: string
  /** Parameters by the arguments of the field that they stand for, where the two differ. */
  readonly parameters?: Readonly<Record<string, string>>
  /** Items of the list that are read at once. */
  readonly page: number
  /** The rows of an item of the list. Absent: one, the item itself. */
  readonly rowsOf?: (item: never, context: GraphContext) => PromiseOrValue<readonly Row[]>
  /** Columns where none are asked for. */
  readonly columns: (args: Readonly<Record<string, unknown>>) => readonly string[]
}

const PAGE = 1_000

const list = (own: string, columns: string) => ({ own, page: PAGE, columns: () => columns.split(' ') })

/** Lists of the graph, and lists within its objects. Stats follow from the schema. */
const LISTS: Readonly<Record<string, Omit<RowList, 'field'> & { readonly field?: string }>> = {
  dataRows: list(
    'DataRow',
    'id globalKey externalId dataset.id dataset.name mimeType createdAt updatedAt lastActivityAt createdBy',
  ),
  dataRowProjects: list(
    'DataRowProject',
    'id dataRow.id dataRow.globalKey project.id project.name batchName priority taskName inTaskSince workflowStatus selectedLabelId',
  ),
  labels: list(
    'Label',
    'id dataRow.id dataRow.globalKey project.id project.name labelKind createdBy createdAt updatedAt skipped secondsToCreate secondsToReview consensusScore benchmarkScore isBenchmark hasOpenIssues',
  ),
  annotations: list(
    'Annotation',
    'id label.id label.dataRow.id label.dataRow.globalKey label.project.id label.createdBy group.key frame.number featureId schemaId name annotationKind keyFrame',
  ),
  workflowEvents: list(
    'WorkflowEvent',
    'id dataRow.id dataRow.globalKey project.id project.name action createdAt createdBy actorId previousTaskName nextTaskName secondsInPreviousTask',
  ),
  reviews: {
    ...list(
      'Review',
      'label.id label.dataRow.id label.dataRow.globalKey label.project.id id score createdAt createdBy',
    ),
    field: 'labels',
    parameters: { labels: 'filter' },
    roots: { label: 'Label' },
    rowsOf: (label: Label) => (label.reviews ?? []).map(own => ({ own, label })),
  },
}

/** Null for a name that no rows have. */
export function rowListNamed(schema: GraphQLSchema, name: string): RowList | null {
  const field = schema.getQueryType()?.getFields()[name]
  if (field && name.endsWith('Stats')) {
    const own = getNamedType(field.type).name
    return { field: name, own, page: PAGE, columns: args => statsColumns(schema, own, args.groupBy) }
  }
  const found = Object.hasOwn(LISTS, name) ? LISTS[name] : undefined
  return found ? { ...found, field: found.field ?? name } : null
}
