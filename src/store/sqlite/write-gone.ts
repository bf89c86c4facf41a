import { isBefore } from '../../model/index.ts'
import { NO_FIELDS, selectRow } from '../columns.ts'
import { ENTITIES, FOREVER, type StoredRow } from '../entities/index.ts'
import type { LoadedWhole } from '../loads.ts'
import { addTombstone, endVersion, type LoadContext, liveRow } from './load-context.ts'
import { removeUnlistedLabels } from './write-label.ts'
import { writeDataRowProject } from './write-project.ts'

/* Removal of the rows of a project or dataset that a complete export of it lacks. */

/** In one step, so that transactions stay short. */
const STEP = 200

/** `?2` is when the run began. */
const compared = (time: string, operator: '<' | '<=') =>
  `(${time} is null or ?2 is null or substr(${time}, 1, length(?2)) ${operator} substr(?2, 1, length(${time})))`
const missing = (alias: string, id: string) =>
  `${alias}.gone = ${FOREVER} and not exists (select 1 from loaded_data_row s where s.id = ${id})`

/** Answers how many data rows it looked at: none when it is done. */
export function removeMissing(load: LoadContext, whole: LoadedWhole): number {
  return 'projectId' in whole
    ? removeMissingFromProject(load, whole.projectId)
    : removeMissingFromDataset(load, whole.datasetId)
}

const QUEUE_ROW = ['no', 'born', 'id', 'dataRowId', 'projectId', 'time'] as const
type QueueRow = Pick<StoredRow<'dataRowProject'>, (typeof QUEUE_ROW)[number]>
const SELECT_QUEUES = selectRow(ENTITIES.dataRowProject, QUEUE_ROW)

/** Queue entries that a newer record shows stay, as if the run had listed no labels for them. */
function removeMissingFromProject(load: LoadContext, projectId: string): number {
  const rows = load.connection.all<QueueRow>(
    `${SELECT_QUEUES} q where q.project_id = ?1 and ${missing('q', 'q.data_row_id')}
      and (${compared('q.time', '<=')} or ${compared('q.list_time', '<')}) limit ${STEP}`,
    ...[projectId, load.startedAt],
  )
  for (const row of rows) {
    if (isBefore(load.startedAt, row.time)) removeLabels(load, row)
    else removeFromProject(load, row)
    if (!isKnownElsewhere(load, row.dataRowId)) removeDataRow(load, row.dataRowId, [projectId], true)
  }
  return rows.length
}

/** Whether another project or label has the data row, or a record that is newer than the run. */
function isKnownElsewhere(load: LoadContext, dataRowId: string): boolean {
  const live = (table: string, key: string) => `select 1 from ${table} where ${key} = ?1 and gone = ${FOREVER}`
  const known = `${live('data_row_project', 'data_row_id')} union all ${live('label', 'data_row_id')}
    union all ${live('data_row', 'id')} and not ${compared('time', '<=')} limit 1`
  return load.connection.get(known, dataRowId, load.startedAt) !== undefined
}

function removeMissingFromDataset(load: LoadContext, datasetId: string): number {
  const rows = load.connection.all<{ readonly id: string }>(
    `select d.id from data_row d where d.dataset_id = ?1 and ${missing('d', 'd.id')}
      and ${compared('d.time', '<=')} limit ${STEP}`,
    ...[datasetId, load.startedAt],
  )
  for (const { id } of rows) {
    const queues = load.connection.all<QueueRow>(`${SELECT_QUEUES} where data_row_id = ? and gone = ${FOREVER}`, id)
    const labels = load.connection.all<{ readonly projectId: string | null }>(SELECT_PROJECTS_OF_LABELS, id)
    for (const queue of queues) removeFromProject(load, queue)
    const projectIds = [...queues, ...labels].map(({ projectId }) => projectId)
    removeDataRow(load, id, projectIds, false)
  }
  return rows.length
}

const SELECT_PROJECTS_OF_LABELS = `select distinct project_id as "projectId" from label
  where data_row_id = ? and gone = ${FOREVER}`

function removeLabels(load: LoadContext, { dataRowId, projectId }: QueueRow): void {
  const record = { id: projectId, project: NO_FIELDS, queue: NO_FIELDS, events: null, listsLabels: true }
  writeDataRowProject(load, dataRowId, record, load.startedAt, false)
  removeUnlistedLabels(load, dataRowId, projectId, new Set(), load.startedAt)
}

function removeFromProject(load: LoadContext, queue: QueueRow): void {
  endVersion(load, 'dataRowProject', queue)
  addTombstone(load, { id: queue.id, kind: 'DATA_ROW_PROJECT', projectIds: [queue.projectId] }, load.startedAt)
  removeUnlistedLabels(load, queue.dataRowId, queue.projectId, new Set(), load.startedAt)
}

function removeDataRow(
  load: LoadContext,
  id: string,
  projectIds: readonly (string | null)[],
  isPartial: boolean,
): void {
  const row = liveRow(load, 'dataRow', id)
  if (row) endVersion(load, 'dataRow', row)
  removeUnlistedLabels(load, id, null, new Set(), load.startedAt)
  addTombstone(load, { id, kind: 'DATA_ROW', projectIds, isPartial }, load.startedAt)
}
