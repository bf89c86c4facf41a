import type { Geometry, Json, JsonObject } from '../model/index.ts'
import { type At, below } from './at.ts'
import { RecordFault } from './record-fault.ts'

const DEEPEST = 512

/**
 * Looks through what is kept as it is. JSON.parse has made Infinity of numbers that are too large and has rounded
 * whole numbers beyond 2^53, and what is nested too deeply would overflow the stack later: none of it can be kept.
 * @throws RecordFault
 */
export function checkUntyped(value: Json | undefined, at: At): void {
  if (typeof value === 'number') checkNumber(value, at)
  else if (typeof value === 'object' && value !== null) checkInside(value, at)
}

function checkNumber(value: number, at: At): void {
  if (!Number.isFinite(value)) throw new RecordFault(at, 'a number too large to be held')
  if (Number.isInteger(value) && !Number.isSafeInteger(value))
    throw new RecordFault(at, 'a whole number beyond 2^53 cannot be held exactly')
}

/** Looks through the keys of an object that are not known. */
export function checkOthers(wire: JsonObject, known: ReadonlySet<string>, at: At): void {
  for (const key in wire) if (!known.has(key)) checkUntyped(wire[key], below(at, key))
}

/**
 * Looks through what an object's geometry does not hold whole: a plain line or polygon, which is used as it came, needs
 * no second look at its points.
 */
export function checkRest(wire: JsonObject, geometry: Geometry, at: At): void {
  const held: unknown = 'line' in geometry ? geometry.line : 'polygon' in geometry ? geometry.polygon : null
  for (const key in wire) {
    const value = wire[key]
    if (typeof value === 'number') checkNumber(value, below(at, key))
    else if (typeof value === 'object' && value !== null && value !== held) checkUntyped(value, below(at, key))
  }
}

function checkInside(value: object, at: At): void {
  if (at.depth >= DEEPEST) throw new RecordFault(at, `nested deeper than ${DEEPEST} levels`)
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) checkMember(value[i], at, i)
    return
  }
  for (const key in value) checkMember((value as Record<string, unknown>)[key], at, key)
}

function checkMember(value: unknown, at: At, key: string | number): void {
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(Math.trunc(value))) checkNumber(value, below(at, key))
  } else if (typeof value === 'object' && value !== null) checkInside(value, below(at, key))
}
