import { SlicegraphError } from '../../errors.ts'
import { type ExportTimeRange, type Instant, instantsOf, MICROS_PER_SECOND, parseInstant } from '../../model/index.ts'

/** One end of a range as the user wrote it. */
export interface RangeEnd {
  readonly text: string
  /** False for a time in the account's zone. */
  readonly hasOffset: boolean
  /** Read as UTC where it has no offset. */
  readonly instant: Instant
}

interface CheckedRange {
  readonly from: RangeEnd | null
  readonly to: RangeEnd | null
}

/** @throws SlicegraphError BAD_USER_INPUT @param name Of the filter, for the message. */
export function checkRange(name: string, { from, to }: ExportTimeRange): CheckedRange {
  const first = from === undefined ? null : checkEnd(`${name}.from`, from)
  const last = to === undefined ? null : checkEnd(`${name}.to`, to)
  if (first && last && first.hasOffset === last.hasOffset && first.instant > last.instant)
    throw new SlicegraphError('BAD_USER_INPUT', `${name} ends before it begins.`)
  return { from: first, to: last }
}

/** Whether the account's zone has to be known to ask for the range. */
export function needsZone({ from, to }: CheckedRange): boolean {
  return from?.hasOffset === false || to?.hasOffset === false
}

/**
 * The range as the API takes it, its times in `timezone`: one zone for both ends, the account's where both are in it,
 * else UTC. Null where both ends are open.
 * @throws SlicegraphError BAD_USER_INPUT where a time has to be converted from a zone that is not known
 */
export function rangeWire({ from, to }: CheckedRange, accountZone: string) {
  const isZoned = from?.hasOffset === true || to?.hasOffset === true
  const timezone = isZoned ? 'UTC' : accountZone
  const min = from && (isZoned ? `${utcSecond(earliest(from, accountZone), Math.floor)}+0000` : from.text)
  const max = to && (isZoned ? `${utcSecond(latest(to, accountZone), Math.ceil)}+0000` : to.text)
  if (min !== null && max !== null) return { operator: 'BETWEEN', timezone, value: { min, max } }
  if (min !== null) return { operator: 'GREATER_THAN_OR_EQUAL', timezone, value: min }
  if (max !== null) return { operator: 'LESS_THAN_OR_EQUAL', timezone, value: max }
  return null
}

/**
 * `YYYY-MM-DDThh:mm:ss` of an instant, in UTC. The API takes whole seconds: an end between two moves outwards, so that
 * nothing of the range is lost.
 */
export function utcSecond(instant: Instant, round: (seconds: number) => number): string {
  return new Date(round(instant / MICROS_PER_SECOND) * 1000).toISOString().slice(0, 19)
}

const LOCAL = /^\d{4}-\d\d-\d\d(?: \d\d:\d\d:\d\d)?$/
const OFFSET = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:[Zz]|[+-]\d\d:?\d\d)$/

function checkEnd(name: string, text: string): RangeEnd {
  const hasOffset = OFFSET.test(text)
  const instant = hasOffset || LOCAL.test(text) ? parseInstant(text) : null
  if (instant !== null) return { text, hasOffset, instant }
  throw new SlicegraphError(
    'BAD_USER_INPUT',
    `${name} is not a date (2026-01-31), a time in the account's time zone (2026-01-31 14:30:00) or one with an offset (2026-01-31T14:30:00+01:00).`,
  )
}

/** A time that clocks show twice, or never, widens the range. */
function earliest(end: RangeEnd, zone: string): Instant {
  return end.hasOffset ? end.instant : Math.min(...inZone(end, zone))
}

function latest(end: RangeEnd, zone: string): Instant {
  return end.hasOffset ? end.instant : Math.max(...inZone(end, zone))
}

function inZone({ instant }: RangeEnd, zone: string): readonly Instant[] {
  const instants = instantsOf(instant, zone)
  if (instants !== null) return instants
  throw new SlicegraphError(
    'BAD_USER_INPUT',
    "the account's time zone is not known here: give both ends of the range with an offset, such as 2026-01-31T14:30:00+01:00.",
  )
}
