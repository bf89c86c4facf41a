import type { Json, MetadataField } from '../../../src/model/index.ts'
import type { FilterOf } from '../../../src/store/index.ts'
import type { Entities, EntityKind, OracleClassification, OracleReview } from './entities.ts'
import { FILTER_KEYS, type FilterKey, type Filters, type Scalar } from './filter-fields.ts'
import { instantOf, list, text } from './wire.ts'

type AnyFilter = Readonly<Record<string, unknown>>
type Operators = Readonly<Record<string, unknown>>

/** Whether a thing meets a filter of its kind, by the words of the contract. */
export function matches<K extends EntityKind>(filter: Filters[K] | null | undefined, entity: Entities[K]): boolean {
  return meets((filter ?? {}) as AnyFilter, entity)
}

function meets(filter: AnyFilter, entity: Entities[EntityKind]): boolean {
  const keys = FILTER_KEYS[entity.kind] as unknown as Readonly<Record<string, FilterKey<Entities[EntityKind]>>>
  return present(filter).every(([key, wanted]) => {
    if (key === 'and') return (wanted as AnyFilter[]).every(each => meets(each, entity))
    if (key === 'or') return (wanted as AnyFilter[]).some(each => meets(each, entity))
    if (key === 'not') return !meets(wanted as AnyFilter, entity)
    const field = keys[key]
    if (!field) throw new Error(`The oracle knows no filter ${entity.kind}.${key}`)
    if ('compares' in field) return meetsOperators(wanted as Operators, field.value(entity))
    if ('is' in field) return field.is(entity) === wanted
    if ('holds' in field) return field.holds(entity, wanted as number)
    if ('metadataOf' in field)
      return (field.metadataOf(entity) ?? []).some(one => meetsMetadata(wanted as FilterOf<'metadata'>, one))
    if ('reviewsOf' in field) return field.reviewsOf(entity).some(one => meetsReview(wanted as FilterOf<'review'>, one))
    if ('classificationsOf' in field)
      return field.classificationsOf(entity).some(one => meetsClassification(wanted as FilterOf<'classification'>, one))
    return field.things(entity).some(thing => thing !== null && meets(wanted as AnyFilter, thing))
  })
}

/** All operators of one field, which are AND-ed. */
export function meetsOperators(operators: Operators | null | undefined, value: Scalar): boolean {
  return present(operators ?? {}).every(([operator, wanted]) => meetsOperator(operator, value, wanted))
}

function meetsOperator(operator: string, value: Scalar, wanted: unknown): boolean {
  if (operator === 'isNull') return (value === null) === wanted
  if (operator === 'ne') return value !== wanted
  if (value === null) return false
  switch (operator) {
    case 'eq':
      return value === wanted
    case 'in':
      return (wanted as Scalar[]).includes(value)
    case 'startsWith':
      return String(value).startsWith(wanted as string)
    case 'contains':
      return String(value).includes(wanted as string)
    case 'containsInsensitive': {
      const fold = (text: string) => text.normalize('NFC').toLowerCase()
      return fold(String(value)).includes(fold(wanted as string))
    }
    case 'gt':
      return Number(value) > (wanted as number)
    case 'gte':
      return Number(value) >= (wanted as number)
    case 'lt':
      return Number(value) < (wanted as number)
    case 'lte':
      return Number(value) <= (wanted as number)
    default:
      throw new Error(`The oracle knows no operator ${operator}`)
  }
}

/** One field meets all of it. */
function meetsMetadata(filter: FilterOf<'metadata'>, field: MetadataField): boolean {
  if (isPresent(filter.schemaId) && filter.schemaId !== field.schemaId) return false
  if (isPresent(filter.schemaName) && filter.schemaName !== field.schemaName) return false
  const number = typeof field.value === 'number' ? field.value : null
  const time = typeof field.value === 'string' ? instantOf(field.value) : null
  return (
    metadataTexts(field.value).some(each => meetsOperators(filter.text, each)) &&
    meetsOperators(filter.number, number) &&
    meetsOperators(filter.time, time)
  )
}

/** The text of a value, or the names of its options, each of which may be the one that is asked for. */
export function metadataTexts(value: Json): readonly (string | null)[] {
  if (typeof value === 'string') return [value]
  const names = list(value)
    .map(option => text(option?.schema_name))
    .filter(name => name !== null)
  return names.length > 0 ? names : [null]
}

const meetsReview = (filter: FilterOf<'review'>, { createdBy, score, createdAt }: OracleReview) =>
  meetsOperators(filter.createdBy, createdBy) &&
  meetsOperators(filter.score, score) &&
  meetsOperators(filter.createdAt, createdAt)

function meetsClassification(
  filter: FilterOf<'classification'>,
  { name, value, text, answers }: OracleClassification,
): boolean {
  const named = answers.length > 0 ? answers : [null]
  return (
    meetsOperators(filter.name, name) &&
    meetsOperators(filter.value, value) &&
    meetsOperators(filter.text, text) &&
    named.some(answer => meetsOperators(filter.answer, answer))
  )
}

const isPresent = <T>(value: T): value is NonNullable<T> => value !== null && value !== undefined

/** A key that is null is as if absent. */
const present = (filter: object): [string, unknown][] =>
  Object.entries(filter).filter(([, wanted]) => isPresent(wanted))
