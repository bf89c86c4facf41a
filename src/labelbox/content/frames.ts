import type { Json, JsonObject } from '../../model/index.ts'
import { type At, below, RecordFault } from '../record-fault.ts'
import { asObject, checkInt, frameNumberOf, isGiven } from '../wire-values.ts'
import type { FrameWire } from './format-rules.ts'

/** Frames keyed by their number. JSON.parse has put such keys in ascending order. */
export function framesByKey(wire: JsonObject, at: At): readonly FrameWire[] {
  const frames: FrameWire[] = []
  for (const [key, frame] of Object.entries(wire)) {
    const number = frameNumberOf(key, at)
    const place = below(at, key)
    frames.push({ number, wire: asObject(frame, place), at: place })
  }
  return frames
}

/** Frames that carry their number: the lines of a frames document, in any order. Those without are left to `raw`. */
export function framesByNumber(list: readonly Json[], at: At): readonly FrameWire[] {
  const frames = list.flatMap((frame, index) => {
    const place = below(at, index)
    const wire = asObject(frame, place)
    return isGiven(wire.frameNumber) ? { number: frameNumber(wire, place), wire, at: place } : []
  })
  frames.sort((a, b) => a.number - b.number)
  for (const [index, frame] of frames.entries())
    if (index > 0 && frames[index - 1]?.number === frame.number)
      throw new RecordFault(below(frame.at, 'frameNumber'), 'the same frame number stands here twice')
  return frames
}

export function frameNumber(wire: JsonObject, at: At): number {
  const place = below(at, 'frameNumber')
  const number = checkInt(wire.frameNumber, place)
  if (number < 0) throw new RecordFault(place, 'expected a frame number that is not negative')
  return number
}
