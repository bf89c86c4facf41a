import type { ExportRuns, LazyReads } from '../ingest/index.ts'
import type { StoreReader } from '../store/index.ts'
import { createChunkDirectoryLoader, createChunkLoader } from './chunk.ts'
import { createContentLoader } from './content.ts'
import { createDataRowLoader, createGlobalKeyLoader } from './data-row.ts'
import { createDataRowProjectLoader, createDataRowProjectsLoader } from './data-row-project.ts'
import { createExportLoader, createExportTaskLoader } from './export.ts'
import { createGoneLoader } from './gone.ts'
import { createLabelLoader, createLabelsLoader } from './label.ts'
import { createMaskLoader, createMaskPngLoader } from './mask.ts'
import { createProjectLoader } from './project.ts'
import { createRemoteDirectoryLoader } from './remote-frames.ts'
import { createListLoaders } from './rows.ts'
import { createWorkflowEventLoader, createWorkflowEventsLoader } from './workflow-event.ts'

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
  return {
    ...createListLoaders(reader),
    dataRow: createDataRowLoader(reader),
    dataRowByGlobalKey: createGlobalKeyLoader(reader),
    dataRowProject: createDataRowProjectLoader(reader),
    dataRowProjectsOfDataRow: createDataRowProjectsLoader(reader),
    project: createProjectLoader(reader),
    label: createLabelLoader(reader),
    labelsOfDataRow: createLabelsLoader(reader),
    workflowEvent: createWorkflowEventLoader(reader),
    workflowEventsOfDataRow: createWorkflowEventsLoader(reader),
    export: createExportLoader(reader),
    exportTask: createExportTaskLoader(reader),
    gone: createGoneLoader(reader),
    content: createContentLoader(reader),
    chunkDirectory: createChunkDirectoryLoader(reader),
    chunk: createChunkLoader(reader),
    remoteDirectory: createRemoteDirectoryLoader(reader, lazy, signal),
    mask: createMaskLoader(reader, lazy, signal),
    maskPng: createMaskPngLoader(lazy),
  }
}
