import { liftFrames, normalizeRecord, RecordFault } from '../labelbox/index.ts'
import type { ExportRecord, RejectedRecord } from '../model/index.ts'
import { parseJson, type RawRecord } from '../source/index.ts'
import type { LoadBatch } from '../store/index.ts'
import type { FileRows } from './row-count.ts'
import { type Counts, NOTHING } from './summary.ts'

/** Stored + rejected = in: every raw record comes out as the one or the other. */
export function readBatch(raw: readonly RawRecord[]): LoadBatch {
  const records: ExportRecord[] = []
  const rejects: RejectedRecord[] = []
  for (const each of raw) {
    const read = readRecord(each)
    if ('reason' in read) rejects.push({ line: each.line, byteOffset: each.byteOffset, bytes: each.bytes, ...read })
    else records.push(read)
  }
  return { records, rejects }
}

function readRecord({ bytes, fault }: RawRecord): ExportRecord | { path: string; reason: string } {
  if (fault !== null) return { path: '$', reason: fault }
  const lifted = readLifted(bytes)
  if (lifted !== null) return lifted
  const parsed = parseJson(bytes)
  if (parsed.fault !== undefined) return { path: parsed.path ?? '$', reason: parsed.fault }
  try {
    return normalizeRecord(parsed.value)
  } catch (error) {
    if (error instanceof RecordFault) return { path: error.path, reason: error.reason }
    throw error
  }
}

/** The quick way, for records that are as most are. What is wrong with others is said by the long way. */
function readLifted(bytes: Uint8Array): ExportRecord | null {
  const value = liftFrames(bytes)
  if (value === null) return null
  try {
    return normalizeRecord(value)
  } catch (error) {
    if (error instanceof RecordFault) return null
    throw error
  }
}

export function countBatch({ records, rejects }: LoadBatch, rows: FileRows): Counts {
  const contents = records.flatMap(record => record.labels.flatMap(label => label.content))
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
  return {
    ...NOTHING,
    records: records.length + rejects.length,
    dataRows: sum(records.map(record => rows.add(record.dataRow.id))),
    labels: sum(records.map(record => record.labels.length)),
    frames: sum(contents.flatMap(content => content.chunks.map(chunk => chunk.frameCount))),
    annotations: sum(contents.map(content => content.annotations.length)),
    events: sum(records.flatMap(record => record.projects.map(project => project.events?.length ?? 0))),
    rejected: rejects.length,
  }
}
