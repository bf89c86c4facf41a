import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import type { StoreReader, StoreWriter } from '../../src/store/index.ts'
import { runProperty } from '../properties/run-property.ts'
import { BACKENDS, type Backend } from '../support/backends.ts'
import { fetchedFrames, fetchedMask, remoteRecord } from './fetched-records.ts'
import { frameCounts, openBackend, places } from './opened-store.ts'

/* Whatever is loaded and fetched, in whatever order: readers see what a few maps would hold. */

const LABELS = ['l1', 'l2'] as const
const GROUPS = ['Axial', 'Coronal'] as const
const FRAMES = [1, 2, 3] as const

/** Fetched data of one version of a label. */
interface Version {
  /** Null until it is published. */
  no: number | null
  readonly frames: Map<string, readonly number[]>
  /** By group and frame. */
  readonly areas: Map<string, number>
}

/** State that a reader sees: the version of each label, its known time and the token in its URLs. */
type State = Map<string, { readonly version: Version; readonly stamp: number | null; readonly token: string }>

interface Loaded {
  readonly label: string
  readonly stamp: number | null
  readonly token: string
}

interface Target {
  readonly label: string
  readonly group: string
  /** Of the version before the newest load, as of an answer that comes late. */
  readonly late: boolean
}

type Step =
  /** Begins a load, or goes on with the one that is open. */
  | { readonly kind: 'put'; readonly labels: readonly Loaded[]; readonly large: boolean }
  | { readonly kind: 'publish' }
  | { readonly kind: 'abandon' }
  | (Target & { readonly kind: 'frames'; readonly frames: readonly number[] })
  | (Target & { readonly kind: 'mask'; readonly frame: number; readonly area: number })

const loaded = fc.record<Loaded>({
  label: fc.constantFrom(...LABELS),
  stamp: fc.constantFrom(1, 1, 1, 2, null),
  token: fc.constantFrom('a', 'b'),
})
const target = { label: fc.constantFrom(...LABELS), group: fc.constantFrom(...GROUPS), late: fc.boolean() }
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('put'),
      labels: fc.array(loaded, { minLength: 1, maxLength: 3 }),
      // A thread takes its time to start.
      large: fc.nat(9).map(chance => chance === 0),
    }),
  },
  { weight: 3, arbitrary: fc.constant({ kind: 'publish' }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'abandon' }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('frames'), ...target, frames: fc.subarray([...FRAMES]) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('mask'),
      ...target,
      frame: fc.constantFrom(...FRAMES),
      area: fc.nat(50),
    }),
  },
)

for (const backend of BACKENDS) {
  describe(`${backend.name}: what was fetched, among loads`, () => {
    test('is what a few maps would hold', async () => {
      const steps = fc.array(step, { minLength: 5, maxLength: 30, size: 'max' })
      await runProperty(
        fc.asyncProperty(steps, async steps => run(backend, steps)),
        40,
      )
    })
  })
}

async function run(backend: Backend, steps: readonly Step[]): Promise<void> {
  await using opened = await openBackend(backend)
  let now: State = new Map()
  let before = { state: now, reader: await opened.read() }
  let load: { readonly writer: StoreWriter; readonly state: State } | null = null

  async function take(step: Step): Promise<void> {
    if (step.kind === 'put') {
      load ??= { writer: await opened.openLoad({ large: step.large }), state: new Map(now) }
      await load.writer.put({ records: step.labels.map(recordOf), rejects: [] })
      for (const one of step.labels) addTo(load.state, one)
    } else if (step.kind === 'publish') {
      if (!load) return
      before = { state: now, reader: await opened.read() }
      await opened.publish(load.writer)
      now = load.state
      load = null
      for (const [label, { version }] of now) {
        const no = await opened.versionOf(label)
        assert.equal(version.no ?? no, no)
        version.no = no
      }
    } else if (step.kind === 'abandon') {
      await load?.writer.abandon()
      load = null
    } else await fetch(step)
  }

  async function fetch(step: Extract<Step, Target>): Promise<void> {
    const { label, group } = step
    const version = (step.late ? before.state : now).get(label)?.version
    if (!version || version.no === null) return
    if (step.kind === 'frames') {
      assert.equal(await opened.store.putFrames(fetchedFrames(label, version.no, group, step.frames)), true)
      if (!version.frames.has(group)) version.frames.set(group, step.frames)
    } else {
      const place = { groupName: group, frameNumber: step.frame, area: step.area }
      await opened.store.putMasks([fetchedMask(label, version.no, place)])
      version.areas.set(`${group} ${step.frame}`, step.area)
    }
  }

  for (const step of steps) {
    await take(step)
    await check(await opened.read(), now)
    before.reader.noteFetched()
    await check(before.reader, before.state)
  }
  await (load as { readonly writer: StoreWriter } | null)?.writer.abandon()
}

