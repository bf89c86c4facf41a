import type { JsonObject } from '../../../model/index.ts'
import { malformed } from './coded-error.ts'
import { withoutInterpolated } from './interpolated.ts'

/** `params` of an export: an absent one is off. Model runs are not exported. */
export type ExportParams = Readonly<Partial<Record<Switch, boolean>>> & {
  readonly projectIds?: readonly string[] | null
}

type Part = 'Attachments' | 'Embeddings' | 'Metadata' | 'InterpolatedFrames'
type Details = 'DataRowDetails' | 'ProjectDetails' | 'PerformanceDetails' | 'LabelDetails'
type Switch = `include${Part | Details}` | 'allProjects'

const MOST_PROJECTS = 30

/**
 * A row with the parts that the parameters ask for.
 * @param projectId the only project that comes along; null: those that the parameters name.
 * @throws CodedError MALFORMED_REQUEST
 */
export function thinRow(row: JsonObject, params: ExportParams, projectId: string | null): JsonObject {
  const named = params.projectIds ?? []
  if (named.length > MOST_PROJECTS) throw malformed(`More than ${MOST_PROJECTS} projects`)
  const isIn = (id: string) => (projectId === null ? params.allProjects || named.includes(id) : id === projectId)
  const projects = Object.entries((row.projects ?? {}) as JsonObject).filter(([id]) => isIn(id))
  return {
    ...keep(row, {
      attachments: params.includeAttachments,
      metadata_fields: params.includeMetadata,
      embeddings: params.includeEmbeddings,
      experiments: false,
    }),
    data_row: keep(row.data_row as JsonObject, { details: params.includeDataRowDetails }),
    projects: Object.fromEntries(projects.map(([id, place]) => [id, thinPlace(place as JsonObject, params)])),
  }
}

function thinPlace(place: JsonObject, params: ExportParams): JsonObject {
  const kept = keep(place, { project_details: params.includeProjectDetails })
  const { labels } = place
  return Array.isArray(labels) ? { ...kept, labels: labels.map(label => thinLabel(label, params)) } : kept
}

function thinLabel(label: JsonObject, params: ExportParams): JsonObject {
  const kept = keep(label, {
    label_details: params.includeLabelDetails,
    performance_details: params.includePerformanceDetails,
    performance_details_v2: params.includePerformanceDetails,
  })
  const { annotations } = label
  const isThinner = !params.includeInterpolatedFrames && annotations !== null && typeof annotations === 'object'
  return isThinner ? { ...kept, annotations: withoutInterpolated(annotations as JsonObject) } : kept
}

/** The object without the keys whose switch is off. */
function keep(object: JsonObject, switches: Readonly<Record<string, boolean | undefined>>): JsonObject {
  const isOn = (key: string) => !Object.hasOwn(switches, key) || switches[key] === true
  return Object.fromEntries(Object.entries(object).filter(([key]) => isOn(key)))
}
