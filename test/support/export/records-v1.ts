import * as fc from 'fast-check'
import type { Json, JsonObject } from '../../../src/model/index.ts'
import { classifications, relationships } from './classifications.ts'
import { v1Geometry } from './geometry.ts'
import {
  differing,
  email,
  featureId,
  filledText,
  orNull,
  PLAIN_PROJECTS,
  partial,
  quarter,
  schemaId,
  score,
  taskName,
  time,
  withKeys,
} from './values.ts'

const labelId = fc.constantFrom('clabel1', 'clabel2', 'clabel5')
const zulu = time.map(at => new Date(at).toISOString())

/** The v1 records of one data row, valid: one, or several where it has a name that they can share. */
export function v1Records(): fc.Arbitrary<JsonObject[]> {
  const named = fc.tuple(rowPart(true), fc.array(labelPart(), { minLength: 1, maxLength: 2 }))
  const nameless = fc.tuple(
    rowPart(false),
    labelPart().map(label => [label]),
  )
  return fc
    .oneof({ weight: 3, arbitrary: named }, { weight: 1, arbitrary: nameless })
    .map(([{ project, ...row }, labels]) =>
      labels.map(label => ({ ...row, ...label, ...(typeof project === 'string' && viewLabel(project, label)) })),
    )
}

/** Keys that all records of a data row repeat. `project` is only for the editor's URL and is not exported. */
function rowPart(named: boolean): fc.Arbitrary<JsonObject> {
  const project = fc.oneof(
    fc
      .constantFrom(...PLAIN_PROJECTS)
      .chain(({ id, name }) => fc.constantFrom({ project: id, 'Project Name': name }, { project: id })),
    fc.constantFrom('Old: 50%', 'Old 🧠').map(name => ({ 'Project Name': name })),
    fc.constant({}),
  )
  const rest = withKeys(named ? { 'DataRow ID': fc.constantFrom('crow1', 'crow2', 'crow4') } : {}, {
    'Labeled Data': filledText,
    'External ID': orNull(filledText),
    'Global Key': orNull(filledText),
    'Dataset Name': fc.constantFrom('Knees', '🧠'),
    'DataRow Metadata': fc.constant([]),
    'Media Attributes': partial({ mimeType: fc.constantFrom('application/dicom', 'video/mp4') }),
    'DataRow Workflow Info': partial({ taskName, 'Workflow History': history() }),
  })
  return fc
    .tuple(project, rest)
    .map(([one, other]) => ({ 'Labeled Data': 'https://storage.example.com/a.dcm', ...one, ...other }))
}

const viewLabel = (project: string, label: JsonObject): JsonObject => ({
  'View Label': `https://editor.labelbox.com?project=${project}&label=${label.ID}`,
})

function history(): fc.Arbitrary<Json> {
  const event = withKeys(
    { action: fc.constantFrom('MOVE', 'APPROVE', 'REJECT', 'REWORK') },
    { actorId: fc.constantFrom('cuser1', 'cuser2'), previousTaskName: taskName, nextTaskName: taskName },
  )
  return fc
    .array(fc.tuple(time, event), { maxLength: 4 })
    .map(events => events.toSorted(([a], [b]) => b - a))
    .map(events => events.map(([at, said]) => ({ ...said, createdAt: new Date(at).toISOString() })))
}

function labelPart(): fc.Arbitrary<JsonObject> {
  const about = withKeys(
    { ID: labelId },
    {
      'Created By': email,
      'Created At': zulu,
      'Updated At': zulu,
      'Seconds to Label': fc.oneof(quarter, quarter.map(String)),
      'Seconds to Create': quarter,
      'Seconds to Review': quarter,
      // -1 and "" say that nobody computed it.
      Agreement: fc.oneof(score, fc.constantFrom(-1, '', null)),
      'Is Benchmark': fc.boolean(),
      'Benchmark Agreement': fc.oneof(score, fc.constantFrom(-1, null)),
      'Has Open Issues': fc.constantFrom(0, 1),
      Reviews: fc.array(
        partial({ id: labelId, score: fc.oneof(score, fc.constant(-1)), createdAt: zulu, createdBy: email }),
        {
          maxLength: 2,
        },
      ),
    },
  )
  return fc.tuple(about, content()).map(([one, other]) => ({ ...one, ...other }))
}

/** The `Label` and whether it was skipped. An image that was skipped would leave its kind open: there is none. */
function content(): fc.Arbitrary<JsonObject> {
  const skipped = fc.constantFrom<JsonObject[]>({}, { Skipped: false }, { Skipped: true })
  const anyGroup = fc.oneof(...['axial', 'sagittal', 'coronal', 'oblique'].map(group))
  const groups = differing(anyGroup, 'name', { minLength: 1, maxLength: 3 })
  const dicom = groups.map((groups): JsonObject => ({ objects: [], classifications: [], relationships: [], groups }))
  const remoteVideo = fc.constant<JsonObject>({ frames: 'https://api.labelbox.com/v1/frames/clabel' })
  const video = differing(frame(), 'frameNumber', { minLength: 1, maxLength: 3 })
  const image = withKeys(
    { objects: objects(), classifications: classifications('v1') },
    { relationships: relationships('v1') },
  )
  return fc.oneof(
    { weight: 3, arbitrary: fc.tuple(skipped, dicom).map(([said, Label]) => ({ Label, ...said })) },
    { weight: 1, arbitrary: fc.tuple(skipped, remoteVideo).map(([said, Label]) => ({ Label, ...said })) },
    { weight: 1, arbitrary: video.map(Label => ({ Label, Skipped: false })) },
    { weight: 2, arbitrary: image.map(Label => ({ Label })) },
    { weight: 1, arbitrary: fc.constant({ Label: {}, Skipped: true }) },
  )
}

/** A plane whose frames are behind a URL; what stands in the plane itself is here. */
const group = (name: string): fc.Arbitrary<JsonObject> =>
  fc.record(
    {
      name: fc.constant(name),
      objects: objects(),
      classifications: classifications('v1', 1),
      relationships: fc.constant([]),
      frames: fc.constant(`https://api.labelbox.com/v1/frames/clabel?group=${name}`),
    },
    { noNullPrototype: true },
  )

const frame = (): fc.Arbitrary<JsonObject> =>
  withKeys(
    { frameNumber: fc.constantFrom(1, 2, 10, 11), objects: objects(), classifications: classifications('v1', 1) },
    { relationships: fc.constant([]) },
  )

function objects(): fc.Arbitrary<JsonObject[]> {
  const nested = classifications('v1', 1)
  const object = withKeys(
    { featureId },
    {
      schemaId,
      title: filledText,
      value: filledText,
      color: fc.constant('#1CE6FF'),
      keyframe: fc.boolean(),
      // Some files wrap them in another list.
      classifications: fc.oneof(
        nested,
        nested.map(list => [list]),
      ),
    },
  )
  const drawn = fc.tuple(object, v1Geometry).map(([what, where]): JsonObject => ({ ...what, ...where }))
  return differing(drawn, 'featureId', { maxLength: 2 })
}
