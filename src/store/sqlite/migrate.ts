import { type JsonObject, type Moment, parseInstant, parseMoment, toMoment } from '../../model/index.ts'
import { checkedTableOf, checksumSql, ROW_CHECKSUM } from '../checked-tables.ts'
import { packText, type StoredText, unpackBody } from '../compressed-text.ts'
import { type AnyEntity, CHUNK_RANGE, columnName, ENTITIES, FOREVER } from '../entities/index.ts'
import { LONGEST_PERSON } from '../people.ts'
import { reviewersOf } from '../prepare.ts'
import { addChecksums, addChunkSums, addKeysToChecksums, widenAudits } from './add-checksums.ts'
import { addFilteredFields, fillFilteredFields } from './add-filtered-fields.ts'
import type { Connection } from './connection.ts'
import { eachBody } from './each-body.ts'
import { followStoredAnswers } from './follow-stored-answers.ts'
import { followStoredFeatures } from './follow-stored-features.ts'
import { INSERT_PERSON } from './load-context.ts'
import { ROW_SUM, sumAllRows } from './row-sums.ts'
import { AUDIT, createTable, EXPORT_PROJECT, FEATURE_AREA, INDEXES, PERSON, SCHEMA_VERSION, TOKEN } from './schema.ts'
import { FETCHED_FEATURE, FETCHED_SEQ } from './write-fetched.ts'

/** From each released version to the next. */
const STEPS: ReadonlyMap<number, (connection: Connection) => void> = new Map([
  [2, fromVersion2],
  [3, fromVersion3],
  [4, fromVersion4],
  [5, fromVersion5],
])

export const canMigrate = (version: number): boolean => STEPS.has(version)

/**
 * Brings the tables to the newest version, all or nothing, while no other connection has the file open: a process
 * that reads the older tables would fail with the next query.
 * @throws when the file is in use or cannot be written.
 */
export function migrate(connection: Connection): void {
  // In WAL mode every connection holds a shared lock, so this fails at once when there is another one.
  connection.script('pragma busy_timeout = 0; pragma locking_mode = exclusive')
  connection.transaction(() => {
    // Read again under the lock: another process may have been first.
    let version = versionOf(connection)
    for (; version < SCHEMA_VERSION; version++) STEPS.get(version)?.(connection)
    connection.script(`pragma user_version = ${version}`)
  })
}

export const versionOf = (connection: Connection): number =>
  connection.get<{ user_version: number }>('pragma user_version')?.user_version ?? 0

/** 0.1 knew neither the times that loads compare nor removals by time; a benchmark's flag stood in the body alone. */
function fromVersion2(connection: Connection): void {
  connection.script(`
    alter table export add column gone integer not null default ${FOREVER};
    alter table export add column older_label_count integer not null default 0;
    alter table tombstone rename to older_tombstone;
    drop index tombstone_gone;
    create table tombstone (
      id text not null, gone integer not null, time text, partial integer not null default 0, primary key (id, gone)
    ) strict, without rowid;
    insert into tombstone (id, gone) select id, gone from older_tombstone;
    drop table older_tombstone;
    alter table project add column time text;
    alter table data_row add column time text;
    alter table data_row_project add column time text;
    alter table data_row_project add column list_time text;
    alter table label add column is_benchmark integer;
    alter table label add column time text;
    alter table label add column present_at text;
    alter table content rename column form to format;
  `)
  eachBody(connection, 'data_row', ['last_activity_at', 'updated_at'], ({ no, last_activity_at, updated_at, raw }) => {
    const details = (raw?.data_row as { details?: JsonObject } | undefined)?.details
    const time = momentOf(last_activity_at ?? updated_at, details?.last_activity_at ?? details?.updated_at)
    connection.run('update data_row set time = ? where no = ?', time, no)
  })
  eachBody(connection, 'data_row_project', ['data_row_id', 'born', 'gone'], ({ no, data_row_id, born, gone, raw }) => {
    const row = connection.get<{ time: Moment | null }>(
      'select time from data_row where id = ? and born < ? and gone > ? order by born desc limit 1',
      ...[data_row_id, gone, born],
    )
    // A v2 row lists its labels in each project; a v1 record does not.
    const isListed = Object.keys(raw ?? {}).some(key => !V1_PROJECT_KEYS.has(key))
    const time = row?.time ?? null
    connection.run('update data_row_project set time = ?, list_time = ? where no = ?', time, isListed ? time : null, no)
  })
  eachBody(connection, 'label', ['updated_at', 'content_updated_at'], ({ no, isBenchmark, raw, ...label }) => {
    const details = raw?.label_details as JsonObject | undefined
    const v1 = raw?.['Updated At']
    const own = label.updated_at ?? label.content_updated_at
    const time = momentOf(own, v1, details?.updated_at ?? details?.content_last_updated_at)
    const flag = typeof isBenchmark === 'boolean' ? Number(isBenchmark) : null
    const presentAt = typeof v1 === 'string' ? time : null
    const update = 'update label set is_benchmark = ?, time = ?, present_at = ? where no = ?'
    connection.run(update, flag, time, presentAt, no)
  })
  setTimes(connection)
  endDoubledExports(connection)
}

