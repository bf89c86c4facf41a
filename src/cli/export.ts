import { ERRORS, type ErrorCode, EXIT, SlicegraphError, UsageError } from '../errors.ts'
import { planLabels } from '../rows/index.ts'
import { createLocalContexts, createSchema } from '../server/index.ts'
import { openStore, sizeOfStore } from '../store/index.ts'
import { exportCoco, exportMasks } from './export-files.ts'
import type { Invocation } from './invocation.ts'
import { type Report, withProgress } from './progress.ts'
import { scopeOf } from './scope.ts'
import { deferred, upstreamOf } from './services.ts'
import { answer } from './terminal.ts'

/** Writes annotations of the store as COCO, or masks as PNG files. What is remote is fetched on the way. */
export async function exportFiles(invocation: Invocation): Promise<number> {
  const { exports, flags, settings, stop } = invocation
  const [what] = exports
  const labels = labelsOf(flags.filter)
  if (!sizeOfStore(settings.store))
    throw new UsageError(
      `There is no store at ${settings.store}. Load an export first, or name another store with --store.`,
    )
  const upstream = await upstreamOf(invocation)
  await using opened = new AsyncDisposableStack()
  const store = await openStore(settings.store)
  opened.defer(() => store.close())
  if (store.damage) throw store.damage
  const { projects } = await scopeOf(store, flags)
  const services = deferred(async () =>
    (await import('./open-services.ts')).openServices(store, settings.store, upstream),
  )
  opened.defer(services.close)
  const openContext = createLocalContexts({ ...services, store }, projects, stop.signal)
  const codes = new Set<ErrorCode>()
  const out = String(flags.out)
  const write = what === 'coco' ? exportCoco : exportMasks
  const written = await withProgress(flags, EXPORT_REPORT, onProgress =>
    write({
      ...{ labels, out, openContext, lazy: services.lazy, signal: stop.signal },
      onProgress: count => onProgress({ written: count }),
      onMissing: ({ code }) => void codes.add(code),
    }),
  )
  stop.signal.throwIfAborted()
  const advice = [...new Set([...codes].flatMap(code => ERRORS[code].advice ?? []))]
  answer(
    flags.json
      ? JSON.stringify({ store: settings.store, out, ...written.counts, codes: [...codes] })
      : [written.line, ...advice].join('\n'),
  )
  return codes.size > 0 ? EXIT.rejected : EXIT.done
}

function labelsOf(filter: unknown) {
  try {
    return planLabels(createSchema(), filter === undefined ? {} : { filter }, null)
  } catch (error) {
    if (error instanceof SlicegraphError && error.code !== 'BAD_USER_INPUT') throw error
    const example = '{"isSelected": {"eq": true}}'
    throw new UsageError(`--filter takes a LabelFilter of the graph as JSON, such as '${example}'.`, { cause: error })
  }
}

/** Progress of an export. */
const EXPORT_REPORT: Report<{ readonly written: number }> = {
  part: () => 'export',
  fields: progress => progress,
  line: ({ written }) => `${written.toLocaleString('en-US')} written`,
}
