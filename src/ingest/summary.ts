import type { RejectedRecord } from '../model/index.ts'

/** How far the file being loaded is. */
export interface IngestProgress {
  readonly source: string
  /** Before decompression. */
  readonly bytesRead: number
  /** Null for a stream. */
  readonly bytesTotal: number | null
  readonly records: number
  readonly rejected: number
  readonly elapsedMs: number
}

export interface Counts {
  /** Stored and rejected. */
  readonly records: number
  /** Distinct ones. */
  readonly dataRows: number
  readonly labels: number
  /** Labels left alone, since the store has a newer version of them. */
  readonly olderLabelCount: number
  /** Annotations carried over between key frames that newer versions of labels no longer have. */
  readonly droppedAnnotationCount: number
  readonly frames: number
  readonly annotations: number
  readonly events: number
  readonly rejected: number
}

export interface FileSummary extends Counts {
  readonly source: string
  /** Null where nothing was written. */
  readonly exportId: string | null
  /** Loaded before, so that there was nothing to do. */
  readonly skipped: boolean
  /** The first of them. */
  readonly rejects: readonly RejectSummary[]
  readonly rejectsByReason: RejectsByReason
  /** Why the file could not be read, as a sentence: nothing of it is loaded. */
  readonly error: string | null
  readonly elapsedMs: number
}

/** How many records were rejected for each reason; after a hundred reasons, the rest under `other reasons`. */
export type RejectsByReason = Readonly<Record<string, number>>

export type RejectSummary = Omit<RejectedRecord, 'bytes'>

export interface IngestSummary extends Counts {
  /** Files that could not be read. */
  readonly unreadable: number
  readonly rejectsByReason: RejectsByReason
  readonly exports: readonly FileSummary[]
}

export const NOTHING: Counts = {
  records: 0,
  dataRows: 0,
  labels: 0,
  olderLabelCount: 0,
  droppedAnnotationCount: 0,
  frames: 0,
  annotations: 0,
  events: 0,
  rejected: 0,
}

export function addCounts(a: Counts, b: Counts): Counts {
  const sums: { -readonly [K in keyof Counts]: number } = { ...NOTHING }
  for (const key of Object.keys(sums) as (keyof Counts)[]) sums[key] = a[key] + b[key]
  return sums
}

export function summarize(exports: readonly FileSummary[]): IngestSummary {
  return {
    exports,
    unreadable: exports.filter(({ error }) => error !== null).length,
    ...exports.reduce<Counts>(addCounts, NOTHING),
    rejectsByReason: countReasons(exports.flatMap(file => Object.entries(file.rejectsByReason))),
  }
}

const MOST_REASONS = 100

/** Adds up reasons and their numbers. */
export function countReasons(entries: readonly (readonly [reason: string, count: number])[]): RejectsByReason {
  const counts = new Map<string, number>()
  for (const [reason, count] of entries) {
    const name = counts.has(reason) || counts.size < MOST_REASONS ? reason : 'other reasons'
    counts.set(name, (counts.get(name) ?? 0) + count)
  }
  return Object.fromEntries(counts)
}
