import type { Capabilities } from '../query-context.ts'
import { literal, sql } from '../sql.ts'

export const sqliteCapabilities: Capabilities = {
  inList: (expression, values) =>
    sql`${expression} in (select value from json_each(${JSON.stringify(values.map(bound))}))`,
  // Not by substr and length, which end at the first NUL of a text.
  startsWith: (expression, text) => sql`instr(${expression}, ${text}) = 1`,
  contains: (expression, text) => sql`instr(${expression}, ${text}) > 0`,
  groupName: (groups, idName) =>
    sql`(select g.value ->> 'name' from json_each(${groups}) g where g.value ->> 'idName' = ${idName})`,
  percentile: (expression, fraction) => sql`percentile_cont(${expression}, ${literal(fraction)})`,
  startOfMonth: day => sql`unixepoch(${day} * 86400, 'unixepoch', 'start of month') / 86400`,
  // SQLite's division rounds towards zero.
  floorDivide: (expression, divisor) =>
    sql`((${expression}) / ${literal(divisor)} - ((${expression}) % ${literal(divisor)} < 0))`,
}

/** A lone surrogate as a parameter binds it and a column holds it: JSON would carry it as it is. */
const bound = (value: string | number) => (typeof value === 'string' ? value.toWellFormed() : value)
