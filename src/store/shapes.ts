import type { DataRow, DataRowProject, Label, Project } from '../model/index.ts'
import type { RowShape } from './row-shape.ts'

/* How each thing is divided into columns and body. */

export const DATA_ROW: RowShape<Omit<DataRow, 'id'>> = {
  table: 'data_row',
  columns: {
    globalKey: 'global_key',
    externalId: 'external_id',
    datasetId: 'dataset_id',
    datasetName: 'dataset_name',
    mimeType: 'mime_type',
    createdBy: 'created_by',
    createdAt: 'created_at',
    updatedAt: 'updated_at',
    lastActivityAt: 'last_activity_at',
  },
  empty: {
    globalKey: null,
    externalId: null,
    rowData: null,
    mimeType: null,
    mediaAttributes: null,
    datasetId: null,
    datasetName: null,
    createdAt: null,
    updatedAt: null,
    lastActivityAt: null,
    createdBy: null,
    attachments: null,
    metadata: null,
    embeddings: null,
    experiments: null,
    raw: {},
  },
}

export const PROJECT: RowShape<Omit<Project, 'id'>> = {
  table: 'project',
  columns: {},
  empty: { name: null, tags: null },
}

export const DATA_ROW_PROJECT: RowShape<Omit<DataRowProject, 'dataRowId' | 'projectId'>> = {
  table: 'data_row_project',
  columns: {
    batchId: 'batch_id',
    batchName: 'batch_name',
    workflowStatus: 'workflow_status',
    taskName: 'task_name',
    priority: 'priority',
    inTaskSince: 'in_task_since',
  },
  empty: {
    batchId: null,
    batchName: null,
    workflowStatus: null,
    taskName: null,
    priority: null,
    inTaskSince: null,
    ontologyId: null,
    consensusExpectedLabelCount: null,
    selectedLabelId: null,
    hasWorkflowHistory: false,
    raw: {},
  },
}

export const LABEL: RowShape<Omit<Label, 'id' | 'dataRowId' | 'projectId'>> = {
  table: 'label',
  columns: {
    labelKind: 'label_kind',
    createdBy: 'created_by',
    createdAt: 'created_at',
    updatedAt: 'updated_at',
    contentUpdatedAt: 'content_updated_at',
    skipped: 'skipped',
    hasOpenIssues: 'has_open_issues',
    secondsToCreate: 'seconds_to_create',
    secondsToReview: 'seconds_to_review',
    consensusScore: 'consensus_score',
    benchmarkScore: 'benchmark_score',
    isBenchmark: 'is_benchmark',
  },
  booleans: new Set(['skipped', 'hasOpenIssues', 'isBenchmark']),
  empty: {
    labelKind: null,
    version: null,
    createdAt: null,
    updatedAt: null,
    contentUpdatedAt: null,
    createdBy: null,
    reviews: null,
    secondsToCreate: null,
    secondsToLabel: null,
    secondsToReview: null,
    secondsToRework: null,
    secondsTotal: null,
    skipped: null,
    consensusScore: null,
    benchmarkScore: null,
    benchmarkLabelId: null,
    isBenchmark: null,
    hasOpenIssues: null,
    viewUrl: null,
    raw: {},
  },
}
