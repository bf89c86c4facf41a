import type { PreparedLabel } from '../prepare.ts'
import { LABEL } from '../shapes.ts'
import { insertRow, type LiveRow, type LoadContext, liveRow, merged, retire, saysTheSame } from './load-context.ts'
import type { BatchPacks } from './packs.ts'
import { FOREVER } from './schema.ts'
import { deleteContentIfUnused, sameContent, writeContent } from './write-content.ts'

export function writeLabel(load: LoadContext, dataRowId: string, record: PreparedLabel, packs: BatchPacks): void {
  const row = liveRow(load, 'label', record.id)
  const older = row && { ...row, content_no: row.content_no as number }
  const now = record.keepsOlder ? merged(load, LABEL, row, record.parts) : record.parts
  const projectId = record.projectId ?? (row?.project_id as string | null | undefined) ?? null
  const keepsContent = older !== undefined && sameContent(load, older.content_no, record.content, packs)
  const sameOwner = row?.data_row_id === dataRowId && row.project_id === projectId
  if (keepsContent && sameOwner && saysTheSame(LABEL, row, now)) return
  const contentNo = keepsContent ? older.content_no : writeContent(load, record.content, packs)
  if (older) retireLabel(load, older, contentNo)
  insertRow(load, LABEL, { id: record.id, data_row_id: dataRowId, project_id: projectId, content_no: contentNo }, now)
}

/** The labels of a row in a project that the record's list does not hold are gone. */
export function retireUnlistedLabels(
  load: LoadContext,
  dataRowId: string,
  projectId: string,
  listed: ReadonlySet<string>,
): void {
  const rows = load.connection.all<LabelRow>(
    `select no, born, id, content_no from label where data_row_id = ? and project_id = ? and gone = ${FOREVER}`,
    ...[dataRowId, projectId],
  )
  for (const row of rows) if (!listed.has(row.id)) retireLabel(load, row, null)
}

interface LabelRow extends Pick<LiveRow, 'no' | 'born'> {
  readonly id: string
  readonly content_no: number
}

function retireLabel(load: LoadContext, row: Omit<LabelRow, 'id'>, keptContent: number | null): void {
  retire(load, 'label', row)
  if (row.born === load.next && row.content_no !== keptContent) deleteContentIfUnused(load, row.content_no)
}
