import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import type { ExportRecord } from '../../../src/model/index.ts'
import { type AnyEntity, columnName, ENTITIES } from '../../../src/store/entities/index.ts'
import { DEFAULT_BACKEND } from '../../support/backends.ts'
import { framesOf, remoteRecord } from '../fetched-records.ts'
import { openBackend } from '../opened-store.ts'

/* Columns that are declared and never written would be null for ever, those written in another order would be mixed up. */

const FIELDS = { schemaId: 's1', keyFrame: true, area: 5, length: 3 }
const VALUES = { schema_id: 's1', name: 'lesion', frame_number: 4, key_frame: 1, area: 5, length: 3 }

function record(
  token: string,
  externalId: string,
  metadata?: ExportRecord['dataRow']['fields']['metadata'],
): ExportRecord {
  const made = remoteRecord('l1', { fields: { updatedAt: 1 }, token })
  const fields = { externalId, ...(metadata && { metadata }) }
  return { ...made, dataRow: { ...made.dataRow, fields } }
}

test('every declared column is written, with what is fetched and when rows are copied to a new version', async () => {
  await using opened = await openBackend(DEFAULT_BACKEND)
  const named = { schemaId: 's1', schemaName: 'taken' }
  await opened.load(
    record('a', 'first', [
      { ...named, value: '2024-05-01' },
      { ...named, value: 7 },
    ]),
  )
  const frames = framesOf('Axial', [4])
  const [annotation] = frames.annotations
  assert.ok(annotation)
  const whole = { ...frames, annotations: [{ ...annotation, ...FIELDS }] }
  const classifications = frames.classifications.map(each => ({ ...each, featureId: 'answer', text: 'free text' }))
  const version = await opened.versionOf('l1')
  await opened.store.putFrames({ labelId: 'l1', version, groupName: 'Axial', frames: { ...whole, classifications } })
  await opened.load(record('b', 'second'))

  using file = new DatabaseSync(opened.url.slice('sqlite:'.length), { readOnly: true })
  const rowsOf = ({ table }: AnyEntity) => file.prepare(`select * from ${table} order by rowid`).all()
  const annotations = file
    .prepare(
      'select * from feature f join annotation a on a.content_no = f.content_no and a.feature_no = f.no order by 1',
    )
    .all()
  assert.equal(annotations.length, 2)
  for (const row of annotations) assert.deepEqual({ ...row, ...VALUES }, { ...row })
  for (const [entity, rows] of [
    [ENTITIES.annotation, annotations],
    [ENTITIES.classification, rowsOf(ENTITIES.classification)],
    [ENTITIES.metadata, rowsOf(ENTITIES.metadata)],
  ] as const) {
    const half = rows.length / 2
    assert.ok(Number.isInteger(half) && half > 0)
    for (const [field, column] of Object.entries<AnyEntity['columns'][string]>(entity.columns)) {
      const values = rows.map(row => row[columnName(field, column)])
      for (const some of [values.slice(0, half), values.slice(half)])
        assert.ok(
          some.some(value => value !== null),
          `${entity.table}.${field}`,
        )
    }
  }
})
