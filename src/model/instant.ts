/**
 * An instant in whole microseconds since 1970-01-01T00:00:00Z: the exports carry up to six fraction digits
 * (`24.428000+00:00`) and a JavaScript Date cuts them to three. A number holds them exactly from 1684 to 2255.
 */
export type Instant = number

export const MICROS_PER_SECOND = 1_000_000
export const MICROS_PER_DAY = 86_400_000_000

const SHAPE = /^\d{4}-\d\d-\d\d(?:[Tt ]\d\d:\d\d:\d\d(?:\.\d{1,9})?(?: ?(?:[Zz]|[+-]\d\d:?\d\d))?)?$/

/**
 * Reads the timestamp formats of exports and people: a date (its start in UTC), `YYYY-MM-DD hh:mm:ss`
 * (UTC), and ISO 8601 with `Z`, `+hh:mm` or `+hhmm`, with up to nine fraction digits of which six are kept.
 * Returns null for anything else, including a day that does not exist and a year outside 1684 to 2255.
 */
export function parseInstant(text: string): Instant | null {
  // Capturing groups would make this three times slower, and an export has a timestamp every kilobyte.
  if (!SHAPE.test(text)) return null
  const year = digits(text, 0, 4)
  const month = digits(text, 5, 7)
  const day = digits(text, 8, 10)
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null
  const midnight = Date.UTC(year, month - 1, day) * 1000
  const micros = text.length === 10 ? midnight : midnight + timeOfDay(text)
  // Years below 100 would be taken for those of the last century.
  return year > 99 && Number.isSafeInteger(micros) ? micros : null
}

/** RFC 3339 in UTC; the fraction is as short as it can be among none, milliseconds and microseconds. */
export function formatInstant(instant: Instant): string {
  // By hand: an answer has hundreds of instants, and a Date takes ten times as long to write one.
  const day = Math.floor(instant / MICROS_PER_DAY)
  const time = instant - day * MICROS_PER_DAY
  const seconds = Math.floor(time / MICROS_PER_SECOND)
  const micros = time - seconds * MICROS_PER_SECOND
  const hours = Math.floor(seconds / 3600)
  const minutes = Math.floor(seconds / 60) % 60
  const whole = `${dateOf(day)}T${TWO_DIGITS[hours]}:${TWO_DIGITS[minutes]}:${TWO_DIGITS[seconds % 60]}`
  if (micros === 0) return `${whole}Z`
  const digits = String(micros).padStart(6, '0')
  return `${whole}.${digits.endsWith('000') ? digits.slice(0, 3) : digits}Z`
}

const TWO_DIGITS = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'))

/** Dates by the number of their day since 1970. Data of years has some thousand. */
const dates = new Map<number, string>()
const MOST_DATES = 10_000

function dateOf(day: number): string {
  const known = dates.get(day)
  if (known !== undefined) return known
  const date = new Date(day * (MICROS_PER_DAY / 1000)).toISOString().slice(0, 10)
  if (dates.size >= MOST_DATES) dates.clear()
  dates.set(day, date)
  return date
}

/**
 * A timestamp in UTC with as many digits as it was exported with: `2024-05-01`, `2024-05-01T10:00:00`,
 * `2024-05-01T10:00:00.428`. V1 and V2 may give one timestamp with different precision.
 */
export type Moment = string

export function parseMoment(text: string): Moment | null {
  const instant = parseInstant(text)
  if (instant === null) return null
  const digits = Math.min(6, /\.(\d+)/.exec(text)?.[1]?.length ?? 0)
  return toMoment(instant, text.length === 10 ? 10 : digits === 0 ? 19 : 20 + digits)
}

/** The moment of an instant, in full unless cut to so many characters. */
export function toMoment(instant: Instant, length = 26): Moment {
  const micros = ((instant % MICROS_PER_SECOND) + MICROS_PER_SECOND) % MICROS_PER_SECOND
  const whole = new Date((instant - micros) / 1000).toISOString().slice(0, 19)
  return `${whole}.${String(micros).padStart(6, '0')}`.slice(0, length)
}

/** False where either has no time: with equal times or none, the later load wins. */
export function isBefore(time: Moment | null, stored: Moment | null | undefined): boolean {
  return time !== null && stored != null && compareMoments(time, stored) < 0
}

/** The later of two times; of equal ones that with more digits. */
export function laterOf(stored: Moment | null | undefined, time: Moment | null): Moment | null {
  if (stored == null || time === null) return stored ?? time
  const order = compareMoments(stored, time)
  return order > 0 || (order === 0 && stored.length >= time.length) ? stored : time
}

/** Compares at the coarser of the two precisions: below 0 where `a` is older. */
export function compareMoments(a: Moment, b: Moment): number {
  const [cutA, cutB] = [a.slice(0, b.length), b.slice(0, a.length)]
  return cutA < cutB ? -1 : Number(cutA > cutB)
}

/** Microseconds since midnight in UTC; NaN if there is no such time. */
function timeOfDay(text: string): number {
  const hour = digits(text, 11, 13)
  const minute = digits(text, 14, 16)
  const second = digits(text, 17, 19)
  if (hour > 23 || minute > 59 || second > 59) return Number.NaN
  let fraction = 0
  let end = 19
  if (text[19] === '.') {
    for (end = 20; isDigit(text.charCodeAt(end)); end++)
      if (end < 26) fraction = fraction * 10 + digits(text, end, end + 1)
    for (let kept = end; kept < 26; kept++) fraction *= 10
  }
  return ((hour * 60 + minute - offsetMinutes(text, end)) * 60 + second) * MICROS_PER_SECOND + fraction
}

/** The offset from UTC at the end of the text, 0 without one; NaN if it is out of range. */
function offsetMinutes(text: string, from: number): number {
  const sign = text.indexOf('+', from) >= 0 ? 1 : text.indexOf('-', from) >= 0 ? -1 : 0
  if (sign === 0) return 0
  const start = text.indexOf(sign > 0 ? '+' : '-', from) + 1
  const hours = digits(text, start, start + 2)
  const minutes = digits(text, text.length - 2, text.length)
  return hours > 23 || minutes > 59 ? Number.NaN : sign * (hours * 60 + minutes)
}

function digits(text: string, from: number, to: number): number {
  let value = 0
  for (let at = from; at < to; at++) value = value * 10 + text.charCodeAt(at) - ZERO
  return value
}

const ZERO = 48

const isDigit = (code: number) => code >= ZERO && code < ZERO + 10

function daysInMonth(year: number, month: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
}
