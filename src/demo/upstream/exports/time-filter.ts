import { type Instant, instantsOf, type Json, type JsonObject, parseInstant } from '../../../model/index.ts'
import { malformed } from './api.ts'

/**
 * Reads a range of time: `{operator, timezone, value}`.
 * @returns whether a timestamp is in it, both ends included.
 * @throws CodedError MALFORMED_REQUEST
 */
export function timeFilter({ operator, timezone, value }: JsonObject): (timestamp: string | null) => boolean {
  const zone = timezone ?? 'UTC'
  const { from = null, to = null } = ends(operator, value)
  if (typeof zone !== 'string' || (from === null && to === null)) throw malformed('Unknown operator or time zone')
  const first = from === null ? Number.NEGATIVE_INFINITY : instantIn(zone, from)
  const last = to === null ? Number.POSITIVE_INFINITY : instantIn(zone, to)
  return timestamp => {
    const at = timestamp === null ? null : parseInstant(timestamp)
    return at !== null && first <= at && at <= last
  }
}

function ends(operator: Json | undefined, value: Json | undefined): { from?: Json; to?: Json } {
  if (value === undefined) return {}
  if (operator === 'GREATER_THAN_OR_EQUAL') return { from: value }
  if (operator === 'LESS_THAN_OR_EQUAL') return { to: value }
  if (operator !== 'BETWEEN') return {}
  const { min, max } = value as JsonObject
  if (min === undefined || max === undefined) throw malformed('BETWEEN needs a minimum and a maximum')
  return { from: min, to: max }
}

const SHAPE = /^\d{4}-\d\d-\d\d(?: \d\d:\d\d:\d\d|T\d\d:\d\d:\d\d(?:\.\d+)?(Z|[+-]\d\d:?\d\d))?$/

/** A time with an offset is exact; one without, or a date, which is its start, is on the zone's clocks. */
function instantIn(zone: string, text: Json): Instant {
  const match = typeof text === 'string' ? SHAPE.exec(text) : null
  const instant = match ? parseInstant(match[0]) : null
  if (!match || instant === null) throw malformed('Unknown form of a date')
  if (match[1] !== undefined) return instant
  const [first] = instantsOf(instant, zone) ?? []
  if (first === undefined) throw malformed('Unknown time zone')
  return first
}
