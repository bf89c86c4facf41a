import { LINE_FEED } from './json-bytes.ts'
import type { RawRecord, SourcePosition, Splitter } from './raw-record.ts'
import { RecordPieces } from './record-pieces.ts'

/**
 * NDJSON: a record a line, cut at byte 0x0A and nowhere else, since U+2028, U+2029 and U+0085 may stand raw inside
 * strings. Blank lines are counted, but are no records. The last line needs no line feed.
 */
export function createLineSplitter(start: SourcePosition, maxRecordBytes: number): Splitter {
  const pieces = new RecordPieces(maxRecordBytes)
  let { line, byteOffset: lineStart } = start
  let chunkStart = lineStart

  const cut = (last: Buffer, out: RawRecord[]): void => {
    const record = pieces.finish(last, { line, byteOffset: lineStart }, null)
    if (record !== null) out.push(record)
  }

  return {
    push(chunk, out) {
      let from = 0
      for (let to = chunk.indexOf(LINE_FEED); to !== -1; to = chunk.indexOf(LINE_FEED, from)) {
        cut(chunk.subarray(from, to), out)
        from = to + 1
        line++
        lineStart = chunkStart + from
      }
      if (from < chunk.length) pieces.add(chunk.subarray(from))
      chunkStart += chunk.length
    },
    end(out) {
      cut(Buffer.alloc(0), out)
    },
  }
}
