/** Stands as a value in every record: it may appear in no reason and no message. */
export const MARKER = 'PATIENT^NAME'

/** Where the frames of groups are that are known by URL only. */
export const FRAMES_URL = 'https://example.org/v1/frames/label'

const DAY = '2024-05-06T07:08:09.123456+00:00'

const point = (x: number, y: number) => ({ x, y })

/** A small v2 row with every key that is known of one, in project P: label 0 is a volume, 1 a video, 2 an image. */
export function v2Row(id: string) {
  const label = (number: number, labelKind: string, annotations: object) => ({
    label_kind: labelKind,
    version: '1.0.0',
    id: `${id}-label-${number}`,
    label_details: {
      created_at: DAY,
      updated_at: DAY,
      content_last_updated_at: DAY,
      created_by: MARKER,
      reviews: [{ id: 'review', score: 1 }],
    },
    performance_details: {
      seconds_to_create: 22,
      seconds_to_review: 1.5,
      skipped: false,
      consensus_score: 0.5,
      benchmark_score: 0.25,
      benchmark_reference_label: 'other',
    },
    performance_details_v2: { seconds_to_label: 20, seconds_to_rework: 1, seconds_total: 22 },
    annotations,
  })
  return {
    data_row: {
      id,
      global_key: `key of ${id}`,
      external_id: MARKER,
      row_data: 'https://example.org/1.dcm',
      details: {
        dataset_id: 'D',
        dataset_name: MARKER,
        created_at: DAY,
        updated_at: '2024-05-06',
        last_activity_at: DAY,
        created_by: MARKER,
      },
    },
    media_attributes: { mime_type: 'application/dicom', width: 512 },
    attachments: [{ type: 'RAW_TEXT', value: MARKER, id: 'A', name: 'note' }],
    metadata_fields: [{ schema_id: 'S', schema_name: 'tag', value: MARKER }],
    embeddings: [{ id: 'E', name: 'clip', dimensions: 2, is_custom: false, values: [{ value: [0.5, 1] }] }],
    experiments: { model: { runs: {} } },
    projects: {
      P: {
        name: 'project',
        project_tags: [{ id: 'T', text: 'tag', color: '00ff00' }],
        project_details: {
          ontology_id: 'O',
          task_name: 'Done',
          batch_id: 'B',
          batch_name: 'batch',
          workflow_status: 'DONE',
          priority: 5,
          consensus_expected_label_count: 1,
          selected_label_id: `${id}-label-0`,
          workflow_history: [
            {
              action: 'Approve',
              created_at: DAY,
              created_by: MARKER,
              previous_task_id: 'T1',
              previous_task_name: 'Review',
              next_task_id: 'T2',
              next_task_name: 'Done',
            },
          ],
        },
        labels: [label(0, 'DICOM', volume()), label(1, 'Video', video()), label(2, 'Default', image())],
      },
    },
  }
}

const object = (id: string, kind: string, geometry: object) => ({
  feature_id: id,
  feature_schema_id: 'schema',
  name: MARKER,
  value: 'slug',
  annotation_kind: kind,
  classifications: [],
  ...geometry,
})

const radio = () => ({
  feature_id: 'C',
  feature_schema_id: 'schema',
  name: 'finding',
  value: 'finding',
  radio_answer: { feature_id: 'CA', feature_schema_id: 'schema', name: MARKER, value: 'yes', classifications: [] },
})

function volume() {
  return {
    groups: {
      Axial: {
        name: 'Axial',
        classifications: [],
        frames: {
          '6': {
            objects: {
              F: object('F', 'DICOMPolyline', { line: [point(1, 2), point(3.5, 4)] }),
              M: object('M', 'DICOMSegmentationMask', {
                mask: { url: 'https://example.org/mask' },
                composite_mask: { url: 'https://example.org/all', color_rgb: [1, 2, 3] },
              }),
            },
            classifications: [],
          },
        },
      },
    },
    segments: { Axial: { F: [[6, 6]] } },
    classifications: [
      radio(),
      { feature_id: 'L', name: 'list', checklist_answers: [{ feature_id: 'LA', name: MARKER }] },
      { feature_id: 'X', name: 'text', text_answer: { content: MARKER } },
    ],
    key_frame_feature_map: { F: { Axial: { '6': true }, Sagittal: {} } },
  }
}

