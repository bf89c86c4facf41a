import type {
	AnnotationDimension,
	AnnotationFilter,
	AnnotationOrder,
	DataRow,
	DataRowFilter,
	DataRowOrder,
	DataRowProject,
	DataRowProjectDimension,
	DataRowProjectFilter,
	DataRowProjectOrder,
	ExportRecord,
	Generation,
	GroupHead,
	GroupKey,
	Instant,
	Label,
	LabelDimension,
	LabelFilter,
	LabelOrder,
	NumberSummary,
	Order,
	Project,
	RejectedRecord,
	WorkflowAction,
	WorkflowDimension,
	WorkflowEvent,
	WorkflowEventFilter,
	WorkflowEventOrder,
} from "../model/index.ts";

/** What a store is to the rest of the house. A backend implements it in one folder beside this file. */
export interface Store {
	/**
	 * The newest published data, unchanging for as long as the reader is used: a request opens one and reads
	 * everything through it. Needs no closing; it may be read until two more loads have been published.
	 */
	openSnapshot(options: SnapshotOptions): Promise<StoreReader>;
	/**
	 * Takes the store's one load lease and clears away what a load that died left behind.
	 * @throws FailureError when another process holds the lease and is alive.
	 */
	openLoad(options: LoadOptions): Promise<StoreWriter>;
	close(): Promise<void>;
}

export interface SnapshotOptions {
	readonly scope: Scope;
	/** Aborted when nobody waits for the answer any more: reads then reject with its reason. */
	readonly signal?: AbortSignal;
}

/** The projects a caller may see. Rows, labels and events outside them do not exist for the reader. */
export interface Scope {
	readonly projects: "all" | readonly string[];
}

export const EVERYTHING: Scope = { projects: "all" };

export interface LoadOptions {
	/** Who loads, for the message to a second loader: plain words, no secrets. */
	readonly holder: string;
}

/**
 * Reads of one version of the data within one scope. Every method is one read: what it is given and what it returns
 * is plain data, lists come back in the order of the keys, and a key that is unknown or out of scope answers null
 * (an empty list where a list is asked for).
 */
export interface StoreReader {
	/** Opaque; two snapshots with equal versions answer alike. */
	readonly version: string;

	dataRows(ids: readonly string[]): Promise<(DataRow | null)[]>;
	dataRowsByGlobalKey(
		globalKeys: readonly string[],
	): Promise<(DataRow | null)[]>;
	dataRowProjects(
		keys: readonly QueueKey[],
	): Promise<(DataRowProject | null)[]>;
	projects(ids: readonly string[]): Promise<(Project | null)[]>;
	labels(ids: readonly string[]): Promise<(Label | null)[]>;
	workflowEvents(keys: readonly EventKey[]): Promise<(WorkflowEvent | null)[]>;
	exports(ids: readonly string[]): Promise<(Export | null)[]>;

	/** By project id. */
	dataRowProjectsOfDataRows(
		dataRowIds: readonly string[],
	): Promise<DataRowProject[][]>;
	/** By label id. */
	labelsOfDataRows(dataRowIds: readonly string[]): Promise<Label[][]>;
	/** By project id, then from the oldest. */
	workflowEventsOfDataRows(
		dataRowIds: readonly string[],
	): Promise<WorkflowEvent[][]>;

	contents(labelIds: readonly string[]): Promise<(StoredContent | null)[]>;
	/** Where the frames and objects of groups (or of the label itself) are: by first frame, frameless objects first. */
	chunkDirectory(keys: readonly ChunkOwner[]): Promise<ChunkEntry[][]>;
	chunks(chunks: readonly number[]): Promise<(StoredChunk | null)[]>;

	/**
	 * A page of a list; with parents, one page for each of them, of what belongs to that parent alone.
	 * @throws SlicegraphError INVALID_CURSOR for a cursor of another list or order.
	 */
	page<L extends ListName>(
		list: L,
		request: PageRequest<L>,
	): Promise<Page<Lists[L]["node"]>>;
	pagesOf<L extends ListName>(
		list: L,
		parent: ParentOf<L>,
		request: PageRequest<L>,
	): Promise<Page<Lists[L]["node"]>[]>;
	count<L extends ListName>(
		list: L,
		filter: Lists[L]["filter"] | null,
	): Promise<number>;
	countsOf<L extends ListName>(
		list: L,
		parent: ParentOf<L>,
		filter: Lists[L]["filter"] | null,
	): Promise<number[]>;

