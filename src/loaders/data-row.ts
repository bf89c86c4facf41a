import type { StoreReader } from '../store/index.ts'
import { oneRowPerKey } from './batch.ts'

export const createDataRowLoader = (reader: StoreReader) =>
  oneRowPerKey((ids: readonly string[]) => reader.dataRows(ids))

export const createGlobalKeyLoader = (reader: StoreReader) =>
  oneRowPerKey((globalKeys: readonly string[]) => reader.dataRowsByGlobalKey(globalKeys))
