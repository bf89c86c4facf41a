import { SlicegraphError } from '../../errors.ts'
import { ENTITIES } from '../entities/index.ts'
import { allOf, atMost, type ReadContext } from '../query-context.ts'
import { raw, type Sql, sql } from '../sql.ts'
import { keptResult } from './kept-results.ts'
import { fieldOf, interruptible, placeOf, related, seen, tablesOf } from './row-in-query.ts'

const MOST_NAMES = 10_000

/** Names of the metadata fields of data rows, by code point. @throws SlicegraphError COST_LIMIT_EXCEEDED for too many */
export async function metadataNames(context: ReadContext): Promise<string[]> {
  const names = await keptResult(context, { of: 'dataRow', names: 'metadata' }, async () => {
    const place = placeOf(ENTITIES.dataRow)
    const { other, on } = related(context, place, 'metadata')
    const name = fieldOf(context, other, 'schemaName')
    const conditions = [interruptible(context, place), interruptible(context, other), seen(context, place)]
    const rows = await context.scan<{ readonly name: string }>(sql`select distinct ${name} as name
      from ${tablesOf(context, place)} join ${raw(`${other.entity.table} ${other.alias}`)} on ${on}
      where ${allOf(conditions)} and ${name} is not null order by ${name} ${atMost(MOST_NAMES + 1)}`)
    if (rows.length <= MOST_NAMES) return rows.map(row => row.name)
    throw new SlicegraphError('COST_LIMIT_EXCEEDED', `The data rows have more than ${MOST_NAMES} metadata fields.`)
  })
  return [...names]
}

/**
 * Joins each data row with the distinct texts of a metadata field, as `value` of `mv`: see the entity. A row without the field
 * is joined with null.
 */
export function joinMetadata(context: ReadContext, dataRowNo: Sql, name: string): Sql {
  const place = placeOf(ENTITIES.metadata)
  const text = fieldOf(context, place, 'text')
  const value = sql`coalesce(${text}, ${context.capabilities.numberText(fieldOf(context, place, 'number'))})`
  return sql`left join (select distinct ${fieldOf(context, place, 'dataRowNo')} as row_no, ${value} as value
    from ${tablesOf(context, place)} where ${interruptible(context, place)}
    and ${fieldOf(context, place, 'schemaName')} = ${name} and ${value} is not null) mv on mv.row_no = ${dataRowNo}`
}
