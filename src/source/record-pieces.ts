import { isJsonSpace } from './json-bytes.ts'
import { KEPT_BYTES, type RawRecord, type SourcePosition } from './raw-record.ts'

/**
 * The parts of the record that is being cut, until its end is seen. Past the limit only its beginning is kept, so that
 * memory stays bounded however long the record goes on.
 */
export class RecordPieces {
  readonly #limit: number
  #pieces: Buffer[] = []
  #length = 0

  constructor(limit: number) {
    this.#limit = limit
  }

  add(piece: Buffer): void {
    const fitted = this.#length <= this.#limit
    this.#length += piece.length
    if (!fitted) return
    this.#pieces.push(piece)
    if (this.#length > this.#limit) this.#pieces = [this.#beginning()]
  }

  /** The record that ends with `last`; null where it is nothing but whitespace. Empties this. */
  finish(last: Buffer, start: SourcePosition, fault: string | null): RawRecord | null {
    if (this.#length === 0 && last.length <= this.#limit) return toRecord(last, start, fault)
    this.add(last)
    const tooLong = this.#length > this.#limit
    const bytes = this.#pieces.length === 1 ? this.#pieces[0] : undefined
    const record = toRecord(
      bytes ?? Buffer.concat(this.#pieces, this.#length),
      start,
      tooLong ? `the record is longer than ${this.#limit} bytes; its beginning is kept` : fault,
    )
    this.#pieces = []
    this.#length = 0
    return record
  }

  /** A copy, so that the chunks it came in can go. */
  #beginning(): Buffer {
    const kept = Math.min(KEPT_BYTES, this.#limit)
    const bytes = Buffer.allocUnsafeSlow(kept)
    let at = 0
    for (const piece of this.#pieces) at += piece.copy(bytes, at)
    return bytes
  }
}

function toRecord(bytes: Buffer, start: SourcePosition, fault: string | null): RawRecord | null {
  let from = 0
  let to = bytes.length
  while (from < to && isJsonSpace(bytes[from])) from++
  while (from < to && isJsonSpace(bytes[to - 1])) to--
  if (from === to) return fault === null ? null : { ...start, bytes, fault }
  const trimmed = from === 0 && to === bytes.length ? bytes : bytes.subarray(from, to)
  return { line: start.line, byteOffset: start.byteOffset + from, bytes: trimmed, fault }
}
