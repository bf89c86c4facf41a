import { basename } from 'node:path'
import { EXIT } from '../errors.ts'
import type { FileSummary, IngestProgress, IngestSummary } from '../ingest/index.ts'
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

const SHOWN_REJECTS = 5

/** The summary of a load as text: a line per file with its first rejected records, then the sum of several files. */
export function describeSummary(summary: IngestSummary): string {
  const files = summary.exports.flatMap(describeFile)
  if (summary.exports.length === 1) return files.join('\n')
  const unreadable = summary.unreadable > 0 ? ` (${summary.unreadable} not loaded)` : ''
  const all = `${count(summary.exports.length, 'export')}${unreadable} in all: ${describeCounts(summary)}`
  return [...files, all].join('\n')
}

/** 1 if a file could not be read, 3 if records were rejected. */
export function exitCodeOfLoad({ unreadable, rejected }: IngestSummary): number {
  if (unreadable > 0) return EXIT.failed
  return rejected > 0 ? EXIT.rejected : EXIT.done
}

function describeFile(file: FileSummary): string[] {
  if (file.skipped) return [`${file.source}: loaded before, nothing to do`]
  if (file.error !== null) return [`not loaded: ${file.error}`]
  const seconds = (file.elapsedMs / 1000).toFixed(1)
  const lines = [`${file.source}: ${describeCounts(file)} in ${seconds} s`]
  for (const { line, byteOffset, path, reason } of file.rejects.slice(0, SHOWN_REJECTS)) {
    lines.push(`  rejected: line ${line}, byte ${byteOffset}, ${path}: ${reason}`)
  }
  const more = file.rejected - Math.min(file.rejects.length, SHOWN_REJECTS)
  if (more > 0) lines.push(`  and ${count(more, 'more', 'more')}; --json lists the first ${file.rejects.length}`)
  return lines
}

function describeCounts(counts: Omit<IngestSummary, 'exports' | 'unreadable'>): string {
  const { olderLabelCount: older, droppedAnnotationCount: dropped } = counts
  return [
    count(counts.records, 'record'),
    count(counts.dataRows, 'data row'),
    count(counts.labels, 'label'),
    count(counts.frames, 'frame'),
    count(counts.annotations, 'annotation'),
    count(counts.events, 'event'),
    count(counts.rejected, 'rejected', 'rejected'),
    ...(older > 0 ? [`${count(older, 'label')} left alone since the store has newer versions`] : []),
    ...(dropped > 0 ? [`${count(dropped, 'carried-over annotation')} dropped by newer versions`] : []),
  ].join(', ')
}
