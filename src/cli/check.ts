import { checkExports } from '../ingest/index.ts'
import { listExports } from '../source/index.ts'
import type { Invocation } from './invocation.ts'
import { LOAD_REPORT } from './load-report.ts'
import { withProgress } from './progress.ts'
import { describeSummary, exitCodeOfLoad } from './summary.ts'
import { answer } from './terminal.ts'

/** Reads and reports as `ingest` would, and opens no store. */
export async function check({ exports, flags, stop }: Invocation): Promise<number> {
  const files = await listExports(exports)
  const summary = await withProgress(flags, LOAD_REPORT, onProgress =>
    checkExports({ files, onProgress, signal: stop.signal }),
  )
  answer(flags.json ? JSON.stringify(summary) : describeSummary(summary))
  return exitCodeOfLoad(summary)
}
