import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { type AnsweredPlace, compareAnswers, type DrawnPlace, pairClasses } from '../../src/agreement/index.ts'
import { type Annotation, atOnce, type Classification, type Geometry } from '../../src/model/index.ts'
import { annotationOf } from './drawings.ts'

const POINT: Geometry = { type: 'PointAnnotation', point: { x: 0, y: 0 } }
const open: Geometry = { type: 'PolylineAnnotation', line: [{ x: 0, y: 0 }] }
const closed: Geometry = { type: 'PolylineAnnotation', line: [0, 5, 9, 0].map((x, i) => ({ x, y: i === 1 ? 5 : 0 })) }

const place = (frameNumber: number | null, annotations: readonly Annotation[], groupName = 'Axial'): DrawnPlace => ({
  ...{ groupName, group: groupName === 'Axial' ? 'AXIAL' : 'OTHER', groupSpelling: groupName, frameNumber },
  annotations,
})
const named = (changes: Partial<Annotation>, geometry: Geometry = POINT): Annotation =>
  ({ ...annotationOf('f', geometry), ...changes }) as Annotation

const namesOf = (one: readonly DrawnPlace[], other: readonly DrawnPlace[]) =>
  atOnce(pairClasses(one, other)).map(({ name, schemaId, annotationKind, group, frames }) => [
    ...[name, schemaId, annotationKind, group],
    frames.map(frame => [frame.frameNumber, frame.one.length, frame.other.length]),
  ])

suite('classes of two labels', () => {
  test('are told apart by the id in the ontology, else by name, then by kind and group', () => {
    const one = [
      place(1, [named({ name: 'B' }), named({ name: 'A', schemaId: null }), named({ annotationKind: 'Other' })]),
      place(null, [named({ name: 'A', schemaId: null })]),
    ]
    const other = [place(2, [named({ name: 'C' })]), place(1, [named({ name: 'A', schemaId: null })], 'Video')]
    assert.deepEqual(namesOf(one, other), [
      [
        'A',
        null,
        'Anything',
        'AXIAL',
        [
          [1, 1, 0],
          [null, 1, 0],
        ],
      ],
      ['A', null, 'Anything', 'OTHER', [[1, 0, 1]]],
      [
        'B',
        's1',
        'Anything',
        'AXIAL',
        [
          [1, 1, 0],
          [2, 0, 1],
        ],
      ],
      ['Tumour', 's1', 'Other', 'AXIAL', [[1, 1, 0]]],
    ])
    assert.deepEqual(
      namesOf(other, one).map(([name]) => name),
      ['A', 'A', 'B', 'Tumour'],
    )
  })

  test('of polylines have pixels where all of them, in both labels, are closed', () => {
    const kinds = (one: readonly Geometry[], other: readonly Geometry[]) =>
      atOnce(
        pairClasses(
          [
            place(
              1,
              one.map(each => named({}, each)),
            ),
          ],
          [
            place(
              2,
              other.map(each => named({}, each)),
            ),
          ],
        ),
      ).map(({ isOutlined, hasPixels, hasLines }) => [isOutlined, hasPixels, hasLines])
    const box: Geometry = { type: 'BoundingBoxAnnotation', boundingBox: { left: 0, top: 0, width: 1, height: 1 } }
    assert.deepEqual(kinds([closed], [closed]), [[true, true, true]])
    assert.deepEqual(kinds([closed], []), [[true, true, true]])
    assert.deepEqual(kinds([closed, POINT], [closed]), [[true, true, true]])
    assert.deepEqual(kinds([closed, open], [closed]), [[false, false, true]])
    assert.deepEqual(kinds([closed], [open, closed]), [[false, false, true]])
    assert.deepEqual(kinds([POINT], [POINT]), [[false, false, true]])
    assert.deepEqual(kinds([box, open], []), [[false, true, true]])
    assert.deepEqual(kinds([{ type: 'UnknownAnnotation' }], []), [[false, false, false]])
  })
})

const question = (name: string, changes: Partial<Classification>): Classification => ({
  ...{ name, featureId: null, schemaId: null, value: null, answerKind: 'RADIO', text: null, answers: [], raw: {} },
  ...changes,
})
const option = (name: string, classifications: readonly Classification[] = []) => ({
  ...{ name, featureId: null, schemaId: null, value: null, classifications },
})
const answered = (frameNumber: number | null, ...classifications: readonly Classification[]): AnsweredPlace => ({
  ...{ groupName: frameNumber === null ? null : 'Axial', group: frameNumber === null ? null : 'AXIAL', frameNumber },
  classifications,
})

suite('answers of two labels', () => {
  test('are compared as sets, nested questions too, where either label answers', () => {
    const depth = question('depth', { text: '3 mm', answerKind: 'TEXT' })
    const one = [
      answered(7, question('seen', { answers: [option('no')] })),
      answered(null, question('signs', { answers: [option('b'), option('a', [depth])] }), question('left', {})),
    ]
    const other = [
      answered(null, question('signs', { answers: [option('a'), option('b')] }), question('left', {})),
      answered(7, question('seen', { answers: [option('yes')] })),
    ]
    const rows = atOnce(compareAnswers(one, other))
    assert.deepEqual(rows, [
      { question: 'depth', group: null, frameNumber: null, answers: ['3 mm'], otherAnswers: [], agrees: false },
      {
        question: 'signs',
        group: null,
        frameNumber: null,
        answers: ['a', 'b'],
        otherAnswers: ['a', 'b'],
        agrees: true,
      },
      { question: 'seen', group: 'AXIAL', frameNumber: 7, answers: ['no'], otherAnswers: ['yes'], agrees: false },
    ])
    assert.deepEqual(
      atOnce(compareAnswers(other, one)),
      rows.map(({ answers, otherAnswers, ...rest }) => ({ ...rest, answers: otherAnswers, otherAnswers: answers })),
    )
  })

  test('of an id in the ontology are one question, whatever its name', () => {
    const [row, ...others] = atOnce(
      compareAnswers(
        [answered(null, question('Old name', { schemaId: 's', answers: [option('yes')] }))],
        [answered(null, question('New name', { schemaId: 's', answers: [option('yes')] }))],
      ),
    )
    assert.deepEqual([row?.question, row?.agrees, others.length], ['New name', true, 0])
  })
})
