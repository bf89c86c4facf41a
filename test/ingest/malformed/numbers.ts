import { type Fault, lines, type MalformedInput, named, v1Keeps, v1With, v2Keeps, v2With } from './input.ts'

/** Numbers that JSON allows and nothing can hold, and some that only look so. */
export function numbers(): MalformedInput[] {
  return [
    lines('a number too large', [...TOO_LARGE.flatMap(text => everywhere(text)), ...sums()]),
    lines('a whole number beyond 2^53', ['12345678901234567890', '-9007199254740993'].flatMap(anywhereKept)),
    lines(
      'no Int',
      INTS.flatMap(([path, broken]) => NO_INTS.map(text => broken(path, text))),
    ),
    lines('numbers to keep', kept()),
  ]
}

const PROJECT = '$.projects.P'
const AXIAL = `${PROJECT}.labels[0].annotations`
const TOO_LARGE = ['1e400', '-1e400', `1${'0'.repeat(400)}`]
const NO_INTS = ['2147483648', '-2147483649', '1.5', '1e10', '12345678901234567890']

function everywhere(text: string): Fault[] {
  return [
    ...anywhereKept(text),
    v2With('$.embeddings[0].values[0].value[1]', text),
    v2With(`${PROJECT}.labels[0].performance_details.seconds_to_create`, text),
    v2With(`${PROJECT}.labels[0].performance_details.consensus_score`, text),
    v2With(`${AXIAL}.groups.Axial.frames.6.objects.F.line[0].x`, text),
    v2With(`${PROJECT}.labels[1].annotations.frames.1.objects.V.bounding_box.left`, text),
    v2With(`${PROJECT}.labels[2].annotations.objects[0].polygon[1].y`, text),
    v2With(`${PROJECT}.labels[2].annotations.objects[1].point.x`, text),
    v1With('$["Seconds to Label"]', text),
    v1With('$["Benchmark Agreement"]', text),
    v1With('$.Label.objects[0].bbox.top', text),
    v1With('$.Label.groups[1].frames[0].objects[0].line[0].x', text),
    v1With('$.Reviews[0].score', text),
  ]
}

/** Where anything may stand and is kept as it is. */
function anywhereKept(text: string): Fault[] {
  return [
    v2With('$.unknown', text),
    v2With('$.unknown', `{"list":[0,${text}]}`),
    v2With('$.data_row.unknown', text),
    v2With('$.media_attributes.width', text),
    v2With('$.metadata_fields[0].value', text),
    v2With('$.experiments.model', `{"score":${text}}`),
    v2With(`${PROJECT}.unknown`, text),
    v2With(`${PROJECT}.labels[0].unknown`, text),
    v2With(`${AXIAL}.unknown`, text),
    v2With(`${AXIAL}.groups.Axial.unknown`, text),
    v2With(`${AXIAL}.groups.Axial.frames.6.unknown`, text),
    v2With(`${AXIAL}.groups.Axial.frames.6.objects.F.unknown`, text),
    v2With(`${AXIAL}.classifications[0].unknown`, text),
    v1With('$.unknown', text),
    v1With('$["Media Attributes"].height', text),
    v1With('$["DataRow Metadata"][0].value', text),
    v1With('$.Label.unknown', text),
    v1With('$.Label.groups[1].frames[0].unknown', text),
  ]
}

/** Points that can be held, and what is measured from them cannot. */
function sums(): Fault[] {
  const far = '[{"x":1e308,"y":1e308},{"x":-1e308,"y":-1e308},{"x":1e308,"y":-1e308}]'
  const line = `${AXIAL}.groups.Axial.frames.6.objects.F`
  const image = `${PROJECT}.labels[2].annotations.objects[0]`
  const box = `${PROJECT}.labels[1].annotations.frames.1.objects.V`
  return [
    named('a line whose length is too large', v2With(`${line}.line`, far, line)),
    named('a polygon whose area is too large', v2With(`${image}.polygon`, far, image)),
    named(
      'a box whose area is too large',
      v2With(`${box}.bounding_box`, '{"left":0,"top":0,"width":1e300,"height":1e300}', box),
    ),
  ]
}

const INTS: readonly (readonly [string, typeof v2With])[] = [
  ['$.embeddings[0].dimensions', v2With],
  [`${PROJECT}.project_details.priority`, v2With],
  [`${PROJECT}.project_details.consensus_expected_label_count`, v2With],
  [`${AXIAL}.groups.Axial.frames.6.objects.M.composite_mask.color_rgb[0]`, v2With],
  [`${AXIAL}.segments.Axial.F[0][0]`, v2With],
  [`${AXIAL}.segments.Axial.F[0][1]`, v2With],
  [`${PROJECT}.labels[1].annotations.key_frame_feature_map.V[0]`, v2With],
  ['$.Label.groups[1].frames[0].frameNumber', v1With],
]

function kept(): Fault[] {
  return [
    v2Keeps('-0 in an Int', `${PROJECT}.project_details.priority`, '-0'),
    v2Keeps('-0 in a Float', `${PROJECT}.labels[0].performance_details.seconds_to_create`, '-0'),
    v2Keeps('-0.0 in a point', `${AXIAL}.groups.Axial.frames.6.objects.F.line[0].x`, '-0.0'),
    v2Keeps('-0 in a segment', `${AXIAL}.segments.Axial.F[0][0]`, '-0'),
    v2Keeps('an Int with an exponent', `${PROJECT}.project_details.priority`, '5e0'),
    v2Keeps('an Int with a fraction of nothing', `${PROJECT}.project_details.priority`, '5.000'),
    v2Keeps('the largest Int', `${PROJECT}.project_details.priority`, '2147483647'),
    v2Keeps('the smallest Int', `${PROJECT}.project_details.priority`, '-2147483648'),
    v2Keeps('a number that is too small', `${AXIAL}.groups.Axial.frames.6.objects.F.line[0].x`, '1e-400'),
    v2Keeps(
      'the largest Float',
      `${AXIAL}.groups.Axial.frames.6.objects.F.line`,
      '[{"x":1.7976931348623157e308,"y":-1.7976931348623157e308}]',
    ),
    v2Keeps('the largest whole number', '$.unknown', '9007199254740991'),
    v1Keeps('-0 in a frame number', '$.Label.groups[1].frames[0].frameNumber', '-0'),
    v1Keeps('-1 as a score', '$["Benchmark Agreement"]', '-1'),
    v1Keeps('text as a score', '$["Benchmark Agreement"]', '""'),
    v1Keeps('seconds as text', '$["Seconds to Label"]', '"1.5"'),
  ]
}
