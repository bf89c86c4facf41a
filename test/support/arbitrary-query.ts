import * as fc from 'fast-check'
import type {
  Entities,
  EntityKind,
  OracleClassification,
  OracleDataRow,
  OracleExport,
  OracleReview,
} from './oracle/entities.ts'
import { type Comparison, FILTER_KEYS, type FilterKey, type Filters, type Scalar } from './oracle/filter-fields.ts'
import { metadataTexts } from './oracle/match.ts'
import { ORDER_KEYS, type Orders } from './oracle/order.ts'
import { instantOf } from './oracle/wire.ts'

type Entity = Entities[EntityKind]
type Wanted = fc.Arbitrary<object | boolean | string | number>

/**
 * Filters of one list, nested (related things included) up to `depth`. Most of their values occur in the export,
 * so that they find something.
 */
export function arbitraryFilter<K extends EntityKind>(
  kind: K,
  found: OracleExport,
  depth = 3,
): fc.Arbitrary<Filters[K]> {
  return createFilters(found).of(kind, depth) as fc.Arbitrary<Filters[K]>
}

export const arbitraryClassificationFilter = ({ labels }: OracleExport): fc.Arbitrary<object> =>
  classification(
    labels.flatMap(label => [...label.classifications, ...label.annotations.flatMap(each => each.classifications)]),
  ) as fc.Arbitrary<object>

/** Orders of one list: none, one or two, in either direction. */
export function arbitraryOrder<K extends EntityKind>(kind: K): fc.Arbitrary<Orders[K][]> {
  const field = fc.constantFrom(...Object.keys(ORDER_KEYS[kind]))
  const order = fc.record({ field, direction: fc.constantFrom('ASC', 'DESC') }, { noNullPrototype: true })
  return fc.array(order, { maxLength: 2 }) as unknown as fc.Arbitrary<Orders[K][]>
}

interface FilterSource {
  readonly found: OracleExport
  /** Filters of a list that nest no deeper than that: made once, and built upon by the deeper ones. */
  of(kind: EntityKind, depth: number): fc.Arbitrary<object>
}

function createFilters(found: OracleExport): FilterSource {
  const made = new Map<string, fc.Arbitrary<object>>()
  const source: FilterSource = {
    found,
    of: (kind, depth) => {
      const key = `${kind} ${depth}`
      const known = made.get(key) ?? filter(source, kind, depth)
      made.set(key, known)
      return known
    },
  }
  return source
}

function filter(source: FilterSource, kind: EntityKind, depth: number): fc.Arbitrary<object> {
  const keys = Object.entries<unknown>(FILTER_KEYS[kind]) as [string, FilterKey<Entity>][]
  const single = keys
    .filter(([, key]) => depth > 0 || !('to' in key))
    .map(([name, key]) => wanted(source, key, kind, depth).map(value => ({ [name]: value })))
  const one = fc.oneof(...single)
  const several = fc.array(one, { maxLength: 2 }).map(filters => Object.assign({}, ...filters) as object)
  // A key that is null is as if absent.
  const withNull = fc.tuple(one, fc.constantFrom(...keys)).map(([said, [name]]) => ({ [name]: null, ...said }))
  if (depth === 0) return fc.oneof({ weight: 4, arbitrary: one }, several, withNull)
  const nested = fc.array(source.of(kind, depth - 1), { maxLength: 3 })
  const combined = fc.oneof(
    nested.map(and => ({ and })),
    nested.map(or => ({ or })),
    nested.map(([not = {}]) => ({ not })),
    fc.tuple(one, nested).map(([said, or]) => ({ ...said, or })),
  )
  return fc.oneof({ weight: 4, arbitrary: one }, { weight: 3, arbitrary: combined }, several, withNull)
}

const LISTS = {
  dataRow: 'dataRows',
  dataRowProject: 'dataRowProjects',
  label: 'labels',
  annotation: 'annotations',
  feature: 'features',
  workflowEvent: 'workflowEvents',
} as const

function wanted(source: FilterSource, key: FilterKey<Entity>, kind: EntityKind, depth: number): Wanted {
  const entities: readonly Entity[] = source.found[LISTS[kind]]
  if ('is' in key) return fc.boolean()
  if ('holds' in key) return fc.constantFrom(-1, 0, 3, ...entities.flatMap(key.values))
  if ('to' in key) return source.of(key.to, depth - 1)
  if ('metadataOf' in key) return metadata(entities.flatMap(entity => key.metadataOf(entity) ?? []))
  if ('reviewsOf' in key) return review(entities.flatMap(key.reviewsOf))
  if ('classificationsOf' in key) return classification(entities.flatMap(key.classificationsOf))
  return operators(key.compares, entities.map(key.value))
}

