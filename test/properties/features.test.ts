import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { EVERYTHING } from '../../src/store/index.ts'
import { measured as measuredMask } from '../store/fetched-records.ts'
import { arbitraryExport } from '../support/arbitrary-export.ts'
import { openGraph } from '../support/graph.ts'
import { isPresentAt } from '../support/oracle/features.ts'
import { around } from '../support/oracle/geometry.ts'
import { summarize } from '../support/oracle/summary.ts'
import { type Entities, readExport, sortEntities, withoutRounding } from '../support/oracle.ts'
import { runProperty } from './run-property.ts'

/* Every field of every feature, on each way to it, beside a plain recount. */

const SUMMARY = '{ count sum mean min max median p95 }'
const FIELDS = `id featureId schemaId name annotationKind segments { start end } keyFrames label { id } group { id }
  firstFrame lastFrame frameCount boundingBox { left top width height } area ${SUMMARY} length ${SUMMARY} unmeasuredMaskCount
  annotations { totalCount nodes { id } }`
const FEATURES = `{ features(first: 1000) { totalCount nodes { ${FIELDS} } } }`
const GROUPS = `query ($frame: Int!) { labels(first: 1000) { nodes { groups { id features { ${FIELDS} }
  featuresAt(frame: $frame) { id } } } } }`
const NODES = `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Feature { ${FIELDS} } } }`

/** By the id of the annotation. */
type Areas = ReadonlyMap<string, number>

function expectedOf(feature: Entities['feature'], areas: Areas) {
  const { annotations, segments, frames } = feature
  const measured = annotations.filter(({ isMask, id }) => isMask && areas.has(id))
  const masks = measured.map(({ id }) => areas.get(id) ?? 0)
  const boxes = masks.map(area => (area === 0 ? null : boxOf(area)))
  const bounds = around([...annotations.map(({ corners }) => corners), ...boxes])
  return {
    id: feature.id,
    featureId: feature.featureId,
    schemaId: feature.schemaId,
    name: feature.name,
    annotationKind: feature.annotationKind,
    segments: segments?.map(([start, end]) => ({ start, end })) ?? null,
    keyFrames: feature.keyFrames,
    label: { id: feature.label.id },
    group: { id: feature.id.replace('feature', 'group').split(':').slice(0, 3).join(':') },
    firstFrame: frames[0] ?? null,
    lastFrame: frames.at(-1) ?? null,
    frameCount: frames.length,
    boundingBox: bounds && {
      ...{ left: bounds[0], top: bounds[1] },
      ...{ width: bounds[2] - bounds[0], height: bounds[3] - bounds[1] },
    },
    area: summarize([...annotations.map(({ area }) => area), ...masks]),
    length: summarize(annotations.map(({ length }) => length)),
    unmeasuredMaskCount: annotations.filter(({ isMask }) => isMask).length - measured.length,
    annotations: { totalCount: annotations.length, nodes: annotations.slice(0, 50).map(({ id }) => ({ id })) },
  }
}

/** Of a mask that was measured here. */
const boxOf = (area: number) => [0, 0, area, 1] as const

test('features answer what a recount of the export and of the measured masks says', async () => {
  let measured = 0
  const property = fc.asyncProperty(
    arbitraryExport({ unique: true }),
    fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(5)), { maxLength: 6 }),
    fc.constantFrom(0, 1, 2, 5, 10, 12, 200),
    async (records, masks, frame) => {
      await using graph = await openGraph([])
      await graph.loadRecords(records)
      const found = readExport(records)
      const areas = new Map<string, number>()
      await check()
      const places = found.annotations.filter(({ isMask }) => isMask)
      for (const [place, area] of masks) {
        const mask = places[Math.floor(place * places.length)]
        if (!mask) continue
        const reader = await graph.store.openSnapshot({ scope: EVERYTHING })
        const [content] = await reader.contents([mask.label.id])
        await graph.store.putMasks([
          {
            labelId: mask.label.id,
            version: content?.version ?? 0,
            groupName: mask.groupIdName,
            frameNumber: mask.frameNumber,
            featureId: mask.featureId,
            mask: measuredMask(area),
          },
        ])
        areas.set(mask.id, area)
        measured++
      }
      if (areas.size > 0) await check()
      // The same content again keeps what was measured of it.
      await graph.loadRecords(records)
      await check()

      async function check(): Promise<void> {
        const expected = sortEntities('feature', found.features).map(feature => expectedOf(feature, areas))
        const { features } = (await graph.ask(FEATURES)) as unknown as { features: { nodes: object[] } }
        assert.deepEqual(withoutRounding(features, { totalCount: expected.length, nodes: expected }), {
          totalCount: expected.length,
          nodes: expected,
        })
        const ids = expected.map(({ id }) => id)
        const { nodes } = await graph.ask(NODES, { ids })
        assert.deepEqual(nodes, features.nodes)
        // Groups whose frames are only a URL are errors here.
        const { data } = await graph.execute(GROUPS, { frame })
        const { labels } = JSON.parse(JSON.stringify(data)) as { labels: { nodes: Labelled[] } }
        const groups = labels.nodes.flatMap(label => label.groups)
        const inGroups = groups.flatMap(group => group.features ?? [])
        const byId = new Map(inGroups.map(feature => [feature.id, feature]))
        assert.deepEqual(
          ids.map(id => byId.get(id)),
          features.nodes,
        )
        assert.equal(inGroups.length, ids.length)
        assert.deepEqual(
          groups.flatMap(group => (group.featuresAt ?? []).map(({ id }) => id)).sort(),
          found.features
            .filter(feature => isPresentAt(feature, frame))
            .map(({ id }) => id)
            .sort(),
        )
      }
    },
  )
  await runProperty(property, 6)
  assert.ok(measured > 0, 'no mask was measured')
})

interface Labelled {
  readonly groups: readonly {
    readonly features: readonly { readonly id: string }[] | null
    readonly featuresAt: readonly { readonly id: string }[] | null
  }[]
}
