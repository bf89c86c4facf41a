import { checkExports, ingestExports } from '../ingest/index.ts'
import { listExports } from '../source/index.ts'
import { openStore } from '../store/index.ts'
import type { Invocation } from './invocation.ts'
import { describeSummary, exitCodeOfLoad, LOAD_REPORT } from './load-report.ts'
import { withProgress } from './progress.ts'
import { answer } from './terminal.ts'

/** Loads exports into the store and stops. */
export async function ingest({ exports, flags, settings, stop }: Invocation): Promise<number> {
  const files = await listExports(exports)
  const store = await openStore(settings.store)
  try {
    if (store.damage) throw store.damage
    const summary = await withProgress(flags, LOAD_REPORT, onProgress =>
      ingestExports({ store, files, again: flags.again === true, onProgress, signal: stop.signal }),
    )
    answer(flags.json ? JSON.stringify({ store: settings.store, ...summary }) : describeSummary(summary))
    return exitCodeOfLoad(summary)
  } finally {
    await store.close()
  }
}

/** Reads and reports as `ingest` would, without opening a store. */
export async function check({ exports, flags, stop }: Invocation): Promise<number> {
  const files = await listExports(exports)
  const summary = await withProgress(flags, LOAD_REPORT, onProgress =>
    checkExports({ files, onProgress, signal: stop.signal }),
  )
  answer(flags.json ? JSON.stringify(summary) : describeSummary(summary))
  return exitCodeOfLoad(summary)
}
