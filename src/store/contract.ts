import type { SlicegraphError } from '../errors.ts'
import type {
  AnnotationPlace,
  ChunkRecord,
  DataRow,
  DataRowProject,
  ExportTask,
  FetchedBytes,
  Format,
  GroupHead,
  Instant,
  Label,
  MeasuredMask,
  NumberSummary,
  Project,
  PullTask,
  WorkflowEvent,
} from '../model/index.ts'
import type { AuditHeads } from './audit-heads.ts'
import type { CheckProgress, Finding } from './check-report.ts'
import type {
  AnnotationRef,
  DimensionOf,
  Export,
  FilterOf,
  OrderOf,
  ParentKind,
  Reject,
  Removal,
  StatsName,
  StatsOf,
  StoredFeature,
} from './entities/index.ts'
import type { CompositeKey, FetchedComposite, FetchedFrames, FetchedMask } from './fetched.ts'
import type { Hidden, Hiding } from './hiding.ts'
import type { KeptTable } from './kept-memory.ts'
import type { KeptTexts } from './kept-texts.ts'
import type { LoadedExport, LoadOptions, StoreWriter } from './loads.ts'
import type { OpeningCheck } from './opening.ts'
import type { PullStore } from './pulls.ts'
import type { Scope } from './query-context.ts'
import type { TaskStore } from './tasks.ts'
import type { TokenStore } from './tokens.ts'

/** A store. A backend implements it in one folder beside this file. `url` is what it was opened by. */
export interface Store {
  readonly url: string
  /**
   * The newest published data, unchanging for as long as the reader is used: a request opens one and reads
   * everything through it. Needs no closing; it may be read until two more loads have been published.
   */
  openSnapshot(options: SnapshotOptions): Promise<StoreReader>
  /** `StoreReader.version` of a snapshot opened now. */
  version(): string
  /** `StoreReader.dataVersion` of a snapshot opened now. */
  dataVersion(): string
  /**
   * Takes the store's one load lease and clears away what a load that died left behind.
   * @throws SlicegraphError LOAD_RUNNING when another process holds the lease and is alive.
   */
  openLoad(options: LoadOptions): Promise<StoreWriter>
  /**
   * Keeps frames that were fetched: between versions, without waiting for a load. Every snapshot of this version of the
   * label shows them; one that is open, after `noteFetched`. Frames that are there stay, unless `replace` is set.
   * @returns whether the store still holds that version of the label.
   */
  putFrames(frames: FetchedFrames): Promise<boolean>
  /** Keeps masks that were measured: between versions, like frames. Masks that are there already are replaced. */
  putMasks(masks: readonly FetchedMask[]): Promise<void>
  putComposites(composites: readonly FetchedComposite[]): Promise<void>
  readonly tasks: TaskStore
  readonly pulls: PullStore
  readonly tokens: TokenStore
  readonly audits: AuditHeads
  /** STORE_CORRUPT when damage showed as the store was opened or checked; what is sound can be read, and no load is accepted. */
  readonly damage: SlicegraphError | null
  readonly opening: OpeningCheck
  /** Reads the whole store, in a thread of its own. */
  check(onProgress?: (progress: CheckProgress) => void, signal?: AbortSignal): Promise<readonly Finding[]>
  /** The loads of the current version, to recognise a file that comes again. */
  loadedExports(): Promise<readonly LoadedExport[]>
  close(): Promise<void>
}

export interface StoreOptions {
  /** Whether another process checks the file, and says what it found. */
  readonly isCheckedElsewhere?: boolean
  /** Memory for decoded rows. */
  readonly keptBytes?: number
  /** Rows times characters of its statement, after which a scan leaves the main thread. 0: none begins there. */
  readonly scanWork?: number
}

export interface SnapshotOptions {
  readonly scope: Scope
  /** Default: nothing. */
  readonly hides?: ReadonlySet<Hidden>
  /** That of another snapshot, in this process or another one, whose rows are to be read. Default: the newest. */
  readonly version?: string
  /** That is what `version()` has just answered: the store is not asked again. */
  readonly isNewest?: boolean
  /** When the request began. Default: now. */
  readonly startedAt?: Instant
  /** Aborted when the caller no longer needs the answer. Reads then reject with its reason. */
  readonly signal?: AbortSignal
}

export const EVERYTHING: Scope = { projects: 'all' }

