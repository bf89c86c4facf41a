import type { StoreReader } from '../store/index.ts'
import { oneRowPerKey } from './batch.ts'

export const createExportLoader = (reader: StoreReader) => oneRowPerKey((ids: readonly string[]) => reader.exports(ids))

/** As they stand now, whatever the snapshot. */
export const createExportTaskLoader = (reader: StoreReader) =>
  oneRowPerKey((ids: readonly string[]) => reader.exportTasks(ids))
