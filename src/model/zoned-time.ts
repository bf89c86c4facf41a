import { type Instant, MICROS_PER_DAY } from './instant.ts'

/**
 * The instants at which clocks of a zone show a time, earliest first: two where an hour is repeated. Where it is left
 * out no clock shows it: the two readings are those of the clocks that had not yet, and of those that had already, been
 * changed.
 * @param local The time as if it were UTC.
 * @param zone IANA, such as `Europe/Berlin`; null when nobody knows that name.
 */
export function instantsOf(local: Instant, zone: string): readonly Instant[] | null {
  const format = formatOf(zone)
  if (format === null) return null
  // No zone is a day away from UTC, and none changes its clocks twice in two days.
  const around = [local - MICROS_PER_DAY, local + MICROS_PER_DAY].map(instant => offsetAt(format, instant))
  const readings = [...new Set(around)].map(offset => ({ instant: local - offset, offset }))
  const shown = readings.filter(({ instant, offset }) => offsetAt(format, instant) === offset)
  return (shown.length > 0 ? shown : readings).map(({ instant }) => instant).sort((a, b) => a - b)
}

function formatOf(zone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
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

/** What the clocks are ahead of UTC, in microseconds. */
function offsetAt(format: Intl.DateTimeFormat, instant: Instant): number {
  const seconds = Math.floor(instant / 1_000_000)
  const parts: Record<string, string> = {}
  for (const { type, value } of format.formatToParts(seconds * 1000)) parts[type] = value
  const part = (name: string) => Number(parts[name])
  const local = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
  return (local - seconds * 1000) * 1000
}
