import { setTimeout as pause } from 'node:timers/promises'
import { describeFault, SlicegraphError } from '../errors.ts'
import type { ExportRuns } from '../ingest/index.ts'
import { type ExportInput, type ExportTask, formatInstant } from '../model/index.ts'
import type { Flags } from './invocation.ts'
import { fullSchedule, parseDuration } from './schedule.ts'
import { paramsOf, parseScope } from './sync-input.ts'
import { codeOf, noteOf } from './sync-report.ts'

const DEFAULT_EVERY = '15m'

/** Refreshes the data repeatedly while it is served, as `--sync` says; null without that flag. */
export function createRefresh(
  flags: Flags,
): ((runs: ExportRuns, signal: AbortSignal, log: RefreshLog) => Promise<void>) | null {
  if (typeof flags.sync !== 'string') return null
  const scope = parseScope(flags.sync)
  const every = parseDuration('--every', typeof flags.every === 'string' ? flags.every : DEFAULT_EVERY)
  const isFullDue = fullSchedule(flags)
  const params = paramsOf(flags)
  return async (runs, signal, log) => {
    while (!signal.aborted) {
      await refreshOnce(
        runs,
        { scope, incremental: !isFullDue(), filters: {}, params },
        signal,
        (level, outcome, text) =>
          log[level]({ refresh: { ...outcome, nextTry: new Date(Date.now() + every).toISOString() } }, text),
      )
      await pause(every, undefined, { signal }).catch(() => {})
    }
  }
}

interface RefreshLog {
  info(fields: object, text: string): void
  warn(fields: object, text: string): void
}

/** Runs one export and logs how it ended, unless it was stopped. After a failure the old data stays served. */
async function refreshOnce(
  runs: ExportRuns,
  input: ExportInput,
  signal: AbortSignal,
  log: (level: keyof RefreshLog, outcome: object, text: string) => void,
): Promise<void> {
  try {
    let task = await runs.start(input)
    for await (const latest of runs.follow(task.id, signal)) task = latest
    if (!signal.aborted) logTask(task, log)
  } catch (error) {
    if (signal.aborted) return
    const reason =
      error instanceof SlicegraphError
        ? { code: error.code, reason: error.message }
        : { reason: 'unexpected error', fault: describeFault(error) }
    log('warn', { status: 'FAILED', ...reason }, 'refresh failed')
  }
}

function logTask(task: ExportTask, log: Parameters<typeof refreshOnce>[3]): void {
  const { id, status, since, dataRowCount, errors } = task
  const outcome = { status, task: id, since: since === null ? null : formatInstant(since), dataRowCount }
  const reason = errors[0]?.message
  if (status === 'FAILED') log('warn', { ...outcome, code: codeOf(task), reason }, 'refresh failed')
  else if (errors.length > 0) log('warn', { ...outcome, errorCount: errors.length, reason }, 'refreshed with errors')
  // An incremental run without changes is the rule, a full one without rows is not.
  else if (since === null && dataRowCount === 0) log('warn', { ...outcome, reason: noteOf(task) }, 'refreshed nothing')
  else log('info', outcome, 'refreshed')
}
