import type { Finding } from '../check-report.ts'
import type { AnyEntity } from '../entities/index.ts'
import type { Connection } from './connection.ts'
import { ENTRIES, entryChecksumSql } from './entry-checksums.ts'
import { unlessDamaged } from './sqlite-errors.ts'

/** Contents that are checked at once. */
const STEP = 500

interface Summed {
  readonly sum: number
  readonly count: number
}

/** Compares contents with the sums and the numbers of their rows, in steps of one state of the file each. */
export function checkEntries(connection: Connection): Finding[] {
  let wrong = 0
  try {
    for (let first = 0; ; ) {
      const step = connection.snapshot(() => checkStep(connection, first))
      wrong += step.wrong
      if (step.last === null) break
      first = step.last + 1
    }
  } catch (error) {
    unlessDamaged(error)
    wrong++
  }
  return wrong === 0 ? [] : [{ kind: 'ENTRIES', table: 'annotation', count: wrong }]
}

function checkStep(connection: Connection, first: number) {
  const contents = connection.all<{ no: number; sum: number; count: number }>(
    `select no, entries_checksum as sum, annotation_count as count from content where no >= ? order by no limit ${STEP}`,
    first,
  )
  const last = contents.length < STEP ? null : (contents.at(-1)?.no ?? null)
  const found = ENTRIES.map(entity => sumsOf(connection, entity, first, last ?? Number.MAX_SAFE_INTEGER))
  const annotations = found[ENTRIES.findIndex(({ table }) => table === 'annotation')]
  let wrong = 0
  for (const { no, sum, count } of contents) {
    const total = found.reduce((all, sums) => all + (sums.get(no)?.sum ?? 0), 0) | 0
    if (total !== sum || (annotations?.get(no)?.count ?? 0) !== count) wrong++
  }
  const known = new Set(contents.map(({ no }) => no))
  for (const sums of found) for (const no of sums.keys()) if (!known.has(no)) wrong++
  return { wrong, last }
}

function sumsOf(connection: Connection, entity: AnyEntity, first: number, last: number): Map<number, Summed> {
  const rows = connection.all<Summed & { readonly no: number }>(
    `select content_no as no, sum(${entryChecksumSql(entity)}) as sum, count(*) as count from ${entity.table}
     where content_no between ? and ? group by content_no`,
    ...[first, last],
  )
  return new Map(rows.map(row => [row.no, row]))
}
