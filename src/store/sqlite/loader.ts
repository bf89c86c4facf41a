import { formatId, type Instant, type Moment, type RejectedRecord, toMoment } from '../../model/index.ts'
import { changedChecksum, checkedTableOf, ROW_CHECKSUM } from '../checked-tables.ts'
import { ENTITIES, FOREVER, type PublishedExport } from '../entities/index.ts'
import type { FinishedLoad, LoadOptions } from '../loads.ts'
import { storedTextOf } from '../packs.ts'
import type { PackTexts, PreparedBatch, PreparedRecord } from '../prepare.ts'
import type { Connection } from './connection.ts'
import { clearUnpublished, removeSuperseded } from './garbage-collect.ts'
import { insertOne } from './insert-rows.ts'
import { buildLateIndexes, dropLateIndexes } from './late-indexes.ts'
import { acquireLease, inTransaction, type LeasedLoad, releaseLease } from './lease.ts'
import { type LoadContext, liveRow, noteId, notePeople } from './load-context.ts'
import { BatchPacks, StoredPacks } from './packs.ts'
import { NO_PROJECT } from './schema.ts'
import { readState } from './state.ts'
import { finishTask } from './task-store.ts'
import { writeDataRow } from './write-data-row.ts'
import { removeMissing } from './write-gone.ts'
import { removeUnlistedLabels, withKnownOwner, writeLabel } from './write-label.ts'
import { noteRemovedQueue, writeDataRowProject, writeProject, writeProjectTime } from './write-project.ts'

/**
 * A load on this thread. Takes over `connection`, which must be the load's own, and closes it at the end.
 * @param token of the lease, if the load has it already
 */
export async function openSqliteLoad(connection: Connection, options: LoadOptions, token: string | null = null) {
  const leased = {
    connection,
    token: token ?? acquireLease(connection, options.holder),
    packs: new StoredPacks(connection),
  }
  try {
    return await begin(leased, options)
  } catch (error) {
    // This process lives on, and would count as running the load.
    await Promise.try(releaseLease, leased).catch(() => {})
    throw error
  }
}

async function begin(leased: LeasedLoad, options: LoadOptions) {
  const { connection } = leased
  const { version } = readState(connection)
  await clearUnpublished(leased, version)
  await removeSuperseded(leased, version)
  if (version === 0) dropLateIndexes(leased)
  // The ids of this load, to be counted; on disk, since there may be millions.
  connection.script(`create temp table loaded_data_row (id text primary key) without rowid;
    create temp table loaded_label (id text primary key, is_older integer not null default 0) without rowid;`)
  const load: LoadContext = {
    ...leased,
    next: version + 1,
    isFirst: version === 0,
    rawContainers: options.rawContainers,
    startedAt: options.startedAt === undefined ? null : toMoment(options.startedAt),
    projects: new Map(),
    people: new Set(),
    tally: { v1: 0, v2: 0, rejected: 0, droppedAnnotations: 0, withoutProject: 0 },
    hasTombstones: connection.get('select 1 from tombstone limit 1') !== undefined,
  }

  return {
    /** Compresses the texts of a batch: before it is written, since others want the write lock too. */
    pack: (texts: PackTexts) => new BatchPacks(connection, texts.map(storedTextOf)),
    /**
     * In one transaction, which ends early when it lasts: `packs` are those of each batch.
     * Answers how many batches it took.
     */
    write: (packs: readonly BatchPacks[], nextBatch: () => PreparedBatch | undefined) =>
      inTransaction(load, () => {
        const until = performance.now() + LONG_MS
        let taken = 0
        for (const own of packs) {
          const batch = nextBatch()
          if (!batch) throw new Error('A batch of the load is missing')
          for (const record of batch.records) writeRecord(load, record, own)
          for (const reject of batch.rejects) writeReject(load, reject)
          taken++
          if (performance.now() >= until) break
        }
        return taken
      }),
    publish(finished: FinishedLoad) {
      const { wholeOf, task } = finished
      if (wholeOf) while (inTransaction(load, () => removeMissing(load, wholeOf)) > 0);
      buildLateIndexes(load)
      const exportId = exportIdOf(finished)
      const loadedAt = Date.now() * 1000
      while (inTransaction(load, () => connection.run(DATE_REMOVALS, loadedAt, exportId, load.next)) > 0);
      // A published load must survive a power cut, so its last commit waits for the disk. A checkpoint before it leaves it
      // little to wait for, since it keeps other writers out. A full one would wait for readers: a scan may take seconds.
      connection.script('pragma wal_checkpoint(passive); pragma synchronous = full')
      const loaded = inTransaction(load, () => {
        for (const id of load.projects.keys()) writeProjectTime(load, id)
        const made = writeExport(load, finished, exportId, loadedAt)
        if (task) finishTask(connection, task, made)
        connection.run(`update state set version = ?1, checksum = ${ROW_CHECKSUM}(?1, fetched)`, load.next)
        releaseLease(load)
        return made
      })
      connection.script('pragma wal_checkpoint(passive)')
      connection.close()
      return loaded
    },
    async abandon() {
      await clearUnpublished(load, version)
      buildLateIndexes(load)
      releaseLease(load)
      connection.close()
    },
  }
}