/**
 * The times that 0.1 did not keep. Rows that V1 records wrote have the time of the latest label, projects that of their
 * queue entries. A removal was made by the load of its version: not after that was published.
 */
function setTimes(connection: Connection): void {
  const latest = (column: string, from: string) =>
    `nullif(max(coalesce(time, ''), coalesce((select max(${column}) from ${from}), '')), '')`
  const labels = 'label l where l.data_row_id ='
  connection.script(`
    update data_row set time = ${latest('l.present_at', `${labels} data_row.id`)};
    update data_row_project set time = ${latest(
      'l.present_at',
      `${labels} data_row_project.data_row_id and l.project_id = data_row_project.project_id`,
    )};
    update project set time = ${latest('q.time', 'data_row_project q where q.project_id = project.id')};
  `)
  const loads = connection.all<{ born: number; at: number }>(`select x.born, coalesce(
    (select min(t.started_at) from export_task t where t.export_id = x.id), x.loaded_at) as at from export x`)
  for (const { born, at } of loads) connection.run('update tombstone set time = ? where gone = ?', toMoment(at), born)
}

/** A later Export of an id replaces the earlier ones. */
function endDoubledExports(connection: Connection): void {
  const later = 'from export x where x.id = export.id and x.no > export.no'
  connection.script(`update export set gone = (select min(x.born) ${later}) where exists (select 1 ${later})`)
}

const V1_PROJECT_KEYS: ReadonlySet<string> = new Set(['Project Name', 'DataRow Workflow Info'])

/** An instant with the precision of the text that it was read from, where one of these is that text. */
function momentOf(instant: unknown, ...texts: readonly unknown[]): Moment | null {
  if (typeof instant !== 'number') return null
  const text = texts.find(each => typeof each === 'string' && parseInstant(each) === instant)
  return typeof text === 'string' ? parseMoment(text) : toMoment(instant)
}

/** Rows that are read at once. */
const STEP = 100

/**
 * 0.2 repeated in each annotation what the annotations of one object share, held the head in the content's row, and `raw`
 * in the body.
 */
function fromVersion3(connection: Connection): void {
  for (const entity of Object.values<AnyEntity>(ENTITIES)) if (entity.raw) moveRaw(connection, entity)
  const shared = 'group_name, feature_id, schema_id, name, annotation_kind'
  const same = shared.split(', ').map(column => `f.${column} is o.${column}`)
  connection.script(`
    alter table content add column older_head any;
    update content set older_head = head;
    alter table content drop column head;
    alter table content rename column older_head to head;
    alter table annotation rename to older_annotation;
    ${createTable(ENTITIES.feature)}
    ${createTable(ENTITIES.annotation)}
    insert into feature (content_no, no, ${shared})
      select content_no, row_number() over (partition by content_no, seq >= ${FETCHED_SEQ} order by seq) - 1
        + case when seq < ${FETCHED_SEQ} then 0 else ${FETCHED_FEATURE} end, ${shared}
      from (select content_no, min(seq) as seq, ${shared} from older_annotation
        group by content_no, seq >= ${FETCHED_SEQ}, ${shared});
    create index older_feature on feature (content_no, feature_id);
    insert into annotation (content_no, feature_no, seq, chunk_index, frame_number, place, key_frame, area, length)
      select o.content_no, f.no, o.seq, o.chunk_no % ${CHUNK_RANGE}, o.frame_number, o.place, o.key_frame, o.area, o.length
      from older_annotation o join feature f on f.content_no = o.content_no and ${same.join(' and ')}
        and (f.no >= ${FETCHED_FEATURE}) = (o.seq >= ${FETCHED_SEQ});
    drop index older_feature;
    drop table older_annotation;
    drop index label_created_by;
    ${INDEXES.find(({ name }) => name === 'label_created_by')?.ddl}
  `)
}