/**
 * Reads of one version of the data within one scope. Every method is one read of plain data. Answers are in the order
 * of the keys. A key that is unknown or out of scope answers null, or an empty list where a list is asked for.
 */
export interface StoreReader {
  /** Opaque. Two snapshots with equal versions give the same answers. */
  readonly version: string
  /** Opaque; it changes with each load. */
  readonly dataVersion: string
  /** The same snapshot for work that other requests share: it is not aborted with this one. */
  detached(): StoreReader
  /** After something was fetched for this request: results that were kept before are read again. */
  noteFetched(): void
  readonly kept: KeptReads
  /** To be applied to contents and chunks once they are decoded, and to what comes from elsewhere. Null: nothing is hidden. */
  readonly hiding: Hiding | null

  /** By id; export tasks in their current state, independent of the version. */
  nodes<N extends NodeName>(name: N, ids: readonly string[]): Promise<(Nodes[N] | null)[]>
  dataRowsByGlobalKey(globalKeys: readonly string[]): Promise<(DataRow | null)[]>
  workflowEvents(keys: readonly EventKey[]): Promise<(WorkflowEvent | null)[]>
  /** The `raw` of nodes by their ids, as JSON text: `{}` where no export carried one, `null` where it is withheld. */
  raws(name: NameWithRaw, ids: readonly string[]): Promise<(string | null)[]>
  /** Whether a load removed a data row or label of this id. */
  gone(ids: readonly string[]): Promise<boolean[]>

  /** Of each data row: queue entries by project id, labels by id, events by project id and then from the oldest. */
  nodesOfDataRows<N extends NameOfDataRow>(name: N, dataRowIds: readonly string[]): Promise<(readonly Nodes[N][])[]>

  contents(labelIds: readonly string[]): Promise<(StoredContent | null)[]>
  /** Where the frames and objects of groups (or of the label itself) are: by first frame, frameless objects first. */
  chunkDirectory(keys: readonly ChunkOwner[]): Promise<ChunkEntry[][]>
  chunks(chunks: readonly number[]): Promise<({ readonly format: Format; readonly text: string } | null)[]>

  /**
   * Opaque: while it stays the same, so do the content of a label, fetched frames included, and the measurements of its
   * masks. Null for a label that is not seen.
   */
  contentStamps(labelIds: readonly string[]): Promise<(string | null)[]>
  /** The features of groups, by feature id. */
  featuresOf(groups: readonly GroupOwner[]): Promise<StoredFeature[][]>
  /** Over the annotations of features that have an area or a length. */
  featureSummaries(features: readonly FeatureKey[]): Promise<FeatureSummaries[]>

  /** Measurements of masks of this version of the label; null where there are none. */
  masks(places: readonly AnnotationPlace[]): Promise<(MeasuredMask | null)[]>
  composites(keys: readonly CompositeKey[]): Promise<(FetchedBytes | null)[]>

  /** A page of a list, or of what belongs to each parent alone. @throws SlicegraphError INVALID_CURSOR */
  page<L extends ListName>(list: L, request: PageRequest<L>): Promise<Page<Nodes[L]>>
  pagesOf<L extends ListName>(list: L, parent: ParentOf<L>, request: PageRequest<L>): Promise<Page<Nodes[L]>[]>
  count<L extends ListName>(list: L, filter: FilterOf<L> | null): Promise<number>
  countsOf<L extends ListName>(list: L, parent: ParentOf<L>, filter: FilterOf<L> | null): Promise<number[]>

  /** By code point. @throws SlicegraphError COST_LIMIT_EXCEEDED */
  metadataNames(): Promise<string[]>
  /** Fields of rows without the rows, for readers that pass over many. Nothing of it is kept in memory. */
  fields<L extends ListName>(list: L, request: FieldsRequest<L>): Promise<FieldsPage>

  /** @throws SlicegraphError COST_LIMIT_EXCEEDED, BAD_USER_INPUT */
  stats<N extends StatsName>(name: N, request: StatsRequest<N>): Promise<StatsOf<N>[]>
}

