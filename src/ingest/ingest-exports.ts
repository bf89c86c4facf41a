import { SlicegraphError } from '../errors.ts'
import { RAW_CONTAINERS } from '../labelbox/index.ts'
import { digestOf, type ExportFile, type ExportStream, openExport } from '../source/index.ts'
import type { LoadBatch, Store } from '../store/index.ts'
import { abandonLoad } from './abandon-load.ts'
import { eachBatch } from './each-batch.ts'
import { countBatch } from './read-batch.ts'
import { createRowCount, type FileRows } from './row-count.ts'
import {
  addCounts,
  type Counts,
  countReasons,
  type FileSummary,
  type IngestProgress,
  type IngestSummary,
  NOTHING,
  type RejectSummary,
  type RejectsByReason,
  summarize,
} from './summary.ts'

export interface IngestOptions {
  readonly files: readonly ExportFile[]
  readonly onProgress?: (progress: IngestProgress) => void
  /** Stops the load, which then leaves nothing behind; what was loaded of earlier files stays. */
  readonly signal?: AbortSignal
}

/**
 * Loads each file as one Export: readers see all of it or none. A file that was loaded before is passed over. One that
 * cannot be read is reported in its summary, and the others are loaded.
 * @throws SlicegraphError
 */
export async function ingestExports(options: IngestOptions & { readonly store: Store }): Promise<IngestSummary> {
  return eachFile(options, (reading, file) => ingestExport(options.store, reading, file, options))
}

/** Reads and counts as a load would, and writes nothing. */
export async function checkExports(options: IngestOptions): Promise<IngestSummary> {
  return eachFile(options, async reading => {
    await readAll(reading, options, async () => {})
    return reading.summary(null)
  })
}

async function eachFile(
  options: IngestOptions,
  work: (reading: Reading, file: ExportFile) => Promise<FileSummary>,
): Promise<IngestSummary> {
  const summaries: FileSummary[] = []
  const rowCount = createRowCount()
  let dataRows = 0
  for (const file of options.files) {
    const rows = rowCount.beginFile()
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
  options: IngestOptions,
): Promise<FileSummary> {
  if (await isLoaded(store, file.byteCount, () => digestOf(file))) return reading.passedOver()
  const writer = await store.openLoad({
    holder: `loading ${file.source}`,
    large: file.byteCount === null || file.byteCount >= LARGE_BYTES,
    rawContainers: RAW_CONTAINERS,
  })
  try {
    await readAll(reading, options, batch => writer.put(batch))
    const digest = reading.stream.digest()
    const byteCount = reading.stream.bytesRead()
    if (await isLoaded(store, byteCount, async () => digest)) {
      await writer.abandon()
      return reading.passedOver()
    }
    const { id } = await writer.publish({ source: file.source, digest, byteCount })
    return reading.summary(id)
  } catch (error) {
    return abandonLoad(writer, file.source, error, options.signal)
  }
}

/** From here on a load lasts seconds rather than the time a thread takes to start. */
const LARGE_BYTES = 16 * 1024 * 1024

/** Only a file of the size of an earlier one is worth a look at its digest. A stream's size is known at its end. */
async function isLoaded(store: Store, byteCount: number | null, digest: () => Promise<string>): Promise<boolean> {
  const alike = (await store.loadedExports()).filter(loaded => loaded.byteCount === byteCount)
  if (alike.length === 0) return false
  const own = await digest()
  return alike.some(loaded => loaded.digest === own)
}

async function readAll(
  reading: Reading,
  { onProgress, signal }: IngestOptions,
  write: (batch: LoadBatch) => Promise<void>,
): Promise<void> {
  await eachBatch(reading.stream.bytes, signal, async batch => {
    await write(batch)
    reading.add(batch)
    onProgress?.(reading.progress())
  })
}

interface Reading {
  readonly stream: ExportStream
  add(batch: LoadBatch): void
  progress(): IngestProgress
  summary(exportId: string | null): FileSummary
  passedOver(): FileSummary
  unreadable(error: string): FileSummary
}

const SHOWN_REJECTS = 20

function beginReading(file: ExportFile, rows: FileRows, { signal }: IngestOptions): Reading {
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
    add(batch) {
      counts = addCounts(counts, countBatch(batch, rows))
      if (batch.rejects.length > 0) {
        const more = batch.rejects.map(({ reason }) => [reason, 1] as const)
        rejectsByReason = countReasons([...Object.entries(rejectsByReason), ...more])
      }
      for (const { bytes: _, ...reject } of batch.rejects) if (rejects.length < SHOWN_REJECTS) rejects.push(reject)
    },
    progress: () => ({
      source: file.source,
      bytesRead: stream.bytesRead(),
      bytesTotal: file.byteCount,
      records: counts.records,
      rejected: counts.rejected,
      elapsedMs: elapsedMs(),
    }),
    summary: exportId => result({ exportId, ...counts, rejects, rejectsByReason }),
    passedOver: () => result({ skipped: true }),
    unreadable: error => result({ error }),
  }
}
