import { basename } from 'node:path'
import type { IngestProgress } from '../ingest/index.ts'
import type { Flags } from './invocation.ts'
import { bytes, count, duration } from './numbers.ts'

/** Shows how far a load is; `finish` shows what is still to show and leaves the line. */
export interface ProgressDisplay {
  update(progress: IngestProgress): void
  finish(): void
}

/** Runs a load and shows its progress on stderr: a bar on a terminal, otherwise a JSON line now and then. */
export async function withProgress<T>(
  flags: Flags,
  load: (onProgress: (progress: IngestProgress) => void) => Promise<T>,
): Promise<T> {
  if (flags.quiet) return load(() => {})
  const write = (text: string) => process.stderr.write(text)
  const display = process.stderr.isTTY ? createBar(write, process.stderr.columns) : createLines(write)
  try {
    return await load(progress => display.update(progress))
  } finally {
    display.finish()
  }
}

type Write = (text: string) => void
type Clock = () => number

const BAR_EVERY_MS = 100
const LINE_EVERY_MS = 5_000
const CLEAR_LINE = '\r\x1b[2K'

export function createBar(write: Write, columns = 80, now: Clock = () => performance.now()): ProgressDisplay {
  let shownAt = Number.NEGATIVE_INFINITY
  return {
    update(progress) {
      if (now() - shownAt < BAR_EVERY_MS) return
      shownAt = now()
      write(CLEAR_LINE + describeProgress(progress).slice(0, columns - 1))
    },
    // The summary that follows says more than a full bar.
    finish: () => write(CLEAR_LINE),
  }
}

/** A line every five seconds, and one at the end of each file. */
export function createLines(write: Write, now: Clock = () => performance.now()): ProgressDisplay {
  let shownAt = now()
  let latest: IngestProgress | null = null
  const show = (progress: IngestProgress) => {
    shownAt = now()
    write(`${JSON.stringify({ event: 'progress', ...progress, ...estimate(progress) })}\n`)
  }
  return {
    update(progress) {
      if (latest && latest.source !== progress.source) show(latest)
      latest = progress
      if (now() - shownAt < LINE_EVERY_MS) return
      show(progress)
    },
    finish() {
      if (latest) show(latest)
    },
  }
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

const BAR_WIDTH = 20

function describeProgress(progress: IngestProgress): string {
  const { bytesPerSecond, secondsLeft } = estimate(progress)
  const { source, bytesRead, bytesTotal, records, rejected } = progress
  const parts = [basename(source)]
  if (bytesTotal !== null && bytesTotal > 0) {
    const done = Math.min(1, bytesRead / bytesTotal)
    const filled = Math.round(done * BAR_WIDTH)
    parts.push(`[${'#'.repeat(filled)}${'.'.repeat(BAR_WIDTH - filled)}] ${Math.floor(done * 100)} %`)
  } else {
    parts.push(bytes(bytesRead))
  }
  if (bytesPerSecond !== null) parts.push(`${bytes(bytesPerSecond)}/s`)
  if (secondsLeft !== null) parts.push(`${duration(secondsLeft)} left`)
  parts.push(count(records, 'record'))
  if (rejected > 0) parts.push(count(rejected, 'rejected', 'rejected'))
  return parts.join('  ')
}
