import { SlicegraphError } from '../errors.ts'
import { RAW_CONTAINERS } from '../labelbox/index.ts'
import { type ExportFile, openExport } from '../source/index.ts'
import type { LoadBatch, Store } from '../store/index.ts'
import { abandonLoad } from './abandon-load.ts'
import { batchesOf } from './batches.ts'
import { createIdCounter, type FileIds } from './id-counter.ts'
import { type IsLoaded, loadedBefore } from './loaded-before.ts'
import {
  addCounts,
  type Counts,
  countBatch,
  countReasons,
  type FileSummary,
  type IngestProgress,
  type IngestSummary,
  NOTHING,
  type RejectSummary,
  type RejectsByReason,
  summarize,
} from './summary.ts'

interface IngestOptions {
  readonly files: readonly ExportFile[]
  /** Loads files that were loaded before, too. */
  readonly again?: boolean
  readonly onProgress?: (progress: IngestProgress) => void
  /** Stops the load, which then leaves nothing behind; earlier files stay loaded. */
  readonly signal?: AbortSignal
}

/**
 * Loads each file as one Export: readers see all of it or none. A file that cannot be read is reported in its summary,
 * and the others are loaded.
 * @throws SlicegraphError
 */
export async function ingestExports(options: IngestOptions & { readonly store: Store }): Promise<IngestSummary> {
  const isLoaded = options.again ? async () => false : loadedBefore(options.store, options.files)
  return eachFile(options, (reading, file) => ingestExport(options.store, reading, file, { ...options, isLoaded }))
}

/** Reads and counts as a load would, and writes nothing. */
export async function checkExports(options: IngestOptions): Promise<IngestSummary> {
  return eachFile(options, async reading => {
    await readAll(reading, options, async () => {})
    return reading.summary({})
  })
}

async function eachFile(
  options: IngestOptions,
  work: (reading: Reading, file: ExportFile) => Promise<FileSummary>,
): Promise<IngestSummary> {
  const summaries: FileSummary[] = []
  const rowCounter = createIdCounter()
  let dataRows = 0
  for (const file of options.files) {
    const rows = rowCounter.beginFile()
    const reading = beginReading(file, rows, options)
    try {
      const summary = await work(reading, file)
      summaries.push(summary)
      if (!summary.skipped) dataRows += rows.fresh
    } catch (error) {
      if (!(error instanceof SlicegraphError) || error.code !== 'READ_FAILED') throw error
      summaries.push(reading.unreadable(error.message))
    }
  }
  return { ...summarize(summaries), dataRows }
}

async function ingestExport(
  store: Store,
  reading: Reading,
  file: ExportFile,
  options: IngestOptions & { readonly isLoaded: IsLoaded },
): Promise<FileSummary> {
  if (await options.isLoaded(file)) return reading.passedOver()
  const writer = await store.openLoad({
    holder: `loading ${file.source}`,
    large: file.byteCount === null || file.byteCount >= LARGE_BYTES,
    rawContainers: RAW_CONTAINERS,
  })
  try {
    await readAll(reading, options, batch => writer.put(batch))
    const digest = reading.stream.digest()
    const byteCount = reading.stream.bytesRead()
    if (await options.isLoaded(file, { byteCount, digest })) {
      await writer.abandon()
      return reading.passedOver()
    }
    const made = await writer.publish({ source: file.source, digest, byteCount })
    const { id: exportId, olderLabelCount, droppedAnnotationCount } = made
    return reading.summary({ exportId, olderLabelCount, droppedAnnotationCount })
  } catch (error) {
    // A pipe without a writer: no load is under way.
    const signal = reading.stream.bytesRead() > 0 ? options.signal : undefined
    return abandonLoad(writer, file.source, error, signal)
  }
}

/** From here on a load takes much longer than a thread takes to start. */
const LARGE_BYTES = 16 * 1024 * 1024

async function readAll(
  reading: Reading,
  { onProgress, signal }: IngestOptions,
  write: (batch: LoadBatch) => Promise<void>,
): Promise<void> {
  for await (const batch of batchesOf(reading.stream.bytes, signal)) {
    await write(batch)
    reading.add(batch)
    onProgress?.(reading.progress())
  }
}

type Reading = ReturnType<typeof beginReading>

const SHOWN_REJECTS = 20

/** An open export, and the counts of what was read of it. */
function beginReading(file: ExportFile, rows: FileIds, { signal }: IngestOptions) {
  const labels = createIdCounter().beginFile()
  const started = performance.now()
  const stream = openExport(file, signal ? { signal } : {})
  const rejects: RejectSummary[] = []
  let rejectsByReason: RejectsByReason = {}
  let counts: Counts = NOTHING
  const elapsedMs = () => Math.round(performance.now() - started)
  const result = (part: Partial<FileSummary>): FileSummary => ({
    source: file.source,
    exportId: null,
    skipped: false,
    error: null,
    ...NOTHING,
    rejects: [],
    rejectsByReason: {},
    elapsedMs: elapsedMs(),
    ...part,
  })
  return {
    stream,
    add(batch: LoadBatch): void {
      counts = addCounts(counts, countBatch(batch, rows, labels))
      if (batch.rejects.length > 0) {
        const more = batch.rejects.map(({ reason }) => [reason, 1] as const)
        rejectsByReason = countReasons([...Object.entries(rejectsByReason), ...more])
      }
      for (const { bytes: _, ...reject } of batch.rejects) if (rejects.length < SHOWN_REJECTS) rejects.push(reject)
    },
    progress: (): IngestProgress => ({
      source: file.source,
      bytesRead: stream.bytesRead(),
      bytesTotal: file.byteCount,
      records: counts.records,
      rejected: counts.rejected,
      elapsedMs: elapsedMs(),
    }),
    summary: (own: Partial<FileSummary>) => result({ ...counts, rejects, rejectsByReason, ...own }),
    passedOver: () => result({ skipped: true }),
    unreadable: (error: string) => result({ error }),
  }
}
