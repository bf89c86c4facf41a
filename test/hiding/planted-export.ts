import type { JsonObject } from '../../src/model/index.ts'

/* An export with people wherever an export can hold text. */

/** Addresses and ids of people that the export names as authors. Each is one person. */
export const KNOWN = {
  labeler: 'Alice.Able@clinic.example',
  uploader: 'bob@clinic.example',
  reviewer: 'carol+rev@clinic.example',
  approver: "d'ora@clinic.example",
  imported: 'ed@clinic.example',
  actor: 'cuser00000000000000000001',
  nameless: 'Jörg İnal',
} as const

/** In metadata values and text answers, where only known people are replaced. */
export const FREE = 'free.text@allowed.example'

let strangers = 0
/** Text with known people, in any spelling, and with a stranger's address. */
export const crowd = () =>
  `by ${KNOWN.labeler.toUpperCase()}, <x${KNOWN.reviewer}> or ${KNOWN.actor}/${KNOWN.nameless}; cc mailto:stranger${++strangers}@elsewhere.example.`
const freely = () => `${FREE} asked ${KNOWN.uploader} and x${KNOWN.approver}x`

const textAnswer = (id: string): JsonObject => ({
  ...{ feature_id: `${id}-t`, name: crowd(), value: 'remark' },
  text_answer: { content: freely(), note: crowd() },
})

const radioAnswer = (id: string): JsonObject => ({
  ...{ feature_id: `${id}-r`, name: 'Quality', value: crowd() },
  radio_answer: { feature_id: `${id}-ra`, name: crowd(), value: 'good', classifications: [textAnswer(`${id}-n`)] },
})

const object = (id: string, geometry: JsonObject): JsonObject => ({
  ...{ feature_id: id, feature_schema_id: 's', name: crowd(), value: crowd(), color: '#ff0000' },
  ...{
    annotation_kind: 'DICOMPolyline',
    classifications: [radioAnswer(id), textAnswer(id)],
    extra: { [crowd()]: crowd() },
  },
  ...geometry,
})

const line = {
  line: [
    { x: 0, y: 0 },
    { x: 3, y: 4 },
  ],
}

const label = (id: string): JsonObject => ({
  ...{ id, label_kind: 'DICOM', version: '1.0.0', extra: crowd() },
  label_details: {
    ...{ created_at: '2023-02-03T03:36:30+00:00', created_by: KNOWN.labeler, extra: crowd() },
    reviews: [{ id: 'rv', score: 1, created_at: '2023-02-05', created_by: KNOWN.reviewer, extra: crowd() }],
  },
  performance_details: { seconds_to_create: 40, skipped: false },
  annotations: {
    groups: {
      Axial: {
        name: 'Axial',
        classifications: [radioAnswer(`${id}-g`)],
        objects: { og: object('og', line) },
        relationships: [
          {
            ...{ feature_id: 'rel', name: crowd(), value: 'joins', annotation_kind: 'Relationship', extra: crowd() },
            unidirectional_relationship: { source: 'o1', target: 'o2' },
          },
        ],
        frames: {
          '1': {
            classifications: [textAnswer(`${id}-f`)],
            relationships: [],
            objects: {
              o1: object('o1', line),
              o2: object('o2', { annotation_kind: 'DICOMOther', odd: crowd() }),
            },
          },
        },
      },
    },
  },
})

const projectOf = (id: string, row: string): JsonObject => ({
  ...{ name: `Project ${crowd()}`, extra: crowd() },
  project_tags: [{ id: 't', text: crowd(), color: 'ff0000' }],
  labels: [label(`label-${row}-${id}`)],
  project_details: {
    ...{ ontology_id: 'ont', task_name: crowd(), batch_id: 'b', batch_name: crowd(), workflow_status: 'DONE' },
    ...{ priority: 5, selected_label_id: `label-${row}-${id}`, consensus_expected_label_count: 1, extra: crowd() },
    workflow_history: [
      {
        ...{ action: 'Approve', created_at: '2023-02-09T20:52:24Z', created_by: ` ${KNOWN.approver.toUpperCase()} ` },
        ...{ previous_task_name: crowd(), next_task_name: crowd(), extra: crowd() },
      },
      { action: crowd(), created_at: '2023-02-08T20:52:24Z', created_by: KNOWN.nameless, next_task_name: 'Label' },
    ],
  },
})

const v2Row = (id: string): JsonObject => ({
  data_row: {
    ...{ id, global_key: `key of ${crowd()}`, external_id: crowd(), row_data: crowd(), extra: crowd() },
    details: {
      ...{ dataset_id: 'd1', dataset_name: crowd(), created_at: '2023-02-03', created_by: KNOWN.uploader },
      extra: { [crowd()]: [crowd(), { deep: crowd() }] },
    },
  },
  media_attributes: { mime_type: 'application/dicom', operator: crowd(), [crowd()]: 1 },
  attachments: [{ id: 'a', type: 'RAW_TEXT', value: crowd(), name: crowd() }],
  metadata_fields: [
    { schema_id: 'm', schema_name: 'note', value: freely() },
    { schema_id: 'n', schema_name: crowd(), value: [{ schema_id: 'o', schema_name: freely() }] },
  ],
  embeddings: [{ id: 'e', name: crowd(), dimensions: 1, is_custom: false, values: [{ value: [0.5] }] }],
  projects: { p1: projectOf('p1', id), p2: projectOf('p2', id) },
  experiments: { model: { runs: { [crowd()]: crowd() } } },
})

const v1Record: JsonObject = {
  ...{ ID: 'v1', 'DataRow ID': 'row-v1', 'Labeled Data': crowd(), 'External ID': crowd(), 'Dataset Name': crowd() },
  ...{ 'Project Name': 'Old', 'Created By': KNOWN.imported, 'Created At': '2023-02-03T03:36:30Z', Extra: crowd() },
  Reviews: [{ id: 'rv1', score: 1, createdAt: '2023-02-05T00:00:00Z', createdBy: KNOWN.reviewer, extra: crowd() }],
  'DataRow Workflow Info': {
    taskName: crowd(),
    'Workflow History': [
      { action: 'APPROVE', createdAt: '2023-02-05T00:00:00Z', actorId: KNOWN.actor, nextTaskName: crowd() },
    ],
  },
  Label: {
    objects: [
      {
        ...{
          featureId: 'b',
          title: crowd(),
          value: crowd(),
          color: '#1CE6FF',
          bbox: { top: 1, left: 2, height: 3, width: 4 },
        },
        classifications: [{ featureId: 'c', title: 'Note', value: 'note', answer: freely() }],
      },
    ],
    classifications: [],
    relationships: [],
  },
}

/** The last one is rejected. */
export const plantedExport = (): readonly (JsonObject | string)[] => [
  v2Row('row1'),
  v2Row('row2'),
  v1Record,
  `{"who": "${KNOWN.uploader}", "and": "stranger@elsewhere.example", "esc": "stranger\\u0040elsewhere.example"}`,
]