function video() {
  const box = { top: 1, left: 2, height: 3, width: 4 }
  return {
    frames: { '1': { objects: { V: object('V', 'VideoBoundingBox', { bounding_box: box }) }, classifications: [] } },
    segments: { V: [[1, 9]] },
    key_frame_feature_map: { V: [1, 9] },
    classifications: [],
  }
}

function image() {
  return {
    objects: [
      object('I1', 'ImagePolygon', { polygon: [point(0, 0), point(4, 0), point(4, 4)] }),
      object('I2', 'ImagePoint', { point: point(1, 2) }),
    ],
    classifications: [radio()],
    relationships: [
      {
        feature_id: 'R',
        name: MARKER,
        annotation_kind: 'ImageUnidirectionalRelationship',
        classifications: [],
        unidirectional_relationship: { source: 'I1', target: 'I2' },
      },
    ],
  }
}

/** A small v1 record with every key that is known of one: a volume with one plane by URL and one with its frames. */
export function v1Record(id: string) {
  const drawn = (featureId: string, geometry: object) => ({
    featureId,
    schemaId: 'schema',
    title: MARKER,
    value: 'slug',
    color: '#1CE6FF',
    keyframe: true,
    classifications: [],
    ...geometry,
  })
  const option = { featureId: 'CA', schemaId: 'schema', title: MARKER, value: 'yes' }
  const question = { featureId: 'C', schemaId: 'schema', title: 'finding', value: 'finding' }
  return {
    ID: `${id}-label`,
    'DataRow ID': id,
    'Labeled Data': 'https://example.org/1.dcm',
    Label: {
      objects: [drawn('B', { bbox: { top: 1, left: 2, height: 3, width: 4 } })],
      classifications: [
        { ...question, answer: { ...option, classifications: [] } },
        { ...question, answers: [option] },
        { ...question, answer: MARKER },
      ],
      relationships: [],
      groups: [
        {
          name: 'axial',
          objects: [],
          classifications: [],
          relationships: [],
          frames: `${FRAMES_URL}?group=axial`,
        },
        {
          name: 'coronal',
          frames: [
            {
              frameNumber: 6,
              classifications: [],
              relationships: [],
              objects: [
                drawn('F', { line: [point(1, 2), point(3, 4)] }),
                drawn('M', { instanceURI: 'https://example.org/mask' }),
              ],
            },
          ],
        },
      ],
    },
    'Created By': MARKER,
    'Project Name': 'project',
    'Dataset Name': 'dataset',
    'Created At': '2022-05-09T03:14:41.000Z',
    'Updated At': '2022-05-09T03:14:42.740Z',
    'Seconds to Label': 1,
    'Seconds to Review': 2.5,
    'Seconds to Create': 3,
    'External ID': MARKER,
    'Global Key': `key of ${id}`,
    Agreement: -1,
    'Benchmark Agreement': 0.5,
    'Benchmark ID': null,
    'Is Benchmark': 0,
    Reviews: [{ score: 1, id: 'review', createdAt: '2022-05-09T03:14:41.000Z', createdBy: MARKER }],
    'View Label': `https://editor.example.org?project=Q&label=${id}-label`,
    'Has Open Issues': 0,
    Skipped: false,
    'DataRow Metadata': [{ schemaId: 'S', schemaName: 'tag', value: MARKER }],
    'Media Attributes': { mimeType: 'application/dicom' },
    'DataRow Workflow Info': {
      taskName: 'Done',
      'Workflow History': [
        {
          actorId: 'user',
          action: 'APPROVE',
          createdAt: '2022-09-29T15:46:23.269Z',
          previousTaskId: 'T1',
          previousTaskName: 'Review',
          nextTaskId: 'T2',
          nextTaskName: 'Done',
        },
      ],
    },
  }
}
