import * as z from 'zod'
import { AnyObject, Bool, container, Float, Id, Int, objectsWith, Text, Timestamp } from '../wire-values.ts'

/*
 * A v2 row apart from its labels' annotations. The schemas give the keys named here; the `raw` of a row, project or
 * label keeps all others.
 */

export const RowWire = z.object({
  data_row: z.object({
    id: Id,
    global_key: Text,
    external_id: Text,
    row_data: Text,
    details: container({
      dataset_id: Text,
      dataset_name: Text,
      created_at: Timestamp,
      updated_at: Timestamp,
      last_activity_at: Timestamp,
      created_by: Text,
    }),
  }),
  media_attributes: container({ mime_type: Text, mimeType: Text }),
  attachments: objectsWith({ id: Text, type: Text, value: Text, name: Text }),
  metadata_fields: objectsWith({ schema_id: Text, schema_name: Text, value: z.unknown().optional() }),
  embeddings: objectsWith({
    id: Text,
    name: Text,
    dimensions: Int,
    is_custom: Bool,
    values: objectsWith({ value: z.array(z.number()).nullish() }),
  }),
  experiments: AnyObject.nullish(),
  projects: AnyObject.nullish(),
})

export const ProjectWire = z.object({
  project_name: Text,
  name: Text,
  project_tags: objectsWith({ id: Text, text: Text, color: Text }),
  project_details: container({
    ontology_id: Text,
    batch_id: Text,
    batch_name: Text,
    task_name: Text,
    workflow_status: Text,
    priority: Int,
    consensus_expected_label_count: Int,
    selected_label_id: Text,
    workflow_history: objectsWith({
      action: Text,
      created_at: Timestamp,
      created_by: Text,
      previous_task_id: Text,
      previous_task_name: Text,
      next_task_id: Text,
      next_task_name: Text,
    }),
  }),
  labels: z.array(z.unknown()).nullish(),
})

const Performance = container({
  seconds_to_create: Float,
  seconds_to_label: Float,
  seconds_to_review: Float,
  seconds_to_rework: Float,
  seconds_total: Float,
  skipped: Bool,
  consensus_score: Float,
  benchmark_score: Float,
  benchmark_reference_label: Text,
})

export const LabelWire = z.object({
  id: Id,
  label_kind: Text,
  version: Text,
  label_details: container({
    created_at: Timestamp,
    updated_at: Timestamp,
    content_last_updated_at: Timestamp,
    created_by: Text,
    reviews: z.array(AnyObject).nullish(),
  }),
  performance_details: Performance,
  performance_details_v2: Performance,
})