	dataRowProjectStats(
		request: Omit<
			StatsRequest<DataRowProjectDimension, DataRowProjectFilter>,
			"timeZone"
		>,
	): Promise<DataRowProjectStats[]>;
	labelStats(
		request: StatsRequest<LabelDimension, LabelFilter>,
	): Promise<LabelStats[]>;
	annotationStats(
		request: StatsRequest<AnnotationDimension, AnnotationFilter>,
	): Promise<AnnotationStats[]>;
	workflowStats(
		request: StatsRequest<WorkflowDimension, WorkflowEventFilter>,
	): Promise<WorkflowStats[]>;
}

export interface QueueKey {
	readonly dataRowId: string;
	readonly projectId: string;
}
export interface EventKey extends QueueKey {
	readonly number: number;
}

/** A label's annotations as they were written: labelbox reads the text back. */
export interface StoredContent {
	readonly form: Generation;
	readonly head: string;
	/** By id name. */
	readonly groups: readonly GroupHead[];
}

export interface ChunkOwner {
	readonly labelId: string;
	/** By id name; null for objects that stand in the label itself. */
	readonly groupName: string | null;
}

export interface ChunkEntry {
	readonly chunk: number;
	/** Null, both, for objects without a frame. */
	readonly firstFrame: number | null;
	readonly lastFrame: number | null;
	readonly frameCount: number;
}

export interface StoredChunk {
	readonly form: Generation;
	readonly text: string;
}

/** Where an annotation of a list is to be read: its chunk holds it, in that frame, under that feature id. */
export interface AnnotationRef {
	readonly labelId: string;
	readonly chunk: number;
	readonly groupName: string | null;
	readonly frameNumber: number | null;
	readonly featureId: string;
}

/** One file or one finished task that was loaded. */
export interface Export {
	readonly id: string;
	readonly source: string;
	readonly format: "V1" | "V2" | "MIXED";
	readonly loadedAt: Instant;
	readonly recordCount: number;
	readonly dataRowCount: number;
	readonly labelCount: number;
	readonly rejectedCount: number;
}

/** A record that was refused, with its first characters. */
export interface Reject {
	readonly line: number;
	readonly byteOffset: number;
	readonly path: string;
	readonly reason: string;
	readonly excerpt: string;
}

/** Every paged list, what it holds and what it can be asked. */
export interface Lists {
	dataRow: {
		node: DataRow;
		filter: DataRowFilter;
		order: DataRowOrder;
		parent: "project";
	};
	dataRowProject: {
		node: DataRowProject;
		filter: DataRowProjectFilter;
		order: DataRowProjectOrder;
		parent: never;
	};
	label: {
		node: Label;
		filter: LabelFilter;
		order: LabelOrder;
		parent: "project";
	};
	annotation: {
		node: AnnotationRef;
		filter: AnnotationFilter;
		order: AnnotationOrder;
		parent: "label";
	};
	workflowEvent: {
		node: WorkflowEvent;
		filter: WorkflowEventFilter;
		order: WorkflowEventOrder;
		parent: never;
	};
	project: { node: Project; filter: never; order: Order<"ID">; parent: never };
	export: {
		node: Export;
		filter: never;
		order: Order<"LOADED_AT">;
		parent: never;
	};
	reject: {
		node: Reject;
		filter: never;
		order: Order<"LINE">;
		parent: "export";
	};
}
export type ListName = keyof Lists;

export interface ParentOf<L extends ListName> {
	readonly kind: Lists[L]["parent"];
	readonly ids: readonly string[];
}

