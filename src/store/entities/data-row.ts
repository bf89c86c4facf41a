import type { DataRow } from '../../model/index.ts'
import { inScope, visible } from '../query-context.ts'
import { sql } from '../sql.ts'
import { entity, VERSIONED } from './entity.ts'

export const dataRow = entity({
  table: 'data_row',
  alias: 'd',
  versioned: true,
  columns: {
    ...VERSIONED,
    id: { ...VERSIONED.id, filter: true, sort: true },
    globalKey: { type: 'text', filter: true, sort: true },
    externalId: { type: 'text', filter: true },
    datasetId: { type: 'id', filter: true },
    datasetName: { type: 'text', filter: true },
    mimeType: { type: 'text', filter: true },
    createdBy: { type: 'text', filter: true },
    createdAt: { type: 'instant', filter: true, sort: true },
    updatedAt: { type: 'instant', filter: true, sort: true },
    lastActivityAt: { type: 'instant', filter: true, sort: true },
  },
  body: {
    rowData: null,
    mediaAttributes: null,
    attachments: null,
    metadata: null,
    embeddings: null,
    experiments: null,
  } satisfies Partial<DataRow>,
  raw: true,
  computed: { labelCount: { type: 'integer', filter: true, count: 'label' } },
  relations: {
    metadata: { to: 'metadata', on: { dataRowNo: 'no' }, filter: true },
    project: { to: 'dataRowProject', on: { dataRowId: 'id' }, filter: true, scoped: true },
    label: { to: 'label', on: { dataRowId: 'id' }, filter: true, scoped: true },
  },
  /** Seen by callers who may see one of its projects. */
  scope: (row, context) =>
    context.scope.projects === 'all'
      ? sql`true`
      : sql`exists (select 1 from data_row_project sq where sq.data_row_id = ${row.id} and ${visible(context, 'sq')}
          and ${inScope(context, sql`sq.project_id`)})`,
  parents: { project: ['project', 'projectId'] },
  indexes: {
    id: ['id'],
    global_key: ['globalKey'],
    updated_at: ['updatedAt'],
    last_activity_at: ['lastActivityAt'],
  },
})
