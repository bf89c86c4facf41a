import { formatId } from '../model/index.ts'
import type { QueueKey, StoreReader } from '../store/index.ts'
import { manyRowsPerKey, oneRowPerKey } from './batch.ts'

export const createDataRowProjectLoader = (reader: StoreReader) =>
  oneRowPerKey(
    (keys: readonly QueueKey[]) => reader.dataRowProjects(keys),
    key => formatId('dataRowProject', key.dataRowId, key.projectId),
  )

/** By data row; in the order of project ids. */
export const createDataRowProjectsLoader = (reader: StoreReader) =>
  manyRowsPerKey((dataRowIds: readonly string[]) => reader.dataRowProjectsOfDataRows(dataRowIds))
