/*
 * The tables. What an export says of a thing stands in `body`, as JSON; columns exist only for what is filtered,
 * sorted, joined or counted by. Instants are whole microseconds since 1970 (UTC), booleans 0 and 1.
 *
 * Versions: a row of data_row, project, data_row_project or label is seen by readers of the versions from `born`
 * to before `gone`. Rows that hang on such a row by its `no` (metadata, events, content) are seen with it. A load
 * writes rows born in the next version and marks replaced ones as gone in it; publishing is one update of `state`.
 *
 * Merging: `time` is the `Moment` of the record that a row was last written from, null where no record gave one.
 */

/** "slgr" in ASCII: tells a store of ours from any other SQLite file. */
export const APPLICATION_ID = 0x736c6772
/** Raised with every change of the tables; migrate.ts leads from one to the next. */
export const SCHEMA_VERSION = 3
/** `gone` of a row that nothing has replaced yet. */
export const FOREVER = Number.MAX_SAFE_INTEGER

/** Data rows, labels and queue entries that a load removed; `time` is that of the record or the whole run that did. */
export const TOMBSTONE = `
create table tombstone (
  id text not null, gone integer not null, time text, primary key (id, gone)
) strict, without rowid;
create index tombstone_gone on tombstone (gone);`

export const SCHEMA = `
-- fetched counts what was fetched between versions.
create table state (version integer not null, fetched integer not null) strict;
insert into state values (0, 0);

create table lease (
  token text not null, holder text not null, runner text not null, pid integer not null, host text not null,
  heartbeat integer not null
) strict;

create table export (
  no integer primary key, id text not null, born integer not null, source text not null, digest text not null,
  byte_count integer not null, format text not null, loaded_at integer not null, record_count integer not null,
  data_row_count integer not null, label_count integer not null, rejected_count integer not null,
  gone integer not null default ${FOREVER}, older_label_count integer not null default 0
) strict;
create index export_id on export (id);

create table reject (
  no integer primary key, born integer not null, export_no integer, line integer not null,
  byte_offset integer not null, path text not null, reason text not null, bytes blob not null
) strict;
create index reject_export on reject (export_no, line);

-- Exports that are run from here, outside the versions. upstream_id is the vendor's; since, from when on it asks for
-- changes.
create table export_task (
  no integer primary key, id text not null unique, scope text not null, input text not null, upstream_id text,
  since integer, status text not null, progress real not null, started_at integer not null, finished_at integer,
  data_row_count integer not null, errors text not null, export_id text, runner text not null, pid integer not null,
  host text not null, heartbeat integer not null
) strict;
create index export_task_status on export_task (status, scope);
create table watermark (scope text primary key, at integer not null) strict;

${TOMBSTONE}

create table project (
  no integer primary key, id text not null, born integer not null, gone integer not null, body any not null, time text
) strict;
create index project_id on project (id);
create index project_born on project (born);
create index project_gone on project (gone) where gone < ${FOREVER};

create table data_row (
  no integer primary key, id text not null, born integer not null, gone integer not null,
  global_key text, external_id text, dataset_id text, dataset_name text, mime_type text, created_by text,
  created_at integer, updated_at integer, last_activity_at integer, body any not null, time text
) strict;
create index data_row_id on data_row (id);
create index data_row_global_key on data_row (global_key);
create index data_row_updated_at on data_row (updated_at);
create index data_row_last_activity_at on data_row (last_activity_at);
create index data_row_born on data_row (born);
create index data_row_gone on data_row (gone) where gone < ${FOREVER};

create table metadata (
  data_row_no integer not null, schema_id text, schema_name text, text text, number real, time integer
) strict;
create index metadata_data_row on metadata (data_row_no);

-- list_time is the time of the newest list of the row's labels in the project, null where no timed record had one.
create table data_row_project (
  no integer primary key, id text not null, born integer not null, gone integer not null,
  data_row_id text not null, project_id text not null, batch_id text, batch_name text, workflow_status text,
  task_name text, priority integer, in_task_since integer, body any not null, time text, list_time text
) strict;
create index data_row_project_id on data_row_project (id);
create index data_row_project_data_row on data_row_project (data_row_id, project_id);
create index data_row_project_project on data_row_project (project_id);
create index data_row_project_born on data_row_project (born);
create index data_row_project_gone on data_row_project (gone) where gone < ${FOREVER};

create table workflow_event (
  data_row_project_no integer not null, number integer not null, action text not null, created_at integer not null,
  created_by text, actor_id text, previous_task_name text, next_task_name text, seconds_in_previous_task real,
  body any not null,
  primary key (data_row_project_no, number)
) strict, without rowid;
create index workflow_event_created_at on workflow_event (created_at);

-- What is fetched belongs to one version of a label, which content_version numbers: by the load that first brought it.
-- version_stamp is what the export says of that version, to tell it when it comes again. present_at is the time of the
-- newest v1 record of the label: an older list does not remove it.
create table label (
  no integer primary key, id text not null, born integer not null, gone integer not null,
  data_row_id text not null, project_id text, content_no integer not null, content_version integer not null,
  version_stamp text not null, label_kind text, created_by text,
  created_at integer, updated_at integer, content_updated_at integer, skipped integer, has_open_issues integer,
  seconds_to_create real, seconds_to_review real, consensus_score real, benchmark_score real, body any not null,
  is_benchmark integer, time text, present_at text
) strict;
create index label_id on label (id);
create index label_data_row on label (data_row_id, project_id);
create index label_project on label (project_id);
create index label_created_by on label (created_by, created_at, born, gone);
create index label_created_at on label (created_at);
create index label_content on label (content_no);
create index label_born on label (born);
create index label_gone on label (gone) where gone < ${FOREVER};

-- groups: a list of GroupHead, by id name, as the export has them. fetched: of groups whose frames were fetched, the
-- number of frames by id name. The counts include what was fetched.
create table content (
  no integer primary key, form text not null, annotation_count integer not null,
  remote_group_count integer not null, groups text not null, fetched text not null default '{}', head any not null
) strict;

-- A chunk is a stretch of a pack's text, in UTF-16 units; it is numbered within the range of its content (CHUNK_RANGE),
-- fetched ones from FETCHED_FROM on. A pack holds chunks of several contents, and is there for as long as one of them is.
create table chunk (
  no integer primary key, group_name text, first_frame integer, last_frame integer,
  frame_count integer not null, pack_no integer not null, start integer not null, length integer not null
) strict;
create index chunk_pack on chunk (pack_no);
create table pack (no integer primary key, body any not null) strict;

-- seq counts the annotations of a content as they were written, fetched ones from FETCHED_SEQ on; place those of one
-- frame, or of a group or a label itself, in the export's order.
create table annotation (
  content_no integer not null, seq integer not null, chunk_no integer not null, group_name text,
  frame_number integer, place integer not null, feature_id text not null, schema_id text, name text,
  annotation_kind text not null, key_frame integer, area real, length real,
  primary key (content_no, seq)
) strict, without rowid;

-- annotation_seq is null where the classification stands in the label, a group or a frame; fetched_group names the
-- group with whose frames it was fetched.
create table classification (
  content_no integer not null, annotation_seq integer, name text, value text, answer text, text text,
  fetched_group text
) strict;
create index classification_content on classification (content_no, annotation_seq);

-- What was measured of the masks of a label's version: '' stands for no group, -1 for no frame.
create table mask (
  label_id text not null, content_version integer not null, group_name text not null, frame_number integer not null,
  feature_id text not null, area integer not null, body any not null,
  primary key (label_id, content_version, group_name, frame_number, feature_id)
) strict, without rowid;

-- Images of all masks of a frame: what is known of their bytes.
create table composite (
  label_id text not null, content_version integer not null, composite_id text not null, body text not null,
  primary key (label_id, content_version, composite_id)
) strict, without rowid;
`
