import { ERRORS, EXIT, UsageError } from '../errors.ts'
import { type PullSummary, pull as pullAll } from '../ingest/index.ts'
import { EVERYTHING, openStore, type Scope, sizeOfStore, type Store } from '../store/index.ts'
import type { Flags, Invocation } from './invocation.ts'
import { withProgress } from './progress.ts'
import { describePull, PULL_REPORT } from './pull-report.ts'
import { answer } from './terminal.ts'
import { openServices } from './upstream.ts'
import { upstreamOf } from './upstream-places.ts'

/** Fetches everything that is still remote, so that the store needs no upstream. */
export async function pull({ flags, settings, stop }: Invocation): Promise<number> {
  if (!sizeOfStore(settings.store))
    throw new UsageError(
      `There is no store at ${settings.store}. Load an export first, or name another store with --store.`,
    )
  await using opened = new AsyncDisposableStack()
  const store = await openStore(settings.store)
  opened.defer(() => store.close())
  if (store.damage) throw store.damage
  const scope = await scopeOf(store, flags)
  const { lazy, close } = await openServices(store, settings.store, await upstreamOf(settings))
  opened.defer(close)
  const onlyFrames = flags.frames === true && flags.masks !== true
  const onlyMasks = flags.masks === true && flags.frames !== true
  const summary = await withProgress(flags, PULL_REPORT, onProgress =>
    pullAll({
      store,
      lazy,
      frames: !onlyMasks,
      masks: !onlyFrames,
      again: flags.again === true,
      scope,
      onProgress,
      signal: stop.signal,
    }),
  )
  answer(flags.json ? JSON.stringify({ store: settings.store, ...summary }) : describePull(summary))
  return exitCodeOf(summary)
}

/** @throws UsageError if the store has no such project. */
async function scopeOf(store: Store, { project }: Flags): Promise<Scope> {
  if (typeof project !== 'string') return EVERYTHING
  const reader = await store.openSnapshot({ scope: EVERYTHING })
  const [found] = await reader.nodes('project', [project])
  if (!found) throw new UsageError('--project: the store has no project with this id.')
  return { projects: [project] }
}

function exitCodeOf({ frames, masks, failures, stopped }: PullSummary): number {
  const last = failures.at(-1)
  if (!last) return EXIT.done
  if (stopped) return ERRORS[last.code].exit
  const isRefused = failures.every(({ code }) => ERRORS[code].exit === EXIT.forbidden)
  return frames + masks === 0 && isRefused ? EXIT.forbidden : EXIT.rejected
}
