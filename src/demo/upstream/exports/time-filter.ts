import { type Instant, type Json, type JsonObject, parseInstant } from '../../../model/index.ts'
import { malformed } from './coded-error.ts'

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

/** A moment that has an offset is what it says; one without, or a date, which is its start, is on the zone's clocks. */
function instantIn(zone: string, text: Json): Instant {
  const match = typeof text === 'string' ? SHAPE.exec(text) : null
  const instant = match ? parseInstant(match[0]) : null
  if (!match || instant === null) throw malformed('Unknown form of a date')
  return match[1] === undefined ? onClocksOf(zone, instant) : instant
}

/** @param wall what the clocks show, as if they showed UTC. */
function onClocksOf(zone: string, wall: Instant): Instant {
  const clock = clockOf(zone)
  const guess = wall - ahead(clock, wall)
  // Where the clocks were changed in between, the guess is on the other side.
  return wall - ahead(clock, guess)
}

/** By how much the clock is ahead of UTC. */
function ahead(clock: Intl.DateTimeFormat, instant: Instant): Instant {
  const millis = Math.floor(instant / 1_000_000) * 1000
  const part = Object.fromEntries(clock.formatToParts(millis).map(({ type, value }) => [type, Number(value)]))
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = part
  return (Date.UTC(year, month - 1, day, hour, minute, second) - millis) * 1000
}

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const two = '2-digit'
  const shown = { year: 'numeric', month: two, day: two, hour: two, minute: two, second: two } as const
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', ...shown })
  } catch {
    throw malformed('Unknown time zone')
  }
}
