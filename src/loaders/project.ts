import type { StoreReader } from '../store/index.ts'
import { oneRowPerKey } from './batch.ts'

export const createProjectLoader = (reader: StoreReader) =>
  oneRowPerKey((ids: readonly string[]) => reader.projects(ids))
