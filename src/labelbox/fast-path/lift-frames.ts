import { isUtf8 } from 'node:buffer'
import { randomUUID } from 'node:crypto'
import { isObject, type Json, type JsonObject } from '../../model/index.ts'
import { COMMA, OPEN_BRACE, parseJson } from '../../source/index.ts'
import { isList } from '../wire-values.ts'
import { FrameScanner } from './frame-scanner.ts'
import type { LiftedFrames } from './lifted-frames.ts'

/*
 * Most of an export's bytes are frames. Parsing them, writing them out again and collecting the garbage would take most
 * of a load's time. So frames whose bytes are as expected are cut out first, and JSON.parse gets the rest.
 */

/**
 * A v2 row's value with `LiftedFrames` in place of its frames. Null where nothing was lifted and where the record is
 * wrong or unusual: then it has to be parsed as a whole.
 */
export function liftFrames(record: Uint8Array): Json | null {
  const bytes = Buffer.from(record.buffer, record.byteOffset, record.byteLength)
  let at = bytes.indexOf(FRAMES)
  if (at === -1 || !isUtf8(bytes)) return null
  const scanner = new FrameScanner(bytes)
  const lifted: LiftedFrames[] = []
  const rest: Uint8Array[] = []
  let kept = 0
  while (at !== -1) {
    const from = at + FRAMES.length - 1
    const frames = isKey(bytes, at) ? scanner.frames(from) : null
    // Shorter ones are not worth it.
    if (frames !== null && scanner.at - from >= WORTH_BYTES) {
      rest.push(bytes.subarray(kept, from), Buffer.from(`"${MARK}:${lifted.length}"`))
      kept = scanner.at
      lifted.push(frames)
    }
    at = bytes.indexOf(FRAMES, frames === null ? from : scanner.at)
  }
  if (lifted.length === 0) return null
  const parsed = parseJson(Buffer.concat([...rest, bytes.subarray(kept)]))
  return parsed.fault === undefined && putBack(parsed.value, lifted) === lifted.length ? parsed.value : null
}

const WORTH_BYTES = 64

const FRAMES = Buffer.from('"frames":{')

/** A quote after one of these opens a string: within a string it would be escaped. */
const isKey = (bytes: Buffer, at: number) => bytes[at - 1] === COMMA || bytes[at - 1] === OPEN_BRACE

/** Made up by this process, so that no export can contain it. */
const MARK = randomUUID()

/** Puts frames back where a row has frames. @returns how many: fewer than all where some were in another place. */
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
