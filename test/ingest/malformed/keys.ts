import { type Fault, lines, type MalformedInput, named, rejected, v1Keeps, v1With, v2Keeps, v2With } from './input.ts'
import { FRAMES_URL, MARKER, v2Row } from './records.ts'

/** Keys that mean something to JavaScript, keys that mean a frame, and things that come twice. */
export function keys(): MalformedInput[] {
  return [
    lines('keys of JavaScript', SPECIAL.flatMap(specialKey)),
    lines('frame keys', frameKeys()),
    lines('frame keys to keep', ['0', '1', '2147483647'].map(frameKeyKept)),
    lines('what comes twice', twice()),
    lines('ids', ids()),
  ]
}

const SPECIAL = ['__proto__', 'constructor', 'prototype', 'hasOwnProperty', 'toString', 'valueOf', 'toJSON', 'then']
const PROJECT = '$.projects.P'
const VOLUME = `${PROJECT}.labels[0].annotations`
const AXIAL = `${VOLUME}.groups.Axial`
const LINE = '"annotation_kind":"DICOMPolyline","line":[{"x":1,"y":2}]'

function specialKey(key: string): Fault[] {
  const own = `"${key}":{"polluted":"${MARKER}"}`
  return [
    v2Keeps(`${key} in a row`, '$.media_attributes', `{${own}}`),
    v2Keeps(`${key} beside known keys`, '$.data_row.details', `{"dataset_id":"D",${own}}`),
    v2Keeps(`${key} as a project`, '$.projects', `{"${key}":{"name":"p","labels":[]}}`),
    v2Keeps(`${key} in a project`, `${PROJECT}.project_details`, `{"priority":1,${own}}`),
    v2Keeps(`${key} in metadata`, '$.metadata_fields[0].value', `{${own}}`),
    v2Keeps(`${key} in experiments`, '$.experiments', `{${own}}`),
    v2Keeps(`${key} in annotations`, `${VOLUME}.segments`, `{"Axial":{},${own.replace(/:.*/, ':{}')}}`),
    v2Keeps(`${key} as a group`, `${VOLUME}.groups`, `{"${key}":{"name":"x","frames":{"1":{"objects":{}}}}}`),
    v2Keeps(`${key} in a group`, AXIAL, `{"name":"Axial","frames":{},${own}}`),
    v2Keeps(`${key} in a frame`, `${AXIAL}.frames.6`, `{"objects":{},"classifications":[],${own}}`),
    v2Keeps(`${key} as a feature id`, `${AXIAL}.frames.6.objects`, `{"${key}":{"feature_id":"${key}",${LINE}}}`),
    v2Keeps(`${key} as a feature id alone`, `${AXIAL}.frames.6.objects`, `{"${key}":{${LINE}}}`),
    v2Keeps(`${key} in an object`, `${AXIAL}.frames.6.objects`, `{"F":{${own},${LINE}}}`),
    v2Keeps(`${key} in a segment's place`, `${VOLUME}.segments`, `{"Axial":{"${key}":[[1,2]]}}`),
    v2Keeps(`${key} in the key-frame map`, `${VOLUME}.key_frame_feature_map`, `{"${key}":{"Axial":{"6":true}}}`),
    v2Keeps(`${key} in a classification`, `${VOLUME}.classifications`, `[{"name":"c",${own}}]`),
    v1Keeps(`${key} in a v1 record`, '$["Media Attributes"]', `{${own}}`),
    v1Keeps(`${key} in a v1 label`, '$.Label', `{"objects":[],${own}}`),
    v1Keeps(`${key} as a v1 group`, '$.Label.groups', `[{"name":"${key}","frames":"${FRAMES_URL}"}]`),
    v2With(`${AXIAL}.frames`, `{"${key}":{"objects":{}}}`),
    v2With(`${VOLUME}.key_frame_feature_map`, `{"F":{"Axial":{"${key}":true}}}`),
  ]
}

const FRAME_KEYS = ['-1', '-0', '1e3', '007', '00', '1.5', '1.0', '', ' 6', '6 ', '+6', '0x6', '6,0', '٦', '６', '6n']
const LARGE_KEYS = ['2147483648', '999999999999', '9007199254740993', 'NaN', 'Infinity', 'null', 'frame 6']

function frameKeys(): Fault[] {
  return [...FRAME_KEYS, ...LARGE_KEYS].flatMap(key => [
    v2With(`${AXIAL}.frames`, `{"${key}":{"objects":{},"classifications":[]}}`),
    v2With(`${VOLUME}.key_frame_feature_map`, `{"F":{"Axial":{"${key}":true}}}`),
    v2With(`${PROJECT}.labels[1].annotations.frames`, `{"${key}":{"objects":{}}}`),
    v2With(`${PROJECT}.labels[1].annotations.key_frame_feature_map`, `{"V":{"${key}":true}}`),
  ])
}

const frameKeyKept = (key: string) => v2Keeps(`frame ${key}`, `${AXIAL}.frames`, `{"${key}":{"objects":{}}}`)

