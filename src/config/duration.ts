/** Durations of settings and flags, for messages. */
export const DURATION = 'a time such as 30s, 15m, 2h or 1d, 24 days at most'

const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }

const LONGEST_TIMER_MS = 2 ** 31 - 1

/** Milliseconds of `30s`, `15m`, `2h` or `1d`, up to what timers take; null if the text is none of these. */
export function millisecondsOf(text: string, most: number = LONGEST_TIMER_MS): number | null {
  const [, digits = '', unit = ''] = /^(\d{1,6})([smhd])$/.exec(text) ?? []
  const milliseconds = Number(digits) * (UNITS[unit] ?? 0)
  return milliseconds > 0 && milliseconds <= most ? milliseconds : null
}
