import type { Flags } from './invocation.ts'

/** The two forms in which the progress of one kind of work is shown. */
export interface Report<Progress> {
  /** The current part. When it changes, the final state of the part before is shown. */
  part(progress: Progress): string
  /** For programs. */
  fields(progress: Progress): object
  /** For people, in one line. */
  line(progress: Progress): string
}

/** Runs the work and shows its progress on stderr: a bar on a terminal, otherwise a JSON line every few seconds. */
export async function withProgress<Progress, T>(
  flags: Flags,
  report: Report<Progress>,
  work: (onProgress: (progress: Progress) => void) => Promise<T>,
): Promise<T> {
  if (flags.quiet) return work(() => {})
  const write = (text: string) => process.stderr.write(text)
  const display = process.stderr.isTTY ? createBar(report, write, process.stderr.columns) : createLines(report, write)
  try {
    return await work(progress => display.update(progress))
  } finally {
    display.finish()
  }
}

type Write = (text: string) => void
type Clock = () => number

const BAR_EVERY_MS = 100
const LINE_EVERY_MS = 5_000
const CLEAR_LINE = '\r\x1b[2K'

/** A line that is drawn over and over; `finish` clears it. */
export function createBar<Progress>(
  report: Report<Progress>,
  write: Write,
  columns = 80,
  now: Clock = () => performance.now(),
) {
  let shownAt = Number.NEGATIVE_INFINITY
  return {
    update(progress: Progress): void {
      if (now() - shownAt < BAR_EVERY_MS) return
      shownAt = now()
      write(CLEAR_LINE + report.line(progress).slice(0, columns - 1))
    },
    // The summary that follows says more than a full bar.
    finish: () => write(CLEAR_LINE),
  }
}

/** A line every five seconds, and one at the end of each part. */
export function createLines<Progress>(report: Report<Progress>, write: Write, now: Clock = () => performance.now()) {
  let shownAt = now()
  let latest: Progress | null = null
  const show = (progress: Progress) => {
    shownAt = now()
    write(`${JSON.stringify({ event: 'progress', ...report.fields(progress) })}\n`)
  }
  return {
    update(progress: Progress): void {
      if (latest && report.part(latest) !== report.part(progress)) show(latest)
      latest = progress
      if (now() - shownAt < LINE_EVERY_MS) return
      show(progress)
    },
    finish(): void {
      if (latest) show(latest)
    },
  }
}

const BAR_WIDTH = 20

/** `[#####...............] 25 %` */
export function bar(done: number): string {
  const part = Math.min(1, done)
  const filled = Math.round(part * BAR_WIDTH)
  return `[${'#'.repeat(filled)}${'.'.repeat(BAR_WIDTH - filled)}] ${Math.floor(part * 100)} %`
}
