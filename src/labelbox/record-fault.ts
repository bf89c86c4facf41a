import * as z from 'zod'
import type { Json } from '../model/index.ts'
import { formatJsonPath } from '../source/index.ts'

/** The place of a value in a record. The path is only written out for errors. */
export interface At {
  readonly up: At | null
  readonly key: string | number
}

export const ROOT: At = { up: null, key: '$' }

export const below = (up: At, key: string | number): At => ({ up, key })

/** A record that cannot be stored. Neither path nor reason holds a value of the export; keys are fine. */
export class RecordFault extends Error {
  override readonly name = 'RecordFault'
  /** Where in the record, as `$.projects.ID.labels[0]`. */
  readonly path: string
  readonly reason: string

  constructor(at: At, reason: string) {
    const keys: (string | number)[] = []
    for (let here = at; here.up !== null; here = here.up) keys.unshift(here.key)
    const path = formatJsonPath(keys)
    super(`${path}: ${reason}`)
    this.path = path
    this.reason = reason
  }
}

/** The fault where a key is missing or holds a value of another type. */
export function wrongType(at: At, expected: string, value: unknown): RecordFault {
  if (value === undefined) return new RecordFault(at, `${nameOf(at)} is missing`)
  const type = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value
  // The type may be right and the value wrong.
  const instead = expected.includes(type) ? '' : `, not ${TYPES[type] ?? type}`
  return new RecordFault(at, `${nameOf(at)} must be ${expected}${instead}`)
}

/** Keys without digits only: ids as keys would make as many reasons as there are ids. */
const nameOf = ({ key }: At) => (typeof key === 'string' && /^[A-Za-z_ ]{1,40}$/.test(key) ? key : 'this')

/**
 * The fault for a ZodError about `value`: the first value of a wrong type, else the first that is missing. Any other
 * error comes back as it is.
 */
export function faultOfZod(error: unknown, value: Json | undefined, at: At): unknown {
  if (!(error instanceof z.ZodError)) return error
  const issue = error.issues.find(issue => !isMissing(issue, value)) ?? error.issues[0]
  if (issue === undefined) return error
  const place = issue.path.reduce<At>((up, key) => below(up, typeof key === 'number' ? key : String(key)), at)
  const found = issue.path.reduce<unknown>(member, value)
  if (issue.code === 'invalid_type' && issue.expected !== 'int')
    return wrongType(place, TYPES[issue.expected] ?? issue.expected, found)
  if (issue.code === 'invalid_type' || issue.code === 'too_big' || issue.code === 'too_small')
    return wrongType(place, 'a whole number of 32 bits', found)
  return wrongType(place, issue.message, found)
}

/** Whether a ZodError about `value` names nothing but missing or null values. */
export const isIncomplete = (error: unknown, value: Json): boolean =>
  error instanceof z.ZodError && error.issues.every(issue => isMissing(issue, value))

/** Of keys only: null in a list is of a wrong type. */
const isMissing = ({ path }: z.core.$ZodIssue, value: Json | undefined) =>
  typeof path.at(-1) === 'string' && (path.reduce<unknown>(member, value) ?? null) === null

const TYPES: Readonly<Record<string, string>> = {
  object: 'an object',
  array: 'an array',
  string: 'a string',
  number: 'a number',
  boolean: 'true or false',
}

function member(value: unknown, key: PropertyKey): unknown {
  return typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, key)?.value : undefined
}
