import type { GroupKey } from '../../../src/model/index.ts'
import type {
  OracleAnnotation,
  OracleDataRow,
  OracleDataRowProject,
  OracleExport,
  OracleFeature,
  OracleLabel,
  OracleWorkflowEvent,
} from './entities.ts'
import type { FeatureFields } from './features.ts'
import { nodeId } from './wire.ts'

type Links<T, K extends keyof T> = Omit<T, K | 'kind' | 'id'>

/** Gathers what records say into lists, and links the things to each other. */
export interface Builder {
  readonly found: OracleExport
  dataRow(id: string, fields: Links<OracleDataRow, 'projects' | 'labels' | 'events'>): OracleDataRow
  project(id: string, name: string | null): void
  queue(
    dataRow: OracleDataRow,
    projectId: string,
    fields: Links<OracleDataRowProject, 'dataRow' | 'labels' | 'events' | 'dataRowId' | 'projectId' | 'inTaskSince'>,
    events: readonly EventFields[] | null,
  ): OracleDataRowProject
  label(
    dataRow: OracleDataRow,
    queue: OracleDataRowProject | null,
    id: string,
    fields: LabelFields,
    annotations: readonly AnnotationFields[],
    features: readonly FeatureFields[],
  ): void
}

/** Oldest first. */
export type EventFields = Pick<
  OracleWorkflowEvent,
  | 'action'
  | 'rawAction'
  | 'createdAt'
  | 'createdBy'
  | 'actorId'
  | 'previousTaskId'
  | 'previousTaskName'
  | 'nextTaskId'
  | 'nextTaskName'
>
export type LabelFields = Links<
  OracleLabel,
  'dataRow' | 'dataRowProject' | 'dataRowId' | 'projectId' | 'annotations' | 'features'
>
export type AnnotationFields = Links<OracleAnnotation, 'label' | 'place'>

export function createBuilder(): Builder {
  const found: OracleExport = {
    dataRows: [],
    dataRowProjects: [],
    labels: [],
    annotations: [],
    features: [],
    workflowEvents: [],
    projects: [],
  }
  return {
    found,
    dataRow: (id, fields) => {
      const known = found.dataRows.find(row => row.id === id)
      if (known) return known
      const row: OracleDataRow = { kind: 'dataRow', id, ...fields, projects: [], labels: [], events: [] }
      found.dataRows.push(row)
      return row
    },
    project: (id, name) => {
      const at = found.projects.findIndex(project => project.id === id)
      if (at === -1) found.projects.push({ kind: 'project', id, name })
      else if (name !== null) found.projects[at] = { kind: 'project', id, name }
    },
    queue: (dataRow, projectId, fields, events) => {
      const known = dataRow.projects.find(queue => queue.projectId === projectId)
      if (known) return known
      const inTaskSince = events?.at(-1)?.createdAt ?? null
      const id = nodeId('dataRowProject', dataRow.id, projectId)
      const own = { kind: 'dataRowProject', id, dataRowId: dataRow.id, projectId, ...fields, inTaskSince } as const
      const queue: OracleDataRowProject = { ...own, dataRow, labels: [], events: [] }
      queue.events.push(...(events ?? []).map((fields, number) => event(queue, fields, number, events?.[number - 1])))
      dataRow.projects.push(queue)
      dataRow.events.push(...queue.events)
      found.dataRowProjects.push(queue)
      found.workflowEvents.push(...queue.events)
      return queue
    },
    label: (dataRow, dataRowProject, id, fields, annotations, features) => {
      const projectId = dataRowProject?.projectId ?? null
      const links = { dataRowId: dataRow.id, projectId, dataRow, dataRowProject, annotations: [], features: [] }
      const label: OracleLabel = { kind: 'label', id, ...fields, ...links }
      label.annotations.push(...annotations.map((fields, place) => annotation(label, fields, place)))
      found.labels.push(label)
      label.features.push(...features.map(each => feature(label, each)))
      found.annotations.push(...label.annotations)
      found.features.push(...label.features)
      dataRow.labels.push(label)
      dataRowProject?.labels.push(label)
    },
  }
}

function event(
  queue: OracleDataRowProject,
  fields: EventFields,
  number: number,
  before: EventFields | undefined,
): OracleWorkflowEvent {
  const { dataRowId, projectId, dataRow } = queue
  const id = nodeId('event', dataRowId, projectId, number)
  const secondsInPreviousTask = before ? (fields.createdAt - before.createdAt) / 1e6 : null
  return { kind: 'workflowEvent', id, dataRowId, projectId, dataRow, number, ...fields, secondsInPreviousTask }
}

function annotation(label: OracleLabel, fields: AnnotationFields, place: number): OracleAnnotation {
  const id = nodeId('annotation', label.id, fields.groupIdName, fields.frameNumber, fields.featureId)
  return { kind: 'annotation', id, ...fields, label, place }
}

function feature(label: OracleLabel, fields: FeatureFields): OracleFeature {
  const id = nodeId('feature', label.id, fields.groupIdName, fields.featureId)
  const annotations = label.annotations
    .filter(({ groupIdName, featureId }) => groupIdName === fields.groupIdName && featureId === fields.featureId)
    .filter(({ frameNumber }) => frameNumber !== null)
    .sort((one, other) => (one.frameNumber ?? 0) - (other.frameNumber ?? 0))
  return { kind: 'feature', id, ...fields, label, annotations }
}

const PLANES = ['Axial', 'Sagittal', 'Coronal']

/** Name of a group in ids, and its key. */
export function groupNames(name: string): { idName: string; key: GroupKey } {
  const plane = PLANES.find(each => each.toLowerCase() === name.toLowerCase())
  return plane ? { idName: plane, key: plane.toUpperCase() as GroupKey } : { idName: name, key: 'OTHER' }
}
