import type { CheckProgress, Finding } from '../check-report.ts'
import { CHECKED_TABLES, type CheckedTable, checksumSql, rawChecksumSql } from '../checked-tables.ts'
import { CHUNK_RANGE, HEAD } from '../entities/index.ts'
import { checkEntries } from './check-entries.ts'
import { Connection } from './connection.ts'
import { compareRowsSql } from './row-sums.ts'
import { INDEXES } from './schema.ts'
import { unlessDamaged } from './sqlite-errors.ts'

/*
 * Reads the whole store: SQLite's own check of pages and indexes, then the checksums of all rows, then what refers to
 * what. Each statement sees one state of the file, so that loads may run meanwhile.
 */

/** The check of a store for opening it, on this thread. */
export function checkAtOnce(path: string): readonly Finding[] {
  const connection = new Connection(path, { readOnly: true })
  try {
    const work = checkStore(connection, false)
    for (;;) {
      const { done, value } = work.next()
      if (done) return value
    }
  } finally {
    connection.close()
  }
}

/**
 * Yields before each step. Answers what is damaged.
 * @param everything also texts and bytes that are checked whenever they are read, and that no row is found by
 */
export function* checkStore(connection: Connection, everything: boolean): Generator<CheckProgress, readonly Finding[]> {
  const tables = everything ? CHECKED_TABLES : CHECKED_TABLES.filter(({ isByNumber }) => !isByNumber)
  const steps: readonly (readonly [name: string, step: () => readonly Finding[]])[] = [
    ['pages and indexes', () => checkPages(connection)],
    ...tables.map(table => [table.table, () => checkRows(connection, table, everything)] as const),
    ['annotation', () => checkEntries(connection)],
    ['references', () => [...checkReferences(connection), ...missingIndexes(connection)]],
  ]
  const findings: Finding[] = []
  for (const [done, [name, step]] of steps.entries()) {
    yield { name, done, total: steps.length }
    findings.push(...step())
  }
  return findings
}

/** Faults that SQLite is asked to list: more say nothing new. */
const MOST_FAULTS = 100

/** A fault is looked for table by table only where there is one. */
function checkPages(connection: Connection): Finding[] {
  const faults = faultsOf(connection, `pragma integrity_check(${MOST_FAULTS})`)
  if (faults.length === 0) return []
  const findings: Finding[] = []
  for (const { table } of tablesOf(connection)) {
    const own = faultsOf(connection, `pragma integrity_check('${table}')`)
    if (own.length > 0) findings.push({ kind: 'INDEX_OR_PAGE', table, count: own.length })
  }
  if (findings.length > 0) return findings
  const isFree = faults.some(fault => /^(\*\*\* .*\n)?(Freelist|freelist|Main freelist)/m.test(fault))
  return [{ kind: isFree ? 'FREE_PAGES' : 'INDEX_OR_PAGE', table: null, count: faults.length }]
}

function faultsOf(connection: Connection, pragma: string): string[] {
  try {
    const rows = connection.all<{ integrity_check: string }>(pragma)
    return rows.map(row => row.integrity_check).filter(text => text !== 'ok')
  } catch (error) {
    return [unlessDamaged(error)]
  }
}

const tablesOf = (connection: Connection) =>
  connection.all<{ table: string }>(`select name as "table" from sqlite_schema where type = 'table'`)

/** That each row is as it was written, and that all of them are there. */
function checkRows(connection: Connection, checked: CheckedTable, withRaws: boolean): Finding[] {
  const { table, rawKey } = checked
  const rawIsSound = rawKey && withRaws ? ` and raw_checksum is ${rawChecksumSql(rawKey)}` : ''
  const isSound = `checksum is ${checksumSql(checked)}${rawIsSound}`
  return unlessUnreadable(table, () => {
    const found = connection.get<RowsFound>(
      `select count(*) filter (where not (${isSound})) as damaged, ${compareRowsSql(connection, table)} from ${table}`,
    )
    const { damaged = 0, isCounted, isSummed } = found ?? {}
    const findings: Finding[] = damaged > 0 ? [{ kind: 'ROW', table, count: damaged }] : []
    // The checksum of a damaged row may itself be what has changed.
    if (!isCounted || (!isSummed && damaged === 0)) findings.push({ kind: 'LOST_ROW', table, count: 1 })
    return findings
  })
}

interface RowsFound {
  readonly damaged: number
  readonly isCounted: number
  readonly isSummed: number
}

/** Rows that are read by the number which another row has of them. */
function checkReferences(connection: Connection): Finding[] {
  const head = `select 1 from chunk k where k.no = c.no * ${CHUNK_RANGE} + ${HEAD}`
  const referring = {
    content: 'label l where not exists (select 1 from content c where c.no = l.content_no)',
    pack: 'chunk k where not exists (select 1 from pack p where p.no = k.pack_no)',
    chunk: `content c where c.head is null and not exists (${head})`,
  }
  return Object.entries(referring).flatMap(([table, rows]) =>
    counted(connection, 'MISSING_ROW', table, `select count(*) as n from ${rows}`),
  )
}

/** A first load that was stopped leaves a store without some of them. */
function missingIndexes(connection: Connection): Finding[] {
  const found = connection.all<{ name: string }>(`select name from sqlite_schema where type = 'index'`)
  const names = new Set(found.map(({ name }) => name))
  const count = INDEXES.filter(({ name }) => !names.has(name)).length
  return count === 0 ? [] : [{ kind: 'MISSING_INDEX', table: null, count }]
}

function counted(connection: Connection, kind: Finding['kind'], table: string, select: string): Finding[] {
  return unlessUnreadable(table, () => {
    const count = connection.get<{ n: number }>(select)?.n ?? 0
    return count === 0 ? [] : [{ kind, table, count }]
  })
}

function unlessUnreadable(table: string, read: () => Finding[]): Finding[] {
  try {
    return read()
  } catch (error) {
    unlessDamaged(error)
    return [{ kind: 'INDEX_OR_PAGE', table, count: 1 }]
  }
}
