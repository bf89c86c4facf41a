import { isIP } from 'node:net'
import { millisecondsOf } from './duration.ts'
import { bytesOf } from './size.ts'

/*
 * Readers of the values of settings. These are a few kinds of texts and numbers; a package for schemas would take a tenth
 * of each start to load.
 */

/** The value of a setting, from a flag, a variable or the config file; undefined if it is not one of the setting's. */
export type Read<T> = (given: unknown) => T | undefined

/** A text that matches the pattern. */
export function text(pattern: RegExp): Read<string> {
  return given => (typeof given === 'string' && pattern.test(given) ? given : undefined)
}

/** One of the words. */
export function word<const Words extends readonly string[]>(words: Words): Read<Words[number]> {
  return given => words.find(each => each === given)
}

/** A whole number, or its digits. */
export function whole(min: number, max: number): Read<number> {
  const digits = new RegExp(`^\\d{1,${String(max).length}}$`)
  const isWithin = (number: unknown) => Number.isSafeInteger(number) && Number(number) >= min && Number(number) <= max
  return given => {
    const number = typeof given === 'string' && digits.test(given) ? Number(given) : given
    return isWithin(number) ? Number(number) : undefined
  }
}

const LONGEST_MS = 2 ** 31 - 1
const LARGEST_BYTES = 1e12

/** Milliseconds, or a text such as 15m. */
export const duration: Read<number> = given =>
  typeof given === 'string' ? (millisecondsOf(given) ?? undefined) : whole(1, LONGEST_MS)(given)

/** Milliseconds, a text such as 15m, or 0 for none. */
export const durationOrZero: Read<number> = given => (given === '0' || given === 0 ? 0 : duration(given))

/** A cost and a time, such as 1000000/1m, or `off`. */
export const rate: Read<{ readonly cost: number; readonly milliseconds: number } | 'off'> = given => {
  if (given === 'off') return given
  const [, cost, time] = typeof given === 'string' ? (/^(\d{1,15})\/(.+)$/.exec(given) ?? []) : []
  const milliseconds = time === undefined ? null : millisecondsOf(time)
  return Number(cost) >= 1 && milliseconds ? { cost: Number(cost), milliseconds } : undefined
}

/** Whether the entry is an IP address or a CIDR range. */
export function isAddressRange(entry: string): boolean {
  const [address = '', bits, ...others] = entry.split('/')
  const family = isIP(address)
  if (family === 0 || others.length > 0) return false
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 6 ? 128 : 32))
}

/** Bytes, or a text such as 128MB. */
export const size: Read<number> = given =>
  typeof given === 'string' ? (bytesOf(given) ?? undefined) : whole(0, LARGEST_BYTES)(given)

/** A list, or its entries in one text separated by commas. */
export function list(isEntry: (entry: string) => boolean): Read<readonly string[]> {
  return given => {
    const entries: unknown = typeof given === 'string' ? given.split(',').map(entry => entry.trim()) : given
    if (!Array.isArray(entries)) return undefined
    return entries.every(entry => typeof entry === 'string' && isEntry(entry)) ? entries : undefined
  }
}

/** An http or https URL without user name, password, query and fragment. The slashes at its end are left out. */
export const baseUrl: Read<string> = given => {
  if (typeof given !== 'string') return undefined
  const url = given.trim().replace(/[\t\r\n]/g, '')
  return /^https?:\/\/[^@?#]*$/i.test(url) && URL.canParse(url) ? url.replace(/\/+$/, '') : undefined
}

/** The config file may say null, as the default does. */
export function orNull<T>(read: Read<T>): Read<T | null> {
  return given => (given === null ? null : read(given))
}

/** Whether the entry is an origin as browsers write it: a scheme, a host and perhaps a port, without wildcards. */
export function isOrigin(entry: string): boolean {
  return /^https?:\/\/(\[[\da-f:.]+\]|[\w.-]+)(:\d+)?$/.test(entry) && URL.parse(entry)?.origin === entry
}
