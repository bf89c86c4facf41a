import { type Fault, lines, type MalformedInput, v1With, v2With } from './input.ts'
import { MARKER } from './records.ts'

/** Every known key with every JSON type that it may not have. */
export function wrongTypes(): MalformedInput[] {
  return [
    lines('wrong types in a v2 row', faultsOf(V2, v2With)),
    lines('wrong types in a v1 record', faultsOf(V1, v1With)),
  ]
}

const VALUES = {
  string: `"${MARKER}"`,
  number: '7',
  boolean: 'true',
  object: `{"${MARKER.split('^')[0]}":"${MARKER}"}`,
  array: `["${MARKER}"]`,
  null: 'null',
}

type TypeName = keyof typeof VALUES

/** Where, and the types that it may have there. */
type Row = readonly [path: string, ...allowed: TypeName[]]

function faultsOf(rows: readonly Row[], broken: typeof v2With): Fault[] {
  return rows.flatMap(([path, ...allowed]) => {
    const wrong = (Object.keys(VALUES) as TypeName[]).filter(type => !allowed.includes(type))
    // A feature id that is missing, or not the one that its object is keyed by, is found at the object.
    const at = path.replace(/\.feature_?[iI]d$/, '')
    return wrong.map(type => broken(path, VALUES[type], at))
  })
}

const texts = (parent: string, ...keys: string[]): Row[] => keys.map(key => [`${parent}.${key}`, 'string', 'null'])
const numbers = (parent: string, ...keys: string[]): Row[] => keys.map(key => [`${parent}.${key}`, 'number', 'null'])
const instants = (parent: string, ...keys: string[]): Row[] => keys.map(key => [`${parent}.${key}`, 'null'])

const PROJECT = '$.projects.P'
const DETAILS = `${PROJECT}.project_details`
const EVENT = `${DETAILS}.workflow_history[0]`
const VOLUME = `${PROJECT}.labels[0]`
const AXIAL = `${VOLUME}.annotations.groups.Axial`
const LINE = `${AXIAL}.frames.6.objects.F`
const MASK = `${AXIAL}.frames.6.objects.M`
const STUDY = `${VOLUME}.annotations.classifications`
const VIDEO = `${PROJECT}.labels[1].annotations`
const IMAGE = `${PROJECT}.labels[2].annotations`
const SCORES = ['seconds_to_create', 'seconds_to_review', 'consensus_score', 'benchmark_score']

