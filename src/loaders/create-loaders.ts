import type { ExportRuns, GroupRef, LazyReads, PullRuns } from '../ingest/index.ts'
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
  type FeatureKey,
  type GroupOwner,
  type NameOfDataRow,
  type NameWithRaw,
  type NodeName,
  rowMissing,
  type StoreReader,
} from '../store/index.ts'
import { createLoader, decodeEach } from './batch.ts'
import { type ChunkKey, keptContents, ownerId, readChunks, readContents, readDirectories } from './content.ts'
import type { Outcome } from './outcome.ts'
import type { Principal, UrlSigner } from './principal.ts'
import { createListLoaders } from './rows.ts'

/** Context of the resolvers of one request. */
export interface GraphContext {
  /** The caller. */
  readonly principal: Principal
  readonly loaders: Loaders
  /** Public base URL of the gateway without a trailing slash. Null: links are paths. */
  readonly publicUrl: string | null
  /** Absent or null: URLs of masks are not signed. */
  readonly urlSigner?: UrlSigner | null
  /** Export tasks. */
  readonly runs: Pick<ExportRuns, 'start' | 'follow'>
  readonly pulls: Pick<PullRuns, 'start' | 'follow'>
  /** Yields the version of the data, at once and after each load, of whichever process. */
  followLoads(signal?: AbortSignal): AsyncGenerator<string, void, undefined>
  /** Whether the store holds the sample export. */
  readonly demo: boolean
  /** Aborted when the request ends, the client disconnects or the time is up. */
  readonly signal?: AbortSignal
  abort?(reason: Error): void
  /** Estimated cost of the operation, once it is known. */
  cost?: number
  /** The version of the data that is read. */
  readonly version: string
  /** The same, but for what was fetched since its load. */
  readonly dataVersion: string
  readonly outcome: Outcome
}

/** Keys that are read at once, */
export const PART = 128
/** and chunks, which take longer to unpack. */
export const CHUNK_PART = 32

/** Sources that loaders read from, and the request they read for. */
interface Sources {
  readonly reader: StoreReader
  readonly lazy: LazyReads
  readonly signal: AbortSignal | undefined
  readonly outcome: Outcome | undefined
  readonly lists: ReturnType<typeof createListLoaders>
}

/** One loader per resource. */
const LOADERS = {
  dataRow: of => byId(of, 'dataRow'),
  dataRowByGlobalKey: ({ reader, signal }) =>
    createLoader((keys: readonly string[]) => reader.dataRowsByGlobalKey(keys), { part: PART, signal }),
  dataRowProject: of => byId(of, 'dataRowProject'),
  dataRowProjectsOfDataRow: of => ofDataRow(of, 'dataRowProject'),
  project: of => byId(of, 'project'),
  label: of => byId(of, 'label'),
  labelsOfDataRow: of => ofDataRow(of, 'label'),
  workflowEvent: ({ reader, signal }) =>
    createLoader((keys: readonly EventKey[]) => reader.workflowEvents(keys), {
      part: PART,
      signal,
      nameOf: ({ dataRowId, projectId, number }) => formatId('event', dataRowId, projectId, number),
    }),
  workflowEventsOfDataRow: of => ofDataRow(of, 'workflowEvent'),
  export: of => byId(of, 'export'),
  exportTask: of => taskOf(of, 'exportTask'),
  pullTask: of => taskOf(of, 'pullTask'),
  /** The `raw` of an object, by its id. */
  raw: of => ({
    dataRow: rawOf(of, 'dataRow'),
    dataRowProject: rawOf(of, 'dataRowProject'),
    label: rawOf(of, 'label'),
    workflowEvent: rawOf(of, 'workflowEvent'),
  }),
  /** True for a data row or label that a load removed. */
  gone: ({ reader, signal }) => createLoader((ids: readonly string[]) => reader.gone(ids), { part: PART, signal }),
  content: ({ reader, signal }) => {
    const { ofLabels } = keptContents(reader)
    return createLoader((labelIds: readonly string[]) => readContents(reader, labelIds, signal), {
      kept: labelId => ofLabels.get(labelId),
      part: PART,
      signal,
    })
  },
  chunk: ({ reader, signal }) => {
    const { chunks } = keptContents(reader)
    return createLoader((keys: readonly ChunkKey[]) => readChunks(reader, keys, signal), {
      nameOf: key => key.chunk,
      kept: key => chunks.get(key.chunk),
      part: CHUNK_PART,
      signal,
    })
  },
  /** Chunks of the frames and objects of a group, or of a label's own objects. */
  chunkDirectory: ({ reader, signal }) => {
    const { directories } = keptContents(reader)
    return createLoader((owners: readonly ChunkOwner[]) => readDirectories(reader, owners), {
      nameOf: ownerId,
      kept: owner => directories.get(ownerId(owner)),
      part: PART,
      signal,
    })
  },
  /** The same for groups whose frames are known by URL only. Fetches the frames into the store first. */
  remoteDirectory: ({ reader, lazy, signal }) =>
    createLoader(
      async (groups: readonly GroupRef[]) => {
        const failures = await lazy.ensureFrames(reader, groups, { signal })
        reader.noteFetched()
        const directories = await reader.chunkDirectory(groups)
        return directories.map((directory, index) => failures[index] ?? directory)
      },
      { nameOf: ownerId, gathers: true, signal },
    ),
  featuresOfGroup: ({ reader, signal }) =>
    createLoader((groups: readonly GroupOwner[]) => reader.featuresOf(groups), { nameOf: ownerId, part: PART, signal }),
  featureSummary: ({ reader, signal }) =>
    createLoader((features: readonly FeatureKey[]) => reader.featureSummaries(features), {
      nameOf: ({ labelId, groupName, featureId }) => formatId('feature', labelId, groupName, featureId),
      part: PART,
      signal,
    }),
  /** Measurements of masks. Fetches masks that were not measured yet. */
  mask: ({ reader, lazy, signal }) =>
    createLoader(
      async (masks: readonly MaskRef[]) => {
        const measured = await lazy.masks(reader, masks, { signal })
        reader.noteFetched()
        return measured
      },
      { nameOf: annotationId, gathers: true, signal },
    ),
  /** A mask alone as a PNG, in base64. */
  maskPng: ({ lazy }) =>
    createLoader((masks: readonly MeasuredMask[]) => Promise.all(masks.map(mask => drawBase64(lazy, mask))), {
      nameOf: ({ rle }) => `${rle.size.join()} ${rle.counts}`,
    }),
  /** Texts of rows, of this version and scope; null where nothing is kept. */
  keptTexts: ({ reader: { kept } }) => (kept.isOn ? kept.texts('rows as text') : null),
  /** Values that the request must not show. Null: nothing is hidden. */
  hiding: ({ reader }) => reader.hiding,
  /** For reads of so much that the request must not hold all of it. */
  sources: ({ reader, lazy, signal }) => ({ reader, lazy, signal }),
  /** Of the turns that the request takes. */
  owner: ({ signal, lists }) => signal ?? lists,
  metadataNames: ({ reader }) => reader.metadataNames,
  rows: ({ lists }) => lists.rows,
  rowsOf: ({ lists }) => lists.rowsOf,
  fields: ({ lists }) => lists.fields,
  stats: ({ lists }) => lists.stats,
} satisfies Readonly<Record<string, (of: Sources) => unknown>>