/** Duration of a transaction of 4 MiB on an idle machine. */
const LONG_MS = 70

function writeRecord(load: LoadContext, exported: PreparedRecord, packs: BatchPacks): void {
  const record = exported.format === 'v1' ? withKnownOwner(load, exported) : exported
  const { format, time, dataRow, projects, labels } = record
  load.tally[format]++
  notePeople(load, record.people)
  if (projects.length === 0 || labels.some(label => label.projectId === null)) load.tally.withoutProject++
  const isNew = noteId(load, 'loaded_data_row', dataRow.id)
  const rowGoneSince = writeDataRow(load, record, isNew)
  const absentSince = new Map<string | null, Moment | null>()
  for (const project of projects) {
    writeProject(load, project, time)
    // As if the record had been loaded first, and then what removed the row.
    const queue = rowGoneSince === null ? writeDataRowProject(load, dataRow.id, project, time, isNew) : null
    if (rowGoneSince !== null) noteRemovedQueue(load, dataRow.id, project.id, time, rowGoneSince)
    absentSince.set(project.id, queue === null ? rowGoneSince : queue.absentSince)
    if (!queue?.takesList || isNew) continue
    const listed = new Set(labels.filter(label => label.projectId === project.id).map(label => label.id))
    removeUnlistedLabels(load, dataRow.id, project.id, listed, time)
  }
  for (const label of labels) {
    const row = noteId(load, 'loaded_label', label.id) ? undefined : liveRow(load, 'label', label.id)
    const place = { format, time, dataRowId: dataRow.id }
    writeLabel(load, { ...place, absentSince: absentSince.get(label.projectId) ?? rowGoneSince }, label, packs, row)
  }
}

const NOTE_PROJECT = `insert into export_project (export_no, project_id, checksum) values (?1, ?2, ${ROW_CHECKSUM}(?1, ?2))`
const END_EXPORT = `update export set gone = ?1, checksum = ${changedChecksum(checkedTableOf(ENTITIES.export), { gone: '?1' })}
  where id = ?2 and gone = ${FOREVER}`

function writeReject({ connection, next, tally }: LoadContext, reject: RejectedRecord): void {
  tally.rejected++
  const row = { born: next, ...reject }
  insertOne(connection, ENTITIES.reject, row)
}

/** A task that brings the same bytes again is another export; a file is not. */
const exportIdOf = ({ task, digest }: FinishedLoad) =>
  formatId('export', task ? task.id.replace(/^task:/, '') : digest.slice(0, 32))

/** In steps, since a whole run may remove any number of things. */
const DATE_REMOVALS = `update tombstone set removed_at = ?1, export_id = ?2, checksum = ${changedChecksum(
  checkedTableOf(ENTITIES.removal),
  { removed_at: '?1', export_id: '?2' },
)} where no in (select no from tombstone where gone = ?3 and removed_at = 0 limit 1000)`

function writeExport(
  { connection, next, tally, projects }: LoadContext,
  finished: FinishedLoad,
  id: string,
  loadedAt: Instant,
): PublishedExport {
  const count = (table: string) => connection.get<{ n: number }>(`select count(*) as n from ${table}`)?.n ?? 0
  const made = {
    id,
    source: finished.source,
    format: tally.v1 === 0 ? ('V2' as const) : tally.v2 === 0 ? ('V1' as const) : ('MIXED' as const),
    loadedAt,
    recordCount: tally.v1 + tally.v2 + tally.rejected,
    dataRowCount: count('loaded_data_row'),
    labelCount: count('loaded_label'),
    rejectedCount: tally.rejected,
    olderLabelCount: count('loaded_label where is_older = 1'),
  }
  connection.run(END_EXPORT, next, made.id)
  const { recordCount: records, rejectedCount: rejected, ...shown } = made
  const { digest, byteCount } = finished
  const row = { ...shown, records, rejected, born: next, gone: FOREVER, digest, byteCount }
  const no = insertOne(connection, ENTITIES.export, row)
  const inProjects = tally.withoutProject > 0 ? [...projects.keys(), NO_PROJECT] : projects.keys()
  for (const id of inProjects) connection.run(NOTE_PROJECT, no, id)
  connection.run('update reject set export_no = ? where born = ? and export_no is null', no, next)
  return { ...made, droppedAnnotationCount: tally.droppedAnnotations }
}
