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
  readonly dataRows: number
  readonly labels: number
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
  readonly elapsedMs: number
}

export type RejectSummary = Omit<RejectedRecord, 'bytes'>

export interface IngestSummary extends Counts {
  readonly exports: readonly FileSummary[]
}

export const NOTHING: Counts = {
  records: 0,
  dataRows: 0,
  labels: 0,
  frames: 0,
  annotations: 0,
  events: 0,
  rejected: 0,
}

export function addCounts(a: Counts, b: Counts): Counts {
  return {
    records: a.records + b.records,
    dataRows: a.dataRows + b.dataRows,
    labels: a.labels + b.labels,
    frames: a.frames + b.frames,
    annotations: a.annotations + b.annotations,
    events: a.events + b.events,
    rejected: a.rejected + b.rejected,
  }
}

export function summarize(exports: readonly FileSummary[]): IngestSummary {
  return { exports, ...exports.reduce<Counts>(addCounts, NOTHING) }
}
