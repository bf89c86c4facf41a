import { setTimeout as pause } from 'node:timers/promises'
import { describeFault, SlicegraphError } from '../errors.ts'
import type { ExportRuns } from '../ingest/index.ts'
import { type ExportInput, type ExportTask, formatInstant } from '../model/index.ts'
import type { Flags } from './invocation.ts'
import { fullSchedule, paramsOf, parseDuration, parseScope } from './sync-input.ts'
import { codeOf, noteOf } from './sync-report.ts'

const DEFAULT_EVERY = '15m'

export type Refresh = (runs: ExportRuns, signal: AbortSignal, log: RefreshLog) => Promise<void>

/** Refreshes the data repeatedly while it is served, as `--sync` says. */
export function createRefresh(flags: Flags): Refresh {
  const scope = parseScope(String(flags.sync))
  const every = parseDuration('--every', typeof flags.every === 'string' ? flags.every : DEFAULT_EVERY)
  const isFullDue = fullSchedule(flags)
  const input: ExportInput = { scope, incremental: true, filters: {}, params: paramsOf(flags) }
  return async (runs, signal, log) => {
    while (!signal.aborted) {
      const { level, text, ...outcome } = await refreshOnce(runs, input, isFullDue, signal)
      if (signal.aborted) return
      const nextTry = new Date(Date.now() + every).toISOString()
      log[level]({ refresh: { ...outcome, nextTry } }, text)
      await pause(every, undefined, { signal }).catch(() => {})
    }
  }
}

interface RefreshLog {
  info(fields: object, text: string): void
  warn(fields: object, text: string): void
}

/** The level and text of a log line, and its fields. */
interface Outcome {
  readonly level: keyof RefreshLog
  readonly text: string
  readonly [field: string]: unknown
}

/** Runs one export. After a failure the old data stays served. */
async function refreshOnce(
  runs: ExportRuns,
  input: ExportInput,
  isFullDue: ReturnType<typeof fullSchedule>,
  signal: AbortSignal,
): Promise<Outcome> {
  try {
    let task = await runs.start({ ...input, incremental: !(await isFullDue(runs, input)) })
    for await (const latest of runs.follow(task.id, signal)) task = latest
    return outcomeOf(task)
  } catch (error) {
    const failed = { level: 'warn', text: 'refresh failed', status: 'FAILED' } as const
    if (error instanceof SlicegraphError) return { ...failed, code: error.code, reason: error.message }
    return { ...failed, reason: 'unexpected error', fault: describeFault(error) }
  }
}

function outcomeOf(task: ExportTask): Outcome {
  const { id, status, since, dataRowCount, errors } = task
  const outcome = { status, task: id, since: since === null ? null : formatInstant(since), dataRowCount }
  const warning = { level: 'warn', ...outcome, reason: errors[0]?.message } as const
  if (status === 'FAILED') return { ...warning, text: 'refresh failed', code: codeOf(task) }
  if (errors.length > 0) return { ...warning, text: 'refreshed with errors', errorCount: errors.length }
  // An incremental run usually finds no changes; a full run without rows is suspicious.
  if (since === null && dataRowCount === 0) return { ...warning, text: 'refreshed nothing', reason: noteOf(task) }
  return { level: 'info', text: 'refreshed', ...outcome }
}
