import { type SlicegraphError, storeCorrupt } from '../errors.ts'
import type { Finding } from './check-report.ts'

/** Damage that a check of the store found. Reads that it could make wrong are refused, and all others answered. */
export interface Damage {
  readonly error: SlicegraphError
  /** @throws SlicegraphError STORE_CORRUPT when the statement reads a table whose damage its answer would not show */
  refuse(statement: string, isScan: boolean): void
}

/** Damage that shows in all reads of a table, since rows may be missing; other damage shows in scans only. */
const HIDES_ROWS: ReadonlySet<Finding['kind']> = new Set(['INDEX_OR_PAGE', 'LOST_ROW', 'STORE'])

/** Tables whose readers notice that a row is missing: another row refers to it, or holds a sum of them. */
const NOTICED: ReadonlySet<string | null> = new Set(['chunk', 'content', 'pack'])

/** Tables whose rows have their sum in their content together. */
const ENTRY_TABLES = ['feature', 'annotation', 'classification']

/** Null: nothing is damaged. An index that is missing makes reads slow, not wrong. */
export function damageOf(findings: readonly Finding[], file: string): Damage | null {
  const found = findings.filter(({ kind }) => kind !== 'MISSING_INDEX')
  if (found.length === 0) return null
  const hiding = found.filter(({ kind, table }) => HIDES_ROWS.has(kind) && !(kind === 'LOST_ROW' && NOTICED.has(table)))
  const readers = { scan: readersOf(found), keyed: readersOf(hiding) }
  return {
    error: storeCorrupt(nameTables(found), { file }),
    refuse(statement, isScan) {
      const table = (isScan ? readers.scan : readers.keyed)?.exec(statement)?.[1]
      if (table === undefined) return
      throw storeCorrupt(`rows of its table ${table} have changed`, { file })
    },
  }
}

/** Finds a table of the findings in a statement. */
function readersOf(findings: readonly Finding[]): RegExp | null {
  const tables = findings.flatMap(({ kind, table }) => (kind === 'ENTRIES' ? ENTRY_TABLES : (table ?? [])))
  return tables.length === 0 ? null : new RegExp(`\\b(?:from|join)\\s+(${tables.join('|')})\\b`)
}

function nameTables(findings: readonly Finding[]): string {
  const tables = new Set(findings.map(({ table }) => (table === null ? 'free pages' : `table ${table}`)))
  return [...tables].join(', ')
}
