import { createRandom, type Random } from '../../../src/demo/random.ts'
import { type DocumentRequest, type Known, request } from './request.ts'

/*
 * Documents of every size, drawn at random from what the schema offers, fetching fields apart. The same number always
 * gives the same documents.
 */

interface Type {
  readonly scalars: readonly string[]
  /** Fields of related objects and lists, by their type. */
  readonly related?: Readonly<Record<string, keyof typeof TYPES>>
  /** Paged lists, by the type of their nodes. */
  readonly pages?: Readonly<Record<string, keyof typeof TYPES>>
  readonly fragments?: readonly string[]
}

const TYPES = {
  DataRow: {
    scalars: ['id', 'globalKey', 'externalId', 'createdAt', 'lastActivityAt', 'createdBy', 'mediaAttributes', 'raw'],
    related: { labels: 'Label', projects: 'DataRowProject', workflowEvents: 'WorkflowEvent' },
    fragments: ['metadata { schemaName value }', 'dataset { id name }', 'attachments { type value }'],
  },
  DataRowProject: {
    scalars: ['id', 'batchId', 'batchName', 'priority', 'taskName', 'inTaskSince', 'workflowStatus', 'raw'],
    related: { dataRow: 'DataRow', project: 'Project', labels: 'Label', workflowEvents: 'WorkflowEvent' },
  },
  Project: { scalars: ['id', 'name'], pages: { dataRows: 'DataRow', labels: 'Label' } },
  Label: {
    scalars: ['id', 'createdAt', 'updatedAt', 'createdBy', 'secondsToCreate', 'skipped', 'consensusScore', 'raw'],
    related: { dataRow: 'DataRow', project: 'Project', dataRowProject: 'DataRowProject', groups: 'Group' },
    pages: { annotations: 'Annotation' },
    fragments: ['classifications { name text answers { name } }', 'reviews { score }', 'objects { id }'],
  },
  Group: {
    scalars: ['id', 'key', 'name', 'remote', 'frameCount'],
    related: { label: 'Label' },
    pages: { frames: 'Frame' },
    fragments: ['features { name segments { start end } keyFrames }', 'frame(number: 40) { id annotations { id } }'],
  },
  Frame: {
    scalars: ['id', 'number'],
    related: { annotations: 'Annotation', group: 'Group' },
    fragments: ['classifications { name }'],
  },
  Annotation: {
    scalars: ['id', 'featureId', 'name', 'annotationKind', 'keyFrame', 'raw'],
    related: { label: 'Label', frame: 'Frame', group: 'Group' },
    fragments: [
      '... on PolylineAnnotation { line { x y } }',
      '... on PolylineAnnotation { length boundingBox { left top } }',
    ],
  },
  WorkflowEvent: {
    scalars: ['id', 'action', 'createdAt', 'createdBy', 'previousTaskName', 'nextTaskName', 'raw'],
    related: { dataRow: 'DataRow', project: 'Project' },
  },
} as const satisfies Readonly<Record<string, object>>

interface Root {
  readonly type: keyof typeof TYPES
  readonly orders: readonly string[]
  readonly filters: readonly string[]
}

const ROOTS: Readonly<Record<string, Root>> = {
  dataRows: {
    type: 'DataRow',
    orders: ['CREATED_AT', 'LAST_ACTIVITY_AT', 'GLOBAL_KEY'],
    filters: [
      'createdAt: { gte: "2024-01-01" }',
      'globalKey: { contains: "7" }',
      'label: { createdBy: { startsWith: "annotator.1" } }',
      'metadata: { schemaName: "tag", text: { eq: "tag-3" } }',
      'labelCount: { gte: 2 }',
    ],
  },
  dataRowProjects: {
    type: 'DataRowProject',
    orders: ['PRIORITY', 'IN_TASK_SINCE'],
    filters: ['workflowStatus: { eq: "DONE" }', 'dataRow: { globalKey: { contains: "3" } }', 'priority: { lte: 2 }'],
  },
  labels: {
    type: 'Label',
    orders: ['CREATED_AT', 'SECONDS_TO_CREATE'],
    filters: [
      'createdBy: { contains: "2" }',
      'secondsToCreate: { gte: 300 }',
      'classification: { answer: { eq: "Poor" } }',
      'annotation: { name: { eq: "Lesion" } }',
      'annotationCount: { gte: 30 }',
    ],
  },
  annotations: {
    type: 'Annotation',
    orders: ['LENGTH', 'NAME', 'FRAME_NUMBER'],
    filters: [
      'name: { in: ["Lesion", "Bone"] }',
      'length: { gte: 60 }',
      'label: { createdBy: { contains: "3" } }',
      'group: { eq: AXIAL }',
    ],
  },
  workflowEvents: {
    type: 'WorkflowEvent',
    orders: ['CREATED_AT', 'SECONDS_IN_PREVIOUS_TASK'],
    filters: ['action: { eq: REJECT }', 'createdBy: { contains: "4" }', 'dataRow: { globalKey: { contains: "1" } }'],
  },
}

