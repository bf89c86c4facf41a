import { LINE_FEED } from './json-bytes.ts'
import type { RawRecord, SourcePosition, Splitter } from './raw-record.ts'
import { NOTHING, RecordCutter } from './record-cutter.ts'

/**
 * NDJSON: a record a line, cut at byte 0x0A and nowhere else, since U+2028, U+2029 and U+0085 may stand raw inside
 * strings. Blank lines are counted, but are no records. The last line needs no line feed.
 */
export function createLineSplitter(start: SourcePosition, maxRecordBytes: number): Splitter {
  const cutter = new RecordCutter(start, maxRecordBytes)
  cutter.begin(0)

  const cut = (chunk: Buffer, at: number, out: RawRecord[]): void => {
    const record = cutter.cut(chunk, at, null)
    if (record !== null) out.push(record)
  }

  return {
    push(chunk, out) {
      for (let at = chunk.indexOf(LINE_FEED); at !== -1; at = chunk.indexOf(LINE_FEED, at + 1)) {
        cut(chunk, at, out)
        // To cut nothing at each of many blank lines would take three times as long.
        let next = at + 1
        while (chunk[next] === LINE_FEED) next++
        cutter.nesting.lineFeeds += next - at
        cutter.begin(next)
        at = next - 1
      }
      cutter.leave(chunk)
    },
    end: out => cut(NOTHING, 0, out),
  }
}
