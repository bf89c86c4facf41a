import { setTimeout as pause } from 'node:timers/promises'
import { UsageError } from '../errors.ts'
import { type ExportRuns, loadStream } from '../ingest/index.ts'
import type { ExportClient } from '../labelbox/api/index.ts'
import type { ExportInput, ExportTask } from '../model/index.ts'
import { EVERYTHING, openStore, type Store } from '../store/index.ts'
import type { Flags, Invocation } from './invocation.ts'
import { openExportRuns } from './open-services.ts'
import { withProgress } from './progress.ts'
import { exportUpstreamOf } from './services.ts'
import { fullSchedule, parseDuration, syncInput } from './sync-input.ts'
import { describeSync, exitCodeOf, LABELS_REPORT, type SyncResult, syncJson, TASK_REPORT } from './sync-report.ts'
import { answer, say } from './terminal.ts'

const WITHOUT_TIMES =
  'Without label details an export does not say when a label changed, so a redrawn mask is not noticed: fetch it with pull --again.'

/** Runs an export at Labelbox and loads it, once or every so often. */
export async function sync(invocation: Invocation): Promise<number> {
  const { flags, settings, stop } = invocation
  const input = await syncInput(flags)
  if (!input.params.labelDetails && !flags.quiet) say(WITHOUT_TIMES)
  const every = typeof flags.every === 'string' ? parseDuration('--every', flags.every) : null
  const isFullDue = fullSchedule(flags)
  const upstream = await exportUpstreamOf(invocation)
  await using opened = new AsyncDisposableStack()
  const store = await openStore(settings.store)
  opened.defer(() => store.close())
  if (store.damage) throw store.damage
  const { client, runs, close } = openExportRuns(store, upstream)
  opened.defer(close)
  const report = (result: SyncResult) => answer(flags.json ? syncJson(result) : describeSync(result))
  if (flags.v1) {
    const result = { store: settings.store, ...(await syncLabels(client, store, input, flags, stop.signal)) }
    report(result)
    return exitCodeOf(result)
  }

  for (;;) {
    const incremental = input.incremental && !(await isFullDue(runs, input))
    const task = await runOnce(runs, { ...input, incremental }, flags, stop.signal)
    const result: SyncResult = { store: settings.store, format: 'V2', task, rejected: await rejectedBy(store, task) }
    report(result)
    if (every === null) return exitCodeOf(result)
    await pause(every, undefined, { signal: stop.signal })
  }
}

async function runOnce(runs: ExportRuns, input: ExportInput, flags: Flags, signal: AbortSignal): Promise<ExportTask> {
  return withProgress(flags, TASK_REPORT, async onProgress => {
    let latest = await runs.start(input)
    for await (const task of runs.follow(latest.id, signal)) {
      latest = task
      onProgress(task)
    }
    signal.throwIfAborted()
    return latest
  })
}

async function rejectedBy(store: Store, { exportId }: ExportTask): Promise<number> {
  if (exportId === null) return 0
  const reader = await store.openSnapshot({ scope: EVERYTHING })
  const [made] = await reader.nodes('export', [exportId])
  return made?.rejectedCount ?? 0
}

/** Labelbox's older call: a file of v1 labels, which removes nothing. */
async function syncLabels(client: ExportClient, store: Store, input: ExportInput, flags: Flags, signal: AbortSignal) {
  if (!('projectId' in input.scope))
    throw new UsageError('sync --v1 exports the labels of a project: pass --project ID.')
  const { projectId } = input.scope
  const startedAt = Date.now() * 1000
  let dataRowCount = 0
  const { id, rejectedCount } = await withProgress(flags, LABELS_REPORT, onProgress =>
    loadStream({
      store,
      bytes: client.exportLabels(projectId, input.filters, signal),
      source: `labelbox project:${projectId} (v1)`,
      signal,
      note: async loaded => {
        dataRowCount = loaded.dataRowCount
        onProgress({ dataRowCount })
      },
    }),
  )
  const times = { startedAt, finishedAt: Date.now() * 1000, since: null }
  const outcome = { status: 'COMPLETE', progress: 1, dataRowCount, errors: [], exportId: id } as const
  const task = { id: null, input: { ...input, incremental: false }, ...times, ...outcome }
  return { format: 'V1', task, rejected: rejectedCount } as const
}
