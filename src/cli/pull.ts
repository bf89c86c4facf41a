import { ERRORS, EXIT, UsageError } from '../errors.ts'
import { type PullFailure, type PullProgress, type PullSummary, pull as pullAll } from '../ingest/index.ts'
import { openStore, sizeOfStore } from '../store/index.ts'
import type { Invocation } from './invocation.ts'
import { count } from './numbers.ts'
import { openServices } from './open-services.ts'
import { bar, type Report, withProgress } from './progress.ts'
import { scopeOf } from './scope.ts'
import { upstreamOf } from './services.ts'
import { answer } from './terminal.ts'

/** Fetches everything that is still remote, so that the store needs no upstream. */
export async function pull(invocation: Invocation): Promise<number> {
  const { flags, settings, stop } = invocation
  if (!sizeOfStore(settings.store))
    throw new UsageError(
      `There is no store at ${settings.store}. Load an export first, or name another store with --store.`,
    )
  const upstream = await upstreamOf(invocation)
  await using opened = new AsyncDisposableStack()
  const store = await openStore(settings.store)
  opened.defer(() => store.close())
  if (store.damage) throw store.damage
  const scope = await scopeOf(store, flags)
  const { lazy, close } = await openServices(store, settings.store, upstream)
  opened.defer(close)
  const onlyFrames = flags.frames === true && flags.masks !== true
  const onlyMasks = flags.masks === true && flags.frames !== true
  const failures: PullFailure[] = []
  const { stopped, ...fetched } = await withProgress(flags, PULL_REPORT, onProgress =>
    pullAll({
      store,
      lazy,
      frames: !onlyMasks,
      masks: !onlyFrames,
      again: flags.again === true,
      scope,
      onProgress,
      onFailures: more => void failures.push(...more),
      signal: stop.signal,
    }),
  )
  const summary = { ...fetched, failures, stopped }
  answer(flags.json ? JSON.stringify({ store: settings.store, ...summary }) : describePull(summary))
  return exitCodeOf(summary)
}

/** With all failures, which people may ask for. */
interface Pulled extends PullSummary {
  readonly failures: readonly PullFailure[]
}

function exitCodeOf({ frames, masks, failures, stopped }: Pulled): number {
  const last = failures.at(-1)
  if (!last) return EXIT.done
  if (stopped) return ERRORS[last.code].exit
  const isRefused = failures.every(({ code }) => ERRORS[code].exit === EXIT.forbidden)
  return frames + masks === 0 && isRefused ? EXIT.forbidden : EXIT.rejected
}

/** Progress of a pull. */
const PULL_REPORT: Report<PullProgress> = {
  part: ({ stage }) => stage,
  fields: progress => progress,
  line({ stage, looked, total, fetched, failed }) {
    const parts = [stage, bar(total === 0 ? 1 : looked / total), `${count(fetched, 'fetched', 'fetched')}`]
    if (failed > 0) parts.push(count(failed, 'failed', 'failed'))
    return parts.join('  ')
  },
}

const SHOWN_FAILURES = 20

/** The summary of a pull for people: counts, failures and advice. */
function describePull({ frames, masks, failures, stopped }: Pulled): string {
  const lines = [`${count(frames, 'group')} of frames and ${count(masks, 'mask')} fetched`]
  for (const { id, code, message } of failures.slice(0, SHOWN_FAILURES)) lines.push(`  ${id}: ${code}, ${message}`)
  const more = failures.length - SHOWN_FAILURES
  if (more > 0) lines.push(`  and ${count(more, 'more', 'more')}; --json lists them all`)
  if (stopped) lines.push(failures.at(-1)?.code === 'UPSTREAM_FORBIDDEN' ? REFUSED : NOT_RESPONDING)
  else if (failures.length > 0) lines.push('Frames and masks that could not be fetched stay remote.')
  const shown = stopped ? failures.slice(-1) : failures
  lines.push(...new Set(shown.flatMap(({ code }) => ERRORS[code].advice ?? [])))
  return lines.join('\n')
}

const NOT_RESPONDING = 'Pull stopped early: Labelbox is not responding.'
const REFUSED = 'Pull stopped early: the API key was refused three times in a row.'
