import type { Json, JsonObject } from '../model/index.ts'
import type { People } from './people.ts'

/** Kinds of values that a caller must not see: people have pseudonyms instead, every `raw` is null. */
export type Hidden = 'people' | 'raw'

/**
 * Values that an answer must not hold. They are hidden where values leave the store: to columns by functions of SQL, which filters,
 * orders and groups use too, and to JSON here.
 */
export interface Hiding {
  readonly raw: boolean
  /** Null: people are shown. */
  readonly people: People | null
}

/** A text without addresses. */
export const shownText = ({ people }: Hiding, text: string): string => people?.withoutAddresses(text) ?? text

/**
 * JSON without addresses, the names of its keys included. Pauses in long ones.
 * @param word in place of people; absent: their pseudonyms
 */
export function* shownJson<Value>({ people }: Hiding, value: Value, word?: string): Generator<undefined, Value> {
  return people ? yield* replaced(value, text => people.withoutAddresses(text, word)) : value
}

/** The fields of an entity that are stored as JSON. */
export function* shownBody(hiding: Hiding, body: Readonly<Record<string, unknown>>) {
  const { people } = hiding
  const { metadata, reviews, ...others } = body
  const shown: Record<string, unknown> = { ...(yield* shownJson(hiding, others)) }
  for (const name of PEOPLE) if (people && typeof body[name] === 'string') shown[name] = people.pseudonymOf(body[name])
  if (metadata !== undefined) shown.metadata = yield* shownMetadata(hiding, metadata)
  if (reviews !== undefined) shown.reviews = yield* shownReviews(hiding, reviews)
  return shown
}

/** Fields of a body that name a person: columns hold them too, unless they cannot. */
const PEOPLE = ['createdBy', 'actorId']

/** Values of metadata are the owner's own: only known people are replaced in them. */
function* shownMetadata(hiding: Hiding, fields: unknown): Generator<undefined, unknown> {
  const { people } = hiding
  if (!people || !Array.isArray(fields)) return fields
  const shown: unknown[] = []
  for (const { value, ...field } of fields as readonly JsonObject[]) {
    const own = yield* replaced(value, text => people.withoutKnown(text))
    shown.push({ ...(yield* shownJson(hiding, field)), ...(value !== undefined && { value: own }) })
  }
  return shown
}

function* shownReviews(hiding: Hiding, reviews: unknown): Generator<undefined, unknown> {
  if (!Array.isArray(reviews)) return reviews
  const shown: unknown[] = []
  for (const { createdBy, raw, ...review } of reviews as readonly JsonObject[]) {
    const isNamed = typeof createdBy === 'string' && hiding.people !== null
    shown.push({
      ...(yield* shownJson(hiding, review)),
      createdBy: isNamed ? hiding.people?.pseudonymOf(createdBy) : createdBy,
      raw: hiding.raw ? null : yield* shownJson(hiding, raw),
    })
  }
  return shown
}

/**
 * Decoded content of a label. Ids and geometries are as they are, and so are the addresses of images, which are fetched by
 * them. In answers of free text only known people are replaced.
 */
export function* shownContent<Value>(hiding: Hiding, value: Value): Generator<undefined, Value> {
  if (typeof value === 'string') return shownText(hiding, value) as Value
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) {
    const list: unknown[] = []
    for (const item of value) list.push(yield* shownContent(hiding, item))
    return list as Value
  }
  yield
  if (value instanceof Map) {
    const map = new Map<unknown, unknown>()
    for (const [key, each] of value) map.set(key, yield* shownContent(hiding, each))
    return map as Value
  }
  const shown: Record<string, unknown> = {}
  for (const [key, each] of Object.entries(value)) {
    if (key === 'raw') shown[key] = hiding.raw ? null : yield* shownJson(hiding, each)
    else if (key === 'text' && typeof each === 'string') shown[key] = hiding.people?.withoutKnown(each) ?? each
    else shown[key] = AS_IT_IS.has(key) ? each : yield* shownContent(hiding, each)
  }
  return shown as Value
}

/** Keys of decoded content whose values are ids, of a fixed set, numbers, or addresses to fetch from. */
const AS_IT_IS: ReadonlySet<string> = new Set([
  ...['featureId', 'sourceFeatureId', 'targetFeatureId', 'groupName', 'type', 'answerKind'],
  ...['line', 'mask', 'polygon', 'boundingBox', 'point', 'tracks'],
])

function* replaced<Value>(value: Value, replace: (text: string) => string): Generator<undefined, Value> {
  if (typeof value === 'string') return replace(value) as Value
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) {
    const list: unknown[] = []
    for (const item of value as readonly Json[]) {
      if (typeof item === 'number') list.push(item)
      else list.push(yield* replaced(item, replace))
    }
    return list as Value
  }
  yield
  const entries: [string, unknown][] = []
  for (const [key, each] of Object.entries(value)) entries.push([replace(key), yield* replaced(each, replace)])
  // Not by assignment: a key may be `__proto__`.
  return Object.fromEntries(entries) as Value
}