function twice(): Fault[] {
  const label = '{"id":"same","label_kind":"Default","annotations":{"objects":[],"classifications":[]}}'
  const object = `{"feature_id":"F",${LINE}}`
  const old = `{"featureId":"F","line":[{"x":1,"y":2}]}`
  const row = JSON.stringify(v2Row('twice'))
  const group = '{"name":"Axial","frames":{}}'
  return [
    { name: 'a row', bytes: Buffer.from(row), outcome: { storedAs: 'twice' } },
    { name: 'the same row again', bytes: Buffer.from(row), outcome: { storedAs: 'twice' } },
    v1Keeps('a v1 label', '$.ID', '"twice in v1"'),
    v1Keeps('the same v1 label, of another row', '$.ID', '"twice in v1"'),
    named('a label in one project', v2With(`${PROJECT}.labels`, `[${label},${label}]`, `${PROJECT}.labels[1]`)),
    named(
      'a label in two projects',
      v2With('$.projects', `{"P":{"labels":[${label}]},"Q":{"labels":[${label}]}}`, '$.projects.Q.labels[0]'),
    ),
    named('a feature in a list', v2With(`${AXIAL}.objects`, `[${object},${object}]`, `${AXIAL}.objects[1]`)),
    named('a feature in a v1 list', v1With('$.Label.objects', `[${old},${old}]`, '$.Label.objects[1]')),
    named(
      'a feature in a v1 frame',
      v1With('$.Label.groups[1].frames[0].objects', `[${old},${old}]`, '$.Label.groups[1].frames[0].objects[1]'),
    ),
    named(
      'a frame in a v1 list',
      v1With('$.Label.groups[1].frames', '[{"frameNumber":1},{"frameNumber":1}]', '$.Label.groups[1].frames[1]'),
    ),
    named(
      'a group in two spellings',
      v2With(`${VOLUME}.groups`, `{"Axial":${group},"axial":${group}}`, `${VOLUME}.groups.axial`),
    ),
    named('a v1 group', v1With('$.Label.groups', '[{"name":"axial"},{"name":"Axial"}]', '$.Label.groups[1]')),
    named('segments of a group', v2With(`${VOLUME}.segments`, '{"Axial":{},"AXIAL":{}}', `${VOLUME}.segments.AXIAL`)),
    named(
      'key frames of a group',
      v2With(
        `${VOLUME}.key_frame_feature_map`,
        '{"F":{"Axial":{},"axial":{}}}',
        `${VOLUME}.key_frame_feature_map.F.axial`,
      ),
    ),
    named('a key of the row', v2With('$.media_attributes', '{"width":7,"width":8}', '$.media_attributes.width')),
    named('a frame key', v2With(`${AXIAL}.frames`, '{"6":{"objects":{}},"6":{"objects":{}}}', `${AXIAL}.frames.6`)),
    named(
      'an object key',
      v2With(`${AXIAL}.frames.6.objects`, `{"F":${object},"\\u0046":${object}}`, `${AXIAL}.frames.6.objects.F`),
    ),
    named('a project key', v2With('$.projects', '{"P":{"labels":[]},"P":{"labels":[]}}', PROJECT)),
    named('a v1 key', v1With('$["Media Attributes"]', '{"height":7,"height":8}', '$["Media Attributes"].height')),
  ]
}

const BAD_IDS = ['', '\\u0000', 'a\\u0000b', '\\ud800', 'a\\udc00b', '\\udc00\\ud800']

function ids(): Fault[] {
  const bad = BAD_IDS.flatMap(id => [
    v2With('$.data_row.id', `"${id}"`),
    v2With('$.projects', `{"${id}":{"labels":[]}}`),
    v2With(`${PROJECT}.labels[0].id`, `"${id}"`),
    v2With(`${VOLUME}.groups`, `{"${id}":{"frames":{}}}`),
    v2With(`${AXIAL}.frames.6.objects`, `{"${id}":{${LINE}}}`),
    v2With(`${VOLUME}.segments`, `{"Axial":{"${id}":[[1,2]]}}`),
    v2With(`${VOLUME}.key_frame_feature_map`, `{"${id}":{"Axial":{}}}`),
    v1With('$.ID', `"${id}"`),
    v1With('$["DataRow ID"]', `"${id}"`),
    v1With('$.Label.objects[0].featureId', `"${id}"`, '$.Label.objects[0]'),
    v1With('$.Label.groups[1].name', `"${id}"`),
  ])
  return [
    ...bad,
    rejected('a raw NUL in an id', JSON.stringify(v2Row('x')).replace('"x"', '"\0"'), '$.data_row.id'),
    v2Keeps('a lone surrogate in text', '$.data_row.row_data', '"\\ud800"'),
    v2Keeps('a NUL in text', '$.data_row.row_data', '"a\\u0000b"'),
    v2Keeps('a lone surrogate in a name', `${AXIAL}.frames.6.objects.F.name`, '"\\udc00"'),
    v2Keeps('a NUL in a name', `${AXIAL}.frames.6.objects.F.name`, '"\\u0000"'),
    v2Keeps('a lone surrogate in an unknown key', '$.media_attributes', '{"\\ud800":"\\udfff"}'),
    v2Keeps('a colon and a percent sign in ids', '$.projects', '{"a:b%3A":{"labels":[]}}'),
    v1Keeps('a NUL in a v1 title', '$.Label.objects[0].title', '"\\u0000"'),
  ]
}