/** Moves `raw` from the bodies into its column, of one row at a time. */
function moveRaw(connection: Connection, { table, columns, versioned, primaryKey = ['no'] }: AnyEntity): void {
  const names = primaryKey.map(field => columnName(field, columns[field] ?? {}))
  const key = names.join(', ')
  const place = `(${names.map(() => '?').join(', ')})`
  const next = `select ${key} from ${table} where (${key}) > ${place} order by ${key} limit ${STEP}`
  const select = `select body from ${table} where (${key}) = ${place}`
  const update = `update ${table} set body = ?, raw = ? where (${key}) = ${place}`
  // Loads compare the texts of events as they are: they are never compressed.
  const pack = versioned ? packText : (text: string) => text
  connection.script(`alter table ${table} add column raw any`)
  for (let last: readonly unknown[] = names.map(() => -1); ; ) {
    const keys = connection.all<Record<string, unknown>>(next, ...last).map(row => Object.values(row))
    for (const own of keys) {
      const { raw, ...body } = unpackBody<JsonObject>(connection.get<{ body: StoredText }>(select, ...own)?.body ?? '')
      if (raw !== undefined) connection.run(update, pack(JSON.stringify(body)), pack(JSON.stringify(raw)), ...own)
    }
    const end = keys.at(-1)
    if (end === undefined) return
    last = end
  }
}

/** 0.3 noted neither the projects of an Export nor people, and had no tokens and checksums. */
function fromVersion4(connection: Connection): void {
  addFilteredFields(connection)
  connection.script(EXPORT_PROJECT)
  connection.script(PERSON)
  connection.script(TOKEN)
  connection.script(AUDIT)
  for (const { table, columns } of Object.values<AnyEntity>(ENTITIES))
    for (const [field, column] of Object.entries(columns)) {
      if (!column.person) continue
      const name = columnName(field, column)
      connection.run(`insert or ignore into person (name, checksum) select distinct ${name}, ${ROW_CHECKSUM}(${name})
        from ${table} where length(${name}) between 1 and ${LONGEST_PERSON}`)
    }
  eachBody(connection, 'label', ['id'], ({ reviews }) => {
    for (const person of reviewersOf(reviews)) connection.run(INSERT_PERSON, person)
  })
  widenFeatures(connection)
  addChecksums(connection)
}

/**
 * 0.4 did not follow features through their frames, did not tell masks from other annotations without an area, did not
 * note what was removed and when, had fewer columns for filters, and no pulls.
 */
function fromVersion5(connection: Connection): void {
  connection.script(createTable(ENTITIES.pullTask))
  widenRemovals(connection)
  addKeysToChecksums(connection)
  widenAudits(connection)
  addFilteredFields(connection)
  fillFilteredFields(connection)
  widenFeatures(connection)
  addChunkSums(connection)
  connection.script(`${FEATURE_AREA} ${INDEXES.find(({ name }) => name === 'label_id_part')?.ddl}`)
  followStoredFeatures(connection)
  followStoredAnswers(connection)
  connection.script(ROW_SUM)
  sumAllRows(connection)
}

/** Gives features their new columns, without values. */
function widenFeatures(connection: Connection): void {
  if (connection.get("select 1 from pragma_table_info('feature') where name = 'frame_count'")) return
  const shared = 'content_no, no, group_name, feature_id, schema_id, name, annotation_kind'
  connection.script(`
    alter table feature rename to older_feature;
    ${createTable(ENTITIES.feature)}
    insert into feature (${shared}) select ${shared} from older_feature;
    drop table older_feature;
  `)
}

/** Adds what was removed, from which projects and when, without values. */
function widenRemovals(connection: Connection): void {
  if (connection.get("select 1 from pragma_table_info('tombstone') where name = 'removed_at'")) return
  const changed = checksumSql(checkedTableOf(ENTITIES.removal))
  connection.script(`
    alter table tombstone rename to older_tombstone;
    drop index if exists tombstone_gone;
    ${createTable(ENTITIES.removal)}
    insert into tombstone (id, gone, time, partial, checksum) select id, gone, time, partial, checksum from older_tombstone;
    update tombstone set checksum = ${changed} where checksum = ${ROW_CHECKSUM}(id, gone, time, partial);
    drop table older_tombstone;
  `)
}
