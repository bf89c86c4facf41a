import type * as z from 'zod'
import type { DataRowRecord, ExportRecord, Json, JsonObject, LabelRecord, ProjectRecord } from '../../model/index.ts'
import { type At, below, ROOT } from '../record-fault.ts'
import { carried, checkId, firstOf, isGiven, listOf, momentOf, parseWire } from '../wire-values.ts'
import { readHistory } from '../workflow.ts'
import { normalizeLabel } from './label.ts'
import { ProjectWire, RowWire } from './wire.ts'

/**
 * A v2 row: one data row with its queue entry and its labels in each project.
 * @throws RecordFault
 */
export function normalizeRow(wire: JsonObject): ExportRecord {
  const { projects, ...rest } = wire
  const row = parseWire(RowWire, wire, ROOT)
  const dataRowId = row.data_row.id
  const details = (wire.data_row as JsonObject).details as JsonObject | null | undefined
  const records: ProjectRecord[] = []
  const labels: LabelRecord[] = []
  const seen = new Set<string>()
  for (const [projectId, project] of Object.entries((projects ?? {}) as JsonObject)) {
    const at = below(below(ROOT, 'projects'), projectId)
    checkId(projectId, at)
    records.push(normalizeProject(project, projectId, dataRowId, at))
    for (const [index, label] of labelsOf(project).entries())
      labels.push(normalizeLabel(label, projectId, seen, below(below(at, 'labels'), index)))
  }
  return {
    format: 'v2',
    time: momentOf(details?.last_activity_at, details?.updated_at),
    dataRow: { id: dataRowId, fields: fieldsOf(row, rest), raw: rest },
    projects: records,
    labels,
  }
}

function fieldsOf(row: z.output<typeof RowWire>, wire: JsonObject): DataRowRecord['fields'] {
  const { data_row: asset, media_attributes: media, attachments, metadata_fields: metadata, embeddings } = row
  return carried<DataRowRecord['fields']>({
    globalKey: asset.global_key,
    externalId: asset.external_id,
    rowData: asset.row_data,
    mimeType: media && (firstOf(media.mime_type, media.mimeType) ?? null),
    mediaAttributes: wire.media_attributes,
    datasetId: asset.details?.dataset_id,
    datasetName: asset.details?.dataset_name,
    createdAt: asset.details?.created_at,
    updatedAt: asset.details?.updated_at,
    lastActivityAt: asset.details?.last_activity_at,
    createdBy: asset.details?.created_by,
    attachments: listOf(attachments, ({ id = null, type, value, name = null }) =>
      isGiven(type) && isGiven(value) ? { id, type, value, name } : null,
    ),
    metadata: listOf(metadata, ({ schema_id: schemaId = null, schema_name: schemaName = null, value = null }) => ({
      schemaId,
      schemaName,
      value: value as Json,
    })),
    embeddings: listOf(
      embeddings,
      ({ id = null, name = null, dimensions = null, is_custom: isCustom = null, values }) => ({
        embeddingId: id,
        name,
        dimensions,
        isCustom,
        values: listOf(values, ({ value }) => value ?? null) ?? [],
      }),
    ),
    experiments: wire.experiments,
  })
}

function normalizeProject(wire: Json, id: string, dataRowId: string, at: At): ProjectRecord {
  const project = parseWire(ProjectWire, wire, at)
  const { labels: _, ...rest } = wire as JsonObject
  const details = project.project_details
  const history = listOf(details?.workflow_history, event => ({
    action: event.action,
    createdAt: event.created_at,
    createdBy: event.created_by,
    previousTaskId: event.previous_task_id,
    previousTaskName: event.previous_task_name,
    nextTaskId: event.next_task_id,
    nextTaskName: event.next_task_name,
  }))
  return {
    id,
    project: carried<ProjectRecord['project']>({
      name: firstOf(project.project_name, project.name),
      tags: listOf(project.project_tags, ({ id = null, text = null, color = null }) => ({ id, text, color })),
    }),
    queue: carried<ProjectRecord['queue']>({
      ontologyId: details?.ontology_id,
      batchId: details?.batch_id,
      batchName: details?.batch_name,
      priority: details?.priority,
      taskName: details?.task_name,
      workflowStatus: details?.workflow_status,
      consensusExpectedLabelCount: details?.consensus_expected_label_count,
      selectedLabelId: details?.selected_label_id,
    }),
    listsLabels: project.labels !== undefined,
    ...readHistory(history, rest, ['project_details', 'workflow_history'], dataRowId, id),
  }
}

const labelsOf = (project: Json) => ((project as JsonObject).labels ?? []) as readonly Json[]
