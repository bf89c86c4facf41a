import { ERRORS, EXIT } from '../errors.ts'
import { pull as pullAll } from '../ingest/index.ts'
import { EVERYTHING, openStore } from '../store/index.ts'
import type { Invocation } from './invocation.ts'
import { withProgress } from './progress.ts'
import { describePull, PULL_REPORT } from './pull-report.ts'
import { answer } from './terminal.ts'
import { openLazyReads } from './upstream.ts'
import { upstreamOf } from './upstream-places.ts'

/** Fetches everything that is still remote, so that the store stands alone. */
export async function pull({ flags, settings, stop }: Invocation): Promise<number> {
  await using opened = new AsyncDisposableStack()
  const store = await openStore(settings.store)
  opened.defer(() => store.close())
  const { lazy, close } = await openLazyReads(store, settings.store, await upstreamOf(settings))
  opened.defer(close)
  const onlyFrames = flags.frames === true && flags.masks !== true
  const onlyMasks = flags.masks === true && flags.frames !== true
  const summary = await withProgress(flags, PULL_REPORT, onProgress =>
    pullAll({
      store,
      lazy,
      frames: !onlyMasks,
      masks: !onlyFrames,
      scope: typeof flags.project === 'string' ? { projects: [flags.project] } : EVERYTHING,
      onProgress,
      signal: stop.signal,
    }),
  )
  answer(flags.json ? JSON.stringify({ store: settings.store, ...summary }) : describePull(summary))
  return exitCodeOf(summary)
}

function exitCodeOf({ frames, masks, failures, stopped }: Awaited<ReturnType<typeof pullAll>>): number {
  if (stopped) return EXIT.unavailable
  if (failures.length === 0) return EXIT.done
  const isNothing = frames + masks === 0
  return isNothing && failures.every(({ code }) => ERRORS[code].exit === EXIT.forbidden)
    ? EXIT.forbidden
    : EXIT.rejected
}
