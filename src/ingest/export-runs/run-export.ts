import { SlicegraphError } from '../../errors.ts'
import type { ExportClient } from '../../labelbox/api/index.ts'
import type { ExportTaskError } from '../../model/index.ts'
import { parseJson, splitRecords } from '../../source/index.ts'
import type { RunningTask, Store, TaskChange } from '../../store/index.ts'
import { loadStream } from './load-stream.ts'
import { isUnfiltered, requestOf, sinceWatermark, wholeOf } from './task-input.ts'

interface RunOptions {
  readonly store: Store
  readonly client: ExportClient
  /** Stores a change and notifies the task's subscribers. @throws if another process has taken the task over */
  readonly note: (change: TaskChange) => Promise<void>
  readonly signal: AbortSignal
}

/** Share of the progress that Labelbox's part takes; the rest is loading. */
const LABELBOX_PART = 0.5

/**
 * Continues a task from where it is: starts the export at Labelbox unless that is done, waits for it, loads it as it
 * arrives, and ends the task in the transaction that publishes the load.
 * @throws SlicegraphError if the export fails; the signal's reason if it is aborted
 */
export async function runExport(begun: RunningTask, options: RunOptions): Promise<void> {
  const task = await withSince(begun, options)
  const upstreamId = await finishedAtLabelbox(task, options)
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

/** Resolves to Labelbox's id of the task once it is complete there. */
async function finishedAtLabelbox(task: RunningTask, options: RunOptions): Promise<string> {
  const { client, note, signal } = options
  if (task.upstreamId === null) return waitFor(await begin(), options)
  try {
    return await waitFor(task.upstreamId, options)
  } catch (error) {
    // Labelbox may have deleted a task that an earlier process started.
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
    // A change that cannot be stored is followed by the next; one that ends the task aborts the signal.
    onProgress: ({ progress }) => void note({ progress: progress * LABELBOX_PART }).catch(() => {}),
  })
  if (status === 'COMPLETE') return upstreamId
  throw new SlicegraphError('EXPORT_FAILED', message ?? 'Labelbox reports that the export failed, without a reason.')
}

/** Lines of the error stream that are kept. */
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
      await note({ dataRowCount, progress: LABELBOX_PART + (1 - LABELBOX_PART) * part })
    },
    finish({ dataRowCount, rejectedCount }) {
      const isClean = errors.length === 0
      // An empty scope looks the same as a missing stream: the next run asks for everything again.
      const isEmpty = task.since === null && dataRowCount + rejectedCount === 0
      // A rejected record still exists in Labelbox.
      const whole = isClean && !isEmpty && rejectedCount === 0 ? wholeOf(task) : null
      const watermark = isClean && !isEmpty && isUnfiltered(task.input) ? task.startedAt : null
      const status = isClean ? 'COMPLETE' : 'COMPLETE_WITH_ERRORS'
      return { ...(whole && { wholeOf: whole }), task: { id: task.id, status, errors, watermark } }
    },
  })
}
