import { hash } from 'node:crypto'
import type { ListName } from '../contract.ts'
import type { StatsName } from '../entities/index.ts'
import type { ReadContext } from '../query-context.ts'

/** A request for rows of a list, or for stats. */
interface Request {
  readonly of: ListName | StatsName
  readonly [part: string]: unknown
}

/*
 * Results of lists and stats, by version and request: different documents share them. Of a page only the numbers of its
 * rows and the values of its order are kept, since rows are kept by their number.
 */

export async function keptResult<Result>(
  context: ReadContext,
  request: Request,
  read: () => Promise<Result>,
): Promise<Result> {
  if (!mayKeep(context, request)) return read()
  const name = nameOf(request)
  const found = resultsOf<Result>(context).get(name) ?? (context.results.get(name) as Result | undefined)
  if (found !== undefined) return found
  const running = flightsOf(context)
  const other = running.get(name) as Promise<Result> | undefined
  // The other request may end early: then each reads for itself.
  if (other) return other.catch(own)
  const reading = own().finally(() => running.delete(name))
  running.set(name, reading)
  return reading

  async function own(): Promise<Result> {
    const result = await read()
    context.results.set(name, result)
    keep(context, name, result)
    return result
  }
}

/** Tasks change without a new version. */
const mayKeep = (context: ReadContext, { of }: Request) =>
  of !== 'exportTask' && of !== 'pullTask' && context.isLatest()

const resultsOf = <Result>({ contents }: ReadContext) => contents.table<string, Result>('result')

function keep(context: ReadContext, name: string, result: unknown): void {
  resultsOf(context).setSecond(name, result, () => name.length + memoryOf(result))
}

/** Results that are being read, by version: many requests may want one at the same moment. */
const flights = new WeakMap<object, Map<string, Promise<unknown>>>()

function flightsOf({ contents }: ReadContext): Map<string, Promise<unknown>> {
  const known = flights.get(contents)
  if (known) return known
  const made = new Map<string, Promise<unknown>>()
  flights.set(contents, made)
  return made
}

/** Of each key, where one statement reads what is missing. */
export async function keptResults<Result>(
  context: ReadContext,
  request: Request,
  keys: readonly string[],
  read: (missing: readonly string[]) => Promise<readonly Result[]>,
): Promise<readonly Result[]> {
  if (!mayKeep(context, request)) return read(keys)
  const table = resultsOf<Result>(context)
  const name = nameOf(request)
  const found = new Map(keys.map(key => [key, table.get(`${name}${key}`)]))
  const missing = [...found.keys()].filter(key => found.get(key) === undefined)
  if (missing.length > 0) {
    const results = await read(missing)
    for (const [index, key] of missing.entries()) {
      const result = results[index] as Result
      found.set(key, result)
      keep(context, `${name}${key}`, result)
    }
  }
  return keys.map(key => found.get(key) as Result)
}

/** Filters can be long, and the name stands before each key. */
const LONGEST_NAME = 500

function nameOf(request: Request): string {
  const text = JSON.stringify(request, (_, value) => (value instanceof Set ? [...value] : value))
  return text.length <= LONGEST_NAME ? text : hash('sha256', text, 'base64')
}

/** Bytes of a value in memory: an estimate. */
function memoryOf(value: unknown): number {
  if (typeof value === 'string') return BYTES_OF_OBJECT + value.length
  if (typeof value !== 'object' || value === null) return BYTES_OF_VALUE
  let bytes = BYTES_OF_OBJECT
  if (Array.isArray(value)) {
    // The items of a long list are much the same: every so many are looked at.
    const step = Math.ceil(value.length / MOST_ITEMS)
    for (let i = 0; i < value.length; i += step) bytes += step * (BYTES_OF_VALUE + memoryOf(value[i]))
  } else for (const each of Object.values(value)) bytes += BYTES_OF_VALUE + memoryOf(each)
  return bytes
}

const MOST_ITEMS = 200
const BYTES_OF_OBJECT = 24
const BYTES_OF_VALUE = 8
