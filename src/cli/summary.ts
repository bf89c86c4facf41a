import type { FileSummary, IngestSummary } from '../ingest/index.ts'
import { count } from './numbers.ts'

const SHOWN_REJECTS = 5

/** What was read, for people: a line per file, the first rejected records under it, and the sum at the end. */
export function describeSummary(summary: IngestSummary): string {
  const files = summary.exports.flatMap(describeFile)
  if (summary.exports.length === 1) return files.join('\n')
  return [...files, `${count(summary.exports.length, 'export')} in all: ${describeCounts(summary)}`].join('\n')
}

function describeFile(file: FileSummary): string[] {
  if (file.skipped) return [`${file.source}: loaded before, nothing to do`]
  const seconds = (file.elapsedMs / 1000).toFixed(1)
  const lines = [`${file.source}: ${describeCounts(file)} in ${seconds} s`]
  for (const { line, byteOffset, path, reason } of file.rejects.slice(0, SHOWN_REJECTS)) {
    lines.push(`  rejected: line ${line}, byte ${byteOffset}, ${path}: ${reason}`)
  }
  const more = file.rejected - Math.min(file.rejects.length, SHOWN_REJECTS)
  if (more > 0) lines.push(`  and ${count(more, 'more', 'more')}; --json lists the first ${file.rejects.length}`)
  return lines
}

function describeCounts(counts: Omit<IngestSummary, 'exports'>): string {
  return [
    count(counts.records, 'record'),
    count(counts.dataRows, 'data row'),
    count(counts.labels, 'label'),
    count(counts.frames, 'frame'),
    count(counts.annotations, 'annotation'),
    count(counts.events, 'event'),
    count(counts.rejected, 'rejected', 'rejected'),
  ].join(', ')
}
