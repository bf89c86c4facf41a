import {
  type Fault,
  goodRow,
  goodV1Record,
  lines,
  type MalformedInput,
  named,
  rejected,
  v1Keeps,
  v1With,
  v2Keeps,
  v2With,
} from './input.ts'
import { MARKER } from './records.ts'

/** Key-frame maps, segments and places that are not as they should be, and nesting without end. */
export function shapes(): MalformedInput[] {
  return [
    lines('segments', segments()),
    lines('key-frame maps', keyFrames()),
    lines('places', places()),
    lines('depth', [...depths(), ...bombs()]),
    ...bombsInArrays(),
  ]
}

const PROJECT = '$.projects.P'
const VOLUME = `${PROJECT}.labels[0].annotations`
const VIDEO = `${PROJECT}.labels[1].annotations`

function segments(): Fault[] {
  const pairs = ['[1,2,3]', '[[1,2]]', '["1","2"]', '["1"]', '{"start":1,"end":2}', '[1,true]']
  return [
    ...pairs.map(pair => v2With(`${VOLUME}.segments.Axial.F[0]`, pair)),
    ...pairs.map(pair => v2With(`${VIDEO}.segments.V[0]`, pair)),
    named('the shape of a video in a volume', v2With(`${VOLUME}.segments`, '{"F":[[1,2]]}', `${VOLUME}.segments.F`)),
    named(
      'the shape of a volume in a video',
      v2With(`${VIDEO}.segments`, '{"Axial":{"V":[[1,2]]}}', `${VIDEO}.segments.Axial`),
    ),
    ...['[]', '[1]', '[null,2]'].map(pair => v2Keeps(`${pair} for a segment`, `${VOLUME}.segments.Axial.F[0]`, pair)),
    v2Keeps('no stretch at all', `${VOLUME}.segments.Axial.F`, '[]'),
    v2Keeps('a plane that the label has not', `${VOLUME}.segments`, '{"Sagittal":{"F":[[1,2]]}}'),
    v2Keeps('a feature that the label has not', `${VOLUME}.segments`, '{"Axial":{"Z":[[1,2]]}}'),
    v2Keeps('an end before its start', `${VOLUME}.segments.Axial.F`, '[[9,1]]'),
    v2Keeps('null for all of them', `${VOLUME}.segments`, 'null'),
  ]
}

function keyFrames(): Fault[] {
  const map = `${VOLUME}.key_frame_feature_map`
  return [
    ...['{"6":1}', '{"6":"true"}', '{"6":null}', '{"6":{}}', '["6"]', '[6.5]', '[null]', '[[6]]', '6'].flatMap(text => [
      v2With(`${map}.F.Axial`, text),
      v2With(`${VIDEO}.key_frame_feature_map.V`, text),
    ]),
    named('the shape of a video in a volume', v2With(map, '{"F":{"6":true}}', `${map}.F.6`)),
    named('the list of a video in a volume', v2With(map, '{"F":[6]}', `${map}.F`)),
    v2Keeps('a list in a plane', `${map}.F`, '{"Axial":[6]}'),
    v2Keeps('frames that do not exist', `${map}.F`, '{"Axial":{"999":true}}'),
    v2Keeps('features that do not exist', map, '{"Z":{"Axial":{"6":true}}}'),
    v2Keeps('false only', `${map}.F`, '{"Axial":{"6":false}}'),
    v2Keeps('no map', map),
    v2Keeps('null for the map', map, 'null'),
  ]
}

const KEPT_WITHOUT = [
  '$.attachments[0].type',
  '$.attachments[0].value',
  '$.embeddings[0].values[0].value',
  `${PROJECT}.project_details.workflow_history[0].action`,
  `${PROJECT}.project_details.workflow_history[0].created_at`,
  `${VOLUME}.groups.Axial.frames.6.objects.F.line[1].y`,
  `${VIDEO}.frames.1.objects.V.bounding_box.width`,
]
const V1_KEPT_WITHOUT = [
  '$["Labeled Data"]',
  '$.Label',
  '$.Label.groups[1].name',
  '$.Label.groups[1].frames[0].frameNumber',
]