export interface PageRequest<L extends ListName> {
	readonly filter?: Lists[L]["filter"] | null | undefined;
	/** None: the list's own order. The id breaks ties, ascending; nulls come last in either direction. */
	readonly orderBy?: readonly Lists[L]["order"][] | null | undefined;
	/** How many rows at most; 0 answers no rows. */
	readonly limit: number;
	/** True: the last rows before the end (or `before`) rather than the first after the beginning (or `after`). */
	readonly backward: boolean;
	readonly after?: string | null | undefined;
	readonly before?: string | null | undefined;
}

/** Rows in the list's order, whichever way the page was asked for. */
export interface Page<Node> {
	readonly rows: readonly { readonly node: Node; readonly cursor: string }[];
	/** Whether more rows follow in the direction of paging. */
	readonly more: boolean;
}

export interface StatsRequest<Dimension extends string, Filter> {
	readonly groupBy: readonly Dimension[];
	readonly filter?: Filter | null | undefined;
	/** IANA name. @throws SlicegraphError BAD_USER_INPUT for an unknown one. */
	readonly timeZone: string;
	/** The figures wanted, by field name: the others are not computed and come as 0 or null. */
	readonly figures: ReadonlySet<string>;
}

/** Dimensions that were not asked for are null. */
export interface DataRowProjectStats {
	readonly projectId: string | null;
	readonly datasetId: string | null;
	readonly datasetName: string | null;
	readonly batchId: string | null;
	readonly batchName: string | null;
	readonly workflowStatus: string | null;
	readonly taskName: string | null;
	readonly priority: number | null;
	readonly dataRowCount: number;
	readonly unlabelledCount: number;
	readonly labelCount: number;
	readonly oldestInTaskSince: Instant | null;
}

export interface LabelStats {
	readonly projectId: string | null;
	readonly datasetId: string | null;
	readonly datasetName: string | null;
	readonly createdBy: string | null;
	readonly labelKind: string | null;
	readonly workflowStatus: string | null;
	readonly period: Instant | null;
	readonly labelCount: number;
	readonly dataRowCount: number;
	readonly skippedCount: number;
	readonly reworkedCount: number;
	readonly annotationCount: number;
	readonly remoteGroupCount: number;
	readonly secondsToCreate: NumberSummary;
	readonly secondsToReview: NumberSummary;
	readonly consensusScore: NumberSummary;
	readonly benchmarkScore: NumberSummary;
}

export interface AnnotationStats {
	readonly projectId: string | null;
	readonly datasetId: string | null;
	readonly datasetName: string | null;
	readonly createdBy: string | null;
	readonly name: string | null;
	readonly annotationKind: string | null;
	readonly group: GroupKey | null;
	readonly period: Instant | null;
	readonly annotationCount: number;
	readonly featureCount: number;
	readonly frameCount: number;
	readonly labelCount: number;
	readonly area: NumberSummary;
	readonly length: NumberSummary;
}

export interface WorkflowStats {
	readonly projectId: string | null;
	readonly createdBy: string | null;
	readonly actorId: string | null;
	readonly action: WorkflowAction | null;
	readonly previousTaskName: string | null;
	readonly nextTaskName: string | null;
	readonly period: Instant | null;
	readonly eventCount: number;
	readonly dataRowCount: number;
	readonly secondsInPreviousTask: NumberSummary;
}

/**
 * One load: rows that no reader sees until `publish`. Every `put` is one short transaction.
 * @throws FailureError from any method when the lease went to another process in the meantime.
 */
export interface StoreWriter {
	/** Exports that were loaded before, to recognise a file that comes again. */
	loadedExports(): Promise<readonly LoadedExport[]>;
	put(batch: LoadBatch): Promise<void>;
	/** Makes the load visible as the next version. The load is over then, and the lease given back. */
	publish(finished: FinishedLoad): Promise<Export>;
	/** Forgets the load. */
	abandon(): Promise<void>;
}

export interface LoadedExport {
	readonly id: string;
	/** Of the bytes as they were read, before decompression. */
	readonly digest: string;
	readonly byteCount: number;
}

export interface LoadBatch {
	readonly records: readonly ExportRecord[];
	readonly rejects: readonly RejectedRecord[];
}

export interface FinishedLoad {
	readonly source: string;
	readonly digest: string;
	readonly byteCount: number;
}
