import type { RejectedRecord } from '../model/index.ts'
import type { LoadBatch } from '../store/index.ts'
import type { FileIds } from './id-counter.ts'

/** Progress of the file that is being loaded. */
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

/** The counts of a load, all zero. */
export const NOTHING = {
  /** Stored and rejected records. */
  records: 0,
  /** Distinct data rows. */
  dataRows: 0,
  labels: 0,
  /** Labels left alone, since the store has a newer version of them. */
  olderLabelCount: 0,
  /** Annotations carried over between key frames that newer versions of labels no longer have. */
  droppedAnnotationCount: 0,
  frames: 0,
  annotations: 0,
  events: 0,
  rejected: 0,
}

export type Counts = Readonly<typeof NOTHING>

export interface FileSummary extends Counts {
  readonly source: string
  /** Null if nothing was written. */
  readonly exportId: string | null
  /** True for a file that was loaded before. */
  readonly skipped: boolean
  /** The first 20. */
  readonly rejects: readonly RejectSummary[]
  readonly rejectsByReason: RejectsByReason
  /** The reason, as a sentence, if the file could not be read: nothing of it is loaded. */
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

export function countBatch({ records, rejects }: LoadBatch, rows: FileIds, ids: FileIds): Counts {
  const labels = records.flatMap(record => record.labels)
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
  return {
    ...NOTHING,
    records: records.length + rejects.length,
    dataRows: sum(records.map(record => rows.add(record.dataRow.id))),
    labels: sum(labels.map(label => ids.add(label.id))),
    frames: sum(labels.flatMap(({ content }) => content.chunks.map(chunk => chunk.frameCount))),
    annotations: sum(labels.map(({ content }) => content.annotations.length)),
    events: sum(records.flatMap(record => record.projects.map(project => project.events?.length ?? 0))),
    rejected: rejects.length,
  }
}

export function addCounts(a: Counts, b: Counts): Counts {
  const sums = { ...NOTHING }
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

/** Sums the counts of equal reasons. */
export function countReasons(entries: readonly (readonly [reason: string, count: number])[]): RejectsByReason {
  const counts = new Map<string, number>()
  for (const [reason, count] of entries) {
    const name = counts.has(reason) || counts.size < MOST_REASONS ? reason : 'other reasons'
    counts.set(name, (counts.get(name) ?? 0) + count)
  }
  return Object.fromEntries(counts)
}
