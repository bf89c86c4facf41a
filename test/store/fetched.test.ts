import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { StoreReader } from '../../src/store/index.ts'
import { BACKENDS } from '../support/backends.ts'
import { fetchedFrames, fetchedMask, remoteRecord } from './fetched-records.ts'
import { areaOf, chunksOf, frameCounts, labelIds, openBackend, places } from './opened-store.ts'

/* What a store promises of frames that were fetched, whichever backend it stands on. */

for (const backend of BACKENDS) {
  describe(`${backend.name}: frames that were fetched`, () => {
    test('are part of the store like any other', async () => {
      await using opened = await openBackend(backend)
      await opened.load(remoteRecord('l1'), remoteRecord('l2'))
      const before = await opened.read()
      assert.deepEqual(await frameCounts(before, 'l1'), { Axial: null })
      assert.deepEqual(await countsOf(before), { annotationCount: 0, remoteGroupCount: 2, frames: 0, features: 0 })
      assert.deepEqual(await labelIds(before, { remote: true }), ['l1', 'l2'])

      const put = await opened.store.putFrames(fetchedFrames('l1', await opened.versionOf('l1'), 'Axial', [4, 7]))
      assert.equal(put, true)

      const after = await opened.read()
      assert.notEqual(after.version, before.version)
      assert.deepEqual(await frameCounts(after, 'l1'), { Axial: 2 })
      assert.deepEqual(await frameCounts(after, 'l2'), { Axial: null })
      assert.deepEqual(await countsOf(after), { annotationCount: 2, remoteGroupCount: 1, frames: 2, features: 1 })
      assert.deepEqual(await labelIds(after, { remote: true }), ['l2'])
      assert.deepEqual(await labelIds(after, { remote: false }), ['l1'])
      assert.deepEqual(await labelIds(after, { annotationCount: { eq: 2 } }), ['l1'])
      assert.deepEqual(await labelIds(after, { annotation: { frameNumber: { eq: 7 } } }), ['l1'])
      assert.deepEqual(await places(after, {}), ['l1 Axial 4', 'l1 Axial 7'])
      assert.deepEqual(await places(after, { group: { eq: 'AXIAL' }, frameNumber: { gt: 4 } }), ['l1 Axial 7'])
      assert.deepEqual(await places(after, { groupName: { eq: 'axial' } }), ['l1 Axial 4', 'l1 Axial 7'])
    })

    test('come back chunk by chunk as they were put', async () => {
      await using opened = await openBackend(backend)
      await opened.load(remoteRecord('l1', { groups: ['Axial', 'Coronal'] }))
      const version = await opened.versionOf('l1')
      await opened.store.putFrames(fetchedFrames('l1', version, 'Coronal', [2]))
      await opened.store.putFrames(fetchedFrames('l1', version, 'Axial', [7, 4, 300]))
      const reader = await opened.read()
      assert.deepEqual(await chunksOf(reader, 'l1', 'Axial'), [
        [4, 4, { groupName: 'Axial', number: 4 }],
        [7, 7, { groupName: 'Axial', number: 7 }],
        [300, 300, { groupName: 'Axial', number: 300 }],
      ])
      assert.deepEqual(await chunksOf(reader, 'l1', 'Coronal'), [[2, 2, { groupName: 'Coronal', number: 2 }]])
      const { rows } = await reader.page('annotation', { limit: 10, backward: false })
      const texts = await reader.chunks(rows.map(({ node }) => node.chunk))
      assert.deepEqual(
        texts.map(chunk => [chunk?.format, JSON.parse(chunk?.text ?? 'null')]),
        rows.map(({ node }) => ['v1', { groupName: node.groupName, number: node.frameNumber }]),
      )
    })

    test('that are put twice are there once, as they were first', async () => {
      await using opened = await openBackend(backend)
      await opened.load(remoteRecord('l1'))
      const version = await opened.versionOf('l1')
      assert.equal(await opened.store.putFrames(fetchedFrames('l1', version, 'Axial', [4, 7])), true)
      assert.equal(await opened.store.putFrames(fetchedFrames('l1', version, 'Axial', [4, 7])), true)
      assert.equal(await opened.store.putFrames(fetchedFrames('l1', version, 'Axial', [1, 2, 3])), true)
      const reader = await opened.read()
      assert.deepEqual(await frameCounts(reader, 'l1'), { Axial: 2 })
      assert.deepEqual(await places(reader, {}), ['l1 Axial 4', 'l1 Axial 7'])
      assert.deepEqual(await countsOf(reader), { annotationCount: 2, remoteGroupCount: 0, frames: 2, features: 1 })
      assert.equal((await chunksOf(reader, 'l1', 'Axial')).length, 2)
    })

    test('at the same time are there once too', async () => {
      await using opened = await openBackend(backend)
      await opened.load(remoteRecord('l1', { groups: ['Axial', 'Coronal'] }))
      const version = await opened.versionOf('l1')
      const puts = ['Axial', 'Coronal', 'Axial', 'Coronal'].map(group =>
        opened.store.putFrames(fetchedFrames('l1', version, group, [1, 2])),
      )
      assert.deepEqual(await Promise.all(puts), [true, true, true, true])
      const reader = await opened.read()
      assert.deepEqual(await frameCounts(reader, 'l1'), { Axial: 2, Coronal: 2 })
      assert.equal(await reader.count('annotation', null), 4)
    })

    test('are each group’s own, none where there are none, and may be of a group of any name', async () => {
      await using opened = await openBackend(backend)
      const groups = ['Axial', 'Coronal', 'Sagittal', '__proto__', 'a:"b"']
      await opened.load(remoteRecord('l1', { groups }))
      const version = await opened.versionOf('l1')
      await opened.store.putFrames(fetchedFrames('l1', version, 'Sagittal', [1]))
      await opened.store.putFrames(fetchedFrames('l1', version, 'Axial', []))
      await opened.store.putFrames(fetchedFrames('l1', version, '__proto__', [1, 2]))
      await opened.store.putFrames(fetchedFrames('l1', version, 'a:"b"', [1, 2, 3]))
      const reader = await opened.read()
      const [content] = await reader.contents(['l1'])
      assert.deepEqual(
        content?.groups.map(({ idName, remote, frameCount }) => [idName, remote, frameCount]),
        [
          ['Axial', false, 0],
          ['Coronal', true, null],
          ['Sagittal', false, 1],
          ['__proto__', false, 2],
          ['a:"b"', false, 3],
        ],
      )
      assert.deepEqual(await countsOf(reader), { annotationCount: 6, remoteGroupCount: 1, frames: 6, features: 3 })
      assert.deepEqual(await places(reader, { group: { eq: 'SAGITTAL' } }), ['l1 Sagittal 1'])
    })

    test('of an unknown label, version or group change nothing', async () => {
      await using opened = await openBackend(backend)
      await opened.load(remoteRecord('l1'))
      const version = await opened.versionOf('l1')
      assert.equal(await opened.store.putFrames(fetchedFrames('none', version, 'Axial', [1])), false)
      assert.equal(await opened.store.putFrames(fetchedFrames('l1', version + 1, 'Axial', [1])), false)
      await opened.store.putFrames(fetchedFrames('l1', version, 'Coronal', [1]))
      await opened.store.putMasks([fetchedMask('none', version, { area: 5 }), fetchedMask('l1', 99, { area: 5 })])
      const reader = await opened.read()
      assert.deepEqual(await frameCounts(reader, 'l1'), { Axial: null })
      assert.equal(await reader.count('annotation', null), 0)
      assert.equal(await areaOf(reader, 'l1', null, null), null)
    })

    test('bring their classifications to the filters', async () => {
      await using opened = await openBackend(backend)
      await opened.load(remoteRecord('l1', { groups: ['Axial', 'Coronal'] }), remoteRecord('l2'))
      const version = await opened.versionOf('l1')
      await opened.store.putFrames(fetchedFrames('l1', version, 'Axial', [4, 7]))
      await opened.store.putFrames(fetchedFrames('l1', version, 'Coronal', [5, 6]))
      const reader = await opened.read()
      const onObject = { classification: { name: { eq: 'calcified' } } }
      assert.deepEqual(await places(reader, onObject), ['l1 Axial 4', 'l1 Coronal 5'])
      assert.deepEqual(await places(reader, { classification: { answer: { eq: 'Coronal' } } }), ['l1 Coronal 5'])
      assert.deepEqual(await labelIds(reader, { annotation: onObject }), ['l1'])
      assert.deepEqual(await labelIds(reader, { classification: { name: { eq: 'sharp' } } }), ['l1'])
      assert.deepEqual(await labelIds(reader, { classification: { name: { eq: 'calcified' } } }), ['l1'])
      assert.deepEqual(await labelIds(reader, { classification: { name: { eq: 'none' } } }), [])
    })

    test('show in a snapshot that was opened before', async () => {
      await using opened = await openBackend(backend)
      await opened.load(remoteRecord('l1'))
      const before = await opened.read()
      const version = await opened.versionOf('l1')
      await opened.store.putFrames(fetchedFrames('l1', version, 'Axial', [4]))
      await opened.store.putMasks([fetchedMask('l1', version, { groupName: 'Axial', frameNumber: 4, area: 9 })])
      assert.deepEqual(await frameCounts(before, 'l1'), { Axial: 1 })
      assert.equal((await chunksOf(before, 'l1', 'Axial')).length, 1)
      assert.equal(await areaOf(before, 'l1', 4), 9)
    })
  })
}

async function countsOf(reader: StoreReader) {
  const fields = new Set(['annotationCount', 'remoteGroupCount', 'frameCount', 'featureCount'])
  const request = { groupBy: [], timeZone: 'UTC', fields }
  const [labels] = await reader.stats('label', request)
  const [annotations] = await reader.stats('annotation', request)
  assert.equal(annotations?.annotationCount, labels?.annotationCount)
  const { annotationCount, remoteGroupCount } = labels ?? assert.fail('no stats')
  return { annotationCount, remoteGroupCount, frames: annotations?.frameCount, features: annotations?.featureCount }
}
