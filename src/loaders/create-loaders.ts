import type { ExportRuns, LazyReads } from '../ingest/index.ts'
import { formatId } from '../model/index.ts'
import type { EventKey, NameOfDataRow, NodeName, StoreReader } from '../store/index.ts'
import { manyRowsPerKey, oneRowPerKey } from './batch.ts'
import { createChunkDirectoryLoader, createChunkLoader } from './chunk.ts'
import { createContentLoader } from './content.ts'
import { createGoneLoader } from './gone.ts'
import { createMaskLoader, createMaskPngLoader } from './mask.ts'
import { createRemoteDirectoryLoader } from './remote-frames.ts'
import { createListLoaders } from './rows.ts'

/** What a resolver finds in its context, made anew for each request. */
export interface GraphContext {
  readonly loaders: Loaders
  /** The snapshot that the loaders read: a request answers from one version of the data. */
  readonly reader: StoreReader
  /** Where people reach the gateway, without a slash at the end; null: links are paths. */
  readonly publicUrl: string | null
  /** Exports that are run from here. */
  readonly runs: ExportRuns
  /** Aborted when nobody waits for the answer any more. */
  readonly signal?: AbortSignal
}

export type Loaders = ReturnType<typeof createLoaders>

/** One loader per resource. They remember what they read, so they live as long as one request. */
export function createLoaders(reader: StoreReader, lazy: LazyReads, signal?: AbortSignal) {
  const byId = <N extends NodeName>(name: N) => oneRowPerKey((ids: readonly string[]) => reader.nodes(name, ids))
  const ofDataRow = <N extends NameOfDataRow>(name: N) =>
    manyRowsPerKey((dataRowIds: readonly string[]) => reader.nodesOfDataRows(name, dataRowIds))
  return {
    ...createListLoaders(reader),
    dataRow: byId('dataRow'),
    dataRowByGlobalKey: oneRowPerKey((keys: readonly string[]) => reader.dataRowsByGlobalKey(keys)),
    dataRowProject: byId('dataRowProject'),
    dataRowProjectsOfDataRow: ofDataRow('dataRowProject'),
    project: byId('project'),
    label: byId('label'),
    labelsOfDataRow: ofDataRow('label'),
    workflowEvent: oneRowPerKey(
      (keys: readonly EventKey[]) => reader.workflowEvents(keys),
      ({ dataRowId, projectId, number }) => formatId('event', dataRowId, projectId, number),
    ),
    workflowEventsOfDataRow: ofDataRow('workflowEvent'),
    export: byId('export'),
    exportTask: byId('exportTask'),
    gone: createGoneLoader(reader),
    content: createContentLoader(reader),
    chunkDirectory: createChunkDirectoryLoader(reader),
    chunk: createChunkLoader(reader),
    remoteDirectory: createRemoteDirectoryLoader(reader, lazy, signal),
    mask: createMaskLoader(reader, lazy, signal),
    maskPng: createMaskPngLoader(lazy),
  }
}
