import { type Instant, type Json, type MetadataField, parseInstant } from '../model/index.ts'

/** A value that a metadata field is found by. Each chosen option is one. */
export interface MetadataValue {
  readonly schemaId: string | null
  readonly schemaName: string | null
  readonly text: string | null
  readonly number: number | null
  readonly time: Instant | null
}

export function searchableMetadata({ schemaId, schemaName, value }: MetadataField): readonly MetadataValue[] {
  return valuesOf(value).map(one => ({
    schemaId,
    schemaName,
    text: typeof one === 'string' ? one : null,
    number: typeof one === 'number' ? one : null,
    time: typeof one === 'string' ? parseInstant(one) : null,
  }))
}

function valuesOf(value: Json): readonly (string | number | null)[] {
  if (typeof value === 'string' || typeof value === 'number') return [value]
  const options = Array.isArray(value) ? (value as readonly Json[]) : [value]
  const names = options.map(optionName).filter(name => name !== null)
  return names.length > 0 ? names : [null]
}

function optionName(option: Json): string | null {
  if (typeof option === 'string') return option
  if (typeof option !== 'object' || option === null || Array.isArray(option)) return null
  const { schema_name: name } = option as { readonly schema_name?: Json }
  return typeof name === 'string' ? name : null
}
