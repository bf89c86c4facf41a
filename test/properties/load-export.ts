import assert from 'node:assert/strict'
import type { JsonObject } from '../../src/model/index.ts'
import type { openLoadedStore } from '../support/graph.ts'

type Opened = Pick<Awaited<ReturnType<typeof openLoadedStore>>, 'loadRecords'>

/** Loads valid records, of which none may be refused. No record is an empty store: a file without any is no export. */
export async function loadExport(into: Opened, records: readonly JsonObject[]): Promise<void> {
  if (records.length === 0) return
  const { records: read, rejected } = await into.loadRecords(records)
  assert.deepEqual({ read, rejected }, { read: records.length, rejected: 0 })
}
