import type { FormattedExecutionResult } from 'graphql'
import { atOnce, inTurns } from '../model/index.ts'
import { inWords } from './caps.ts'
import { WrittenRows } from './written-rows.ts'

const MAX_ANSWER_BYTES = 32 * 1024 * 1024

interface WriteOptions {
  /** In bytes. */
  readonly limit?: number
  /** Text behind the answer. */
  readonly end?: string
  /** Of the turns that it takes. Absent: they are its own. */
  readonly owner?: object | undefined
}

/**
 * The answer as JSON. Beyond 32 MiB, it is an error that names the largest list. Long lists near the root are written in
 * pieces, so that a large answer is noticed before all of it is text, and other requests get their turns in between.
 */
export async function serializeAnswer(
  answer: FormattedExecutionResult,
  { limit = MAX_ANSWER_BYTES, end = '', owner }: WriteOptions = {},
): Promise<string> {
  const pieces = await inTurns(piecesWithin(answer, limit), owner)
  if (!pieces) return JSON.stringify({ errors: [tooLarge(answer.data, limit)], data: null }) + end
  pieces.push(end)
  return pieces.join('')
}

/** The answer itself, or the error in its place. */
export function limitAnswer(answer: FormattedExecutionResult): FormattedExecutionResult {
  if (atOnce(piecesWithin(answer, MAX_ANSWER_BYTES)) !== null) return answer
  return { errors: [tooLarge(answer.data, MAX_ANSWER_BYTES)], data: null }
}

/** Objects of a path to most lists, such as `data.dataRows.nodes`. Deeper ones are written at once if they are small. */
const PIECEMEAL_DEPTH = 4
/** Items of a list that are written at once: each piece has a cost of its own. */
const ITEMS = 64

/** Text that is joined at once. To join many small pieces takes several times as long as to join a few large ones. */
const JOINED = 64 * 1024

/** Pauses after each piece, and returns the text in larger ones; null beyond the limit. */
function* piecesWithin(answer: unknown, limit: number): Generator<undefined, string[] | null> {
  const pieces: string[] = []
  let small: string[] = []
  let [length, joined] = [0, 0]
  for (const piece of write(answer, PIECEMEAL_DEPTH)) {
    if (piece === null) return null
    small.push(piece)
    length += piece.length
    if (length > limit) return null
    if (length - joined > JOINED) {
      pieces.push(small.join(''))
      joined = length
      small = []
    }
    yield
  }
  pieces.push(small.join(''))
  // A character has three bytes at most.
  if (length * 3 <= limit) return pieces
  let bytes = 0
  for (const piece of pieces) {
    bytes += Buffer.byteLength(piece)
    yield
  }
  return bytes > limit ? null : pieces
}

/** A value as text; null if that is longer than a limit. Pauses after each piece. */
export function* textWithin(value: unknown, limit: number): Generator<undefined, string | null> {
  const pieces = yield* piecesWithin(value, limit)
  return pieces?.join('') ?? null
}

/** A value in pieces; null in place of one that no string can hold. */
function* write(value: unknown, depth: number): Generator<string | null, void> {
  if (value instanceof WrittenRows) return yield* writeRows(value)
  if (typeof value !== 'object' || value === null || (depth === 0 && !isLarge(value))) yield stringify(value ?? null)
  else if (Array.isArray(value)) yield* writeList(value)
  else yield* writeObject(value, Math.max(depth - 1, 0))
}

function* writeObject(value: object, depth: number): Generator<string | null, void> {
  let before = '{'
  // Object.entries takes several times as long for an object of many keys.
  for (const key of Object.keys(value)) {
    const each = (value as Record<string, unknown>)[key]
    if (each === undefined) continue
    yield `${before}${JSON.stringify(key)}:`
    yield* write(each, depth)
    before = ','
  }
  yield before === '{' ? '{}' : '}'
}

