import type { Json, JsonObject } from '../../../model/index.ts'
import { malformed } from './coded-error.ts'
import { invalid } from './document.ts'
import { withoutInterpolated } from './interpolated.ts'

/** `params` of an export: what is absent is off. */
const SWITCHES = [
  'includeAttachments',
  'includeEmbeddings',
  'includeMetadata',
  'includeDataRowDetails',
  'includeProjectDetails',
  'includePerformanceDetails',
  'includeLabelDetails',
  'includeInterpolatedFrames',
  'includePredictions',
  'includeModelRunDetails',
  'allProjects',
  'allModelRuns',
] as const
const LISTS = ['projectIds', 'modelRunIds'] as const
const MOST_LISTED = 30

export type Parameters = Readonly<Record<(typeof SWITCHES)[number], boolean>> &
  Readonly<Record<(typeof LISTS)[number], readonly string[]>>

/** @throws CodedError MALFORMED_REQUEST, and GRAPHQL_VALIDATION_FAILED for a name or a type that there is not. */
export function readParameters(params: JsonObject): Parameters {
  const known: readonly string[] = [...SWITCHES, ...LISTS, 'mediaTypeOverride']
  for (const name of Object.keys(params)) if (!known.includes(name)) throw invalid(`There is no parameter "${name}".`)
  const switches = SWITCHES.map(name => [name, readSwitch(params[name] ?? false)])
  const lists = LISTS.map(name => [name, readList(params[name] ?? [])])
  return Object.fromEntries([...switches, ...lists]) as Parameters
}

/**
 * A row with what the parameters ask for.
 * @param projectId the only project that comes along; null: those that the parameters name.
 */
export function thinRow(row: JsonObject, params: Parameters, projectId: string | null): JsonObject {
  const isIn = (id: string) =>
    projectId === null ? params.allProjects || params.projectIds.includes(id) : id === projectId
  const hasModelRuns = params.allModelRuns || params.modelRunIds.length > 0
  const kept = keep(row, {
    attachments: params.includeAttachments,
    metadata_fields: params.includeMetadata,
    embeddings: params.includeEmbeddings,
    experiments: projectId === null && hasModelRuns,
  })
  const projects = Object.entries((row.projects ?? {}) as JsonObject).filter(([id]) => isIn(id))
  return {
    ...kept,
    data_row: keep(row.data_row as JsonObject, { details: params.includeDataRowDetails }),
    projects: Object.fromEntries(projects.map(([id, place]) => [id, thinPlace(place as JsonObject, params)])),
    ...(kept.experiments && { experiments: thinExperiments(kept.experiments as JsonObject, params) }),
  }
}

function thinPlace(place: JsonObject, params: Parameters): JsonObject {
  const kept = keep(place, { project_details: params.includeProjectDetails })
  const { labels } = place
  return Array.isArray(labels) ? { ...kept, labels: labels.map(label => thinLabel(label, params)) } : kept
}

function thinLabel(label: JsonObject, params: Parameters): JsonObject {
  const kept = keep(label, {
    label_details: params.includeLabelDetails,
    performance_details: params.includePerformanceDetails,
    performance_details_v2: params.includePerformanceDetails,
  })
  const { annotations } = label
  const isThinner = !params.includeInterpolatedFrames && annotations !== null && typeof annotations === 'object'
  return isThinner ? { ...kept, annotations: withoutInterpolated(annotations as JsonObject) } : kept
}

function thinExperiments(experiments: JsonObject, params: Parameters): JsonObject {
  const models = Object.entries(experiments).map(([id, model]): [string, JsonObject] => {
    const { runs = {} } = model as JsonObject
    const kept = Object.entries(runs as JsonObject)
      .filter(([run]) => params.allModelRuns || params.modelRunIds.includes(run))
      .map(([run, work]) => [run, keep(work as JsonObject, { predictions: params.includePredictions })])
    return [id, { ...(model as JsonObject), runs: Object.fromEntries(kept) }]
  })
  return Object.fromEntries(models)
}

/** The object without the keys whose switch is off. */
function keep(object: JsonObject, switches: Readonly<Record<string, boolean>>): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => switches[key] !== false))
}

function readSwitch(value: Json): boolean {
  if (typeof value !== 'boolean') throw invalid('A parameter is no Boolean.')
  return value
}

function readList(value: Json): readonly string[] {
  if (!Array.isArray(value)) throw invalid('A parameter is no list.')
  if (value.length > MOST_LISTED) throw malformed(`More than ${MOST_LISTED} projects or model runs`)
  return value as readonly string[]
}
