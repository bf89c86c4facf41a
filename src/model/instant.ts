/**
 * An instant in whole microseconds since 1970-01-01T00:00:00Z: the exports carry up to six fraction digits
 * (`24.428000+00:00`) and a JavaScript Date cuts them to three. A number holds them exactly from 1684 to 2255.
 */
export type Instant = number

export const MICROS_PER_SECOND = 1_000_000
export const MICROS_PER_DAY = 86_400_000_000

const SHAPE = /^(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?: ?([Zz]|[+-]\d\d:?\d\d))?)?$/

/**
 * Reads every timestamp shape that exports and people use: a date (its start in UTC), `YYYY-MM-DD hh:mm:ss`
 * (UTC), and ISO 8601 with `Z`, `+hh:mm` or `+hhmm`, with up to nine fraction digits of which six are kept.
 * Answers null for anything else, a day that does not exist and a year outside 1684 to 2255 included.
 */
export function parseInstant(text: string): Instant | null {
  const match = SHAPE.exec(text)
  if (!match) return null
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(part => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null
  if (hour > 23 || minute > 59 || second > 59) return null
  const offset = offsetMinutes(match[8])
  if (offset === null) return null
  const seconds = Date.UTC(year, month - 1, day, hour, minute, second) / 1000 - offset * 60
  const micros = seconds * MICROS_PER_SECOND + Number((match[7] ?? '').padEnd(6, '0').slice(0, 6))
  return year > 99 && Number.isSafeInteger(micros) ? micros : null
}

/** RFC 3339 in UTC; the fraction is as short as it can be among none, milliseconds and microseconds. */
export function formatInstant(instant: Instant): string {
  const micros = ((instant % MICROS_PER_SECOND) + MICROS_PER_SECOND) % MICROS_PER_SECOND
  const whole = new Date((instant - micros) / 1000).toISOString().slice(0, 19)
  if (micros === 0) return `${whole}Z`
  const digits = String(micros).padStart(6, '0')
  return `${whole}.${digits.endsWith('000') ? digits.slice(0, 3) : digits}Z`
}

function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate()
}

function offsetMinutes(zone: string | undefined): number | null {
  if (zone === undefined || zone === 'Z' || zone === 'z') return 0
  const hours = Number(zone.slice(1, 3))
  const minutes = Number(zone.slice(-2))
  if (hours > 23 || minutes > 59) return null
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes)
}
