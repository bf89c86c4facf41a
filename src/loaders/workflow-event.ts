import { formatId } from '../model/index.ts'
import type { EventKey, StoreReader } from '../store/index.ts'
import { manyRowsPerKey, oneRowPerKey } from './batch.ts'

export const createWorkflowEventLoader = (reader: StoreReader) =>
  oneRowPerKey(
    (keys: readonly EventKey[]) => reader.workflowEvents(keys),
    key => formatId('event', key.dataRowId, key.projectId, key.number),
  )

/** By data row; in the order of project ids, then from the oldest. */
export const createWorkflowEventsLoader = (reader: StoreReader) =>
  manyRowsPerKey((dataRowIds: readonly string[]) => reader.workflowEventsOfDataRows(dataRowIds))
