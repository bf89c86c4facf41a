import { type AnyEntity, columnName, type FieldTypes, FOREVER } from '../entities/index.ts'

const TYPES: Readonly<Record<keyof FieldTypes, string>> = {
  id: 'text',
  text: 'text',
  integer: 'integer',
  real: 'real',
  instant: 'integer',
  boolean: 'integer',
  GroupKey: 'text',
  WorkflowAction: 'text',
  json: 'text',
  packed: 'any',
  bytes: 'blob',
}

/** The table of an entity, and its indexes. */
export function createTable({ table, columns, body, primaryKey, indexes, versioned }: AnyEntity): string {
  const names = (fields: readonly string[]) => fields.map(field => columnName(field, columns[field] ?? {})).join(', ')
  const lines = Object.entries(columns).map(([field, column]) => {
    const notNull = column.required ? ' not null' : ''
    return `${columnName(field, column)} ${TYPES[column.type]}${notNull} ${column.ddl ?? ''}`.trimEnd()
  })
  if (body) lines.push('body any not null')
  if (primaryKey) lines.push(`primary key (${names(primaryKey)})`)
  const made = Object.entries({ ...indexes, ...(versioned && { born: ['born'] }) }).map(
    ([name, fields]) => `create index ${table}_${name} on ${table} (${names(fields)});`,
  )
  // Few rows are gone, and loads look for those.
  if (versioned) made.push(`create index ${table}_gone on ${table} (gone) where gone < ${FOREVER};`)
  return [`create table ${table} (${lines.join(', ')}) strict${primaryKey ? ', without rowid' : ''};`, ...made].join(
    '\n',
  )
}
