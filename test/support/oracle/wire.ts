import type { Instant, Json, JsonObject } from '../../../src/model/index.ts'

/* Reading single values of an export. The oracle trusts the export to be valid; what is absent is null. */

export const object = (value: Json | undefined): JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {}

export const list = (value: Json | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? (value as readonly JsonObject[]) : []

export const text = (value: Json | undefined): string | null => (typeof value === 'string' ? value : null)

export const number = (value: Json | undefined): number | null => (typeof value === 'number' ? value : null)

export const boolean = (value: Json | undefined): boolean | null =>
  typeof value === 'boolean' ? value : typeof value === 'number' ? value !== 0 : null

export const instant = (value: Json | undefined): Instant | null =>
  typeof value === 'string' ? instantOf(value) : null

const ISO = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d:\d\d)(\.\d+)?(Z|[+-]\d\d:?\d\d))?$/

/** Microseconds since 1970; null for text that is no instant. */
export function instantOf(value: string): Instant | null {
  const [match, date, time = '00:00:00', fraction = '', zone = 'Z'] = ISO.exec(value) ?? []
  if (match === undefined) return null
  const seconds = Date.parse(`${date}T${time}${zone}`)
  return Number.isNaN(seconds) ? null : seconds * 1000 + Number(fraction.slice(1, 7).padEnd(6, '0'))
}

/** `dataRowProject:ROW:PROJECT` and its like. */
export function nodeId(kind: string, ...parts: (string | number | null)[]): string {
  const encoded = parts.filter(part => part !== null).map(part => String(part).replace(/[%:]/g, encodeURIComponent))
  return [kind, ...encoded].join(':')
}
