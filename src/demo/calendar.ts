import type { Random } from './random.ts'

/* Times are milliseconds since 1970 in UTC. The demo's present is fixed, so that its answers are. */

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** Nothing in the demo happens after this. */
export const DEMO_END = Date.UTC(2025, 5, 30, 18)
const DEMO_DAYS = 42

/** Some moment of a working day in the six weeks before the end, with days left in which it can be worked on. */
export function queuedTime(random: Random): number {
  return workingTime(random, DEMO_END - random.float(4, DEMO_DAYS) * DAY)
}

/** A moment of working hours, between `from` and `to` hours later, nights and weekends skipped. */
export function laterTime(random: Random, time: number, from: number, to: number): number {
  const wanted = time + random.float(from, to) * HOUR
  return isWorking(wanted) ? Math.floor(wanted) : workingTime(random, wanted + 8 * HOUR, wanted)
}

/** The timestamp shapes of v2 exports; `micros` keeps Labelbox's six digits. */
export const stamp = {
  date: (time: number) => new Date(time).toISOString().slice(0, 10),
  seconds: (time: number) => `${new Date(time).toISOString().slice(0, 19)}+00:00`,
  millis: (time: number) => `${new Date(time).toISOString().slice(0, 23)}+00:00`,
  micros: (time: number) => `${new Date(time).toISOString().slice(0, 23)}000+00:00`,
  /** v1. */
  zulu: (time: number) => new Date(time).toISOString(),
}

/** On the day of `time`, or on the first working day after it; never before `earliest`. */
function workingTime(random: Random, time: number, earliest = 0): number {
  let midnight = Math.floor(time / DAY) * DAY
  while (isWeekend(midnight)) midnight += DAY
  return Math.floor(Math.max(midnight + random.float(7.5, 17) * HOUR, earliest))
}

const isWeekend = (time: number) => [0, 6].includes(new Date(time).getUTCDay())

function isWorking(time: number): boolean {
  const hour = (time % DAY) / HOUR
  return !isWeekend(time) && hour >= 7.5 && hour < 17.5
}
