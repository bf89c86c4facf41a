import * as z from 'zod'
import {
  type Instant,
  isObject,
  type Json,
  type JsonObject,
  type Moment,
  parseInstant,
  parseMoment,
} from '../model/index.ts'
import { type At, below, faultOfZod, RecordFault, wrongType } from './record-fault.ts'

/* Values of exports: as zod schemas for rows, projects and labels, as functions for the content of labels. */

const ID = 'a non-empty string of well-formed Unicode without NUL'

const isId = (text: string) => text !== '' && text.isWellFormed() && !text.includes('\0')

export const Id = z.string().refine(isId, ID)
/** A string, null or absent: absent means not exported, null is a value. */
export const Text = z.string().nullish()
export const Int = z.int32().nullish()
export const Float = z.number().nullish()
export const Bool = z.boolean().nullish()
export const Timestamp = z.string().transform(toInstant).nullish()
/** A list of objects with these keys, null or absent. */
export const objectsWith = <S extends z.ZodRawShape>(shape: S) => z.array(z.object(shape)).nullish()
/** An object with any keys: a zod record would drop `__proto__`. */
export const AnyObject = z.custom<JsonObject>(value => isObject(value as Json), 'an object')

/** An object that only gathers keys: null says null of each of them. */
export function container<S extends z.ZodRawShape>(shape: S) {
  const nulls = Object.fromEntries(Object.keys(shape).map(key => [key, null]))
  return z.preprocess(value => (value === null ? nulls : value), z.object(shape)).optional()
}

function toInstant(text: string, context: z.RefinementCtx): Instant {
  const instant = parseInstant(text)
  if (instant !== null) return instant
  context.addIssue({ code: 'custom', message: 'a string with a timestamp' })
  return z.NEVER
}

/**
 * Parses a value.
 * @throws RecordFault at the first value that does not fit the schema.
 */
export function parseWire<S extends z.ZodType>(schema: S, value: Json | undefined, at: At): z.output<S> {
  try {
    return schema.parse(value)
  } catch (error) {
    throw faultOfZod(error, value, at)
  }
}

export function asObject(value: Json | undefined, at: At): JsonObject {
  if (isObject(value)) return value
  throw wrongType(at, 'an object', value)
}

export function asList(value: Json | undefined, at: At): readonly Json[] {
  if (isList(value)) return value
  throw wrongType(at, 'an array', value)
}

/** A string, or null where the key is absent or null. `at` is the object that holds the key. */
export function textOf(value: Json | undefined, at: At, key: string): string | null {
  if (typeof value === 'string') return value
  if (value === undefined || value === null) return null
  throw wrongType(below(at, key), 'a string', value)
}

export function boolOf(value: Json | undefined, at: At, key: string): boolean | null {
  if (typeof value === 'boolean') return value
  if (value === undefined || value === null) return null
  throw wrongType(below(at, key), 'true or false', value)
}

/** @returns the id. */
export function checkId(id: Json | undefined, at: At): string {
  if (typeof id === 'string' && isId(id)) return id
  throw wrongType(at, ID, id)
}

const LARGEST_INT = 2 ** 31 - 1

export function checkInt(value: Json | undefined, at: At): number {
  if (typeof value === 'number' && (value | 0) === value) return value | 0
  throw wrongType(at, 'a whole number of 32 bits', value)
}

/** A frame number used as a key: decimal, without sign, exponent or leading zeros. */
export function frameNumberOf(key: string, at: At): number {
  if (/^(0|[1-9]\d{0,9})$/.test(key) && Number(key) <= LARGEST_INT) return Number(key)
  throw new RecordFault(below(at, key), 'expected a frame number as the key: whole, decimal, not negative')
}

export const isGiven = (value: Json | undefined): value is Exclude<Json, null> => value !== undefined && value !== null

export const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value)

/** True for an empty list only. */
export const isEmpty = (value: Json | undefined): boolean => isList(value) && value.length === 0

/** The object without some of its keys. `__proto__` is kept like any other key. */
export function without(object: JsonObject, ...keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)))
}

/** Leaves out undefined fields: those that the export does not carry. The keys are the model's own. */
export function carried<T extends object>(fields: { readonly [K in keyof T]?: T[K] | undefined }): T {
  const given: { [key: string]: unknown } = {}
  for (const key in fields) if (fields[key] !== undefined) given[key] = fields[key]
  return given as T
}

/** The first value that is given; null where there is none but one is null. */
export function firstOf<T>(...values: readonly (T | null | undefined)[]): T | null | undefined {
  return values.find(value => value !== undefined && value !== null) ?? (values.includes(null) ? null : undefined)
}

/** The first of these that is a timestamp, as exactly as it was exported. */
export function momentOf(...values: readonly (Json | undefined)[]): Moment | null {
  const text = values.find(value => typeof value === 'string')
  return text === undefined ? null : parseMoment(text)
}

/** Maps a list; null and absent stay so. An item that lacks a required value becomes null and is left to `raw`. */
export const listOf = <T, U>(
  list: readonly T[] | null | undefined,
  each: (item: T, index: number) => U | null,
): U[] | null | undefined => list?.map(each).filter(item => item !== null) ?? (list as null | undefined)
