import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import type { Json, JsonObject } from '../../src/model/index.ts'
import { openLoadedStore } from '../support/graph.ts'
import { annotationCount, box, day, labelOf, read, v1Label, v2Label, v2Row } from './overlapping-records.ts'

/* Exports without carried-over annotations, loaded over complete ones and the other way around. */

suite('thinner never replaces richer', () => {
  const frames = (numbers: readonly number[], left: number) =>
    Object.fromEntries(numbers.map(number => [number, { objects: box('f', left + number), classifications: [] }]))
  const volume = (at: number, numbers: readonly number[], left = 0): JsonObject =>
    v2Row({
      at,
      labels: [
        {
          id: 'a',
          label_kind: 'DICOM',
          label_details: { updated_at: day(at), content_last_updated_at: day(at), created_by: `by${at}` },
          annotations: {
            groups: { Axial: { name: 'Axial', classifications: [], frames: frames(numbers, left) } },
            segments: { Axial: { f: [[1, 5]] } },
            key_frame_feature_map: { f: { Axial: { '1': true, '3': true } } },
          },
        },
      ],
    })
  const [full, drawn] = [
    [1, 2, 3, 4, 5],
    [1, 3, 5],
  ]

  test('annotations without what was carried over leave the richer ones, whatever the times', async () => {
    for (const records of [
      [volume(1, full), volume(2, drawn)],
      [volume(2, drawn), volume(1, full)],
      [volume(1, drawn), volume(2, full)],
      [volume(2, full), volume(1, drawn)],
    ]) {
      await using opened = await openLoadedStore()
      for (const record of records) await opened.loadRecords([record])
      assert.equal(await annotationCount(opened, 'a'), 5)
      assert.equal((await labelOf(opened, 'a'))?.createdBy, 'by2')
    }
  })

  test('annotations that stay keep what was fetched for them, also where no time says that the version is the same', async () => {
    const timeless = (numbers: readonly number[], seconds: number) => {
      const record = volume(1, numbers) as { projects: { project1: { labels: JsonObject[] } } }
      const [{ label_details: _, ...label } = {}] = record.projects.project1.labels
      return v2Row({ at: 1, labels: [{ ...label, performance_details: { seconds_to_create: seconds } }] })
    }
    await using opened = await openLoadedStore()
    const versions: unknown[] = []
    for (const record of [timeless(full, 1), timeless(drawn, 2)]) {
      await opened.loadRecords([record])
      const [content] = await (await read(opened)).contents(['a'])
      versions.push(content?.version)
    }
    assert.equal((await labelOf(opened, 'a'))?.secondsToCreate, 2)
    assert.equal(versions[1], versions[0])
  })

  test('the order of keys, of groups and of key frames makes no difference', async () => {
    const groups = (numbers: readonly number[]) => ({
      Axial: { name: 'Axial', classifications: [], frames: frames(numbers, 0) },
      Coronal: { name: 'Coronal', classifications: [], frames: {} },
    })
    const drawnIn = (at: number, planes: JsonObject, keyFrames: Json): JsonObject =>
      v2Row({
        at,
        labels: [
          v2Label('a', at, {
            label_kind: 'DICOM',
            annotations: { groups: planes, key_frame_feature_map: { f: { Axial: keyFrames } } },
          }),
        ],
      })
    const { Axial, Coronal } = groups([1, 3])
    for (const [richer, thinner] of [
      [{ '1': true, '3': true }, [3, 1]],
      [[1, 3], { '3': true, '1': true }],
      [{ '1': true, '2': false, '3': true }, [1, 3]],
    ] as const) {
      await using opened = await openLoadedStore()
      await opened.loadRecords([drawnIn(1, groups([1, 2, 3, 4]), richer)])
      await opened.loadRecords([drawnIn(2, { Coronal, Axial }, thinner)])
      assert.equal(await annotationCount(opened, 'a'), 4)
    }
  })

  test('v1 frames that hold nothing but carried-over annotations may be missing, in groups of another order', async () => {
    const frame = (number: number) => ({
      frameNumber: number,
      objects: [{ featureId: 'f', title: 'Box', value: 'box', keyframe: number === 1, line: [{ x: number, y: 1 }] }],
    })
    const volume = (at: number, groups: readonly JsonObject[]) => v1Label('a', at, { Label: { groups } })
    const coronal = { name: 'coronal', frames: [] }
    const full = volume(1, [{ name: 'axial', frames: [frame(1), frame(9)] }, coronal])
    const thin = volume(2, [coronal, { name: 'axial', frames: [frame(1)] }])
    for (const records of [
      [full, thin],
      [thin, full],
    ]) {
      await using opened = await openLoadedStore()
      for (const record of records) await opened.loadRecords([record])
      assert.equal(await annotationCount(opened, 'a'), 2)
      assert.equal((await labelOf(opened, 'a'))?.createdBy, 'by2')
    }
  })

  test('a newer version replaces them, and the summary counts the carried-over annotations that are dropped', async () => {
    await using opened = await openLoadedStore()
    await opened.loadRecords([volume(1, full)])
    const summary = await opened.loadRecords([volume(2, drawn, 10)])
    assert.equal(await annotationCount(opened, 'a'), 3)
    assert.equal(summary.droppedAnnotationCount, 2)
  })
})
