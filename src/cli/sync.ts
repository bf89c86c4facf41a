import { setTimeout as pause } from 'node:timers/promises'
import { EXIT, UsageError } from '../errors.ts'
import { type ExportRuns, loadStream } from '../ingest/index.ts'
import type { ExportClient } from '../labelbox/export-task/index.ts'
import type { ExportInput, ExportTask } from '../model/index.ts'
import { EVERYTHING, openStore, type Store } from '../store/index.ts'
import type { Flags, Invocation } from './invocation.ts'
import { withProgress } from './progress.ts'
import { fullSchedule, parseDuration } from './schedule.ts'
import { rangeOf, syncInput } from './sync-input.ts'
import { describeTask, exitCodeOf, TASK_REPORT } from './sync-report.ts'
import { answer, say } from './terminal.ts'
import { openExportRuns } from './upstream.ts'
import { exportUpstreamOf } from './upstream-places.ts'

const WITHOUT_TIMES =
  'Without label details an export does not say when a label changed, so a redrawn mask is not noticed: fetch it with pull --again.'

/** Runs an export at Labelbox and loads it, once or every so often. */
export async function sync({ flags, settings, stop }: Invocation): Promise<number> {
  const input = await syncInput(flags)
  if (!input.params.labelDetails && !flags.quiet) say(WITHOUT_TIMES)
  const every = typeof flags.every === 'string' ? parseDuration('--every', flags.every) : null
  const upstream = await exportUpstreamOf(settings)
  await using opened = new AsyncDisposableStack()
  const store = await openStore(settings.store)
  opened.defer(() => store.close())
  if (store.damage) throw store.damage
  const { client, runs, close } = openExportRuns(store, upstream)
  opened.defer(close)
  // Awaited here: what it reads from is closed behind it.
  if (flags.v1) return await syncLabels({ client, store, flags, input, signal: stop.signal })

  const isFullDue = fullSchedule(flags)
  for (;;) {
    const task = await runOnce(runs, { ...input, incremental: input.incremental && !isFullDue() }, flags, stop.signal)
    const rejected = await rejectedBy(store, task)
    answer(flags.json ? JSON.stringify({ store: settings.store, task, rejected }) : describeTask(task, rejected))
    if (every === null) return exitCodeOf(task, rejected)
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
  const [made] = await reader.exports([exportId])
  return made?.rejectedCount ?? 0
}

interface LabelSync {
  readonly client: ExportClient
  readonly store: Store
  readonly flags: Flags
  readonly input: ExportInput
  readonly signal: AbortSignal
}

/** The vendor's older call: a file of v1 labels, which takes nothing away. */
async function syncLabels({ client, store, flags, input, signal }: LabelSync): Promise<number> {
  if (!('projectId' in input.scope))
    throw new UsageError('sync --v1 exports the labels of a project: name it with --project.')
  const { projectId } = input.scope
  const ranges = {
    lastActivityAt: rangeOf('--last-activity', flags.lastActivity),
    labelCreatedAt: rangeOf('--label-created', flags.labelCreated),
  }
  const { lastActivityAt, labelCreatedAt } = ranges
  const given = { ...(lastActivityAt && { lastActivityAt }), ...(labelCreatedAt && { labelCreatedAt }) }
  const made = await loadStream({
    store,
    bytes: client.exportLabels(projectId, given, signal),
    source: `labelbox project:${projectId} (v1)`,
    signal,
    note: async () => {},
  })
  const { recordCount, rejectedCount } = made
  answer(flags.json ? JSON.stringify(made) : `${recordCount} records loaded, ${rejectedCount} of them rejected`)
  return rejectedCount > 0 ? EXIT.rejected : EXIT.done
}
