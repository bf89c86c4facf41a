import { basename } from 'node:path'
import type { IngestProgress } from '../ingest/index.ts'
import { bytes, count, duration } from './numbers.ts'
import { bar, type Report } from './progress.ts'

/** Progress of a load. */
export const LOAD_REPORT: Report<IngestProgress> = {
  part: ({ source }) => source,
  fields: progress => ({ ...progress, ...estimate(progress) }),
  line(progress) {
    const { bytesPerSecond, secondsLeft } = estimate(progress)
    const { source, bytesRead, bytesTotal, records, rejected } = progress
    const isKnown = bytesTotal !== null && bytesTotal > 0
    const parts = [basename(source), isKnown ? bar(bytesRead / bytesTotal) : bytes(bytesRead)]
    if (bytesPerSecond !== null) parts.push(`${bytes(bytesPerSecond)}/s`)
    if (secondsLeft !== null) parts.push(`${duration(secondsLeft)} left`)
    parts.push(count(records, 'record'))
    if (rejected > 0) parts.push(count(rejected, 'rejected', 'rejected'))
    return parts.join('  ')
  },
}

interface Estimate {
  readonly bytesPerSecond: number | null
  readonly secondsLeft: number | null
}

function estimate({ bytesRead, bytesTotal, elapsedMs }: IngestProgress): Estimate {
  if (elapsedMs <= 0 || bytesRead <= 0) return { bytesPerSecond: null, secondsLeft: null }
  const bytesPerSecond = Math.round((bytesRead / elapsedMs) * 1000)
  if (bytesTotal === null || bytesPerSecond === 0) return { bytesPerSecond, secondsLeft: null }
  return { bytesPerSecond, secondsLeft: Math.round(Math.max(0, bytesTotal - bytesRead) / bytesPerSecond) }
}
