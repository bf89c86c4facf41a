import type { ExportRuns, GroupRef, LazyReads } from '../ingest/index.ts'
import {
  annotationId,
  formatId,
  type JsonObject,
  type MaskRef,
  type MeasuredMask,
  parseInPieces,
} from '../model/index.ts'
import {
  type ChunkOwner,
  type EventKey,
  type NameOfDataRow,
  type NameWithRaw,
  type NodeName,
  type StoreReader,
  versionDeleted,
} from '../store/index.ts'
import { createLoader, decodeEach } from './batch.ts'
import { type ChunkKey, keptContents, ownerId, readChunks, readContents, readDirectories } from './content.ts'
import type { Outcome } from './outcome.ts'
import { createListLoaders } from './rows.ts'

/** Context of the resolvers of one request. */
export interface GraphContext {
  readonly loaders: Loaders
  /** Public base URL of the gateway without a trailing slash. Null: links are paths. */
  readonly publicUrl: string | null
  /** Export tasks. */
  readonly runs: Pick<ExportRuns, 'start' | 'follow'>
  /** Aborted when the request ends, the client disconnects or the time is up. */
  readonly signal?: AbortSignal
  abort?(reason: Error): void
  /** Estimated cost of the operation, once it is known. */
  cost?: number
  /** The version of the data that is read. */
  readonly version: string
  readonly outcome: Outcome
}

/** Keys that are read at once, */
export const PART = 128
/** and chunks, which take longer to unpack. */
export const CHUNK_PART = 32

export type Loaders = ReturnType<typeof createLoaders>

/** Creates one loader per resource. They cache all rows that they read, so they live as long as one request. */
export function createLoaders(reader: StoreReader, lazy: LazyReads, signal?: AbortSignal, outcome?: Outcome) {
  const { kept } = reader
  const byId = <N extends NodeName>(name: N) =>
    createLoader((ids: readonly string[]) => reader.nodes(name, ids), {
      kept: id => kept.node(name, id),
      part: PART,
      signal,
    })
  const ofDataRow = <N extends NameOfDataRow>(name: N) =>
    createLoader((dataRowIds: readonly string[]) => reader.nodesOfDataRows(name, dataRowIds), {
      kept: id => kept.ofDataRow(name, id),
      part: PART,
      signal,
    })
  const rawOf = (name: NameWithRaw) =>
    createLoader(async (ids: readonly string[]) => decodeEach(await reader.raws(name, ids), parseRaw, signal), {
      part: PART,
      signal,
    })
  const contents = keptContents(reader)
  return {
    ...createListLoaders(reader, outcome, signal),
    /** Texts by name, of this version and scope; null where nothing is kept. */
    keptTexts: kept.isOn ? (name: string) => kept.ofVersion<string>(name) : null,
    dataRow: byId('dataRow'),
    dataRowByGlobalKey: createLoader((keys: readonly string[]) => reader.dataRowsByGlobalKey(keys), {
      part: PART,
      signal,
    }),
    dataRowProject: byId('dataRowProject'),
    dataRowProjectsOfDataRow: ofDataRow('dataRowProject'),
    project: byId('project'),
    label: byId('label'),
    labelsOfDataRow: ofDataRow('label'),
    workflowEvent: createLoader((keys: readonly EventKey[]) => reader.workflowEvents(keys), {
      part: PART,
      signal,
      nameOf: ({ dataRowId, projectId, number }) => formatId('event', dataRowId, projectId, number),
    }),
    workflowEventsOfDataRow: ofDataRow('workflowEvent'),
    export: byId('export'),
    exportTask: createLoader((ids: readonly string[]) => {
      if (outcome) outcome.isOfNow = true
      return reader.nodes('exportTask', ids)
    }),
    /** The `raw` of an object, by its id. */
    raw: {
      dataRow: rawOf('dataRow'),
      dataRowProject: rawOf('dataRowProject'),
      label: rawOf('label'),
      workflowEvent: rawOf('workflowEvent'),
    },
    /** True for a data row or label that a load removed. */
    gone: createLoader((ids: readonly string[]) => reader.gone(ids), { part: PART, signal }),
    content: createLoader((labelIds: readonly string[]) => readContents(reader, labelIds, signal), {
      kept: labelId => contents.ofLabels.get(labelId),
      part: PART,
      signal,
    }),
    chunk: createLoader((keys: readonly ChunkKey[]) => readChunks(reader, keys, signal), {
      nameOf: key => key.chunk,
      kept: key => contents.chunks.get(key.chunk),
      part: CHUNK_PART,
      signal,
    }),
    /** Chunks of the frames and objects of a group, or of a label's own objects. */
    chunkDirectory: createLoader((owners: readonly ChunkOwner[]) => readDirectories(reader, owners), {
      nameOf: ownerId,
      kept: owner => contents.directories.get(ownerId(owner)),
      part: PART,
      signal,
    }),
    /** The same for groups whose frames are known by URL only. Fetches the frames into the store first. */
    remoteDirectory: createLoader(
      async (groups: readonly GroupRef[]) => {
        const failures = await lazy.ensureFrames(reader, groups, { signal })
        reader.noteFetched()
        const directories = await reader.chunkDirectory(groups)
        return directories.map((directory, index) => failures[index] ?? directory)
      },
      { nameOf: ownerId, gathers: true, signal },
    ),
    /** Measurements of masks. Fetches masks that were not measured yet. */
    mask: createLoader(
      async (masks: readonly MaskRef[]) => {
        const measured = await lazy.masks(reader, masks, { signal })
        reader.noteFetched()
        return measured
      },
      { nameOf: annotationId, gathers: true, signal },
    ),
    /** A mask alone as a PNG, in base64. */
    maskPng: createLoader((masks: readonly MeasuredMask[]) => Promise.all(masks.map(mask => drawBase64(lazy, mask))), {
      nameOf: ({ rle }) => `${rle.size.join()} ${rle.counts}`,
    }),
  }
}

function* parseRaw(text: string | null): Generator<undefined, JsonObject> {
  // The object was read, so a row that is missing was deleted since.
  if (text === null) throw versionDeleted()
  return (yield* parseInPieces(text)) as JsonObject
}

/** Resolves to an Error if the mask cannot be drawn, so that the other masks are not affected. */
function drawBase64(lazy: LazyReads, mask: MeasuredMask): Promise<string | Error> {
  return lazy.draw(mask).then(
    png => png.toString('base64'),
    (error: Error) => error,
  )
}