function places(): Fault[] {
  const objects = `${VOLUME}.groups.Axial.frames.6.objects`
  return [
    named('frames beside groups', v2With(`${VOLUME}.frames`, '{"1":{"objects":{}}}')),
    named('frames beside groups in v1', v1With('$.Label.frames', '"https://example.org"')),
    named('a key that is not its object', v2With(objects, '{"F":{"feature_id":"G","line":[]}}', `${objects}.F`)),
    named('a frame number that is not its key', v1With('$.Label.groups[1].frames', '{"6":{"frameNumber":7}}')),
    named('a negative frame number', v1With('$.Label.groups[1].frames[0].frameNumber', '-6')),
    named('a date that does not exist', v2With('$.data_row.details.created_at', '"2024-02-30"')),
    named('an hour that does not exist', v2With('$.data_row.details.created_at', '"2024-02-03T24:00:00Z"')),
    named('a date in words', v1With('$["Created At"]', `"${MARKER} 2024"`)),
    named('an empty date', v2With('$.data_row.details.created_at', '""')),
    v2Keeps('a label without annotations', `${PROJECT}.labels[0].annotations`),
    v2Keeps('a label with null for annotations', `${PROJECT}.labels[0].annotations`, 'null'),
    v2Keeps('an empty label', `${PROJECT}.labels[0].annotations`, '{}'),
    v2Keeps('a project without labels', `${PROJECT}.labels`),
    v2Keeps('a row without projects', '$.projects'),
    v2Keeps('a row without media', '$.media_attributes'),
    v2Keeps('an object of no kind', objects, '{"F":{"feature_id":"F"}}'),
    v2Keeps('an object with two geometries', objects, '{"F":{"line":[],"mask":{"url":"x"}}}'),
    v2Keeps('a line without points', `${objects}.F.line`, '[]'),
    v2Keeps('a mask without a URL', `${objects}.M.mask`, '{}'),
    ...KEPT_WITHOUT.map(path => v2Keeps(`no ${path}`, path)),
    ...V1_KEPT_WITHOUT.map(path => v1Keeps(`no ${path}`, path)),
    v1Keeps('a skipped label', '$.Label', '{}'),
    v1Keeps('the word for a skipped label', '$.Label', '"Skip"'),
    v1Keeps('a skipped video', '$.Label', `{"segments":{"V":"${MARKER}"}}`),
    v1Keeps('an inlined video without frames', '$.Label', '[]'),
    v1Keeps('a group without frames', '$.Label.groups', '[{"name":"axial"}]'),
    v1Keeps('a link that is none', '$["View Label"]', `"${MARKER}"`),
  ]
}

const nested = (depth: number, open: string, close: string, inside = '1') =>
  open.repeat(depth) + inside + close.repeat(depth)

function depths(): Fault[] {
  const option = '[{"name":"c","radio_answer":{"name":"a","classifications":'
  return [
    v2Keeps('a list 400 deep', '$.unknown', nested(400, '[', ']')),
    v2Keeps('classifications 50 deep', `${VOLUME}.classifications`, nested(50, option, '}}]', '[]')),
    named('a list 600 deep', v2With('$.unknown', nested(600, '[', ']'))),
  ]
}

function bombs(): Fault[] {
  const many = 100_000
  const deep = 10_000
  const option = '[{"name":"c","radio_answer":{"name":"a","classifications":'
  const oldOption = '[{"title":"c","answer":{"title":"a","classifications":'
  return [
    rejected('100,000 opening brackets', '['.repeat(many)),
    rejected('100,000 opening braces', '{'.repeat(many)),
    rejected('100,000 opening objects', '{"a":'.repeat(many)),
    rejected('100,000 lists', nested(many, '[', ']')),
    rejected('100,000 objects', nested(many, '{"a":', '}')),
    named('under an unknown key', v2With('$.unknown', nested(many, '[', ']'))),
    named('objects under an unknown key', v2With('$.unknown', nested(many, '{"a":', '}'))),
    named('under an unknown key of v1', v1With('$.unknown', nested(many, '[', ']'))),
    named('in metadata', v2With('$.metadata_fields[0].value', nested(many, '[', ']'))),
    named('in experiments', v2With('$.experiments', nested(many, '{"a":', '}'))),
    named('in a known place', v2With('$.data_row.id', nested(many, '[', ']'))),
    named('in a label', v2With(`${PROJECT}.labels[0].unknown`, nested(many, '[', ']'))),
    named('in an object', v2With(`${VOLUME}.groups.Axial.frames.6.objects.F.unknown`, nested(many, '[', ']'))),
    named('as a line', v2With(`${VOLUME}.groups.Axial.frames.6.objects.F.line`, nested(many, '[', ']'))),
    named('in a frame', v2With(`${VOLUME}.groups.Axial.frames.6.unknown`, nested(many, '[', ']'))),
    named('classifications', v2With(`${VOLUME}.classifications`, nested(deep, option, '}}]', '[]'))),
    named(
      'classifications of an object',
      v2With(`${VOLUME}.groups.Axial.frames.6.objects.F.classifications`, nested(deep, option, '}}]', '[]')),
    ),
    named('classifications of v1', v1With('$.Label.classifications', nested(deep, oldOption, '}}]', '[]'))),
    named('lists of classifications', v1With('$.Label.objects[0].classifications', nested(deep, '[', ']', ''))),
    named('in a v1 label', v1With('$.Label.unknown', nested(many, '[', ']'))),
    named('in a review', v2With(`${PROJECT}.labels[0].label_details.reviews`, `[{"x":${nested(many, '[', ']')}}]`)),
  ]
}

function bombsInArrays(): MalformedInput[] {
  const row = (rest: string) => `{"data_row":{"id":"r"},"x":${rest},"y":"${MARKER}"}`
  return [
    {
      name: 'a row of 100,000 lists in an array',
      pieces: ['[', goodRow(), ',', rejected('it', row(nested(100_000, '[', ']'))), ',', goodV1Record(), ']'],
    },
    {
      name: 'a row of 100,000 opening brackets in an array',
      pieces: ['[', goodRow(), ',', rejected('all behind it', `${row('['.repeat(100_000))}, {}]`)],
    },
    {
      name: 'a single object of 100,000 objects over two lines',
      pieces: [rejected('it', `{"data_row":\n${nested(100_000, '{"a":', '}')},"y":"${MARKER}"}`)],
    },
  ]
}