function metadata(fields: NonNullable<OracleDataRow['metadata']>): Wanted {
  const ids = fc.constantFrom('cschema0', ...fields.flatMap(({ schemaId }) => schemaId ?? []))
  const names = fc.constantFrom('nothing', ...fields.flatMap(({ schemaName }) => schemaName ?? []))
  const values = fields.map(({ value }) => value)
  return anyOf({
    schemaId: ids,
    schemaName: names,
    text: operators('String', values.flatMap(metadataTexts)),
    number: operators(
      'Float',
      values.map(value => (typeof value === 'number' ? value : null)),
    ),
    time: operators(
      'DateTime',
      values.map(value => (typeof value === 'string' ? instantOf(value) : null)),
    ),
  })
}

const review = (list: readonly OracleReview[]) =>
  anyOf({
    createdBy: operators(
      'String',
      list.map(({ createdBy }) => createdBy),
    ),
    score: operators(
      'Float',
      list.map(({ score }) => score),
    ),
    createdAt: operators(
      'DateTime',
      list.map(({ createdAt }) => createdAt),
    ),
  })

function classification(list: readonly OracleClassification[]): Wanted {
  return anyOf({
    name: operators(
      'String',
      list.map(({ name }) => name),
    ),
    value: operators(
      'String',
      list.map(({ value }) => value),
    ),
    answer: operators(
      'String',
      list.flatMap(({ answers }) => answers),
    ),
    text: operators(
      'String',
      list.map(({ text }) => text),
    ),
  })
}

/** An object of some of the keys: one mostly, sometimes two, rarely none. */
function anyOf(keys: Record<string, Wanted>): Wanted {
  const entries = Object.entries(keys).map(([key, value]) => value.map((each): [string, unknown] => [key, each]))
  const count = fc.constantFrom(1, 1, 1, 2, 0)
  return fc
    .tuple(fc.uniqueArray(fc.oneof(...entries), { minLength: 2, maxLength: 2, selector: ([key]) => key }), count)
    .map(([chosen, count]) => Object.fromEntries(chosen.slice(0, count)))
}

/** Operators of one field, over values that occur and a few that do not. */
function operators(compares: Comparison, occurring: readonly Scalar[]): Wanted {
  const known = [...new Set(occurring)].filter(value => value !== null)
  const one = fc.constantFrom<Scalar[]>(...known, ...known, ...STRANGERS[compares])
  const list = fc.array(one, { maxLength: 3 })
  const isNull = fc.boolean()
  switch (compares) {
    case 'ID':
    case 'GroupKey':
      return anyOf({ eq: fresh(one), ne: fresh(one), in: list, isNull })
    case 'WorkflowAction':
      return anyOf({ eq: fresh(one), ne: fresh(one), in: list })
    case 'String': {
      const piece = fc.tuple(one, fc.nat(3), fc.nat(3)).map(([text, from, length]) => slice(String(text), from, length))
      const start = fc.tuple(one, fc.nat(3)).map(([text, length]) => slice(String(text), 0, length))
      return anyOf({
        eq: fresh(one),
        ne: fresh(one),
        in: list,
        startsWith: start,
        contains: piece,
        containsInsensitive: respelled(piece),
        isNull,
      })
    }
    case 'Boolean':
      return anyOf({ eq: fresh(one), isNull })
    case 'Int':
      return anyOf({ eq: fresh(one), ne: fresh(one), in: list, ...bounds(one), isNull })
    case 'Float':
      return anyOf({ eq: fresh(one), ...bounds(one), isNull })
    case 'DateTime':
      return anyOf({ ...bounds(one), isNull })
  }
}

const STRANGERS: Readonly<Record<Comparison, Scalar[]>> = {
  ID: ['cnobody', ''],
  String: ['nobody', '', '%', '_', 'LIVER', '\u2028'],
  Int: [0, 1, -1, 2_147_483_647],
  Float: [0, 0.5, -1.5, 1e12],
  DateTime: [Date.UTC(2024, 2, 31, 1) * 1000, 0],
  Boolean: [true, false],
  GroupKey: ['AXIAL', 'SAGITTAL', 'CORONAL', 'OTHER'],
  WorkflowAction: ['APPROVE', 'MOVE', 'REJECT', 'REWORK', 'OTHER'],
}

const fresh = (value: fc.Arbitrary<Scalar>) => value as Wanted
const bounds = (value: fc.Arbitrary<Scalar>) => ({
  gt: fresh(value),
  gte: fresh(value),
  lt: fresh(value),
  lte: fresh(value),
})

/** In another case, or with accents written apart. */
const respelled = (text: fc.Arbitrary<string>) =>
  fc
    .tuple(text, fc.constantFrom('toUpperCase', 'toLowerCase', 'toString'), fc.constantFrom('NFC', 'NFD'))
    .map(([piece, change, form]) => piece[change as 'toString']().normalize(form))

/** By code point: half a surrogate pair is no text. */
const slice = (text: string, from: number, length: number) => [...text].slice(from, from + length).join('')
