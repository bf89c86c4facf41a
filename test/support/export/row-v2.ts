import * as fc from 'fast-check'
import type { Json, JsonObject } from '../../../src/model/index.ts'
import { v2Content } from './content-v2.ts'
import {
  count,
  email,
  featureId,
  filledText,
  orNull,
  PROJECTS,
  partial,
  quarter,
  schemaId,
  score,
  stamp,
  stampShape,
  taskName,
  text,
  time,
  withKeys,
} from './values.ts'

/** Ids come from these few; `unique` exports number them. */
const rowId = fc.constantFrom('crow1', 'crow2', 'crow:3%')
const labelId = fc.constantFrom('clabel1', 'clabel2', 'clabel:3', 'clabel%4')

/** A v2 row, valid, of any media and in any number of projects. */
export function v2Row(): fc.Arbitrary<JsonObject> {
  const data_row = withKeys(
    { id: rowId, row_data: filledText },
    { global_key: orNull(text), external_id: orNull(text), details: orNull(rowDetails()) },
  )
  const rest = {
    media_attributes: orNull(partial({ mime_type: fc.constantFrom('application/dicom', 'image/png'), height: count })),
    attachments: orNull(attachments()),
    metadata_fields: orNull(fc.array(metadataField(), { maxLength: 3 })),
  }
  return fc.oneof(
    { weight: 9, arbitrary: withKeys({ data_row, projects: projects() }, { ...rest, experiments: fc.constant({}) }) },
    { weight: 1, arbitrary: withKeys({ data_row, experiments: fc.constant({ cmodel: { runs: {} } }) }, rest) },
  )
}

const rowDetails = () =>
  partial({
    dataset_id: fc.constantFrom('cdataset1', 'cdataset2'),
    dataset_name: orNull(text),
    created_at: stamp,
    updated_at: stamp,
    last_activity_at: orNull(stamp),
    created_by: email,
  })

const attachments = () =>
  fc.array(withKeys({ type: fc.constantFrom('IMAGE', 'RAW_TEXT'), value: text }, { id: featureId, name: text }), {
    maxLength: 2,
  })

/** A field of each kind: text, number, instant, enum, embedding; or one that nobody filled. */
function metadataField(): fc.Arbitrary<JsonObject> {
  const option = fc
    .constantFrom('train', 'valid', 'Ａ', '🧠')
    .map((schema_name): JsonObject => ({ schema_id: `c${schema_name}`, schema_name }))
  const value: fc.Arbitrary<Json> = fc.oneof(
    text,
    quarter,
    stamp,
    fc.uniqueArray(option, { maxLength: 2, selector: each => each.schema_name }),
    fc.constant([0.25, -0.5]),
    fc.constant(null),
  )
  return withKeys({ value }, { schema_id: schemaId, schema_name: fc.constantFrom('tag', 'split', 'captureDateTime') })
}

function projects(): fc.Arbitrary<JsonObject> {
  const entries = PROJECTS.map(({ id, name }) => project(name).map((said): [string, JsonObject] => [id, said]))
  return fc
    .uniqueArray(fc.oneof(...entries), { maxLength: 3, selector: ([id]) => id })
    .map(chosen => Object.fromEntries(chosen))
}

function project(name: string): fc.Arbitrary<JsonObject> {
  const named = fc.constantFrom<JsonObject[]>({ name }, { project_name: name }, {})
  const tag = fc.constant({ id: 'ctag', text: 'urgent', color: 'FF34FF' })
  const said = partial({
    labels: fc.array(label(), { maxLength: 3 }),
    project_details: orNull(projectDetails()),
    project_tags: fc.array(tag, { maxLength: 1 }),
  })
  return fc.tuple(named, said).map(([one, other]) => ({ ...one, ...other }))
}

const projectDetails = () =>
  partial({
    ontology_id: fc.constant('contology'),
    task_name: orNull(taskName),
    batch_id: fc.constantFrom('batch-1', 'batch-2'),
    batch_name: orNull(text),
    workflow_status: fc.constantFrom('TO_LABEL', 'IN_REVIEW', 'IN_REWORK', 'DONE'),
    priority: orNull(count),
    selected_label_id: orNull(labelId),
    consensus_expected_label_count: fc.constantFrom(1, 3),
    workflow_history: orNull(history()),
  })

/** Newest first; two events may happen at once. */
function history(): fc.Arbitrary<Json> {
  const event = withKeys(
    { action: fc.constantFrom('APPROVE', 'Approve', 'MOVE', 'Move', 'Reject', 'REWORK', 'Escalate') },
    {
      created_by: orNull(email),
      previous_task_name: taskName,
      next_task_name: taskName,
      next_task_id: fc.constant('t'),
    },
  )
  // One shape throughout: a date alone beside a full instant of that day would turn the order round.
  return fc
    .tuple(fc.array(fc.tuple(time, event), { maxLength: 12 }), stampShape)
    .map(([events, shape]) =>
      events.toSorted(([a], [b]) => b - a).map(([at, said]) => ({ ...said, created_at: shape(at) })),
    )
}

function label(): fc.Arbitrary<JsonObject> {
  const details = partial({
    created_at: orNull(stamp),
    updated_at: stamp,
    created_by: orNull(email),
    content_last_updated_at: stamp,
    reviews: fc.array(partial({ id: labelId, score, created_at: stamp, created_by: orNull(email) }), { maxLength: 2 }),
  })
  const performance = partial({
    seconds_to_create: count,
    seconds_to_review: count,
    skipped: fc.boolean(),
    consensus_score: score,
    benchmark_score: score,
  })
  const performance2 = partial({
    seconds_to_label: count,
    seconds_to_review: count,
    seconds_total: count,
    skipped: fc.boolean(),
    consensus_score: score,
  })
  return fc
    .tuple(
      withKeys(
        { id: labelId },
        {
          version: fc.constant('1.0.0'),
          label_details: orNull(details),
          performance_details: orNull(performance),
          performance_details_v2: orNull(performance2),
        },
      ),
      v2Content(),
    )
    .map(([about, content]) => ({ ...about, ...content }))
}
