import type { StoreReader } from '../store/index.ts'
import { manyRowsPerKey, oneRowPerKey } from './batch.ts'

export const createLabelLoader = (reader: StoreReader) => oneRowPerKey((ids: readonly string[]) => reader.labels(ids))

/** By data row; in the order of label ids. */
export const createLabelsLoader = (reader: StoreReader) =>
  manyRowsPerKey((dataRowIds: readonly string[]) => reader.labelsOfDataRows(dataRowIds))
