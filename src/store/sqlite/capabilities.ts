import { foldText } from '../../model/index.ts'
import type { Capabilities } from '../query-context.ts'
import { literal, raw, sql } from '../sql.ts'

export const sqliteCapabilities: Capabilities = {
  inList: (expression, values) =>
    sql`${expression} in (select value from json_each(${JSON.stringify(values.map(bound))}))`,
  among: (list, values) => sql`(select json_group_array(value) from (select e.value from json_each(${list}) e
    where e.value in (select value from json_each(${JSON.stringify(values.map(bound))})) order by e.key))`,
  // Not by substr and length, which end at the first NUL of a text.
  startsWith: (expression, text) => sql`instr(${expression}, ${text}) = 1`,
  contains: (expression, text) => sql`instr(${expression}, ${text}) > 0`,
  containsInsensitive: (expression, text) => sql`instr(${raw(FOLDED)}(${expression}), ${foldText(text)}) > 0`,
  pseudonym: expression => sql`${raw(PSEUDONYM)}(${expression})`,
  withoutAddresses: (expression, onlyKnown) =>
    sql`${raw(onlyKnown ? WITHOUT_KNOWN : WITHOUT_ADDRESSES)}(${expression})`,
  numberText: expression => sql`${raw(NUMBER_TEXT)}(${expression})`,
  itemsOf: list => sql`json_each(coalesce(nullif(${list}, '[]'), '[null]'))`,
  groupName: (groups, idName) =>
    sql`(select g.value ->> 'name' from json_each(${groups}) g where g.value ->> 'idName' = ${idName})`,
  inRanges: (value, ranges) =>
    sql`exists (select 1 from json_each(${ranges}) r where ${value} between r.value ->> 0 and r.value ->> 1)`,
  percentile: (expression, fraction) => sql`percentile_cont(${expression}, ${literal(fraction)})`,
  startOfMonth: day => sql`unixepoch(${day} * 86400, 'unixepoch', 'start of month') / 86400`,
  // SQLite's division rounds towards zero.
  floorDivide: (expression, divisor) =>
    sql`((${expression}) / ${literal(divisor)} - ((${expression}) % ${literal(divisor)} < 0))`,
  // Scattered, since the rows of an index may all have numbers that leave the same rest.
  interruptible: (alias, key = 'rowid') =>
    raw(
      `case when ${alias}.${key} * 2654435761 >> 20 & ${ROWS_PER_QUESTION - 1} then 1 else ${KEEP_ON}(${alias}.${key}) end`,
    ),
}

/** The function of each connection that gives a text as `foldText` does. */
export const FOLDED = 'folded_text'

/** The function of each connection that writes a number as JavaScript does. */
export const NUMBER_TEXT = 'number_text'

/** Functions of each connection that reads: see `definePeople`. */
export const PSEUDONYM = 'people_pseudonym'
export const WITHOUT_ADDRESSES = 'people_without_addresses'
export const WITHOUT_KNOWN = 'people_without_known'

export const hidesPeople = (statement: string): boolean => statement.includes('people_')

/** How many rows are walked between two questions, on average. A power of two. */
export const ROWS_PER_QUESTION = 64

/** A function of each connection that reads: true, or it throws to end the statement. */
export const KEEP_ON = 'keep_on'

/** A lone surrogate as a parameter binds it and a column holds it: JSON would carry it as it is. */
const bound = (value: string | number) => (typeof value === 'string' ? value.toWellFormed() : value)
