import { SlicegraphError } from '../../errors.ts'
import type { ExportFilters } from '../../model/index.ts'
import type { Upstream } from '../../upstream/index.ts'
import type { Api, Operation } from './call-api.ts'
import { labelExport } from './operations.ts'
import { createPatience, isDeadLink, never, type PatienceOptions, patiently, pause } from './retry-policy.ts'
import { checkRange, plainText, type RangeEnd, wholeSecond } from './time-range.ts'

/** What the older call can be narrowed by. */
export type LabelRanges = Pick<ExportFilters, 'labelCreatedAt' | 'lastActivityAt'>

/** Half an hour at 2 s, as long as the vendor's client waits. */
const MOST_POLLS = 900

/**
 * The bytes of the file that the page's older call makes: a JSON array of v1 labels, at most half an hour old.
 * @throws SlicegraphError EXPORT_UNSUPPORTED where the vendor has closed the call, EXPORT_FAILED, UPSTREAM_*
 */
export async function* readLabelExport(
  upstream: Upstream,
  api: Api,
  projectId: string,
  ranges: LabelRanges,
  options: PatienceOptions,
): AsyncGenerator<Uint8Array> {
  const operation = labelExport(filterText(ranges))
  const patience = createPatience({ ...options, hasty: true })
  const { signal } = options
  let at = 0
  let url = await labelExportUrl(api, operation, projectId, options)
  for (;;) {
    const from = at
    try {
      for await (const piece of upstream.stream(url, { from, ...(signal === undefined ? {} : { signal }) })) {
        at += piece.length
        patience.reset()
        yield piece
      }
      return
    } catch (error) {
      // Before a byte has come, the file may have been made anew. Later, another file would not go on where this one broke off.
      const isFresh = at === 0
      await patience.bear(error, isFresh ? isDeadLink : never)
      if (isFresh) url = await labelExportUrl(api, operation, projectId, options)
    }
  }
}

async function labelExportUrl(
  api: Api,
  operation: ReturnType<typeof labelExport>,
  projectId: string,
  options: PatienceOptions,
): Promise<string> {
  const patience = createPatience(options)
  for (let polls = 0; polls < MOST_POLLS; polls += 1) {
    const { exportLabels } = await patiently(patience, () => asked(api, operation, projectId, options.signal))
    if (exportLabels === null) throw closed()
    // "Ready" comes before the address does, at times.
    if (exportLabels.shouldPoll !== true && typeof exportLabels.downloadUrl === 'string')
      return exportLabels.downloadUrl
    await pause(options.pollMs, options.signal)
  }
  throw new SlicegraphError('EXPORT_FAILED', 'Labelbox did not finish the older export within half an hour.')
}

async function asked<T>(api: Api, operation: Operation<T>, projectId: string, signal: AbortSignal | undefined) {
  try {
    return await api.ask(operation, { projectId }, signal)
  } catch (error) {
    // A call that the API no longer has, or no longer allows, is refused in as many ways as there are.
    throw error instanceof SlicegraphError && error.code.startsWith('EXPORT_') ? closed() : error
  }
}

function closed(): SlicegraphError {
  return new SlicegraphError(
    'EXPORT_UNSUPPORTED',
    'Labelbox no longer answers its older call, export_labels: run the export without it.',
  )
}

/** The older call takes its filters in the text of the query, in quotes; nothing but digits gets into them. */
function filterText({ labelCreatedAt, lastActivityAt }: LabelRanges): string {
  const parts = [
    rangeText('labelCreatedAt', labelCreatedAt ?? {}),
    rangeText('lastActivityAt', lastActivityAt ?? {}),
  ].filter(text => text !== '')
  return parts.length === 0 ? '' : `, filters: {${parts.join(', ')}}`
}

function rangeText(name: 'labelCreatedAt' | 'lastActivityAt', range: NonNullable<LabelRanges[typeof name]>): string {
  const { from, to } = checkRange(name, range)
  const ends = [
    from === null ? '' : `start: "${timeText(from, Math.floor)}"`,
    to === null ? '' : `end: "${timeText(to, Math.ceil)}"`,
  ].filter(text => text !== '')
  return ends.length === 0 ? '' : `${name}: {${ends.join(', ')}}`
}

/** It knows the two forms without an offset alone. */
function timeText({ text, hasOffset, instant }: RangeEnd, round: (seconds: number) => number): string {
  return hasOffset ? plainText(wholeSecond(instant, round)) : text
}
