import { type Instant, MICROS_PER_DAY } from './instant.ts'

/** From `starts` on, local time is UTC plus `offset`, both in microseconds. */
interface ZoneOffset {
  readonly starts: Instant
  readonly offset: number
}

export interface TimeZone {
  /** The offsets in force between two instants, by time; the first starts at or before `from`. */
  offsets(from: Instant, to: Instant): readonly ZoneOffset[]
  /** The first instant of a local day, counted from 1970-01-01. */
  startOfDay(day: number): Instant
}

const zones = new Map<string, TimeZone>()

/** @param name IANA, such as `Europe/Berlin`; null for an unknown name. */
export function timeZone(name: string): TimeZone | null {
  if (name === 'UTC') return UTC
  const format = formatOf(name)
  if (format === null) return null
  // By the name that Intl gives it: people may spell one zone in any mixture of upper and lower case.
  const { timeZone: canonical } = format.resolvedOptions()
  const zone = zones.get(canonical) ?? createZone(format)
  zones.set(canonical, zone)
  return zone
}

/**
 * The instants at which clocks of a zone show a time, earliest first: two where an hour is repeated. Where it is left
 * out no clock shows it: the two readings are those of the clocks that had not yet, and of those that had already, been
 * changed.
 * @param local the time as if it were UTC.
 * @param zone IANA, such as `Europe/Berlin`.
 * @returns null for an unknown zone.
 */
export function instantsOf(local: Instant, zone: string): readonly Instant[] | null {
  // No zone is a day away from UTC.
  const near = timeZone(zone)?.offsets(local - MICROS_PER_DAY, local + MICROS_PER_DAY)
  if (near === undefined) return null
  const readings = near.map(({ starts, offset }, i) => {
    const instant = local - offset
    return { instant, isShown: starts <= instant && instant < (near[i + 1]?.starts ?? Number.POSITIVE_INFINITY) }
  })
  const shown = readings.filter(({ isShown }) => isShown)
  return (shown.length > 0 ? shown : readings).map(({ instant }) => instant).sort((a, b) => a - b)
}

const UTC: TimeZone = {
  offsets: from => [{ starts: from, offset: 0 }],
  startOfDay: day => day * MICROS_PER_DAY,
}

function formatOf(name: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
  } catch {
    return null
  }
}

/** Intl tells the offset at an instant only; the changes between two instants are found by looking day by day. */
function createZone(format: Intl.DateTimeFormat): TimeZone {
  const years = new Map<number, readonly ZoneOffset[]>()

  function offsetsOfYear(year: number): readonly ZoneOffset[] {
    const known = years.get(year)
    if (known) return known
    const found: ZoneOffset[] = []
    const end = Date.UTC(year + 1, 0, 1)
    let previous = offsetAt(format, Date.UTC(year, 0, 1))
    for (let day = Date.UTC(year, 0, 1); day < end; day += DAY_MS) {
      const next = offsetAt(format, day + DAY_MS)
      if (next === previous) continue
      found.push({ starts: changeBetween(format, day, day + DAY_MS) * 1000, offset: next * 1000 })
      previous = next
    }
    years.set(year, found)
    return found
  }

  function offsets(from: Instant, to: Instant): readonly ZoneOffset[] {
    const result: ZoneOffset[] = [{ starts: from, offset: offsetAt(format, Math.floor(from / 1000)) * 1000 }]
    for (let year = yearOf(from); year <= yearOf(to); year++) {
      result.push(...offsetsOfYear(year).filter(({ starts }) => starts > from && starts <= to))
    }
    return result
  }

  function startOfDay(day: number): Instant {
    const midnight = day * MICROS_PER_DAY
    const near = offsets(midnight - 2 * MICROS_PER_DAY, midnight + 2 * MICROS_PER_DAY)
    const local = near.map(({ starts, offset }, i) => {
      const ends = near[i + 1]?.starts ?? Number.POSITIVE_INFINITY
      // Where midnight falls into a gap, the day begins with the instant after it.
      return { instant: Math.max(midnight - offset, starts), ends }
    })
    return local.find(({ instant, ends }) => instant < ends)?.instant ?? midnight
  }

  return { offsets, startOfDay }
}

const DAY_MS = MICROS_PER_DAY / 1000

const yearOf = (instant: Instant) => new Date(instant / 1000).getUTCFullYear()

/** In milliseconds. */
function offsetAt(format: Intl.DateTimeFormat, at: number): number {
  const parts: Record<string, string> = {}
  for (const { type, value } of format.formatToParts(at)) parts[type] = value
  const part = (name: string) => Number(parts[name])
  const local = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
  return local - Math.floor(at / 1000) * 1000
}

/** The millisecond at which the offset becomes what it is at `after`. */
function changeBetween(format: Intl.DateTimeFormat, before: number, after: number): number {
  const target = offsetAt(format, after)
  let [low, high] = [before, after]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (offsetAt(format, middle) === target) high = middle
    else low = middle
  }
  return high
}