const V2: readonly Row[] = [
  ['$.data_row', 'object'],
  ['$.data_row.id', 'string'],
  ...texts('$.data_row', 'global_key', 'external_id', 'row_data'),
  ['$.data_row.details', 'object', 'null'],
  ...texts('$.data_row.details', 'dataset_id', 'dataset_name', 'created_by'),
  ...instants('$.data_row.details', 'created_at', 'updated_at', 'last_activity_at'),
  ['$.media_attributes', 'object', 'null'],
  ...texts('$.media_attributes', 'mime_type', 'mimeType'),
  ['$.attachments', 'array', 'null'],
  ['$.attachments[0]', 'object'],
  ...texts('$.attachments[0]', 'type', 'value', 'id', 'name'),
  ['$.metadata_fields', 'array', 'null'],
  ['$.metadata_fields[0]', 'object'],
  ...texts('$.metadata_fields[0]', 'schema_id', 'schema_name'),
  ['$.embeddings', 'array', 'null'],
  ['$.embeddings[0]', 'object'],
  ...texts('$.embeddings[0]', 'id', 'name'),
  ['$.embeddings[0].dimensions', 'number', 'null'],
  ['$.embeddings[0].is_custom', 'boolean', 'null'],
  ['$.embeddings[0].values', 'array', 'null'],
  ['$.embeddings[0].values[0]', 'object'],
  ['$.embeddings[0].values[0].value', 'array', 'null'],
  ['$.embeddings[0].values[0].value[0]', 'number'],
  ['$.experiments', 'object', 'null'],
  ['$.projects', 'object', 'null'],
  [PROJECT, 'object'],
  ...texts(PROJECT, 'name', 'project_name'),
  [`${PROJECT}.project_tags`, 'array', 'null'],
  [`${PROJECT}.project_tags[0]`, 'object'],
  ...texts(`${PROJECT}.project_tags[0]`, 'id', 'text', 'color'),
  [DETAILS, 'object', 'null'],
  ...texts(DETAILS, 'ontology_id', 'task_name', 'batch_id', 'batch_name', 'workflow_status', 'selected_label_id'),
  [`${DETAILS}.priority`, 'number', 'null'],
  [`${DETAILS}.consensus_expected_label_count`, 'number', 'null'],
  [`${DETAILS}.workflow_history`, 'array', 'null'],
  [EVENT, 'object'],
  [`${EVENT}.action`, 'string', 'null'],
  [`${EVENT}.created_at`, 'null'],
  ...texts(EVENT, 'created_by', 'previous_task_id', 'previous_task_name', 'next_task_id', 'next_task_name'),
  [`${PROJECT}.labels`, 'array', 'null'],
  [VOLUME, 'object'],
  [`${VOLUME}.id`, 'string'],
  ...texts(VOLUME, 'label_kind', 'version'),
  [`${VOLUME}.label_details`, 'object', 'null'],
  ...instants(`${VOLUME}.label_details`, 'created_at', 'updated_at', 'content_last_updated_at'),
  ...texts(`${VOLUME}.label_details`, 'created_by'),
  [`${VOLUME}.label_details.reviews`, 'array', 'null'],
  [`${VOLUME}.label_details.reviews[0]`, 'object'],
  [`${VOLUME}.performance_details`, 'object', 'null'],
  ...SCORES.map((key): Row => [`${VOLUME}.performance_details.${key}`, 'number', 'null']),
  [`${VOLUME}.performance_details.skipped`, 'boolean', 'null'],
  ...texts(`${VOLUME}.performance_details`, 'benchmark_reference_label'),
  [`${VOLUME}.performance_details_v2`, 'object', 'null'],
  [`${VOLUME}.performance_details_v2.seconds_to_label`, 'number', 'null'],
  [`${VOLUME}.performance_details_v2.seconds_to_rework`, 'number', 'null'],
  [`${VOLUME}.performance_details_v2.seconds_total`, 'number', 'null'],
  [`${VOLUME}.annotations`, 'object', 'null'],
  [`${VOLUME}.annotations.groups`, 'object', 'null'],
  [AXIAL, 'object'],
  [`${AXIAL}.classifications`, 'array', 'null'],
  [`${AXIAL}.relationships`, 'array', 'null'],
  [`${AXIAL}.objects`, 'array', 'object', 'null'],
  [`${AXIAL}.frames`, 'object', 'null'],
  [`${AXIAL}.frames.6`, 'object'],
  [`${AXIAL}.frames.6.objects`, 'object', 'array', 'null'],
  [`${AXIAL}.frames.6.classifications`, 'array', 'null'],
  [`${AXIAL}.frames.6.relationships`, 'array', 'null'],
  [LINE, 'object'],
  [`${LINE}.feature_id`, 'null'],
  ...texts(LINE, 'feature_schema_id', 'name', 'value', 'annotation_kind', 'color'),
  [`${LINE}.classifications`, 'array', 'null'],
  [`${LINE}.line`, 'array', 'null'],
  [`${LINE}.line[0]`, 'object'],
  ...numbers(`${LINE}.line[0]`, 'x', 'y'),
  [`${MASK}.mask`, 'object', 'null'],
  ...texts(`${MASK}.mask`, 'url'),
  [`${MASK}.composite_mask`, 'object', 'null'],
  ...texts(`${MASK}.composite_mask`, 'url'),
  [`${MASK}.composite_mask.color_rgb`, 'array', 'null'],
  [`${MASK}.composite_mask.color_rgb[0]`, 'number'],
  [STUDY, 'array', 'null'],
  [`${STUDY}[0]`, 'object', 'array'],
  ...texts(`${STUDY}[0]`, 'feature_schema_id', 'name', 'value'),
  [`${STUDY}[0].radio_answer`, 'object', 'null'],
  ...texts(`${STUDY}[0].radio_answer`, 'feature_schema_id', 'name', 'value'),
  [`${STUDY}[0].radio_answer.classifications`, 'array', 'null'],
  [`${STUDY}[1].checklist_answers`, 'array', 'null'],
  [`${STUDY}[1].checklist_answers[0]`, 'object'],
  [`${STUDY}[2].text_answer`, 'object', 'null'],
  ...texts(`${STUDY}[2].text_answer`, 'content'),
  [`${VOLUME}.annotations.segments`, 'object', 'null'],
  [`${VOLUME}.annotations.segments.Axial`, 'object', 'null'],
  [`${VOLUME}.annotations.segments.Axial.F`, 'array'],
  [`${VOLUME}.annotations.segments.Axial.F[0]`],
  ...numbers(`${VOLUME}.annotations.segments.Axial`, 'F[0][0]', 'F[0][1]'),
  [`${VOLUME}.annotations.key_frame_feature_map`, 'object', 'null'],
  [`${VOLUME}.annotations.key_frame_feature_map.F`],
  [`${VOLUME}.annotations.key_frame_feature_map.F.Axial`],
  [`${VOLUME}.annotations.key_frame_feature_map.F.Axial.6`, 'boolean'],
  [`${VIDEO}.frames`, 'object', 'null'],
  [`${VIDEO}.frames.1`, 'object'],
  [`${VIDEO}.frames.1.objects.V.bounding_box`, 'object', 'null'],
  ...numbers(`${VIDEO}.frames.1.objects.V.bounding_box`, 'top', 'left', 'height', 'width'),
  [`${VIDEO}.segments`, 'object', 'null'],
  [`${VIDEO}.segments.V`, 'array'],
  [`${VIDEO}.key_frame_feature_map`, 'object', 'null'],
  [`${VIDEO}.key_frame_feature_map.V`],
  [`${VIDEO}.key_frame_feature_map.V[0]`, 'number'],
  [`${IMAGE}.objects`, 'array', 'object', 'null'],
  [`${IMAGE}.objects[0]`, 'object'],
  [`${IMAGE}.objects[0].polygon`, 'array', 'null'],
  [`${IMAGE}.objects[0].polygon[0]`, 'object'],
  ...numbers(`${IMAGE}.objects[0].polygon[0]`, 'x', 'y'),
  [`${IMAGE}.objects[1].point`, 'object', 'null'],
  ...numbers(`${IMAGE}.objects[1].point`, 'x', 'y'),
  [`${IMAGE}.relationships`, 'array', 'null'],
  [`${IMAGE}.relationships[0]`, 'object'],
  ...texts(`${IMAGE}.relationships[0]`, 'name', 'annotation_kind'),
  [`${IMAGE}.relationships[0].unidirectional_relationship`, 'object', 'null'],
  ...texts(`${IMAGE}.relationships[0].unidirectional_relationship`, 'source', 'target'),
]

