import { SlicegraphError } from '../../errors.ts'
import type { ExportFilters, ExportTimeRange } from '../../model/index.ts'
import type { Upstream } from '../../upstream/index.ts'
import type { Ask } from './call-api.ts'
import { labelExport } from './operations.ts'
import { createRetryPolicy, isDeadLink, never, pause, type RetryOptions, retryThroughOutage } from './retry-policy.ts'
import { checkRange, type RangeEnd, utcSecond } from './time-range.ts'

/** The filters of the older call. */
export type LabelRanges = Pick<ExportFilters, 'labelCreatedAt' | 'lastActivityAt'>

/** Half an hour at 2 s, as long as Labelbox's client waits. */
const MOST_POLLS = 900

/**
 * The bytes of the file that the page's older call makes: a JSON array of v1 labels, at most half an hour old.
 * @throws SlicegraphError EXPORT_UNSUPPORTED where Labelbox has closed the call, EXPORT_FAILED, UPSTREAM_*
 */
export async function* readLabelExport(
  upstream: Upstream,
  ask: Ask,
  projectId: string,
  ranges: LabelRanges,
  options: RetryOptions,
  firstTries: RetryOptions,
): AsyncGenerator<Uint8Array> {
  const { pollMs, signal } = options
  const operation = labelExport(filterText(ranges))
  const policy = createRetryPolicy({ ...options, hasty: true })
  let from = 0
  let url = await readyUrl(firstTries)
  for (;;) {
    try {
      for await (const piece of upstream.stream(url, { from, signal })) {
        from += piece.length
        policy.reset()
        yield piece
      }
      return
    } catch (error) {
      // Before a byte has come, the file may have been made anew. Later, another file would not go on where this one broke off.
      const isFresh = from === 0
      await policy.waitAfter(error, isFresh ? isDeadLink : never)
      if (isFresh) url = await readyUrl(options)
    }
  }

  async function readyUrl(first: RetryOptions): Promise<string> {
    for (let polls = 0; polls < MOST_POLLS; polls += 1) {
      const work = () => ask(operation, { projectId }, signal).catch(rethrow)
      const { exportLabels } = await retryThroughOutage(polls === 0 ? first : options, work)
      if (exportLabels === null) throw closed()
      // "Ready" comes before the address does, at times.
      if (exportLabels.shouldPoll !== true && typeof exportLabels.downloadUrl === 'string')
        return exportLabels.downloadUrl
      await pause(pollMs, signal)
    }
    throw new SlicegraphError('EXPORT_FAILED', 'Labelbox did not finish the older export within half an hour.')
  }
}

/** A call that the API no longer has, or no longer allows, is refused in many ways. */
function rethrow(error: unknown): never {
  throw error instanceof SlicegraphError && error.code.startsWith('EXPORT_') ? closed() : error
}

function closed(): SlicegraphError {
  return new SlicegraphError(
    'EXPORT_UNSUPPORTED',
    'Labelbox no longer answers its older call, export_labels: run the export without it.',
  )
}

/** The older call takes its filters in the text of the query, in quotes; nothing but digits gets into them. */
function filterText(ranges: LabelRanges): string {
  const parts = (['labelCreatedAt', 'lastActivityAt'] as const).flatMap(name => rangeText(name, ranges[name] ?? {}))
  return parts.length === 0 ? '' : `, filters: {${parts.join(', ')}}`
}

function rangeText(name: keyof LabelRanges, range: ExportTimeRange): string[] {
  const { from, to } = checkRange(name, range)
  const start = from === null ? [] : [`start: "${timeText(from, Math.floor)}"`]
  const ends = to === null ? start : [...start, `end: "${timeText(to, Math.ceil)}"`]
  return ends.length === 0 ? [] : [`${name}: {${ends.join(', ')}}`]
}

/** The call takes dates and times without an offset. */
function timeText({ text, hasOffset, instant }: RangeEnd, round: (seconds: number) => number): string {
  return hasOffset ? utcSecond(instant, round).replace('T', ' ') : text
}