export type Loaders = { readonly [Name in keyof typeof LOADERS]: ReturnType<(typeof LOADERS)[Name]> }

/**
 * Creates the loaders of one request. They cache all rows that they read, so they live as long as it does. Once the signal
 * is aborted, asking for any throws its reason.
 */
export function createLoaders(reader: StoreReader, lazy: LazyReads, signal?: AbortSignal, outcome?: Outcome): Loaders {
  const lists = createListLoaders(reader, outcome, signal)
  return new MadeWhenAsked({ reader, lazy, signal, outcome, lists }) as unknown as Loaders
}

/**
 * Each loader is made when it is first asked for: a request uses few, and all of them take 10 KB. The getters are those of a
 * class, since V8 gives each object literal with a getter a hidden class of its own, which keeps whatever the getter
 * refers to in memory until the next major collection.
 */
class MadeWhenAsked {
  readonly #of: Sources
  readonly #made = new Map<string, unknown>()

  static {
    for (const [name, make] of Object.entries<(of: Sources) => unknown>(LOADERS))
      Object.defineProperty(MadeWhenAsked.prototype, name, {
        get(this: MadeWhenAsked) {
          this.#of.signal?.throwIfAborted()
          if (!this.#made.has(name)) this.#made.set(name, make(this.#of))
          return this.#made.get(name)
        },
      })
  }

  constructor(of: Sources) {
    this.#of = of
  }
}

const byId = <N extends NodeName>({ reader, signal }: Sources, name: N) =>
  createLoader((ids: readonly string[]) => reader.nodes(name, ids), {
    kept: id => reader.kept.node(name, id),
    part: PART,
    signal,
  })

/** In its current state. */
const taskOf = <N extends 'exportTask' | 'pullTask'>({ reader, outcome }: Sources, name: N) =>
  createLoader((ids: readonly string[]) => {
    if (outcome) outcome.isOfNow = true
    return reader.nodes(name, ids)
  })

const ofDataRow = <N extends NameOfDataRow>({ reader, signal }: Sources, name: N) =>
  createLoader((dataRowIds: readonly string[]) => reader.nodesOfDataRows(name, dataRowIds), {
    kept: id => reader.kept.ofDataRow(name, id),
    part: PART,
    signal,
  })

const rawOf = ({ reader, signal }: Sources, name: NameWithRaw) =>
  createLoader(async (ids: readonly string[]) => decodeEach(await reader.raws(name, ids), parseRaw, signal), {
    part: PART,
    signal,
  })

function* parseRaw(text: string | null): Generator<undefined, JsonObject | null> {
  // The object was read, so its row was there.
  if (text === null) throw rowMissing()
  return (yield* parseInPieces(text)) as JsonObject | null
}

/** Resolves to an Error if the mask cannot be drawn, so that the other masks are not affected. */
function drawBase64(lazy: LazyReads, mask: MeasuredMask): Promise<string | Error> {
  return lazy.draw(mask).then(
    png => png.toString('base64'),
    (error: Error) => error,
  )
}