const quoted = (...keys: string[]) => keys.map(key => `["${key}"]`)
const INFO = '$["DataRow Workflow Info"]'
const OLD_EVENT = `${INFO}["Workflow History"][0]`
const OBJECT = '$.Label.objects[0]'
const CORONAL = '$.Label.groups[1]'
const FRAME = `${CORONAL}.frames[0]`

const V1: readonly Row[] = [
  ['$.ID', 'string'],
  ['$["DataRow ID"]', 'string', 'null'],
  ...quoted('Labeled Data', 'External ID', 'Global Key', 'Dataset Name').map(
    (key): Row => [`$${key}`, 'string', 'null'],
  ),
  ...quoted('Project Name', 'Created By', 'View Label', 'Benchmark ID', 'Benchmark Reference ID').map(
    (key): Row => [`$${key}`, 'string', 'null'],
  ),
  ...quoted('Created At', 'Updated At').map((key): Row => [`$${key}`, 'null']),
  ...quoted('Seconds to Label', 'Seconds to Review', 'Seconds to Create', 'Benchmark Agreement').map(
    (key): Row => [`$${key}`, 'number', 'null'],
  ),
  ['$.Agreement', 'number', 'null'],
  ['$["Is Benchmark"]', 'boolean', 'null'],
  ['$["Has Open Issues"]', 'boolean', 'number', 'null'],
  ['$.Skipped', 'boolean', 'null'],
  ['$.Reviews', 'array', 'null'],
  ['$.Reviews[0]', 'object'],
  ['$.Reviews[0].score', 'number', 'null'],
  ...texts('$.Reviews[0]', 'id', 'createdBy'),
  ...instants('$.Reviews[0]', 'createdAt'),
  ['$["DataRow Metadata"]', 'array', 'null'],
  ['$["DataRow Metadata"][0]', 'object'],
  ...texts('$["DataRow Metadata"][0]', 'schemaId', 'schemaName'),
  ['$["Media Attributes"]', 'object', 'null'],
  ...texts('$["Media Attributes"]', 'mimeType'),
  [INFO, 'object', 'null'],
  ...texts(INFO, 'taskName'),
  [`${INFO}["Workflow History"]`, 'array', 'null'],
  [OLD_EVENT, 'object'],
  [`${OLD_EVENT}.action`, 'string', 'null'],
  [`${OLD_EVENT}.createdAt`, 'null'],
  ...texts(OLD_EVENT, 'actorId', 'previousTaskId', 'previousTaskName', 'nextTaskId', 'nextTaskName'),
  ['$.Label', 'object', 'array', 'null'],
  ['$.Label.objects', 'array', 'object', 'null'],
  [OBJECT, 'object'],
  [`${OBJECT}.featureId`, 'string'],
  ...texts(OBJECT, 'schemaId', 'title', 'value', 'color'),
  [`${OBJECT}.keyframe`, 'boolean', 'null'],
  [`${OBJECT}.classifications`, 'array', 'null'],
  [`${OBJECT}.bbox`, 'object', 'null'],
  ...numbers(`${OBJECT}.bbox`, 'top', 'left', 'height', 'width'),
  ['$.Label.classifications', 'array', 'null'],
  ['$.Label.classifications[0]', 'object', 'array'],
  ...texts('$.Label.classifications[0]', 'featureId', 'schemaId', 'title', 'value'),
  ['$.Label.classifications[0].answer', 'object', 'array', 'string', 'null'],
  ['$.Label.classifications[1].answers', 'array', 'null'],
  ['$.Label.classifications[1].answers[0]', 'object'],
  ['$.Label.relationships', 'array', 'null'],
  ['$.Label.groups', 'array', 'null'],
  [CORONAL, 'object'],
  [`${CORONAL}.name`, 'string', 'null'],
  [`${CORONAL}.frames`, 'array', 'object', 'string', 'null'],
  [FRAME, 'object'],
  [`${FRAME}.frameNumber`, 'number', 'null'],
  [`${FRAME}.objects`, 'array', 'object', 'null'],
  [`${FRAME}.objects[0].line`, 'array', 'null'],
  [`${FRAME}.objects[0].line[0]`, 'object'],
  ...numbers(`${FRAME}.objects[0].line[0]`, 'x', 'y'),
  [`${FRAME}.objects[1].instanceURI`, 'string', 'null'],
]
