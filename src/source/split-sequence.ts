import { isJsonSpace, LINE_FEED, OPEN_BRACE, OPEN_BRACKET } from './json-bytes.ts'
import type { RawRecord, SourcePosition, Splitter } from './raw-record.ts'
import { ENDS_INSIDE, MISMATCH, NOTHING, RecordCutter } from './record-cutter.ts'

/**
 * One object written over many lines, or several one after another: each ends where its own bracket closes. Text between
 * them becomes faulty records, one a line.
 */
export function createSequenceSplitter(start: SourcePosition, maxRecordBytes: number): Splitter {
  const cutter = new RecordCutter(start, maxRecordBytes)
  const { nesting } = cutter

  const cut = (chunk: Buffer, at: number, fault: string | null, out: RawRecord[]): void => {
    const record = cutter.cut(chunk, at, fault)
    if (record !== null) out.push(record)
  }

  const scan = (chunk: Buffer, at: number, out: RawRecord[]): number => {
    const end = nesting.scan(chunk, at)
    if (!nesting.isOpen) cut(chunk, end, null, out)
    return end
  }

  const step = (chunk: Buffer, at: number, out: RawRecord[]): number => {
    const byte = chunk[at]
    if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
      cut(chunk, at, STRAY, out)
      cutter.begin(at)
      return scan(chunk, at, out)
    }
    if (byte === LINE_FEED) {
      cut(chunk, at, STRAY, out)
      nesting.lineFeeds++
    } else if (!isJsonSpace(byte) && !cutter.started) cutter.begin(at)
    return at + 1
  }

  return {
    push(chunk, out) {
      let at = 0
      while (at < chunk.length && !nesting.mismatched) {
        at = nesting.isOpen ? scan(chunk, at, out) : step(chunk, at, out)
      }
      cutter.leave(chunk)
    },
    end(out) {
      const open = nesting.isOpen ? ENDS_INSIDE : STRAY
      cut(NOTHING, 0, nesting.mismatched ? MISMATCH : open, out)
    },
  }
}

const STRAY = 'there is text between the records'
