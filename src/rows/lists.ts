import { type GraphQLSchema, getNamedType } from 'graphql'
import { type GraphContext, loadAnnotation } from '../loaders/index.ts'
import { annotationId, type Label, type PromiseOrValue } from '../model/index.ts'
import type { AnnotationRef } from '../store/index.ts'
import { type ClassificationRow, classificationRows } from './classification-rows.ts'
import type { RowShape } from './column.ts'
import type { CellType } from './field.ts'
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
  readonly rowsOf?: (item: never, context: GraphContext) => PromiseOrValue<readonly unknown[]>
  /** Fields of the store that rows are read as, without the objects that hold them. */
  readonly stored?: { readonly list: 'annotation'; readonly fields: Readonly<Record<string, readonly string[]>> }
  /** Columns where none are asked for. */
  readonly columns: (args: Readonly<Record<string, unknown>>) => readonly string[]
}

const PAGE = 1_000
/** Labels whose content is in memory at once. */
const LABELS_AT_ONCE = 20

const list = (type: string, columns: string) => ({
  own: { type, read: (row: unknown) => row },
  page: PAGE,
  columns: () => columns.split(' '),
})

/** Columns of annotations that the store has a value for, which takes a tenth of the time of reading their content. */
const ANNOTATION_CELLS: Readonly<Record<string, readonly [field: string, type: CellType]>> = {
  'label.id': ['labelId', 'text'],
  'label.createdBy': ['createdBy', 'text'],
  'label.createdAt': ['createdAt', 'instant'],
  'label.dataRow.id': ['dataRowId', 'text'],
  'label.dataRow.globalKey': ['globalKey', 'text'],
  'label.project.id': ['projectId', 'text'],
  'group.key': ['group', 'text'],
  'frame.number': ['frameNumber', 'integer'],
  featureId: ['featureId', 'text'],
  schemaId: ['schemaId', 'text'],
  name: ['name', 'text'],
  annotationKind: ['annotationKind', 'text'],
  keyFrame: ['keyFrame', 'boolean'],
  /** Of polygons, boxes and measured masks, as filters and stats have it. */
  area: ['area', 'number'],
  length: ['length', 'number'],
}

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
  annotations: {
    ...list(
      'Annotation',
      'id label.id label.dataRow.id label.dataRow.globalKey label.project.id label.createdBy group.key frame.number featureId schemaId name annotationKind keyFrame area length',
    ),
    page: 1_500,
    own: { type: 'Annotation', read: (row: AnnotationRef, { loaders }) => loadAnnotation(loaders, row) },
    roots: {
      label: {
        type: 'Label',
        idOf: (row: AnnotationRef) => row.labelId,
        read: (id: string, { loaders }) => loaders.label.load(id),
      },
    },
    cells: {
      ...Object.fromEntries(
        Object.entries(ANNOTATION_CELLS).map(([path, [field, type]]) => [
          path,
          { type, read: (row: Readonly<Record<string, unknown>>) => row[field] },
        ]),
      ),
      id: { type: 'text', read: (row: AnnotationRef) => annotationId(row) },
    },
    stored: {
      list: 'annotation',
      fields: {
        ...Object.fromEntries(Object.entries(ANNOTATION_CELLS).map(([path, [field]]) => [path, [field]])),
        id: ['labelId', 'groupName', 'frameNumber', 'featureId'],
      },
    },
  },
  features: list(
    'Feature',
    'id label.id label.dataRow.id label.dataRow.globalKey label.project.id label.createdBy group.key featureId schemaId name annotationKind firstFrame lastFrame frameCount area.count area.sum length.sum unmeasuredMaskCount',
  ),
  workflowEvents: list(
    'WorkflowEvent',
    'id dataRow.id dataRow.globalKey project.id project.name action createdAt createdBy actorId previousTaskName nextTaskName secondsInPreviousTask',
  ),
  removals: list('Removal', 'removedId kind removedAt projectIds export.id'),
  classifications: {
    ...list(
      'Classification',
      'label.id label.dataRow.id label.dataRow.globalKey label.project.id label.createdBy group.key frame.number annotation.id annotation.name name value answerKind text answer.name answer.value',
    ),
    field: 'labels',
    parameters: { labels: 'filter' },
    page: LABELS_AT_ONCE,
    own: { type: 'Classification', read: ({ own }: ClassificationRow) => own },
    roots: {
      label: { type: 'Label', read: ({ label }: ClassificationRow) => label },
      group: { type: 'Group', read: ({ group }: ClassificationRow) => group },
      frame: { type: 'Frame', read: ({ frame }: ClassificationRow) => frame },
      annotation: { type: 'Annotation', read: ({ annotation }: ClassificationRow) => annotation },
      answer: { type: 'ClassificationAnswer', read: ({ answer }: ClassificationRow) => answer },
    },
    rowsOf: classificationRows,
  },
  reviews: {
    ...list(
      'Review',
      'label.id label.dataRow.id label.dataRow.globalKey label.project.id id score createdAt createdBy',
    ),
    field: 'labels',
    parameters: { labels: 'filter' },
    own: { type: 'Review', read: ({ own }: OfLabel) => own },
    roots: { label: { type: 'Label', read: ({ label }: OfLabel) => label } },
    rowsOf: (label: Label) => (label.reviews ?? []).map((own): OfLabel => ({ own, label })),
  },
}

/** A row of something that a label has several of. */
interface OfLabel {
  readonly own: object
  readonly label: Label
}

/** Null for a name that no rows have. */
export function rowListNamed(schema: GraphQLSchema, name: string): RowList | null {
  const field = schema.getQueryType()?.getFields()[name]
  if (field && name.endsWith('Stats')) {
    const type = getNamedType(field.type).name
    return { ...list(type, ''), field: name, columns: args => statsColumns(schema, type, args.groupBy) }
  }
  const found = Object.hasOwn(LISTS, name) ? LISTS[name] : undefined
  return found ? { ...found, field: found.field ?? name } : null
}