const STATS = [
  'labelStats(groupBy: [CREATED_BY]) { createdBy labelCount secondsToCreate { median } }',
  'labelStats(groupBy: [DAY]) { period labelCount annotationCount }',
  'labelStats { labelCount reworkedCount secondsToCreate { mean p95 } }',
  'annotationStats(groupBy: [NAME, GROUP]) { name group annotationCount length { median max } }',
  'annotationStats(groupBy: [CREATED_BY]) { createdBy annotationCount featureCount frameCount }',
  'workflowStats(groupBy: [ACTION, WEEK]) { action period eventCount secondsInPreviousTask { mean } }',
  'dataRowProjectStats(groupBy: [TASK, BATCH]) { taskName dataRowCount labelCount }',
]

const SIZES = [1, 3, 10, 30, 100, 300, 1000]
const MAX_DEPTH = 5

export function createDocuments(known: Known, count: number): DocumentRequest[] {
  const random = createRandom('documents')
  return Array.from({ length: count }, (_, i) => request(`generated ${i}`, document(random, known)))
}

function document(random: Random, known: Known): string {
  const fields = Array.from({ length: random.int(1, 3) }, (_, i) => `f${i}: ${rootField(random, known)}`)
  return `{ ${fields.join(' ')} }`
}

function rootField(random: Random, { labels, dataRows }: Known): string {
  const depth = random.int(1, MAX_DEPTH)
  const kind = random.next()
  if (kind < 0.15) return random.pick(STATS as [string, ...string[]])
  if (kind < 0.3) return `label(id: "${random.pick(labels)}") { ${selection(random, 'Label', depth)} }`
  if (kind < 0.4) return `dataRow(id: "${random.pick(dataRows)}") { ${selection(random, 'DataRow', depth)} }`
  const name = random.pick(Object.keys(ROOTS) as [string, ...string[]])
  const { type, orders, filters } = ROOTS[name] as Root
  const filter = random.chance(0.4) ? `, filter: { ${random.pick(filters as [string, ...string[]])} }` : ''
  const order = random.chance(0.3) ? `, orderBy: [{ field: ${random.pick(orders as [string, ...string[]])} }]` : ''
  return `${name}(first: ${size(random)}${filter}${order}) { ${connection(random, type, depth)} }`
}

const size = (random: Random) => random.pick(SIZES as [number, ...number[]])

const connection = (random: Random, type: keyof typeof TYPES, depth: number) =>
  `${random.chance(0.2) ? 'totalCount ' : ''}nodes { ${selection(random, type, depth)} }`

function selection(random: Random, name: keyof typeof TYPES, depth: number): string {
  const { scalars, related = {}, pages = {}, fragments = [] }: Type = TYPES[name]
  const fields = ['__typename', ...scalars.filter(field => random.chance(field === 'raw' ? 0.08 : 0.4))]
  fields.push(...fragments.filter(() => random.chance(0.2)))
  if (depth > 1) {
    for (const [field, type] of Object.entries(related))
      if (random.chance(0.35)) fields.push(`${field} { ${selection(random, type, depth - 1)} }`)
    for (const [field, type] of Object.entries(pages))
      if (random.chance(0.35))
        fields.push(`${field}(first: ${size(random)}) { ${connection(random, type, depth - 1)} }`)
  }
  return fields.join(' ')
}
