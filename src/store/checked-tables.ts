import { checksumOf, checkValues, rawChecksum } from './checksum.ts'
import { type AnyEntity, columnName, ENTITIES, hasChecksum, ownColumns } from './entities/index.ts'

/** A table whose rows have a checksum in the column `checksum`; that of their `raw`, if they have one, in `raw_checksum`. */
export interface CheckedTable {
  readonly table: string
  /** Columns that the checksum covers, or parts of them in SQL. */
  readonly covers: readonly string[]
  /** Columns that the checksum of `raw` covers beside it, of a table that has one. They never change. */
  readonly rawKey?: readonly string[]
  /** Rows are only read by their number, and checked then. */
  readonly isByNumber?: boolean
}

/** The function of each connection that makes checksums: of its arguments. */
export const ROW_CHECKSUM = 'row_checksum'

/** The checksum of a row in SQL, with other SQL in place of some columns. */
export function checksumSql({ covers }: CheckedTable, changed: Readonly<Record<string, string>> = {}): string {
  return `${ROW_CHECKSUM}(${covers.map(column => changed[column] ?? column).join(', ')})`
}

/**
 * The checksum of a row of which columns change, from SQL of their new values. That of a damaged row stays as it is, so
 * that a change of other columns hides no damage.
 */
export function changedChecksum(table: CheckedTable, changed: Readonly<Record<string, string>>): string {
  return `iif(checksum = ${checksumSql(table)}, ${checksumSql(table, changed)}, checksum)`
}

/** Beside the entities. */
const STATE = { table: 'state', covers: ['version', 'fetched'] } as const
const WATERMARK = { table: 'watermark', covers: ['scope', 'at'] } as const
const PACK = { table: 'pack', covers: ['no', 'body'], isByNumber: true } as const
const MASK = {
  table: 'mask',
  covers: ['label_id', 'content_version', 'group_name', 'frame_number', 'feature_id', 'area', 'body'],
} as const
export const FEATURE_AREAS = {
  table: 'feature_area',
  covers: [...['content_no', 'content_version', 'feature_no'], ...['count', 'sum', 'min_x', 'min_y', 'max_x', 'max_y']],
} as const
const COMPOSITE = {
  table: 'composite',
  covers: ['label_id', 'content_version', 'composite_id', 'body'],
} as const
const EXPORT_PROJECTS = { table: 'export_project', covers: ['export_no', 'project_id'] } as const
const PERSON = { table: 'person', covers: ['name'] } as const
const SECRET = { table: 'secret', covers: ['name', 'key'] } as const

export const TOKENS = {
  table: 'token',
  covers: ['id', 'name', 'digest', 'role', 'projects', 'hides', 'expires_at', 'created_at'],
} as const

export const AUDITS = {
  table: 'audit',
  covers: ['id', 'no', 'file', 'count', 'hash', 'bytes', 'lost', 'seal'],
} as const

/** The row of a version, or the key of the table. */
const rawKeyFields = ({ primaryKey }: AnyEntity): readonly string[] => primaryKey ?? ['id', 'born']

const COVERED = new Map<AnyEntity, Covered>()

/** The table of an entity whose rows have a checksum of their own. */
export function checkedTableOf(entity: AnyEntity): CheckedTable {
  if (!hasChecksum(entity)) throw new TypeError(`The checksum of a content covers the rows of ${entity.table}.`)
  return of(entity).table
}

/** Fields that the checksum of a row covers, with `body` where it has one. */
export const coveredFields = (entity: AnyEntity): readonly string[] => of(entity).fields

/** Columns of checksums, in the order in which they are written. */
export const checksumColumns = (entity: AnyEntity): readonly string[] =>
  !hasChecksum(entity) ? [] : entity.raw ? ['checksum', 'raw_checksum'] : ['checksum']

export const CHECKED_TABLES: readonly CheckedTable[] = [
  ...[STATE, WATERMARK, PACK, MASK, FEATURE_AREAS, COMPOSITE, EXPORT_PROJECTS, PERSON, SECRET, TOKENS, AUDITS],
  ...Object.values<AnyEntity>(ENTITIES).flatMap(entity => (entity.inContent ? [] : checkedTableOf(entity))),
]

/** The checksum of `raw` in SQL. */
export const rawChecksumSql = (key: readonly string[]): string =>
  `iif(raw is null, 0, ${ROW_CHECKSUM}(${[...key, 'raw'].join(', ')}))`

/** Fields that the checksum of `raw` covers beside it. */
export const rawKeyOf = (entity: AnyEntity): readonly string[] => of(entity).rawKey

/** Of the `raw` of a row by field, as it is stored. */
export function rawChecksumOf(entity: AnyEntity, row: object, raw: unknown): number {
  const values = rawKeyOf(entity).map(field => (row as Readonly<Record<string, unknown>>)[field])
  return rawChecksum(values, raw)
}

/** Of the values of a row by field. Absent ones are null. */
export function rowChecksum(entity: AnyEntity, row: object): number {
  return checksumOf(valuesOf(entity, row))
}

/** @throws SlicegraphError STORE_CORRUPT when the row, with all fields that are covered, is not as it was written */
export function checkRow(entity: AnyEntity, row: object): void {
  checkValues(valuesOf(entity, row), (row as { readonly checksum: number }).checksum)
}

function valuesOf(entity: AnyEntity, row: object): unknown[] {
  const { columns } = entity
  return of(entity).fields.map(field => {
    const value = (row as Readonly<Record<string, unknown>>)[field]
    // A damaged row may hold a value of any type.
    return value instanceof Uint8Array ? value.subarray(0, columns[field]?.firstBytes) : value
  })
}

interface Covered {
  readonly table: CheckedTable
  readonly fields: readonly string[]
  readonly rawKey: readonly string[]
}

function of(entity: AnyEntity): Covered {
  let covered = COVERED.get(entity)
  if (!covered) {
    const { table, body, raw } = entity
    const own = ownColumns(entity).filter(([, column]) => !column.uncovered)
    const fields = [...own.map(([field]) => field), ...(body ? ['body'] : [])]
    const names = own.map(([field, column]) => {
      const name = columnName(field, column)
      // A part of no bytes is null to SQLite.
      return column.firstBytes === undefined ? name : `coalesce(substr(${name}, 1, ${column.firstBytes}), ${name})`
    })
    const covers = body ? [...names, 'body'] : names
    const rawKey = rawKeyFields(entity)
    const rawColumns = raw && { rawKey: rawKey.map(field => columnName(field, entity.columns[field] ?? {})) }
    covered = { table: { table, covers, ...rawColumns }, fields, rawKey }
    COVERED.set(entity, covered)
  }
  return covered
}
