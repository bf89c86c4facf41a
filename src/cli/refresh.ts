import { setTimeout as pause } from 'node:timers/promises'
import { describeFault, SlicegraphError } from '../errors.ts'
import type { ExportRuns } from '../ingest/index.ts'
import type { ExportInput } from '../model/index.ts'
import type { Flags } from './invocation.ts'
import { fullSchedule, parseDuration } from './schedule.ts'
import { paramsOf, parseScope } from './sync-input.ts'
import { codeOf } from './sync-report.ts'

const DEFAULT_EVERY = '15m'

/** Keeps the data fresh while it is served, as `--sync` says; null where it says nothing. */
export function createRefresh(
  flags: Flags,
): ((runs: ExportRuns, signal: AbortSignal, log: Log) => Promise<void>) | null {
  if (typeof flags.sync !== 'string') return null
  const scope = parseScope(flags.sync)
  const every = parseDuration('--every', typeof flags.every === 'string' ? flags.every : DEFAULT_EVERY)
  const isFullDue = fullSchedule(flags)
  const params = paramsOf(flags)
  return async (runs, signal, log) => {
    while (!signal.aborted) {
      const outcome = await refreshOnce(runs, { scope, incremental: !isFullDue(), filters: {}, params }, signal)
      if (outcome !== null) log(outcome)
      await pause(every, undefined, { signal }).catch(() => {})
    }
  }
}

type Log = (outcome: Outcome) => void

interface Outcome {
  readonly status: string
  readonly code?: string
}

/** What came of it; null when it was stopped. The old data is served on where it failed. */
async function refreshOnce(runs: ExportRuns, input: ExportInput, signal: AbortSignal): Promise<Outcome | null> {
  try {
    let task = await runs.start(input)
    for await (const latest of runs.follow(task.id, signal)) task = latest
    if (signal.aborted) return null
    return task.status === 'FAILED' ? { status: task.status, code: codeOf(task) } : { status: task.status }
  } catch (error) {
    if (signal.aborted) return null
    return { status: 'FAILED', code: error instanceof SlicegraphError ? error.code : describeFault(error).name }
  }
}
