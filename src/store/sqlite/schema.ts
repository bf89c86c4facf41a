import { ROW_CHECKSUM } from '../checked-tables.ts'
import {
  type AnyEntity,
  columnName,
  ENTITIES,
  type FieldTypes,
  FOREVER,
  hasChecksum,
  ownColumns,
} from '../entities/index.ts'
import { compile, raw } from '../sql.ts'
import { ROW_SUM } from './row-sums.ts'

/*
 * The tables. Exported fields are JSON in `body`; columns exist only for fields that are filtered, sorted, joined or
 * counted by. The remaining keys of a record are JSON in `raw`, which is read only for queries that select it. Instants
 * are whole microseconds since 1970 (UTC), booleans 0 and 1.
 *
 * Versions: a load writes rows born in the next version and marks replaced ones as gone in it; publishing is one
 * update of `state`.
 *
 * Merging: `time` is the `Moment` of the record that a row was last written from, null where no record gave one.
 */

/** "slgr" in ASCII: tells a store of ours from any other SQLite file. */
export const APPLICATION_ID = 0x736c6772
/** Raised with every change of the tables; migrate.ts leads from one to the next. */
export const SCHEMA_VERSION = 6

/** The column of checksums, as a migration adds it too. */
export const CHECKSUM = 'checksum integer not null default 0'
export const RAW_CHECKSUM = 'raw_checksum integer not null default 0'

/** Stands for the project of rows that are in none, which only callers who may see every project see. */
export const NO_PROJECT = ''

/** The projects that an Export holds records of. One without any row is of an older store, or holds no record. */
export const EXPORT_PROJECT = `
create table export_project (
  export_no integer not null, project_id text not null, ${CHECKSUM}, primary key (export_no, project_id)
) strict, without rowid;`

/**
 * Addresses and ids of people that exports name. Those of removed rows stay: texts may hold them. `secret` has the keys of
 * this store.
 */
export const PERSON = `
create table person (no integer primary key, name text not null unique, ${CHECKSUM}) strict;
create table secret (name text primary key, key blob not null, ${CHECKSUM}) strict;
insert into secret (name, key) values ('people', randomblob(32));
update secret set checksum = ${ROW_CHECKSUM}(name, key);`

/** `projects` and `hides` are JSON. The token itself is in no table, so that a copy of the store lets nobody in. */
export const TOKEN = `
create table token (
  id text primary key, name text not null unique, digest text not null unique, role text not null,
  projects text not null, hides text not null, expires_at integer, created_at integer not null, ${CHECKSUM}
) strict;`

/** Columns that 0.4 lacks. */
export const AUDIT_COLUMNS = [
  'no integer not null default 0',
  "file text not null default ''",
  'lost integer not null default 0',
  "seal text not null default ''",
]

/** Where audit logs end, by the id of the log. */
export const AUDIT = `
create table audit (
  id text primary key, count integer not null, hash text not null, bytes integer not null, ${CHECKSUM},
  ${AUDIT_COLUMNS.join(', ')}
) strict;`

/** Sums over the measured masks of a feature, in whole pixels, by content, version of the label and number of the feature. */
export const FEATURE_AREA = `
create table feature_area (
  content_no integer not null, content_version integer not null, feature_no integer not null,
  count integer not null, sum integer not null, min_x integer, min_y integer, max_x integer, max_y integer,
  ${CHECKSUM}, primary key (content_no, content_version, feature_no)
) strict, without rowid;`

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

export const SCHEMA = `
-- fetched counts what was fetched between versions.
create table state (version integer not null, fetched integer not null, ${CHECKSUM}) strict;
insert into state (version, fetched, checksum) values (0, 0, ${ROW_CHECKSUM}(0, 0));

create table lease (
  token text not null, holder text not null, runner text not null, pid integer not null, host text not null,
  heartbeat integer not null
) strict;

create table watermark (scope text primary key, at integer not null, ${CHECKSUM}) strict;

${EXPORT_PROJECT}
${PERSON}

${TOKEN}
${AUDIT}

create table pack (no integer primary key, body any not null, ${CHECKSUM}) strict;

-- Measurements of the masks of a label's version: '' stands for no group, -1 for no frame.
create table mask (
  label_id text not null, content_version integer not null, group_name text not null, frame_number integer not null,
  feature_id text not null, area integer not null, body any not null,
  ${CHECKSUM},
  primary key (label_id, content_version, group_name, frame_number, feature_id)
) strict, without rowid;

${FEATURE_AREA}

-- Images of all masks of a frame, without their bytes.
create table composite (
  label_id text not null, content_version integer not null, composite_id text not null, body text not null,
  ${CHECKSUM},
  primary key (label_id, content_version, composite_id)
) strict, without rowid;

${Object.values(ENTITIES).map(createTable).join('\n')}

${ROW_SUM}
`

/** Index of an entity. */
export interface Index {
  readonly name: string
  readonly ddl: string
}

export const INDEXES: readonly Index[] = Object.values<AnyEntity>(ENTITIES).flatMap(indexesOf)

/** The table of an entity, and its indexes. */
export function createTable(entity: AnyEntity): string {
  const { table, columns, body, primaryKey } = entity
  const lines = ownColumns(entity).map(([field, column]) => {
    const notNull = column.required ? ' not null' : ''
    return `${columnName(field, column)} ${TYPES[column.type]}${notNull} ${column.ddl ?? ''}`.trimEnd()
  })
  if (body) lines.push('body any not null')
  if (entity.raw) lines.push('raw any')
  if (hasChecksum(entity)) lines.push(CHECKSUM)
  if (entity.raw) lines.push(RAW_CHECKSUM)
  if (primaryKey) lines.push(`primary key (${namesOf(columns, primaryKey)})`)
  const made = indexesOf(entity).map(({ ddl }) => ddl)
  return [`create table ${table} (${lines.join(', ')}) strict${primaryKey ? ', without rowid' : ''};`, ...made].join(
    '\n',
  )
}

function indexesOf(entity: AnyEntity): Index[] {
  const { table, indexes, versioned } = entity
  const made = Object.entries({ ...indexes, ...(versioned && { born: ['born'] }) }).map(([name, fields]) => ({
    name: `${table}_${name}`,
    ddl: `create index ${table}_${name} on ${table} (${fields.map(field => indexed(entity, field)).join(', ')});`,
  }))
  // Few rows are gone, and loads look for those.
  const gone = { name: `${table}_gone`, ddl: `create index ${table}_gone on ${table} (gone) where gone < ${FOREVER};` }
  return versioned ? [...made, gone] : made
}

/** A column, or an expression of columns. */
function indexed({ columns, computed }: AnyEntity, field: string): string {
  const row = Object.entries(columns).map(([name, column]) => [name, raw(columnName(name, column))])
  const expression = computed?.[field]?.sql?.(Object.fromEntries(row) as never, {} as never)
  return expression ? compile(expression, () => '?').text : columnName(field, columns[field] ?? {})
}

function namesOf(columns: AnyEntity['columns'], fields: readonly string[]): string {
  return fields.map(field => columnName(field, columns[field] ?? {})).join(', ')
}
