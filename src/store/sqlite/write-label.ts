import { parseStored } from '../body.ts'
import { FOREVER } from '../entities/index.ts'
import type { PreparedLabel } from '../prepare.ts'
import { LABEL } from '../shapes.ts'
import { type LabelVersion, type Stamp, versionOf } from './label-version.ts'
import { insertRow, type LiveRow, type LoadContext, liveRow, merged, retire, saysTheSame } from './load-context.ts'
import type { BatchPacks } from './packs.ts'
import { deleteContentIfUnused, hasFramesFor, sameContent, writeContent } from './write-content.ts'
import { carryFetched, deleteFetchedIfUnused } from './write-fetched.ts'

export function writeLabel(load: LoadContext, dataRowId: string, record: PreparedLabel, packs: BatchPacks): void {
  const row = liveRow(load, 'label', record.id)
  const older = row && olderOf(row)
  const now = record.keepsOlder ? merged(load, LABEL, row, record.parts) : record.parts
  const projectId = record.projectId ?? (row?.project_id as string | null | undefined) ?? null

  const sameText = older !== undefined && sameContent(load, older.content_no, record.content, packs)
  const version = versionOf(record.parts, older?.version, { sameText, next: load.next })
  const sameVersion = older?.version.no === version.no
  const keepsContent = sameVersion && (sameText || hasFramesFor(load, older.content_no, record.content))
  const sameOwner = row?.data_row_id === dataRowId && row.project_id === projectId
  // A time of the version that was not known yet has to be noted, even where it is the row's already.
  const stamp = JSON.stringify(version.stamp)
  if (keepsContent && sameOwner && row.version_stamp === stamp && saysTheSame(LABEL, row, now)) return

  const contentNo = keepsContent ? older.content_no : writeContent(load, record.content, packs)
  if (sameVersion && !keepsContent) carryFetched(load.connection, older.content_no, contentNo)
  const key = {
    id: record.id,
    data_row_id: dataRowId,
    project_id: projectId,
    content_no: contentNo,
    content_version: version.no,
    version_stamp: stamp,
  }
  insertRow(load, LABEL, key, now)
  if (older) retireLabel(load, older)
}

/** The labels of a row in a project that the record's list does not hold are gone. */
export function retireUnlistedLabels(
  load: LoadContext,
  dataRowId: string,
  projectId: string,
  listed: ReadonlySet<string>,
): void {
  const rows = load.connection.all<LabelRow>(
    `select no, born, id, content_no, content_version from label
     where data_row_id = ? and project_id = ? and gone = ${FOREVER}`,
    ...[dataRowId, projectId],
  )
  for (const row of rows) {
    if (listed.has(row.id)) continue
    retireLabel(load, row)
    bury(load, row.id)
  }
}

/** Notes that what had this id is gone: from now on that is another thing than never having been there. */
export function bury({ connection, next }: LoadContext, id: string): void {
  connection.run('insert or ignore into tombstone (id, gone) values (?, ?)', id, next)
}

interface LabelRow extends Pick<LiveRow, 'no' | 'born'> {
  readonly id: string
  readonly content_no: number
  readonly content_version: number
}

function olderOf(row: LiveRow): LabelRow & { readonly version: LabelVersion } {
  const { no, born, id, content_no, content_version, version_stamp } = row as LiveRow &
    LabelRow & { readonly version_stamp: string }
  const version = { no: content_version, stamp: parseStored<Stamp>(version_stamp) }
  return { no, born, id, content_no, content_version, version }
}

function retireLabel(load: LoadContext, row: LabelRow): void {
  retire(load, 'label', row)
  if (row.born !== load.next) return
  deleteContentIfUnused(load, row.content_no)
  deleteFetchedIfUnused(load.connection, row.id, row.content_version)
}
