import * as z from 'zod'
import type { Json } from '../model/index.ts'
import { type At, belowAll, formatPath } from './at.ts'

/** A record that cannot be stored. Neither path nor reason holds a value of the export; keys are fine. */
export class RecordFault extends Error {
  override readonly name = 'RecordFault'
  /** Where in the record, as `$.projects.ID.labels[0]`. */
  readonly path: string
  readonly reason: string

  constructor(at: At, reason: string) {
    const path = formatPath(at)
    super(`${path}: ${reason}`)
    this.path = path
    this.reason = reason
  }
}

/** The fault where a known key holds a value of another type. */
export const wrongType = (at: At, expected: string, value: unknown) =>
  new RecordFault(at, `expected ${expected}, got ${typeName(value)}`)

/** The first thing a zod schema found wrong in `value`, in words. Anything but a ZodError comes back as it is. */
export function faultOfZod(error: unknown, value: Json | undefined, at: At): unknown {
  if (!(error instanceof z.ZodError)) return error
  const [issue] = error.issues
  if (issue === undefined) return error
  const place = belowAll(at, issue.path)
  const found = issue.path.reduce<unknown>(member, value)
  if (issue.code === 'invalid_type' && issue.expected !== 'int') return wrongType(place, issue.expected, found)
  if (issue.code === 'invalid_type' || issue.code === 'too_big' || issue.code === 'too_small')
    return wrongType(place, 'a whole number of 32 bits', found)
  return wrongType(place, issue.message, found)
}

/** The type of a value in JSON's words. */
function typeName(value: unknown): string {
  if (value === null) return 'null'
  if (value === undefined) return 'nothing'
  if (Array.isArray(value)) return 'array'
  return typeof value === 'number' && !Number.isFinite(value) ? 'a number too large' : typeof value
}

function member(value: unknown, key: PropertyKey): unknown {
  return typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, key)?.value : undefined
}
