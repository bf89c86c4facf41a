import type { Instant, PeriodDimension } from '../../../src/model/index.ts'

const QUARTER_HOUR = 900_000
const DAY = 86_400_000

/**
 * The start of an instant's local day, ISO week (Monday) or month in an IANA zone: the first instant whose local
 * date is that day's, found by trying every quarter of an hour. A day may begin at one o'clock.
 */
export function periodStart(instant: Instant, dimension: PeriodDimension, timeZone: string): Instant {
  const first = firstDate(localDate(Math.floor(instant / 1000), timeZone), dimension)
  const known = STARTS.get(`${timeZone} ${first}`)
  if (known !== undefined) return known
  const nearby = Date.parse(`${first}T00:00:00Z`)
  let time = nearby - DAY
  while (localDate(time, timeZone) < first) time += QUARTER_HOUR
  STARTS.set(`${timeZone} ${first}`, time * 1000)
  return time * 1000
}

const STARTS = new Map<string, Instant>()
const FORMATS = new Map<string, Intl.DateTimeFormat>()

/** `YYYY-MM-DD` where the clock of the zone stands; such text compares as dates do. */
function localDate(milliseconds: number, timeZone: string): string {
  const format =
    FORMATS.get(timeZone) ??
    new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
  FORMATS.set(timeZone, format)
  const parts = Object.fromEntries(format.formatToParts(milliseconds).map(({ type, value }) => [type, value]))
  return `${parts.year}-${parts.month}-${parts.day}`
}

function firstDate(date: string, dimension: PeriodDimension): string {
  if (dimension === 'DAY') return date
  if (dimension === 'MONTH') return `${date.slice(0, 7)}-01`
  const midnight = Date.parse(`${date}T00:00:00Z`)
  const sinceMonday = (new Date(midnight).getUTCDay() + 6) % 7
  return new Date(midnight - sinceMonday * DAY).toISOString().slice(0, 10)
}
