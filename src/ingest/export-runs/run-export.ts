import { SlicegraphError } from '../../errors.ts'
import type { ExportClient } from '../../labelbox/api/index.ts'
import type { ExportTaskError } from '../../model/index.ts'
import { parseJson, splitRecords } from '../../source/index.ts'
import type { RunningTask, Store, TaskChange } from '../../store/index.ts'
import { isUnfiltered, requestOf, sinceWatermark, wholeOf } from './export-input.ts'
import { loadStream } from './load-stream.ts'

interface RunOptions {
  readonly store: Store
  readonly client: ExportClient
  /** Keeps what changed, and tells those who follow the task. @throws when the task is another process's by now. */
  readonly note: (change: TaskChange) => Promise<void>
  readonly signal: AbortSignal
}

/** Of the progress, what belongs to the vendor's part; the rest is loading. */
const VENDORS_PART = 0.5

/**
 * Runs a task from wherever it is: asks the vendor for the export unless that is done, waits for it, loads it as it
 * comes, and ends the task in the transaction that publishes the load.
 * @throws SlicegraphError when the export could not be had; the signal's reason when it is aborted.
 */
export async function runExport(begun: RunningTask, options: RunOptions): Promise<void> {
  const task = await withSince(begun, options)
  const upstreamId = await finishedAtVendor(task, options)
  const errors = await readErrors(upstreamId, options)
  await load(task, upstreamId, errors, options)
}

async function withSince(task: RunningTask, { store, note }: RunOptions): Promise<RunningTask> {
  if (!task.input.incremental || task.since !== null) return task
  const watermark = await store.tasks.watermark(task.scope)
  if (watermark === null) return task
  const since = sinceWatermark(watermark)
  await note({ since })
  return { ...task, since }
}

/** Answers the vendor's id of the task, which is complete. */
async function finishedAtVendor(task: RunningTask, options: RunOptions): Promise<string> {
  const { client, note, signal } = options
  if (task.upstreamId === null) return waitFor(await begin(), options)
  try {
    return await waitFor(task.upstreamId, options)
  } catch (error) {
    // A task that was begun before this process may be forgotten by now.
    if (!(error instanceof SlicegraphError) || error.code !== 'UPSTREAM_NOT_FOUND') throw error
    return waitFor(await begin(), options)
  }

  async function begin(): Promise<string> {
    const upstreamId = await client.start(requestOf(task), { taskName: `slicegraph ${task.scope}`, signal })
    await note({ upstreamId })
    return upstreamId
  }
}

async function waitFor(upstreamId: string, { client, note, signal }: RunOptions): Promise<string> {
  const { status, message } = await client.wait(upstreamId, {
    signal,
    // One that cannot be kept is made good by the next; one that ends the task aborts the signal.
    onProgress: ({ progress }) => void note({ progress: progress * VENDORS_PART }).catch(() => {}),
  })
  if (status === 'COMPLETE') return upstreamId
  throw new SlicegraphError('EXPORT_FAILED', message ?? 'Labelbox says that the export failed, and not why.')
}

/** So many lines of the error stream are kept. */
const MOST_ERRORS = 1000

async function readErrors(upstreamId: string, { client, signal }: RunOptions): Promise<readonly ExportTaskError[]> {
  const errors: ExportTaskError[] = []
  for await (const records of splitRecords(client.read(upstreamId, 'ERRORS', signal))) {
    for (const { bytes } of records.slice(0, MOST_ERRORS - errors.length)) {
      const parsed = parseJson(bytes)
      errors.push({
        message: 'Labelbox could not export this row.',
        raw: parsed.fault === undefined ? parsed.value : null,
      })
    }
  }
  return errors
}

const NOTE_EVERY_MS = 500

async function load(
  task: RunningTask,
  upstreamId: string,
  errors: readonly ExportTaskError[],
  { store, client, note, signal }: RunOptions,
): Promise<void> {
  const size = await client.size(upstreamId, 'RESULT', signal)
  let notedAt = 0
  await loadStream({
    store,
    bytes: client.read(upstreamId, 'RESULT', signal),
    size: size?.bytes ?? 0,
    source: `labelbox ${task.scope}`,
    startedAt: task.startedAt,
    signal,
    async note({ byteCount, dataRowCount }) {
      if (performance.now() - notedAt < NOTE_EVERY_MS) return
      notedAt = performance.now()
      const part = size && size.bytes > 0 ? Math.min(1, byteCount / size.bytes) : 0
      await note({ dataRowCount, progress: VENDORS_PART + (1 - VENDORS_PART) * part })
    },
    finish({ dataRowCount, rejectedCount }) {
      const isClean = errors.length === 0
      // A scope that is empty and a stream that is missing are told alike: the next run asks for everything again.
      const isEmpty = task.since === null && dataRowCount + rejectedCount === 0
      // What was refused here is not gone upstream.
      const whole = isClean && !isEmpty && rejectedCount === 0 ? wholeOf(task) : null
      const watermark = isClean && !isEmpty && isUnfiltered(task.input) ? task.startedAt : null
      const status = isClean ? 'COMPLETE' : 'COMPLETE_WITH_ERRORS'
      return { ...(whole && { wholeOf: whole }), task: { id: task.id, status, errors, watermark } }
    },
  })
}
