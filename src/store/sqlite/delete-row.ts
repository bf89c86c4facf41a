import { ENTITIES, type StoredRow, type VersionedName } from '../entities/index.ts'
import { CHUNK_RANGE } from '../query/content.ts'
import type { LeasedLoad } from './lease.ts'

type Held = Pick<LeasedLoad, 'connection' | 'packs'>
type DeletedLabel = Pick<StoredRow<'label'>, 'id' | 'contentNo' | 'contentVersion'>

/** Deletes a row of a version, and what belongs to it alone. */
export function deleteRow(held: Held, name: VersionedName, no: number): void {
  const { connection } = held
  if (name === 'label') {
    const label = connection.get<DeletedLabel>(
      `delete from label where no = ?
       returning id, content_no as "contentNo", content_version as "contentVersion"`,
      no,
    )
    if (label) deleteUnused(held, label)
    return
  }
  connection.run(`delete from ${ENTITIES[name].table} where no = ?`, no)
  if (name === 'dataRow') connection.run('delete from metadata where data_row_no = ?', no)
  if (name === 'dataRowProject') connection.run('delete from workflow_event where data_row_project_no = ?', no)
}

/** A label's content, and what was fetched for its version, unless another row shows them. */
function deleteUnused({ connection, packs }: Held, { id, contentNo: no, contentVersion }: DeletedLabel): void {
  if (!connection.get('select 1 from label where content_no = ? limit 1', no)) {
    const range = [no * CHUNK_RANGE, (no + 1) * CHUNK_RANGE] as const
    packs.markForCheck(connection.all('select pack_no as pack from chunk where no >= ? and no < ?', ...range))
    connection.run('delete from chunk where no >= ? and no < ?', ...range)
    for (const table of ['annotation', 'classification'])
      connection.run(`delete from ${table} where content_no = ?`, no)
    connection.run('delete from content where no = ?', no)
  }
  if (connection.get('select 1 from label where id = ? and content_version = ? limit 1', id, contentVersion)) return
  for (const table of ['mask', 'composite'])
    connection.run(`delete from ${table} where label_id = ? and content_version = ?`, id, contentVersion)
}
