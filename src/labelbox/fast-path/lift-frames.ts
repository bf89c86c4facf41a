import { isUtf8 } from 'node:buffer'
import { randomUUID } from 'node:crypto'
import { isObject, type Json, type JsonObject } from '../../model/index.ts'
import { COMMA, OPEN_BRACE, parseJson } from '../../source/index.ts'
import { isList } from '../wire-values.ts'
import { FrameScanner } from './frame-scanner.ts'
import type { LiftedFrames } from './lifted-frames.ts'

/*
 * Most of an export's bytes are frames, and most of the time that a load would take goes into parsing them, writing
 * them out again and clearing up after both. So what can be seen from the bytes to be as expected is cut out first,
 * and JSON.parse is given the rest.
 */

/**
 * A v2 row's value with `LiftedFrames` in place of its frames. Null where nothing was lifted, and where something is
 * not as expected, be it wrong or only unusual: parsed as a whole, the record shows what it is.
 */
export function liftFrames(record: Uint8Array): Json | null {
  const bytes = Buffer.from(record.buffer, record.byteOffset, record.byteLength)
  let at = bytes.indexOf(FRAMES)
  if (at === -1 || !isUtf8(bytes)) return null
  const scanner = new FrameScanner(bytes)
  const rest = new Rest(bytes)
  const lifted: LiftedFrames[] = []
  while (at !== -1) {
    const from = at + FRAMES.length - 1
    const frames = isKey(bytes, at) ? scanner.frames(from) : null
    // Shorter ones are not worth it, and the rest of a record is never longer than the record.
    if (frames !== null && scanner.at - from >= WORTH_BYTES) {
      rest.replace(from, scanner.at, placeholder(lifted.length))
      lifted.push(frames)
    }
    at = bytes.indexOf(FRAMES, frames === null ? from : scanner.at)
  }
  if (lifted.length === 0) return null
  const parsed = parseJson(rest.finish())
  return parsed.fault === undefined && putBack(parsed.value, lifted) === lifted.length ? parsed.value : null
}

const WORTH_BYTES = 64

const FRAMES = Buffer.from('"frames":{')

/** A quote after one of these opens a string: within a string it would be escaped. */
const isKey = (bytes: Buffer, at: number) => bytes[at - 1] === COMMA || bytes[at - 1] === OPEN_BRACE

/** Nobody can put into an export what this process makes up. */
const MARK = randomUUID()

const placeholder = (index: number) => `"${MARK}:${index}"`

/** What is left of a record. */
class Rest {
  readonly #bytes: Buffer
  readonly #rest: Buffer
  #from = 0
  #length = 0

  constructor(bytes: Buffer) {
    this.#bytes = bytes
    this.#rest = bytes.length <= SCRATCH_BYTES ? scratch : Buffer.allocUnsafeSlow(bytes.length)
  }

  replace(from: number, to: number, text: string): void {
    this.#length += this.#bytes.copy(this.#rest, this.#length, this.#from, from)
    this.#length += this.#rest.write(text, this.#length, 'latin1')
    this.#from = to
  }

  finish(): Buffer {
    this.#length += this.#bytes.copy(this.#rest, this.#length, this.#from)
    return this.#rest.subarray(0, this.#length)
  }
}

/** For one record at a time. */
const SCRATCH_BYTES = 1024 * 1024
const scratch = Buffer.allocUnsafeSlow(SCRATCH_BYTES)

/** Where frames stand in a row. Answers how many were put back: fewer than there are where some stood elsewhere. */
function putBack(row: Json, lifted: readonly LiftedFrames[]): number {
  let count = 0
  const put = (wire: Json | undefined) => {
    if (!isObject(wire) || typeof wire.frames !== 'string' || !wire.frames.startsWith(MARK)) return
    const frames = lifted[Number(wire.frames.slice(MARK.length + 1))]
    if (frames === undefined) return
    ;(wire as { frames: unknown }).frames = frames
    count++
  }
  if (!isObject(row) || !Object.hasOwn(row, 'data_row') || !isObject(row.projects)) return 0
  for (const project of Object.values(row.projects)) {
    if (!isObject(project) || !isList(project.labels)) continue
    for (const label of project.labels) {
      const content: Json | undefined = isObject(label) ? label.annotations : undefined
      if (!isObject(content)) continue
      put(content)
      if (isObject(content.groups)) for (const group of Object.values(content.groups as JsonObject)) put(group)
    }
  }
  return count
}
