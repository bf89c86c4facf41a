import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { gatherFeatures as gathering } from '../../src/loaders/features.ts'
import { type Annotation, atOnce, type Classification, type FeatureTrack, type Frame } from '../../src/model/index.ts'

const gatherFeatures = (...of: Parameters<typeof gathering>) => atOnce(gathering(...of))

describe('features of a v2 group', () => {
  it('take names and colours from their first frame, and segments from the tracks', () => {
    const tracks = [{ featureId: 'b', segments: [{ start: 6, end: 9 }], keyFrames: [6, 9] }]
    const frames = [frame(6, [object('b', { name: 'Lesion' })]), frame(9, [object('b', { name: 'Other' })])]
    assert.deepEqual(gatherFeatures('v2', tracks, frames), [
      {
        featureId: 'b',
        segments: [{ start: 6, end: 9 }],
        keyFrames: [6, 9],
        schemaId: 'schema',
        name: 'Lesion',
        value: 'value',
        color: '#1CE6FF',
        annotationKind: 'DICOMPolyline',
      },
    ])
  })

  it('have null segments if the export has none', () => {
    const [feature] = gatherFeatures('v2', [], [frame(6, [object('a', { keyFrame: true })])])
    assert.equal(feature?.segments, null)
    assert.equal(feature?.keyFrames, null)
  })

  it('include tracks without a frame, without a name', () => {
    const [feature] = gatherFeatures('v2', [{ featureId: 'gone', segments: [], keyFrames: null }], [])
    assert.deepEqual(feature, {
      featureId: 'gone',
      segments: [],
      keyFrames: null,
      schemaId: null,
      name: null,
      value: null,
      color: null,
      annotationKind: null,
    })
  })

  it('include answers that are tracked, at any depth, and no others', () => {
    const tracks: FeatureTrack[] = [{ featureId: 'deep', segments: [{ start: 1, end: 1 }], keyFrames: null }]
    const deep = question('inner', [{ featureId: 'deep', name: 'Yes' }])
    const classifications = [question('outer', [{ featureId: 'middle', name: 'Maybe', classifications: [deep] }])]
    const features = gatherFeatures('v2', tracks, [frame(1, [], classifications)])
    assert.deepEqual(
      features.map(({ featureId, name, annotationKind }) => [featureId, name, annotationKind]),
      [['deep', 'Yes', null]],
    )
  })

  it('come in the order of code points', () => {
    const ids = ['b', '\u{1f600}', 'A', '\uffee', 'a']
    const features = gatherFeatures(
      'v2',
      [],
      [
        frame(
          1,
          ids.map(id => object(id)),
        ),
      ],
    )
    assert.deepEqual(
      features.map(({ featureId }) => featureId),
      ['A', 'a', 'b', '\uffee', '\u{1f600}'],
    )
  })
})

describe('features of a v1 group', () => {
  it('are gathered into runs of consecutive frames', () => {
    const frames = [1, 2, 3, 7, 9, 10].map(number => frame(number, [object('a')]))
    const [feature] = gatherFeatures('v1', [], frames)
    assert.deepEqual(feature?.segments, [
      { start: 1, end: 3 },
      { start: 7, end: 7 },
      { start: 9, end: 10 },
    ])
    assert.equal(feature?.keyFrames, null)
  })

  it('have the key frames of their frames', () => {
    const frames = [
      frame(1, [object('a', { keyFrame: true }), object('b', { keyFrame: false })]),
      frame(2, [object('a', { keyFrame: false })]),
      frame(5, [object('a', { keyFrame: true })]),
    ]
    assert.deepEqual(
      gatherFeatures('v1', [], frames).map(({ keyFrames }) => keyFrames),
      [[1, 5], []],
    )
  })
})

function frame(number: number, annotations: Annotation[], classifications: Classification[] = []): Frame {
  return { number, annotations, classifications, relationships: [] }
}

function object(featureId: string, fields: Partial<Annotation> = {}): Annotation {
  return {
    featureId,
    schemaId: 'schema',
    name: 'name',
    value: 'value',
    color: '#1CE6FF',
    annotationKind: 'DICOMPolyline',
    keyFrame: null,
    classifications: [],
    raw: {},
    groupName: 'Axial',
    frameNumber: 1,
    type: 'PolylineAnnotation',
    line: [],
    ...fields,
  } as Annotation
}

function question(featureId: string, answers: Partial<Classification['answers'][number]>[]): Classification {
  const nameless = { featureId: null, schemaId: null, name: null, value: null }
  return {
    ...nameless,
    featureId,
    answerKind: 'RADIO',
    text: null,
    raw: {},
    answers: answers.map(answer => ({ ...nameless, classifications: [], ...answer })),
  }
}
