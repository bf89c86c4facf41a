import { UsageError } from '../errors.ts'
import type { Flags } from './invocation.ts'

const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** Milliseconds of `30s`, `15m`, `2h` or `1d`. @throws UsageError that names the flag. */
export function parseDuration(flag: string, text: string): number {
  const [, digits = '', unit = ''] = /^(\d{1,6})([smhd])$/.exec(text) ?? []
  const milliseconds = Number(digits) * (UNITS[unit] ?? 0)
  if (milliseconds > 0 && milliseconds < 2 ** 31) return milliseconds
  throw new UsageError(`${flag} must be a time such as 30s, 15m, 2h or 1d, 24 days at most.`)
}

/** Whether `--full-every` makes a full export due. The first run is full anyway when no full one was loaded. */
export function fullSchedule({ fullEvery }: Flags): () => boolean {
  if (typeof fullEvery !== 'string') return () => false
  const milliseconds = parseDuration('--full-every', fullEvery)
  let lastFull = performance.now()
  return () => {
    if (performance.now() - lastFull < milliseconds) return false
    lastFull = performance.now()
    return true
  }
}
