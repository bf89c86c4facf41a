import type { ExportFilters, ExportParams, ExportScope, ExportTimeRange, JsonObject } from '../../src/model/index.ts'
import type { Place, Row } from './account.ts'

/*
 * The expected export of rows, in plain JavaScript: written from Labelbox's description, and sharing nothing
 * with the emulator.
 */

export interface PlainAsked {
  readonly scope: ExportScope
  readonly filters: ExportFilters
  readonly params: ExportParams
  /** How far the account's clocks are ahead of UTC, all year. */
  readonly minutesAhead: number
}

/** The lines of the export. */
export function plainExport(rows: readonly Row[], asked: PlainAsked): JsonObject[] {
  return rows.filter(row => isWanted(row, asked)).map(row => thinned(row, asked))
}

function isWanted(row: Row, { scope, filters, minutesAhead }: PlainAsked): boolean {
  const { id, global_key, details } = row.data_row
  if ('datasetId' in scope && details.dataset_id !== scope.datasetId) return false
  if ('projectId' in scope && !row.projects[scope.projectId]) return false
  const places = 'projectId' in scope ? [row.projects[scope.projectId] as Place] : Object.values(row.projects)
  const active = details.last_activity_at ?? details.updated_at ?? details.created_at
  const isIn = (range: ExportTimeRange, time: string | undefined) =>
    time !== undefined &&
    (range.from === undefined || micros(range.from, minutesAhead) <= micros(time, 0)) &&
    (range.to === undefined || micros(time, 0) <= micros(range.to, minutesAhead))
  const { lastActivityAt, labelCreatedAt, dataRowIds, globalKeys, batchIds, workflowStatus } = filters
  if (lastActivityAt && !isIn(lastActivityAt, active)) return false
  const labels = places.flatMap(place => place.labels)
  if (labelCreatedAt && !labels.some(label => isIn(labelCreatedAt, label.label_details.created_at))) return false
  if (dataRowIds && !dataRowIds.includes(id)) return false
  if (globalKeys && !(global_key !== undefined && globalKeys.includes(global_key))) return false
  if (batchIds && !places.some(place => batchIds.includes(place.project_details.batch_id))) return false
  const statuses = places.map(place => place.project_details.workflow_status ?? 'TO_LABEL')
  return workflowStatus === undefined || statuses.some(status => plain(status) === plain(workflowStatus))
}

/** InReview and IN_REVIEW are one. */
const plain = (status: string) => status.replace('_', '').toLowerCase()

/** Microseconds since 1970: as a bigint, so that nothing is rounded. */
function micros(text: string, minutesAhead: number): bigint {
  const [, date = '', time = '00:00:00', fraction = '', offset] =
    /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d:\d\d)(?:\.(\d+))?(Z|[+-]\d\d:?\d\d)?)?$/.exec(text) ?? []
  const ahead = offset === undefined ? minutesAhead : minutesOf(offset)
  return BigInt(Date.parse(`${date}T${time}Z`) - ahead * 60_000) * 1000n + BigInt(fraction.padEnd(6, '0').slice(0, 6))
}

function minutesOf(offset: string): number {
  if (offset === 'Z') return 0
  const digits = offset.replace(/\D/g, '')
  return Number(`${offset[0]}1`) * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2)))
}

function thinned(row: Row, { scope, params }: PlainAsked): JsonObject {
  const thin = structuredClone(row) as unknown as Record<string, never>
  const { data_row, projects } = thin as unknown as { data_row: object; projects: Record<string, JsonObject> }
  if (!params.dataRowDetails) drop(data_row, 'details')
  if (!params.attachments) drop(thin, 'attachments')
  if (!params.metadataFields) drop(thin, 'metadata_fields')
  if (!params.embeddings) drop(thin, 'embeddings')
  drop(thin, 'experiments')
  for (const [id, place] of Object.entries(projects)) {
    const isIn = 'projectId' in scope ? id === scope.projectId : (params.projectIds?.includes(id) ?? true)
    if (!isIn) drop(projects, id)
    if (!params.projectDetails) drop(place, 'project_details')
    for (const label of place.labels as unknown as JsonObject[]) {
      if (!params.labelDetails) drop(label, 'label_details')
      if (!params.performanceDetails) drop(label, 'performance_details', 'performance_details_v2')
      if (!params.interpolatedFrames) dropInterpolated(label.annotations as unknown as Annotations)
    }
  }
  return thin
}

interface Annotations {
  groups?: Record<string, { frames: Record<string, { objects: Record<string, object>; classifications: object[] }> }>
  segments?: Record<string, Record<string, [number, number][]>>
  key_frame_feature_map?: Record<string, Record<string, KeyFrames>>
}

/** In older labels a list. */
type KeyFrames = Record<string, boolean> | number[]

const isKeyFrame = (frames: KeyFrames | undefined, number: string) =>
  Array.isArray(frames) ? frames.map(String).includes(number) : frames?.[number] === true

/** Removes annotations that are neither in a key frame nor at the end of a segment: no person drew them. */
function dropInterpolated({ groups = {}, segments = {}, key_frame_feature_map: keys = {} }: Annotations): void {
  for (const [name, { frames }] of Object.entries(groups)) {
    for (const [number, { objects, classifications }] of Object.entries(frames)) {
      for (const id of Object.keys(objects)) {
        const isKey = keys[id] === undefined || isKeyFrame(keys[id][name], number)
        const isEnd = segments[name]?.[id]?.some(([, end]) => String(end) === number) ?? false
        if (!isKey && !isEnd) drop(objects, id)
      }
      if (Object.keys(objects).length === 0 && classifications.length === 0) drop(frames, number)
    }
  }
}

function drop(from: object, ...keys: string[]): void {
  for (const key of keys) delete (from as Record<string, unknown>)[key]
}
