import type { Json } from '../../src/model/index.ts'

/**
 * Where in the answer the value at a path of an export is to be found. `{name}` stands for any key or index of the
 * path, and for the same one in the answer; ` key` at a path's end means the last key itself, which carries data.
 * In the answer `[2]` counts from the start, `[-0]` from the end, `[field=x]` finds the one whose field is x and
 * `[=x]` x itself.
 */
export type Places = Readonly<Record<string, string>>

/** A value with nothing below it, an empty list or object included; or a key, its path ending in ` key`. */
export interface Leaf {
  readonly path: string
  readonly value: Json
}

/** All leaves of a record. A key counts as one where `isKnown` says that its path is. */
export function* leavesOf(value: Json, isKnown: (path: string) => boolean, path = '$'): Generator<Leaf> {
  const members = typeof value === 'object' && value !== null ? Object.entries(value) : []
  if (members.length === 0) yield { path, value }
  for (const [key, member] of members) {
    const below = Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`
    if (isKnown(`${below} key`)) yield { path: `${below} key`, value: key }
    yield* leavesOf(member, isKnown, below)
  }
}

/** The patterns whose last key carries data, as ids and names do, and for which no place is said. */
export function forgottenKeys(places: Places): string[] {
  const prefixes = Object.keys(places).flatMap(pattern => {
    return [...pattern.matchAll(/\.\{\w\}/g)].map(({ 0: key, index }) => `${pattern.slice(0, index + key.length)} key`)
  })
  return [...new Set(prefixes)].filter(prefix => !(prefix in places))
}

/** The place of a path, with what its placeholders stand for. Null where nobody has said. */
export function placeOf(path: string, places: Places): string | null {
  for (const [pattern, place] of Object.entries(places)) {
    const match = expressionOf(pattern).exec(path)
    if (match) return place.replace(/\{(\w)\}/g, (_, name: string) => match.groups?.[name] ?? '?')
  }
  return null
}

/** Value of the answer at a place; undefined if there is none. */
export function answerAt(answer: Json, place: string): Json | undefined {
  let value: Json | undefined = answer
  for (const [, field, index, fromEnd, name, wanted] of place.matchAll(STEP)) {
    if (field !== undefined) value = member(value, field)
    else if (Array.isArray(value)) {
      const list: readonly Json[] = value
      if (index !== undefined) value = list[Number(index)]
      else if (fromEnd !== undefined) value = list.at(-1 - Number(fromEnd))
      else value = list.find(item => String(name === '' ? item : answerAt(item, name ?? '')) === wanted)
    } else return undefined
  }
  return value
}

const STEP = /([^.[\]]+)(?![^[]*\])|\[(\d+)\]|\[-(\d+)\]|\[([\w.]*)=([^\]]*)\]/g

/** An object's own member. */
function member(value: Json | undefined, key: string): Json | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  return Object.getOwnPropertyDescriptor(value, key)?.value
}

const expressions = new Map<string, RegExp>()

function expressionOf(pattern: string): RegExp {
  const known = expressions.get(pattern)
  if (known) return known
  const source = pattern
    .split(/\{(\w)\}/)
    .map((part, index) => (index % 2 ? `(?<${part}>[^.[\\] ]+)` : part.replace(/[.$[\]]/g, '\\$&')))
  const made = new RegExp(`^${source.join('')}$`)
  expressions.set(pattern, made)
  return made
}
