import { EXIT, traitsOf } from '../errors.ts'
import { type ExportScope, type ExportTask, formatInstant, type Instant } from '../model/index.ts'
import { count } from './numbers.ts'
import { bar, type Report } from './progress.ts'

/** Progress of an export at Labelbox. */
export const TASK_REPORT: Report<ExportTask> = {
  part: ({ id }) => id,
  fields: ({ id, status, progress, dataRowCount }) => ({ task: id, status, progress, dataRowCount }),
  line: ({ progress, dataRowCount }) =>
    ['export', bar(progress), dataRowCount > 0 ? count(dataRowCount, 'data row') : 'waiting for Labelbox'].join('  '),
}

/** Progress of the older call, whose length is unknown. */
export const LABELS_REPORT: Report<Pick<ExportTask, 'dataRowCount'>> = {
  part: () => '',
  fields: progress => progress,
  line: ({ dataRowCount }) => `export  ${count(dataRowCount, 'data row')}`,
}

/** A run of `sync` that has ended. The older call, `--v1`, has no task at Labelbox: its id is null. */
export interface SyncResult {
  readonly store: string
  readonly format: 'V1' | 'V2'
  readonly task: Omit<ExportTask, 'id'> & { readonly id: string | null }
  readonly rejected: number
}

const SHOWN_ERRORS = 5

/** As one JSON object, instants as RFC 3339. */
export function syncJson(result: SyncResult): string {
  const { task } = result
  const instant = (time: Instant | null) => (time === null ? null : formatInstant(time))
  const [startedAt, finishedAt, since] = [task.startedAt, task.finishedAt, task.since].map(instant)
  return JSON.stringify({ ...result, task: { ...task, startedAt, finishedAt, since }, note: noteOf(task) })
}

/** As text. */
export function describeSync({ format, task, rejected }: SyncResult): string {
  const { id, input, since, status, dataRowCount, errors } = task
  const kind = since === null ? 'Full export' : `Incremental export since ${formatInstant(since)}`
  const loaded = status === 'FAILED' ? 'failed' : `${count(dataRowCount, 'data row')} loaded`
  const lines = [
    `${kind} of ${nameOf(input.scope)}: ${loaded} (${[format, id, status === 'FAILED' ? null : status].filter(part => part !== null).join(', ')})`,
  ]
  const note = noteOf(task)
  if (note !== null) lines.push(`  ${note}`)
  if (rejected > 0)
    lines.push(`  ${count(rejected, 'record was', 'records were')} rejected; the rejects of the Export say why`)
  for (const { message } of errors.slice(0, SHOWN_ERRORS)) lines.push(`  ${message}`)
  if (errors.length > SHOWN_ERRORS)
    lines.push(`  and ${count(errors.length - SHOWN_ERRORS, 'more', 'more')}; --json lists them`)
  return lines.join('\n')
}

export function exitCodeOf({ task, rejected }: Pick<SyncResult, 'task' | 'rejected'>): number {
  if (task.status === 'FAILED') return traitsOf(codeOf(task)).exit
  return task.status === 'COMPLETE' && rejected === 0 ? EXIT.done : EXIT.rejected
}

/** Why a task failed: its error begins with the code. */
export function codeOf({ errors }: Pick<ExportTask, 'errors'>): string {
  return errors[0]?.message.split(':')[0] ?? ''
}

/** Says that nothing was loaded. Labelbox exports a project that does not exist like an empty one. */
export function noteOf({ input, since, status, dataRowCount }: Omit<ExportTask, 'id'>): string | null {
  if (status === 'FAILED' || dataRowCount > 0) return null
  const scope = nameOf(input.scope)
  if (since !== null) return `Labelbox reports no changes in ${scope}.`
  const filtered = Object.keys(input.filters).length > 0 ? ' Check the filters, too.' : ''
  return `Labelbox returned no data rows for ${scope}. Check that it exists and that the API key may read it.${filtered}`
}

function nameOf(scope: ExportScope): string {
  if ('projectId' in scope) return `project ${scope.projectId}`
  if ('datasetId' in scope) return `dataset ${scope.datasetId}`
  return 'modelRunId' in scope ? `model run ${scope.modelRunId}` : 'the catalog'
}