function recordOf({ label, stamp, token }: Loaded) {
  return remoteRecord(label, { fields: stamp === null ? {} : { updatedAt: stamp }, token, groups: GROUPS })
}

function addTo(state: State, { label, stamp, token }: Loaded): void {
  const older = state.get(label)
  const same =
    older !== undefined && (older.stamp !== null && stamp !== null ? older.stamp === stamp : older.token === token)
  if (same) state.set(label, { version: older.version, stamp: stamp ?? older.stamp, token })
  else state.set(label, { version: { no: null, frames: new Map(), areas: new Map() }, stamp, token })
}

async function checkFeatures(
  reader: StoreReader,
  labelId: string,
  groupName: string,
  version: Version | undefined,
): Promise<void> {
  const frames = version?.frames.get(groupName) ?? []
  const areas = frames.flatMap(frame => version?.areas.get(`${groupName} ${frame}`) ?? [])
  const width = Math.max(...areas)
  const expected = {
    ...{ labelId, groupName, featureId: 'm', schemaId: null, name: 'lesion', annotationKind: 'DICOMSegmentationMask' },
    ...{ firstFrame: frames[0], lastFrame: frames.at(-1), frameCount: frames.length },
    bounds: width > 0 ? { left: 0, top: 0, right: width, bottom: 1 } : null,
    area: { count: areas.length, sum: areas.reduce((sum, area) => sum + area, 0) },
    length: { count: 0, sum: 0 },
    unmeasuredMaskCount: frames.length - areas.length,
    presence:
      frames.length === 2 && frames[1] === 3 && frames[0] === 1
        ? [
            [1, 1],
            [3, 3],
          ]
        : [[frames[0], frames.at(-1)]],
  }
  assert.deepEqual(await reader.featuresOf([{ labelId, groupName }]), [frames.length === 0 ? [] : [expected]])
}

async function check(reader: StoreReader, state: State): Promise<void> {
  const counts = new Map<string, Record<string, number | null> | null>()
  const found: string[] = []
  const areas: number[] = []
  let remote = 0
  for (const label of LABELS) {
    const version = state.get(label)?.version
    counts.set(
      label,
      version ? Object.fromEntries(GROUPS.map(group => [group, version.frames.get(group)?.length ?? null])) : null,
    )
    for (const group of version ? GROUPS : []) {
      const frames = version?.frames.get(group)
      if (!frames) remote++
      for (const frame of frames ?? []) found.push(`${label} ${group} ${frame}`)
      areas.push(...(frames ?? []).flatMap(frame => version?.areas.get(`${group} ${frame}`) ?? []))
    }
    const all = GROUPS.flatMap(groupName => FRAMES.map(frameNumber => ({ groupName, frameNumber })))
    const masks = await reader.masks(all.map(place => ({ ...place, labelId: label, featureId: 'm' })))
    assert.deepEqual(
      masks.map(mask => mask?.area ?? null),
      all.map(({ groupName, frameNumber }) => version?.areas.get(`${groupName} ${frameNumber}`) ?? null),
    )
    assert.deepEqual(await frameCounts(reader, label), counts.get(label))
    for (const group of GROUPS) await checkFeatures(reader, label, group, version)
  }
  assert.deepEqual(await places(reader, {}), found)
  const fields = new Set(['annotationCount', 'remoteGroupCount', 'area.count', 'area.sum'])
  const [labels] = await reader.stats('label', { groupBy: [], timeZone: 'UTC', fields })
  assert.deepEqual([labels?.annotationCount, labels?.remoteGroupCount], [found.length, remote])
  const [annotations] = await reader.stats('annotation', { groupBy: [], timeZone: 'UTC', fields })
  const sum = areas.reduce((all, area) => all + area, 0)
  assert.deepEqual([annotations?.area.count, annotations?.area.sum], [areas.length, sum])
}
