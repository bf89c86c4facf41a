import { setTimeout as pause } from 'node:timers/promises'
import type { ExportRuns } from '../ingest/index.ts'
import type { ExportInput } from '../model/index.ts'
import type { Flags } from './invocation.ts'
import { fullSchedule, parseDuration } from './schedule.ts'
import { parseScope } from './sync-input.ts'

const DEFAULT_EVERY = '15m'

const PARAMS: ExportInput['params'] = {
  attachments: true,
  metadataFields: true,
  dataRowDetails: true,
  projectDetails: true,
  labelDetails: true,
  performanceDetails: true,
  interpolatedFrames: false,
  embeddings: false,
}

/** Keeps the data fresh while it is served, as `--sync` says; null where it says nothing. */
export function createRefresh(
  flags: Flags,
): ((runs: ExportRuns, signal: AbortSignal, log: Log) => Promise<void>) | null {
  if (typeof flags.sync !== 'string') return null
  const scope = parseScope(flags.sync)
  const every = parseDuration('--every', typeof flags.every === 'string' ? flags.every : DEFAULT_EVERY)
  const isFullDue = fullSchedule(flags)
  return async (runs, signal, log) => {
    while (!signal.aborted) {
      const outcome = await refreshOnce(runs, { scope, incremental: !isFullDue(), filters: {}, params: PARAMS }, signal)
      if (outcome !== null) log(outcome)
      await pause(every, undefined, { signal }).catch(() => {})
    }
  }
}

type Log = (outcome: { readonly status: string; readonly code?: string }) => void

/** What came of it; null when it was stopped. The old data is served on where it failed. */
async function refreshOnce(runs: ExportRuns, input: ExportInput, signal: AbortSignal) {
  try {
    let { id, status, errors } = await runs.start(input)
    for await (const task of runs.follow(id, signal)) ({ id, status, errors } = task)
    if (signal.aborted) return null
    const [code] = errors[0]?.message.split(':') ?? []
    return status === 'FAILED' && code !== undefined ? { status, code } : { status }
  } catch {
    return signal.aborted ? null : { status: 'FAILED' }
  }
}
