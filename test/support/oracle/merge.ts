import type { JsonObject } from '../../../src/model/index.ts'
import { readExport } from '../oracle.ts'
import type { OracleDataRow, OracleDataRowProject, OracleExport, OracleLabel } from './entities.ts'

/** Expected store content after overlapping records were loaded, in any order. Links are those of the records. */
export interface MergedExport {
  readonly dataRows: readonly OracleDataRow[]
  readonly dataRowProjects: readonly OracleDataRowProject[]
  readonly labels: readonly OracleLabel[]
  readonly projects: OracleExport['projects']
}

/** A complete export without a row, of a project or of the one data set that all v2 rows are in. */
export interface EmptyRun {
  readonly at: number
  /** Null: of the data set. */
  readonly projectId: string | null
}

interface Read {
  readonly found: OracleExport
  readonly isV2: boolean
  /** Of the row, its queue entries and lists: in v1 the label's. */
  readonly time: number
}

/**
 * A plain merge of v2 rows and v1 records with times of one precision: the newest record of a thing stands, and all
 * records of a thing carry the same keys. A v2 row lists all labels of its projects; a v1 record shows that its label
 * was there at its time. A run, after all of them, leaves what is newer than its start.
 */
export function mergeRecords(records: readonly JsonObject[], run?: EmptyRun): MergedExport {
  const reads = records.map((record): Read => {
    const found = readExport([record])
    const isV2 = record.data_row !== undefined
    const time = isV2 ? found.dataRows[0]?.lastActivityAt : found.labels[0]?.updatedAt
    return { found, isV2, time: time ?? 0 }
  })
  const lists = reads.filter(({ isV2 }) => isV2)
  const newestList = newest(lists.flatMap(({ found, time }) => found.dataRowProjects.map(({ id }) => ({ id, time }))))
  const listedIn = (queueId: string, time: number) =>
    lists
      .filter(read => read.time === time)
      .flatMap(({ found }) => found.labels)
      .filter(label => label.dataRowProject?.id === queueId)
      .map(label => label.id)

  function isThere(label: OracleLabel): boolean {
    const queueId = label.dataRowProject?.id ?? ''
    const list = newestList.get(queueId)
    const seen = reads.filter(({ found, isV2 }) => !isV2 && found.labels.some(({ id }) => id === label.id))
    if (run && label.projectId === run.projectId && run.at > (list?.time ?? 0))
      return seen.some(({ time }) => time > run.at)
    if (list === undefined) return seen.length > 0
    return listedIn(queueId, list.time).includes(label.id) || seen.some(({ time }) => time > list.time)
  }

  const of = <T extends { readonly id: string }>(things: (found: OracleExport) => readonly T[]) =>
    newest(reads.flatMap(({ found, time }) => things(found).map(thing => ({ id: thing.id, time, thing }))))
  const labels = newest(
    reads.flatMap(({ found }) => found.labels.map(thing => ({ id: thing.id, time: thing.updatedAt ?? 0, thing }))),
  )
  const things = <T>(entries: ReadonlyMap<string, { readonly thing: T }>) =>
    [...entries.values()].map(({ thing }) => thing)
  const rows = of(found => found.dataRows)
  const queues = of(found => found.dataRowProjects)
  const isOld = (entry?: { readonly time: number }) => run !== undefined && (entry?.time ?? 0) < run.at
  const inSet = new Set(lists.flatMap(({ found }) => found.dataRows.map(({ id }) => id)))
  const isRowGone = (id: string) => run?.projectId === null && inSet.has(id) && isOld(rows.get(id))
  const queuesLeft = things(queues).filter(
    ({ id, dataRowId, projectId }) => !isRowGone(dataRowId) && !(projectId === run?.projectId && isOld(queues.get(id))),
  )
  const isRowThere = (id: string) =>
    run === undefined || (run.projectId === null ? !isRowGone(id) : !isOld(rows.get(id)) || isQueued(id))
  const isQueued = (id: string) => queuesLeft.some(({ dataRowId }) => dataRowId === id)
  return {
    dataRows: things(rows).filter(({ id }) => isRowThere(id)),
    dataRowProjects: queuesLeft,
    projects: things(of(found => found.projects)),
    labels: things(labels).filter(label => isThere(label) && !isRowGone(label.dataRowId)),
  }
}

function newest<T extends { readonly id: string; readonly time: number }>(entries: readonly T[]): Map<string, T> {
  const found = new Map<string, T>()
  for (const entry of entries) {
    const known = found.get(entry.id)
    if (known === undefined || known.time < entry.time) found.set(entry.id, entry)
  }
  return found
}
