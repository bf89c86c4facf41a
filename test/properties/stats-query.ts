import * as fc from 'fast-check'
import type { DimensionOf, StatsName, StatsRequest, StoreReader } from '../../src/store/index.ts'
import { ZONES } from '../support/arbitrary-export.ts'
import { arbitraryClassificationFilter, arbitraryFilter } from '../support/arbitrary-query.ts'
import {
  type OracleExport,
  recountAnnotationStats,
  recountClassificationStats,
  recountDataRowProjectStats,
  recountDataRowStats,
  recountLabelStats,
  recountWorkflowStats,
} from '../support/oracle.ts'

/* Questions to the stats fields, and the oracle's answers. */

/** When the requests of these tests begin: between the times of their exports. */
export const STARTED_AT = Date.UTC(2024, 1, 15) * 1000

export type StatsKind = StatsName

export type StatsQuery = {
  readonly [K in StatsKind]: StatsRequest<K> & { readonly kind: K }
}[StatsKind]

const DIMENSIONS: { readonly [K in StatsKind]: readonly DimensionOf<K>[] } = {
  classification: ['PROJECT', 'CREATED_BY', 'QUESTION', 'ANSWER', 'GROUP'],
  dataRow: ['DATASET', 'MIME_TYPE', 'CREATED_BY', 'METADATA'],
  dataRowProject: ['PROJECT', 'DATASET', 'BATCH', 'WORKFLOW_STATUS', 'TASK', 'PRIORITY'],
  label: ['PROJECT', 'DATASET', 'BATCH', 'TASK', 'PRIORITY', 'CREATED_BY', 'LABEL_KIND', 'WORKFLOW_STATUS'],
  annotation: ['PROJECT', 'DATASET', 'CREATED_BY', 'NAME', 'ANNOTATION_KIND', 'GROUP'],
  workflowEvent: ['PROJECT', 'CREATED_BY', 'ACTION', 'PREVIOUS_TASK', 'NEXT_TASK'],
}

const PERIODS = ['DAY', 'WEEK', 'MONTH'] as const

const COUNTS: { readonly [K in StatsKind]: readonly string[] } = {
  classification: ['answerCount', 'featureCount', 'labelCount'],
  dataRow: ['dataRowCount', 'labelledCount', 'labelCount'],
  dataRowProject: ['dataRowCount', 'unlabelledCount', 'labelCount', 'missingLabelCount', 'oldestInTaskSince'],
  label: ['labelCount', 'dataRowCount', 'skippedCount', 'reworkedCount', 'annotationCount', 'remoteGroupCount'],
  annotation: ['annotationCount', 'featureCount', 'frameCount', 'labelCount', 'unmeasuredMaskCount'],
  workflowEvent: ['eventCount', 'dataRowCount'],
}

const SUMMARIES: { readonly [K in StatsKind]: readonly string[] } = {
  classification: [],
  dataRow: [],
  dataRowProject: ['secondsInTask'],
  label: ['secondsToCreate', 'secondsToReview', 'consensusScore', 'benchmarkScore'],
  annotation: ['area', 'length'],
  workflowEvent: ['secondsInPreviousTask'],
}

const PARTS = ['count', 'sum', 'mean', 'min', 'max', 'median', 'p95']

/** Every figure of a kind, by the name it is asked for. */
export const fieldsOf = (kind: StatsKind): readonly string[] => [
  ...COUNTS[kind],
  ...SUMMARIES[kind].flatMap(summary => PARTS.map(part => `${summary}.${part}`)),
]

/** Any dimensions, of which one may be a period; all fields or some; filters whose values occur in the export. */
export function arbitraryStatsQuery(found: OracleExport): fc.Arbitrary<StatsQuery> {
  return fc.oneof(...(Object.keys(DIMENSIONS) as StatsKind[]).map(kind => statsQueryOf(kind, found)))
}

function statsQueryOf(kind: StatsKind, found: OracleExport): fc.Arbitrary<StatsQuery> {
  const fields = fieldsOf(kind)
  const some = fc.subarray([...fields])
  // Rows of many dimensions are of one thing each: one or two leave fields something to add up.
  const dimensions = fc.oneof(
    { weight: 3, arbitrary: fc.shuffledSubarray<string>([...DIMENSIONS[kind]], { maxLength: 2 }) },
    { weight: 1, arbitrary: fc.shuffledSubarray<string>([...DIMENSIONS[kind]]) },
  )
  const period: fc.Arbitrary<readonly string[]> =
    kind === 'dataRowProject' || kind === 'classification'
      ? fc.constant([])
      : fc.subarray([...PERIODS], { maxLength: 1 })
  return fc
    .record({
      filter: fc.option(
        kind === 'classification' ? arbitraryClassificationFilter(found) : arbitraryFilter(kind, found),
        { freq: 2 },
      ),
      labels: kind === 'classification' ? fc.option(arbitraryFilter('label', found)) : fc.constant(null),
      dimensions: fc
        .tuple(dimensions, period, fc.boolean())
        .map(([others, period, first]) => (first ? [...period, ...others] : [...others, ...period])),
      timeZone: fc.constantFrom<string>(...ZONES),
      metadata: fc.constantFrom('tag', 'split', 'captureDateTime', 'nothing'),
      fields: fc.oneof(fc.constant([...fields]), some).map(names => new Set(names)),
    })
    .map(({ dimensions, ...rest }) => ({ kind, groupBy: dimensions, ...rest }) as StatsQuery)
}

export async function askStats(reader: StoreReader, query: StatsQuery): Promise<readonly object[]> {
  if (query.kind === 'classification') return reader.stats('classification', query)
  if (query.kind === 'dataRow') return reader.stats('dataRow', query)
  if (query.kind === 'dataRowProject') return reader.stats('dataRowProject', query)
  if (query.kind === 'label') return reader.stats('label', query)
  return query.kind === 'annotation' ? reader.stats('annotation', query) : reader.stats('workflowEvent', query)
}

/** The oracle's recount, with nothing in the fields that were not asked for. */
export function expectedStats(found: OracleExport, query: StatsQuery): readonly object[] {
  return recount(found, query).map(row => unselected(query, row))
}

function recount(found: OracleExport, query: StatsQuery): readonly object[] {
  if (query.kind === 'classification') return recountClassificationStats(found.labels, query)
  if (query.kind === 'dataRow') return recountDataRowStats(found.dataRows, query)
  if (query.kind === 'dataRowProject')
    return recountDataRowProjectStats(found.dataRowProjects, { ...query, startedAt: STARTED_AT })
  if (query.kind === 'label') return recountLabelStats(found.labels, query)
  if (query.kind === 'annotation') return recountAnnotationStats(found.annotations, query)
  return recountWorkflowStats(found.workflowEvents, query)
}

const NOTHING: Readonly<Record<string, number | null>> = { oldestInTaskSince: null, count: 0, sum: 0 }

function unselected({ kind, fields }: StatsQuery, row: object): object {
  const said = row as Readonly<Record<string, object | number | null>>
  const counts = COUNTS[kind].filter(name => !fields.has(name)).map(name => [name, NOTHING[name] === null ? null : 0])
  const summaries = SUMMARIES[kind].map(name => {
    const parts = Object.entries(said[name] ?? {})
    return [
      name,
      Object.fromEntries(
        parts.map(([part, value]) => [part, fields.has(`${name}.${part}`) ? value : (NOTHING[part] ?? null)]),
      ),
    ]
  })
  return { ...said, ...Object.fromEntries(counts), ...Object.fromEntries(summaries) }
}
