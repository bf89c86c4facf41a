import { EXIT, traitsOf } from '../errors.ts'
import type { ExportTask } from '../model/index.ts'
import { count } from './numbers.ts'
import { bar, type Report } from './progress.ts'

/** How far an export is that is run at Labelbox. */
export const TASK_REPORT: Report<ExportTask> = {
  part: ({ id }) => id,
  fields: ({ id, status, progress, dataRowCount }) => ({ task: id, status, progress, dataRowCount }),
  line: ({ progress, dataRowCount }) =>
    ['export', bar(progress), dataRowCount > 0 ? count(dataRowCount, 'data row') : 'waiting for Labelbox'].join('  '),
}

const SHOWN_ERRORS = 5

/** What came of it, for people. */
export function describeTask({ id, status, dataRowCount, errors }: ExportTask, rejected: number): string {
  const lines = [`${id}: ${status}, ${count(dataRowCount, 'data row')}`]
  if (rejected > 0)
    lines.push(`  ${count(rejected, 'record was', 'records were')} refused: the export's rejects say why`)
  for (const { message } of errors.slice(0, SHOWN_ERRORS)) lines.push(`  ${message}`)
  if (errors.length > SHOWN_ERRORS)
    lines.push(`  and ${count(errors.length - SHOWN_ERRORS, 'more', 'more')}; --json lists them`)
  return lines.join('\n')
}

export function exitCodeOf(task: ExportTask, rejected: number): number {
  if (task.status === 'FAILED') return traitsOf(codeOf(task)).exit
  return task.status === 'COMPLETE' && rejected === 0 ? EXIT.done : EXIT.rejected
}

/** Why a task failed: its error begins with the code. */
export function codeOf({ errors }: ExportTask): string {
  return errors[0]?.message.split(':')[0] ?? ''
}