function* writeRows({ texts }: WrittenRows): Generator<string | null, void> {
  let before = '['
  for (const text of texts) {
    yield before
    yield text
    before = ','
  }
  yield before === '[' ? '[]' : ']'
}

function* writeList(list: readonly unknown[]): Generator<string | null, void> {
  let before = '['
  for (let start = 0; start < list.length; start += ITEMS) {
    const items = list.length <= ITEMS ? list : list.slice(start, start + ITEMS)
    if (isLarge(items))
      for (const item of items) {
        yield before
        yield* write(item, 0)
        before = ','
      }
    else {
      const piece = stringify(items)
      yield piece && `${before}${piece.slice(1, -1)}`
      before = ','
    }
  }
  yield before === '[' ? '[]' : ']'
}

/** Items or keys of a value that takes long to write. */
const MANY = 500
/** Values that are looked at to find one. */
const LOOKS = 150

/** Whether something in a value is a long list, or an object of many keys: raw content of a label can hold any number. */
function isLarge(value: object): boolean {
  if (large.has(value)) return true
  const values: object[] = [value]
  for (const [index, object] of values.entries()) {
    const keys = Array.isArray(object) ? null : Object.keys(object)
    if ((keys ?? (object as unknown[])).length > MANY) {
      // It is asked about again on the way to it, and listing many keys takes long.
      large.add(object)
      return true
    }
    if (index > LOOKS) return false
    for (const each of keys ?? (object as unknown[])) {
      const item: unknown = keys ? (object as Record<string, unknown>)[each as string] : each
      if (typeof item === 'object' && item !== null && values.length <= LOOKS) values.push(item)
    }
  }
  return false
}

/** Values known to be large. */
const large = new WeakSet<object>()

/** Null if the text is longer than a string can be. */
function stringify(value: unknown): string | null {
  try {
    return JSON.stringify(value)
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

function tooLarge(data: unknown, limit: number) {
  const path = largestList(data).join('.')
  const place = path === '' ? '' : ` The largest list is ${path}.`
  return {
    message: `The answer has more than ${inWords(limit)} bytes.${place} Ask for smaller pages or fewer fields.`,
    extensions: { code: 'COST_LIMIT_EXCEEDED', ...(path !== '' && { path }) },
  }
}

/** Sizes of all values at one path, whatever their indices in lists. */
interface Part {
  size: number
  isList: boolean
  readonly children: Map<string, Part>
}

/** JSON values have keys without number, and answers values. */
const MAX_CHILDREN = 1_000
const MAX_VALUES = 1_000_000

/** Path of the innermost list that has at least half of what is above it. */
function largestList(data: unknown): string[] {
  const root: Part = { size: 0, isList: false, children: new Map() }
  let values = 0
  weigh(data, root)

  let path: string[] = []
  const list: string[] = []
  for (let part = root; ; ) {
    const heaviest = [...part.children].sort(([, a], [, b]) => b.size - a.size)[0]
    if (!heaviest || heaviest[1].size * 2 < part.size) return path
    list.push(heaviest[0])
    part = heaviest[1]
    if (part.isList) path = [...list]
  }

  function weigh(value: unknown, part: Part): number {
    let size = 8
    if (++values > MAX_VALUES) return 0
    if (typeof value === 'string') size += value.length
    else if (value instanceof WrittenRows) return weigh(value.toJSON(), part)
    else if (Array.isArray(value)) {
      part.isList = true
      for (const each of value) size += weigh(each, part)
      // Its items have been added.
      return size
    } else if (typeof value === 'object' && value !== null)
      for (const [key, each] of Object.entries(value)) size += key.length + weigh(each, childOf(part, key))
    part.size += size
    return size
  }
}

function childOf(part: Part, key: string): Part {
  const known = part.children.get(key)
  if (known) return known
  const made: Part = { size: 0, isList: false, children: new Map() }
  if (part.children.size < MAX_CHILDREN) part.children.set(key, made)
  return made
}
