import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import type { PageRequest } from '../../src/store/index.ts'
import { BACKENDS } from '../support/backends.ts'
import { bytesOf, fetchedFrames, fetchedMask, imageRecord, measured, remoteRecord } from './fetched-records.ts'
import { areaOf, chunksOf, frameCounts, labelIds, openBackend, places } from './opened-store.ts'

/* What a store promises of masks that were measured, whichever backend it stands on. */

for (const backend of BACKENDS) {
  describe(`${backend.name}: masks that were measured`, () => {
    test('come back whole, each at its own place', async () => {
      await using opened = await openBackend(backend)
      await opened.load(remoteRecord('l1'), imageRecord('l2', { m: null, other: null }))
      const of1 = await opened.versionOf('l1')
      const of2 = await opened.versionOf('l2')
      const put = [
        fetchedMask('l1', of1, { groupName: 'Axial', frameNumber: 4, area: 1 }),
        fetchedMask('l1', of1, { groupName: 'Axial', frameNumber: 0, area: 2 }),
        fetchedMask('l1', of1, { groupName: 'Axial', area: 3 }),
        fetchedMask('l1', of1, { groupName: 'Coronal', frameNumber: 4, area: 4 }),
        fetchedMask('l1', of1, { groupName: 'Axial', frameNumber: 4, featureId: 'n', area: 5 }),
        fetchedMask('l1', of1, { area: 6 }),
        fetchedMask('l2', of2, { area: 0 }),
      ]
      await opened.store.putMasks([])
      await opened.store.putMasks(put)
      const reader = await opened.read()
      assert.deepEqual(
        await reader.masks(put.toReversed()),
        put.toReversed().map(({ mask }) => mask),
      )
      const unknown = { labelId: 'l2', groupName: null, frameNumber: null, featureId: 'other' }
      assert.deepEqual(await reader.masks([unknown, unknown]), [null, null])
      assert.deepEqual(await reader.masks([]), [])
    })

    test('are found among others of their label, whichever are asked for', async () => {
      await using opened = await openBackend(backend)
      await opened.load(remoteRecord('l1'), imageRecord('l2', { m: null }))
      const versions = [await opened.versionOf('l1'), await opened.versionOf('l2')]
      const all = Array.from({ length: 64 }, (_, i) => {
        const which = i & 1
        const place = { featureId: `f${(i >> 1) & 3}`, frameNumber: (i >> 3) & 3 || null }
        const groupName = i >> 5 ? 'Axial' : null
        return {
          ...fetchedMask(`l${which + 1}`, versions[which] ?? 0, { ...place, groupName, area: i }),
          mask: measured(i),
        }
      })
      await opened.store.putMasks(all)
      const reader = await opened.read()
      const missing = { labelId: 'l1', groupName: 'Axial', frameNumber: 9, featureId: 'f1' }
      const asked = fc.array(fc.constantFrom(...all, missing), { maxLength: 70, size: 'max' })
      await fc.assert(
        fc.asyncProperty(asked, async places => {
          const expected = places.map(place => ('mask' in place ? place.mask : null))
          assert.deepEqual(await reader.masks(places), expected)
        }),
        { numRuns: 60 },
      )
    })

    test('that are put again are as they were put last', async () => {
      await using opened = await openBackend(backend)
      await opened.load(imageRecord('l1', { m: null }))
      const version = await opened.versionOf('l1')
      const first = await opened.read()
      await opened.store.putMasks([fetchedMask('l1', version, { area: 5 })])
      const second = await opened.read()
      await opened.store.putMasks([{ ...fetchedMask('l1', version, { area: 0 }), mask: measured(8) }])
      const third = await opened.read()
      assert.equal(await areaOf(third, 'l1', null, null), 8)
      assert.deepEqual(await third.count('annotation', { area: { eq: 8 } }), 1)
      assert.equal(new Set([first.version, second.version, third.version]).size, 3)
    })

    test('are filtered, sorted and summed by their area, beside areas that were exported', async () => {
      await using opened = await openBackend(backend)
      await opened.load(remoteRecord('l1'), imageRecord('l2', { m: null, polygon: 20, unmeasured: null }))
      const of1 = await opened.versionOf('l1')
      await opened.store.putFrames(fetchedFrames('l1', of1, 'Axial', [1, 2, 3]))
      await opened.store.putMasks([
        fetchedMask('l1', of1, { groupName: 'Axial', frameNumber: 1, area: 60 }),
        fetchedMask('l1', of1, { groupName: 'Axial', frameNumber: 3, area: 0 }),
        fetchedMask('l2', await opened.versionOf('l2'), { area: 10 }),
        // A geometry that has an area of its own keeps it.
        fetchedMask('l2', await opened.versionOf('l2'), { featureId: 'polygon', area: 999 }),
      ])
      const reader = await opened.read()
      assert.deepEqual(await places(reader, { area: { gte: 10 } }), ['l1 Axial 1', 'l2 m', 'l2 polygon'])
      assert.deepEqual(await places(reader, { area: { lt: 10 } }), ['l1 Axial 3'])
      assert.deepEqual(await places(reader, { area: { isNull: true } }), ['l1 Axial 2', 'l2 unmeasured'])
      assert.deepEqual(await labelIds(reader, { annotation: { area: { eq: 60 } } }), ['l1'])
      const byArea = ['l1 Axial 3', 'l2 m', 'l2 polygon', 'l1 Axial 1']
      const unmeasured = ['l1 Axial 2', 'l2 unmeasured']
      assert.deepEqual(await places(reader, {}, 'ASC'), [...byArea, ...unmeasured])
      assert.deepEqual(await places(reader, {}, 'DESC'), [...byArea.toReversed(), ...unmeasured])
      const [stats] = await reader.stats('annotation', { groupBy: [], timeZone: 'UTC', fields: AREA_FIELDS })
      assert.deepEqual(stats?.area, { count: 4, sum: 90, mean: 22.5, min: 0, max: 60, median: 15, p95: null })
      assert.equal(stats.unmeasuredMaskCount, unmeasured.length)
    })

    test('are paged by their area', async () => {
      await using opened = await openBackend(backend)
      const features = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`f${i}`, null]))
      await opened.load(imageRecord('l1', features))
      const version = await opened.versionOf('l1')
      const areas = [5, 3, 9, 3, 1, 7]
      await opened.store.putMasks(areas.map((area, i) => fetchedMask('l1', version, { featureId: `f${i}`, area })))
      const reader = await opened.read()
      const found: string[] = []
      let after: string | null = null
      do {
        const request: PageRequest<'annotation'> = { limit: 2, backward: false, orderBy: BY_AREA, after }
        const { rows, more } = await reader.page('annotation', request)
        found.push(...rows.map(({ node }) => node.featureId))
        after = more ? (rows.at(-1)?.cursor() ?? null) : null
      } while (after !== null)
      assert.deepEqual(found, ['f4', 'f1', 'f3', 'f0', 'f5', 'f2', 'f6', 'f7', 'f8'])
    })

    test('and composites come by label and id', async () => {
      await using opened = await openBackend(backend)
      await opened.load(imageRecord('l1', { m: null }), imageRecord('l2', { m: null }))
      const [of1, of2] = [await opened.versionOf('l1'), await opened.versionOf('l2')]
      const composite = (labelId: string, version: number, compositeId: string, text: string) => ({
        ...{ labelId, version, compositeId },
        bytes: bytesOf(text),
      })
      await opened.store.putComposites([composite('l1', of1, 'c1', 'old'), composite('l1', of1, 'c2', 'two')])
      await opened.store.putComposites([composite('l2', of2, 'c1', 'three'), composite('l1', of1, 'c1', 'one')])
      await opened.store.putComposites([composite('l2', of2 + 1, 'c2', 'of another version')])
      const keys = [
        { labelId: 'l2', compositeId: 'c1' },
        { labelId: 'l1', compositeId: 'c2' },
        { labelId: 'l1', compositeId: 'c1' },
        { labelId: 'l2', compositeId: 'c2' },
      ]
      const reader = await opened.read()
      assert.deepEqual(await reader.composites(keys), [bytesOf('three'), bytesOf('two'), bytesOf('one'), null])
    })

    test('are for those alone who may see the project', async () => {
      await using opened = await openBackend(backend)
      await opened.load(remoteRecord('l1'), remoteRecord('l2', { projectId: 'p2' }))
      for (const labelId of ['l1', 'l2']) {
        const version = await opened.versionOf(labelId)
        await opened.store.putFrames(fetchedFrames(labelId, version, 'Axial', [4]))
        await opened.store.putMasks([fetchedMask(labelId, version, { groupName: 'Axial', frameNumber: 4, area: 9 })])
        await opened.store.putComposites([{ labelId, version, compositeId: 'c', bytes: bytesOf('c') }])
      }
      const everyone = await opened.read()
      const directories = await everyone.chunkDirectory([{ labelId: 'l1', groupName: 'Axial' }])
      const hidden = directories[0]?.map(({ chunk }) => chunk) ?? []
      assert.equal(hidden.length, 1)

      const reader = await opened.read(['p2'])
      assert.deepEqual([await areaOf(reader, 'l1', 4), await areaOf(reader, 'l2', 4)], [null, 9])
      const keys = ['l1', 'l2'].map(labelId => ({ labelId, compositeId: 'c' }))
      assert.deepEqual(await reader.composites(keys), [null, bytesOf('c')])
      assert.deepEqual([await frameCounts(reader, 'l1'), await frameCounts(reader, 'l2')], [null, { Axial: 1 }])
      assert.deepEqual(await chunksOf(reader, 'l1', 'Axial'), [])
      assert.deepEqual(await reader.chunks(hidden), [null])
      assert.deepEqual(await places(reader, { area: { eq: 9 } }), ['l2 Axial 4'])
      const [stats] = await reader.stats('annotation', { groupBy: [], timeZone: 'UTC', fields: AREA_FIELDS })
      assert.deepEqual([stats?.area.count, stats?.unmeasuredMaskCount], [1, 0])
    })
  })
}

const AREA_FIELDS = new Set([
  ...['count', 'sum', 'mean', 'min', 'max', 'median'].map(name => `area.${name}`),
  'unmeasuredMaskCount',
])
const BY_AREA = [{ field: 'AREA', direction: 'ASC' }] as const
