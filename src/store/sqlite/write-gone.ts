import { selectRow } from '../columns.ts'
import type { LoadedWhole } from '../contract.ts'
import { ENTITIES, FOREVER, type StoredRow } from '../entities/index.ts'
import { endVersion, type LoadContext } from './load-context.ts'
import { addTombstone } from './tombstones.ts'
import { removeUnlistedLabels } from './write-label.ts'

/* Removal of the rows of a project or dataset that a complete export of it lacks. */

/** In one step, so that transactions stay short. */
const STEP = 200

/** Rows from a record that is newer than the run stay. `?2` is when the run began. */
const gone = (alias: string, id: string) =>
  `${alias}.gone = ${FOREVER} and not exists (select 1 from loaded_data_row s where s.id = ${id})
   and (${alias}.time is null or ?2 is null
     or substr(${alias}.time, 1, length(?2)) <= substr(?2, 1, length(${alias}.time))) limit ${STEP}`

/** Answers how many data rows it looked at: none when it is done. */
export function removeMissing(load: LoadContext, whole: LoadedWhole): number {
  return 'projectId' in whole
    ? removeMissingFromProject(load, whole.projectId)
    : removeMissingFromDataset(load, whole.datasetId)
}

const QUEUE_ROW = ['no', 'born', 'id', 'dataRowId', 'projectId'] as const
type QueueRow = Pick<StoredRow<'dataRowProject'>, (typeof QUEUE_ROW)[number]>
const SELECT_QUEUES = selectRow(ENTITIES.dataRowProject, QUEUE_ROW)

function removeMissingFromProject(load: LoadContext, projectId: string): number {
  const rows = load.connection.all<QueueRow>(
    `${SELECT_QUEUES} q where q.project_id = ?1 and ${gone('q', 'q.data_row_id')}`,
    ...[projectId, load.startedAt],
  )
  for (const row of rows) {
    removeFromProject(load, row)
    const isElsewhere = load.connection.get(
      `select 1 from data_row_project where data_row_id = ? and gone = ${FOREVER} limit 1`,
      row.dataRowId,
    )
    // In no project that is known any more.
    if (!isElsewhere) removeDataRow(load, row.dataRowId)
  }
  return rows.length
}

function removeMissingFromDataset(load: LoadContext, datasetId: string): number {
  const rows = load.connection.all<{ readonly id: string }>(
    `select d.id from data_row d where d.dataset_id = ?1 and ${gone('d', 'd.id')}`,
    ...[datasetId, load.startedAt],
  )
  for (const { id } of rows) {
    const queues = load.connection.all<QueueRow>(`${SELECT_QUEUES} where data_row_id = ? and gone = ${FOREVER}`, id)
    for (const queue of queues) removeFromProject(load, queue)
    removeDataRow(load, id)
  }
  return rows.length
}

function removeFromProject(load: LoadContext, queue: QueueRow): void {
  endVersion(load, 'dataRowProject', queue)
  addTombstone(load, queue.id, load.startedAt)
  removeUnlistedLabels(load, queue.dataRowId, queue.projectId, new Set(), load.startedAt)
}

function removeDataRow(load: LoadContext, id: string): void {
  const rows = load.connection.all<Pick<QueueRow, 'no' | 'born'>>(
    `select no, born from data_row where id = ? and gone = ${FOREVER}`,
    id,
  )
  for (const row of rows) endVersion(load, 'dataRow', row)
  addTombstone(load, id, load.startedAt)
}
