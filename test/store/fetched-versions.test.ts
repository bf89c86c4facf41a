import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { LabelRecord } from '../../src/model/index.ts'
import type { StoreReader } from '../../src/store/index.ts'
import { BACKENDS } from '../support/backends.ts'
import {
  bytesOf,
  fetchedFrames,
  fetchedMask,
  framesOf,
  imageRecord,
  remoteRecord,
  wholeRecord,
} from './fetched-records.ts'
import { areaOf, chunksOf, frameCounts, openBackend, places } from './opened-store.ts'

/* What was fetched belongs to one version of its label, and outlasts the loads that bring that version again. */

type Fields = LabelRecord['fields']

const FIRST: Fields = { updatedAt: 1 }
const SECOND: Fields = { updatedAt: 2 }
const THIRD: Fields = { updatedAt: 3 }

/** Fields of a label in two successive loads, and whether both are the same version. */
const RULES: readonly (readonly [name: string, first: Fields, second: Fields, sameToken: boolean, same: boolean])[] = [
  ['the content is as old', { contentUpdatedAt: 1, updatedAt: 1 }, { contentUpdatedAt: 1, updatedAt: 2 }, false, true],
  ['the content is newer', { contentUpdatedAt: 1, updatedAt: 1 }, { contentUpdatedAt: 2, updatedAt: 1 }, false, false],
  ['the content is older', { contentUpdatedAt: 2 }, { contentUpdatedAt: 1 }, false, false],
  ['one knows only the label’s time, which is the same', { contentUpdatedAt: 1, updatedAt: 3 }, THIRD, false, true],
  ['one knows only the label’s time, which is another', { contentUpdatedAt: 1, updatedAt: 2 }, THIRD, false, false],
  ['the other knows only the label’s time', THIRD, { contentUpdatedAt: 1, updatedAt: 3 }, false, true],
  ['both know the label’s time alone, the same', FIRST, FIRST, false, true],
  ['both know the label’s time alone, not the same', FIRST, SECOND, false, false],
  ['there is nothing to compare, and the same content', { contentUpdatedAt: 1 }, FIRST, true, true],
  ['there is nothing to compare, and another content', { contentUpdatedAt: 1 }, FIRST, false, false],
  ['neither knows a time, and the same content', {}, {}, true, true],
  ['neither knows a time, and another content', {}, {}, false, false],
  ['one time has milliseconds only', { updatedAt: 123_456 }, { updatedAt: 123_000 }, false, true],
  ['the other time has milliseconds only', { updatedAt: 123_000 }, { updatedAt: 123_456 }, false, true],
  ['one time has seconds only', { contentUpdatedAt: 5_428_000 }, { contentUpdatedAt: 5_000_000 }, false, true],
  ['the other time has seconds only', { updatedAt: 5_000_000 }, { updatedAt: 5_428_123 }, false, true],
  ['one time is a date', { updatedAt: 3_600_000_000 }, { updatedAt: 0 }, false, true],
  ['one time has seconds only, and others', { updatedAt: 5_428_000 }, { updatedAt: 6_000_000 }, false, false],
  ['both times have microseconds', { updatedAt: 123_456 }, { updatedAt: 123_457 }, false, false],
  ['a time came as nothing', { updatedAt: 1 }, { updatedAt: null }, true, true],
]

