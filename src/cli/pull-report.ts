import { ERRORS } from '../errors.ts'
import type { PullProgress, PullSummary } from '../ingest/index.ts'
import { count } from './numbers.ts'
import { bar, type Report } from './progress.ts'

/** Progress of a pull. */
export const PULL_REPORT: Report<PullProgress> = {
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
export function describePull({ frames, masks, failures, stopped }: PullSummary): string {
  const lines = [`${count(frames, 'group')} of frames and ${count(masks, 'mask')} fetched`]
  for (const { id, code, message } of failures.slice(0, SHOWN_FAILURES)) lines.push(`  ${id}: ${code}, ${message}`)
  const more = failures.length - SHOWN_FAILURES
  if (more > 0) lines.push(`  and ${count(more, 'more', 'more')}; --json lists them all`)
  if (stopped) lines.push(failures.at(-1)?.code === 'UPSTREAM_FORBIDDEN' ? REFUSED : NOT_RESPONDING)
  else if (failures.length > 0) lines.push('What could not be fetched is still remote.')
  const shown = stopped ? failures.slice(-1) : failures
  lines.push(...new Set(shown.flatMap(({ code }) => ERRORS[code].advice ?? [])))
  return lines.join('\n')
}

const NOT_RESPONDING = 'Pull stopped early: the upstream is not responding.'
const REFUSED = 'Pull stopped early: the API key was refused three times in a row.'
