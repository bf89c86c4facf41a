import { RAW_CONTAINERS } from '../labelbox/index.ts'
import { digestOf, type ExportFile, type ExportStream, openExport } from '../source/index.ts'
import type { LoadBatch, Store } from '../store/index.ts'
import { eachBatch } from './each-batch.ts'
import { countBatch } from './read-batch.ts'
import {
  addCounts,
  type Counts,
  type FileSummary,
  type IngestProgress,
  type IngestSummary,
  NOTHING,
  type RejectSummary,
  summarize,
} from './summary.ts'

export interface IngestOptions {
  readonly files: readonly ExportFile[]
  readonly onProgress?: (progress: IngestProgress) => void
  /** Stops the load, which then leaves nothing behind; what was loaded of earlier files stays. */
  readonly signal?: AbortSignal
}

/**
 * Loads each file as one Export: readers see all of it or none. A file that was loaded before is passed over.
 * @throws SlicegraphError
 */
export async function ingestExports(options: IngestOptions & { readonly store: Store }): Promise<IngestSummary> {
  const summaries: FileSummary[] = []
  for (const file of options.files) summaries.push(await ingestExport(options.store, file, options))
  return summarize(summaries)
}

/** Reads and counts as a load would, and writes nothing. */
export async function checkExports(options: IngestOptions): Promise<IngestSummary> {
  const summaries: FileSummary[] = []
  for (const file of options.files) {
    const reading = beginReading(file, options)
    await readAll(reading, options, async () => {})
    summaries.push(reading.summary(null))
  }
  return summarize(summaries)
}

async function ingestExport(store: Store, file: ExportFile, options: IngestOptions): Promise<FileSummary> {
  const reading = beginReading(file, options)
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
    // Where even that fails, the next load clears up; what went wrong first is what the person has to know.
    await writer.abandon().catch(() => {})
    throw error
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
}

const SHOWN_REJECTS = 20

function beginReading(file: ExportFile, { signal }: IngestOptions): Reading {
  const started = performance.now()
  const stream = openExport(file, signal ? { signal } : {})
  const rejects: RejectSummary[] = []
  let counts: Counts = NOTHING
  const elapsedMs = () => Math.round(performance.now() - started)
  return {
    stream,
    add(batch) {
      counts = addCounts(counts, countBatch(batch))
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
    summary: exportId => ({
      source: file.source,
      exportId,
      skipped: false,
      ...counts,
      rejects,
      elapsedMs: elapsedMs(),
    }),
    passedOver: () => ({
      source: file.source,
      exportId: null,
      skipped: true,
      ...NOTHING,
      rejects: [],
      elapsedMs: elapsedMs(),
    }),
  }
}