for (const backend of BACKENDS) {
  describe(`${backend.name}: what was fetched, when its label is loaded again`, () => {
    async function openFetched(fields: Fields = FIRST) {
      const opened = await openBackend(backend)
      await opened.load(remoteRecord('l1', { fields }))
      const version = await opened.versionOf('l1')
      await opened.store.putFrames(fetchedFrames('l1', version, 'Axial', [4, 7]))
      await opened.store.putMasks([fetchedMask('l1', version, { groupName: 'Axial', frameNumber: 4, area: 9 })])
      await opened.store.putComposites([{ labelId: 'l1', version, compositeId: 'c', bytes: bytesOf('c') }])
      return { ...opened, version }
    }

    for (const [name, first, second, sameToken, same] of RULES) {
      test(`${same ? 'stays' : 'goes'} where ${name}`, async () => {
        await using opened = await openFetched(first)
        await opened.load(remoteRecord('l1', { fields: second, token: sameToken ? 'a' : 'b' }))
        const reader = await opened.read()
        assert.equal((await opened.versionOf('l1')) === opened.version, same)
        await (same ? assertThere(reader) : assertGone(reader))
      })
    }

    test('stays through loads that each know another half of the version', async () => {
      await using opened = await openFetched({ contentUpdatedAt: 1, updatedAt: 1 })
      await opened.load(remoteRecord('l1', { fields: { updatedAt: 1 }, token: 'b' }))
      await opened.load(remoteRecord('l1', { fields: { contentUpdatedAt: 1 }, token: 'c' }))
      await opened.load(remoteRecord('l1', { fields: { updatedAt: 1 }, token: 'd' }))
      await assertThere(await opened.read())
      await opened.load(remoteRecord('l1', { fields: { contentUpdatedAt: 2, updatedAt: 1 }, token: 'd' }))
      await assertGone(await opened.read())
    })

    test('keeps the most precise time of its version', async () => {
      await using opened = await openFetched({ updatedAt: 5_428_000 })
      await opened.load(remoteRecord('l1', { fields: { updatedAt: 5_000_000 }, token: 'b' }))
      await assertThere(await opened.read())
      await opened.load(remoteRecord('l1', { fields: { updatedAt: 5_429_000 }, token: 'c' }))
      await assertGone(await opened.read())
    })

    test('goes with a time that was learnt later, even where the label said it already', async () => {
      await using opened = await openBackend(backend)
      await opened.load(remoteRecord('l1', { fields: SECOND }))
      // v1 keeps what a record does not carry: the row still says when it was updated, of the version before.
      await opened.load(remoteRecord('l1', { token: 'b' }))
      await opened.load(remoteRecord('l1', { fields: SECOND, token: 'b' }))
      await opened.store.putFrames(fetchedFrames('l1', await opened.versionOf('l1'), 'Axial', [4, 7]))
      await opened.load(remoteRecord('l1', { fields: FIRST, token: 'b' }))
      await assertGone(await opened.read())
    })

    test('stays when one load brings the label twice', async () => {
      await using opened = await openFetched()
      await opened.load(
        remoteRecord('l1', { fields: FIRST, token: 'b' }),
        remoteRecord('l1', { fields: FIRST, token: 'c' }),
      )
      await assertThere(await opened.read())
      const [content] = await (await opened.read()).contents(['l1'])
      assert.match(content?.groups[0]?.framesUrl ?? '', /token=c$/)
    })

    test('stays under new URLs, each group its own, and the others are fetched later', async () => {
      await using opened = await openBackend(backend)
      const groups = ['Axial', 'Coronal', 'Sagittal']
      await opened.load(remoteRecord('l1', { fields: FIRST, groups }))
      const version = await opened.versionOf('l1')
      await opened.store.putFrames(fetchedFrames('l1', version, 'Sagittal', [1, 2]))
      await opened.store.putFrames(fetchedFrames('l1', version, 'Axial', [4]))
      for (const token of ['b', 'c']) await opened.load(remoteRecord('l1', { fields: FIRST, groups, token }))
      const reader = await opened.read()
      assert.deepEqual(await frameCounts(reader, 'l1'), { Axial: 1, Coronal: null, Sagittal: 2 })
      const all = ['l1 Axial 4', 'l1 Sagittal 1', 'l1 Sagittal 2']
      assert.deepEqual(await places(reader, {}), all)
      const onObject = { classification: { name: { eq: 'calcified' } } }
      assert.deepEqual(await places(reader, onObject), ['l1 Axial 4', 'l1 Sagittal 1'])
      assert.deepEqual(
        (await chunksOf(reader, 'l1', 'Sagittal')).map(([first]) => first),
        [1, 2],
      )
      const [stats] = await reader.stats('label', { groupBy: [], timeZone: 'UTC', fields: COUNTS })
      assert.deepEqual([stats?.annotationCount, stats?.remoteGroupCount], [3, 1])

      assert.equal(await opened.store.putFrames(fetchedFrames('l1', version, 'Coronal', [8])), true)
      const later = await opened.read()
      assert.deepEqual(await frameCounts(later, 'l1'), { Axial: 1, Coronal: 1, Sagittal: 2 })
      assert.deepEqual(await places(later, {}), [all[0], 'l1 Coronal 8', all[1], all[2]])
    })

    test('goes with a group that the same version names no more', async () => {
      await using opened = await openBackend(backend)
      await opened.load(remoteRecord('l1', { fields: FIRST, groups: ['Axial', 'Coronal'] }))
      const version = await opened.versionOf('l1')
      for (const group of ['Axial', 'Coronal']) await opened.store.putFrames(fetchedFrames('l1', version, group, [4]))
      await opened.load(remoteRecord('l1', { fields: FIRST, groups: ['Coronal'], token: 'b' }))
      const reader = await opened.read()
      assert.deepEqual(await frameCounts(reader, 'l1'), { Coronal: 1 })
      assert.deepEqual(await places(reader, {}), ['l1 Coronal 4'])
    })

    test('stays when its label moves to another project', async () => {
      await using opened = await openFetched()
      await opened.load(remoteRecord('l1', { fields: FIRST, projectId: 'p2' }))
      await assertThere(await opened.read(['p2']))
      assert.equal(await frameCounts(await opened.read(['p1']), 'l1'), null)
    })

    test('is as nothing beside a newer version, and starts anew', async () => {
      await using opened = await openFetched()
      const before = await opened.read()
      await opened.load(remoteRecord('l1', { fields: SECOND, token: 'b' }))
      const after = await opened.read()
      const version = await opened.versionOf('l1')

      // A late answer for the older version is kept for those who still read it.
      assert.equal(await opened.store.putFrames(fetchedFrames('l1', opened.version, 'Axial', [1])), true)
      await opened.store.putMasks([
        fetchedMask('l1', opened.version, { groupName: 'Axial', frameNumber: 7, area: 70 }),
        fetchedMask('l1', version, { groupName: 'Axial', frameNumber: 4, area: 40 }),
      ])
      await assertThere(before)
      assert.equal(await areaOf(before, 'l1', 7), 70)
      assert.deepEqual(await frameCounts(after, 'l1'), { Axial: null })
      assert.deepEqual([await areaOf(after, 'l1', 4), await areaOf(after, 'l1', 7)], [40, null])

      await opened.store.putFrames(fetchedFrames('l1', version, 'Axial', [5, 6, 7]))
      assert.deepEqual(await places(before, {}), ['l1 Axial 4', 'l1 Axial 7'])
      assert.deepEqual(await places(after, {}), ['l1 Axial 5', 'l1 Axial 6', 'l1 Axial 7'])
    })

    test('is gone two loads after its version was replaced, and the rest is not', async () => {
      await using opened = await openFetched()
      await opened.load(imageRecord('l2', { m: null }), remoteRecord('l1', { fields: SECOND }))
      await opened.store.putMasks([fetchedMask('l2', await opened.versionOf('l2'), { area: 3 })])
      const late = () => opened.store.putFrames(fetchedFrames('l1', opened.version, 'Axial', [1]))
      await opened.load(remoteRecord('l3'))
      assert.equal(await late(), true)
      await opened.load(remoteRecord('l4'))
      assert.equal(await late(), false)
      const reader = await opened.read()
      assert.equal(await areaOf(reader, 'l2', null, null), 3)
      assert.deepEqual(await frameCounts(reader, 'l1'), { Axial: null })
    })

    test('stays where a v2 export has been and v1 names a URL for the frames', async () => {
      await using opened = await openBackend(backend)
      await opened.load(wholeRecord('l1', { contentUpdatedAt: 1, updatedAt: 1 }, [4, 7]))
      const version = await opened.versionOf('l1')
      await opened.store.putMasks([fetchedMask('l1', version, { groupName: 'Axial', frameNumber: 4, area: 9 })])
      await opened.load(remoteRecord('l1', { fields: FIRST }))
      const reader = await opened.read()
      assert.deepEqual(await frameCounts(reader, 'l1'), { Axial: 2 })
      assert.deepEqual(await places(reader, { area: { eq: 9 } }), ['l1 Axial 4'])
      await opened.load(remoteRecord('l1', { fields: SECOND, token: 'b' }))
      await assertGone(await opened.read())
    })

    test('stays of masks, when v2 brings the frames that v1 had by URL', async () => {
      await using opened = await openFetched()
      await opened.load(wholeRecord('l1', { contentUpdatedAt: 1, updatedAt: 1 }, [4, 7, 8]))
      const reader = await opened.read()
      assert.equal(await opened.versionOf('l1'), opened.version)
      assert.deepEqual(await places(reader, {}), ['l1 Axial 4', 'l1 Axial 7', 'l1 Axial 8'])
      assert.deepEqual(await places(reader, { area: { eq: 9 } }), ['l1 Axial 4'])
    })

    test('stays where v1 had the frames itself and names a URL for them later', async () => {
      await using opened = await openBackend(backend)
      const remote = remoteRecord('l1', { fields: FIRST })
      const { chunks, annotations, classifications } = framesOf('Axial', [4, 7])
      const labels = remote.labels.map(label => ({
        ...label,
        content: {
          ...label.content,
          groups: label.content.groups.map(group => ({ ...group, remote: false, framesUrl: null, frameCount: 2 })),
          ...{ chunks, annotations, classifications },
        },
      }))
      await opened.load({ ...remote, labels })
      await opened.load(remote)
      assert.deepEqual(await frameCounts(await opened.read(), 'l1'), { Axial: 2 })
    })

    for (const large of [false, true]) {
      const how = large ? 'a load on a thread of its own' : 'a load'

      test(`is not held up by ${how}, and is there after it when the version is the same`, async () => {
        await using opened = await openBackend(backend)
        await opened.load(remoteRecord('l1', { fields: FIRST }))
        const version = await opened.versionOf('l1')
        const writer = await opened.openLoad({ large })
        await writer.put({ records: [remoteRecord('l1', { fields: FIRST, token: 'b' })], rejects: [] })
        assert.equal(await opened.store.putFrames(fetchedFrames('l1', version, 'Axial', [4, 7])), true)
        await opened.store.putMasks([fetchedMask('l1', version, { groupName: 'Axial', frameNumber: 4, area: 9 })])
        await opened.store.putComposites([{ labelId: 'l1', version, compositeId: 'c', bytes: bytesOf('c') }])
        await assertThere(await opened.read())
        await opened.publish(writer)
        const after = await opened.read()
        await assertThere(after)
        const [content] = await after.contents(['l1'])
        assert.match(content?.groups[0]?.framesUrl ?? '', /token=b$/)
      })

      test(`during ${how} is gone after it when that brings a newer version`, async () => {
        await using opened = await openBackend(backend)
        await opened.load(remoteRecord('l1', { fields: FIRST }))
        const version = await opened.versionOf('l1')
        const writer = await opened.openLoad({ large })
        await writer.put({ records: [remoteRecord('l1', { fields: SECOND, token: 'b' })], rejects: [] })
        await opened.store.putFrames(fetchedFrames('l1', version, 'Axial', [4, 7]))
        await opened.store.putMasks([fetchedMask('l1', version, { groupName: 'Axial', frameNumber: 4, area: 9 })])
        await opened.store.putComposites([{ labelId: 'l1', version, compositeId: 'c', bytes: bytesOf('c') }])
        const before = await opened.read()
        await opened.publish(writer)
        await assertThere(before)
        await assertGone(await opened.read())
      })

      test(`during ${how} stays when that is abandoned`, async () => {
        await using opened = await openFetched()
        const writer = await opened.openLoad({ large })
        await writer.put({ records: [remoteRecord('l1', { fields: FIRST, token: 'b' })], rejects: [] })
        await writer.put({ records: [remoteRecord('l1', { fields: SECOND, token: 'c' })], rejects: [] })
        await opened.store.putMasks([
          fetchedMask('l1', opened.version, { groupName: 'Axial', frameNumber: 7, area: 70 }),
        ])
        await writer.abandon()
        const reader = await opened.read()
        await assertThere(reader)
        assert.equal(await areaOf(reader, 'l1', 7), 70)
        assert.equal(await opened.versionOf('l1'), opened.version)
        assert.deepEqual(await places(reader, {}), ['l1 Axial 4', 'l1 Axial 7'])
      })
    }
  })
}

const COUNTS = new Set(['annotationCount', 'remoteGroupCount'])

async function assertThere(reader: StoreReader): Promise<void> {
  assert.deepEqual(await frameCounts(reader, 'l1'), { Axial: 2 })
  assert.deepEqual(await places(reader, {}), ['l1 Axial 4', 'l1 Axial 7'])
  assert.deepEqual(await chunksOf(reader, 'l1', 'Axial'), [
    [4, 4, { groupName: 'Axial', number: 4 }],
    [7, 7, { groupName: 'Axial', number: 7 }],
  ])
  assert.equal(await areaOf(reader, 'l1', 4), 9)
  assert.deepEqual(await reader.composites([{ labelId: 'l1', compositeId: 'c' }]), [bytesOf('c')])
}

async function assertGone(reader: StoreReader): Promise<void> {
  assert.deepEqual(await frameCounts(reader, 'l1'), { Axial: null })
  assert.deepEqual(await places(reader, {}), [])
  assert.deepEqual(await chunksOf(reader, 'l1', 'Axial'), [])
  assert.equal(await areaOf(reader, 'l1', 4), null)
  assert.deepEqual(await reader.composites([{ labelId: 'l1', compositeId: 'c' }]), [null])
}