/** Reads of what is kept in memory, which is shared: nothing may write into it. Undefined: it is not kept. */
interface KeptReads {
  readonly isOn: boolean
  node<N extends NodeName>(name: N, id: string): Nodes[N] | null | undefined
  ofDataRow<N extends NameOfDataRow>(name: N, dataRowId: string): readonly Nodes[N][] | undefined
  /** Decoded contents and chunks, by their number. */
  rows<Row>(name: string): KeptTable<number, Row>
  /** Values of any version, by stamps of contents. */
  byStamp<Value>(name: string): KeptTable<string, Value>
  /** Values and texts of this version alone. */
  ofVersion<Value>(name: string): KeptTable<string, Value>
  texts(name: string): KeptTexts
}

/** The nodes of each paged list. */
export interface Nodes {
  dataRow: DataRow
  dataRowProject: DataRowProject
  label: Label
  annotation: AnnotationRef
  feature: StoredFeature
  workflowEvent: WorkflowEvent
  project: Project
  export: Export
  exportTask: ExportTask
  pullTask: PullTask
  reject: Reject
  removal: Removal
}
export type ListName = keyof Nodes
/** Entities that are read by an id of their own. */
export type NodeName = 'dataRow' | 'dataRowProject' | 'project' | 'label' | 'export' | 'exportTask' | 'pullTask'
/** Entities that belong to a data row. */
export type NameOfDataRow = 'dataRowProject' | 'label' | 'workflowEvent'
/** Entities whose nodes have a `raw`. */
export type NameWithRaw = NameOfDataRow | 'dataRow'

export interface ParentOf<L extends ListName> {
  readonly kind: ParentKind<L>
  readonly ids: readonly string[]
}

/** Position and size of a page in a list. */
export interface PageWindow {
  /** How many rows at most; 0 answers no rows. */
  readonly limit: number
  /** True: the last rows before the end (or `before`) rather than the first after the beginning (or `after`). */
  readonly backward: boolean
  readonly after?: string | null | undefined
  readonly before?: string | null | undefined
}

export interface PageRequest<L extends ListName> extends PageWindow {
  readonly filter?: FilterOf<L> | null | undefined
  /** None: the list's own order. The id breaks ties, ascending; nulls come last in either direction. */
  readonly orderBy?: readonly OrderOf<L>[] | null | undefined
}

/** Rows in the list's order, whichever way the page was asked for. */
export interface Page<Node> {
  readonly rows: readonly { readonly node: Node; cursor(): string }[]
  /** Whether more rows follow in the direction of paging. */
  readonly more: boolean
}

export interface FieldsRequest<L extends ListName>
  extends Pick<PageRequest<L>, 'filter' | 'orderBy' | 'after' | 'limit'> {
  /** Columns and computed fields of the entity. */
  readonly fields: readonly string[]
}

export interface FieldsPage {
  readonly rows: readonly Readonly<Record<string, unknown>>[]
  /** Where the next page begins; null where there is none. */
  readonly after: string | null
}

export interface StatsRequest<N extends StatsName> {
  readonly groupBy: readonly DimensionOf<N>[]
  readonly filter?: FilterOf<N> | null | undefined
  /** IANA name; absent: UTC. */
  readonly timeZone?: string
  /** Conditions on the labels that rows belong to. */
  readonly labels?: FilterOf<'label'> | null | undefined
  /** Name of the metadata field that the dimension METADATA groups by. */
  readonly metadata?: string | null | undefined
  /** The stats wanted, as `labelCount` or `secondsToCreate.median`: others are not computed, and come as 0 or null. */
  readonly fields: ReadonlySet<string>
}

export type EventKey = Pick<WorkflowEvent, 'dataRowId' | 'projectId' | 'number'>

/** A label's annotations as they were written: labelbox reads the text back. */
export interface StoredContent {
  /** The same number is the same text, in every version. */
  readonly no: number
  /** Which version of the label it is: what is fetched belongs to that one. */
  readonly version: number
  readonly format: Format
  readonly head: string
  /** By id name. */
  readonly groups: readonly GroupHead[]
}

export interface ChunkOwner {
  readonly labelId: string
  /** By id name; null for objects of the label itself. */
  readonly groupName: string | null
}

export interface GroupOwner extends ChunkOwner {
  readonly groupName: string
}

export type FeatureKey = Pick<StoredFeature, 'labelId' | 'groupName' | 'featureId'>
export type FeatureSummaries = Readonly<Record<'area' | 'length', NumberSummary>>

export interface ChunkEntry extends Pick<ChunkRecord, 'firstFrame' | 'lastFrame' | 'frameCount'> {
  readonly chunk: number
}
