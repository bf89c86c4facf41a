import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { demoExport } from '../../../src/demo/index.ts'
import type { Json, JsonObject } from '../../../src/model/index.ts'
import type { ExportingEmulator } from '../index.ts'
import { ALL_ON, openAccount, run, start } from './client.ts'

const [DEMO] = [...demoExport({ dataRows: 6, v1Records: 0 })].slice(-1)
const [HOME = '', SECOND = ''] = Object.keys((DEMO?.projects ?? {}) as JsonObject)

const ROW: JsonObject = {
  ...DEMO,
  embeddings: [{ id: 'e', name: 'E', dimensions: 1, is_custom: true, values: [{ value: [0.5] }] }],
  later: 'an unknown part',
}

/** The keys that each parameter adds to those of an export without parameters; `*` stands for any key. */
const ADDS: Readonly<Record<string, readonly string[]>> = {
  includeAttachments: ['attachments'],
  includeEmbeddings: ['embeddings'],
  includeMetadata: ['metadata_fields'],
  includeDataRowDetails: ['data_row.details'],
  includeProjectDetails: ['projects.*.project_details'],
  includeLabelDetails: ['projects.*.labels.*.label_details'],
  includePerformanceDetails: ['projects.*.labels.*.performance_details', 'projects.*.labels.*.performance_details_v2'],
}

suite('the emulated upstream drops what is not asked for', () => {
  let emulator: ExportingEmulator
  before(async () => {
    emulator = await openAccount({ rows: () => [ROW] }, { polls: 0 })
  })
  after(() => emulator.close())

  async function exported(params: JsonObject, projectId?: string): Promise<JsonObject> {
    const [row] = await run(emulator, { params, ...(projectId !== undefined && { projectId }) })
    return row
  }

  test('without parameters there are the data row, its media and its projects', async () => {
    const { data_row, later, media_attributes, ...rest } = await exported({})
    assert.deepEqual([rest, later], [{ projects: {} }, 'an unknown part'])
    const { details, ...bare } = ROW.data_row as JsonObject
    assert.deepEqual([data_row, media_attributes], [bare, ROW.media_attributes])
    assert.notEqual(details, undefined)
  })

  for (const [param, added] of Object.entries(ADDS))
    test(`${param} adds ${added.join(' and ')}`, async () => {
      for (const projectId of [undefined, HOME]) {
        const scope = projectId === undefined ? { allProjects: true } : {}
        const without = await exported({ ...ALL_ON, ...scope, [param]: false }, projectId)
        const alone = await exported({ [param]: true, ...scope }, projectId)
        const bare = await exported(scope, projectId)
        const all = await exported({ ...ALL_ON, ...scope }, projectId)
        const isAdded = (path: string) => added.some(each => matches(path, each))
        assert.ok(paths(all).some(isAdded))
        assert.deepEqual(
          paths(without),
          paths(all).filter(path => !isAdded(path)),
        )
        assert.deepEqual(
          paths(bare),
          paths(alone).filter(path => !isAdded(path)),
        )
        assert.ok(paths(alone).length > paths(bare).length)
      }
    })

  test('with every parameter, a row is as the account has it', async () => {
    const everything = { ...ALL_ON, allProjects: true }
    assert.deepEqual(await exported(everything), ROW)
    assert.deepEqual(await exported({ ...everything, mediaTypeOverride: 'DICOM', projectIds: null }), ROW)
  })

  test('projects come along when they are named, or all; with a project, it alone', async () => {
    const projects = async (params: JsonObject, projectId?: string) =>
      Object.keys((await exported(params, projectId)).projects as JsonObject)
    assert.deepEqual(await projects({}), [])
    assert.deepEqual(await projects({ projectIds: [SECOND, 'unknown'] }), [SECOND])
    assert.deepEqual(await projects({ projectIds: [SECOND, HOME] }), [HOME, SECOND])
    assert.deepEqual(await projects({ allProjects: true, projectIds: [HOME] }), [HOME, SECOND])
    assert.deepEqual(await projects({ allProjects: true, projectIds: [HOME] }, SECOND), [SECOND])
  })

  test('what there is not is refused', async () => {
    const codes = async (params: JsonObject) => (await start(emulator, { params })).json.errors[0].extensions.code
    assert.equal(await codes({ includeAtachments: true }), 'GRAPHQL_VALIDATION_FAILED')
    assert.equal(await codes({ includeAttachments: 'yes' }), 'GRAPHQL_VALIDATION_FAILED')
    assert.equal(await codes({ projectIds: [1.5] }), 'GRAPHQL_VALIDATION_FAILED')
    assert.equal(await codes({ projectIds: Array(31).fill('p') }), 'MALFORMED_REQUEST')
  })
})

/** An object of each frame, and the frames' own classifications. */
function frames(objects: Readonly<Record<string, readonly string[]>>, classified: readonly string[] = []): JsonObject {
  const entries = Object.entries(objects).map(([frame, each]) => [
    frame,
    {
      objects: Object.fromEntries(each.map(id => [id, { feature_id: id }])),
      classifications: classified.includes(frame) ? [{ name: 'c' }] : [],
    },
  ])
  return Object.fromEntries(entries)
}

suite('the emulated upstream drops interpolated frames', () => {
  async function thinned(annotations: JsonObject): Promise<JsonObject> {
    const projects = { p: { name: 'P', labels: [{ id: 'l', annotations }] } }
    const emulator = await openAccount({ rows: () => [{ data_row: { id: 'a' }, projects }] }, { polls: 0 })
    try {
      const [whole] = await run(emulator, { projectId: 'p', params: { includeInterpolatedFrames: true } })
      assert.deepEqual(whole.projects.p.labels[0].annotations, annotations)
      const [row] = await run(emulator, { projectId: 'p' })
      return row.projects.p.labels[0].annotations
    } finally {
      await emulator.close()
    }
  }

  for (const [form, map] of Object.entries<{ x: Json; y: Json }>({
    'a map': { x: { 1: true, 2: false, 4: true }, y: { 2: true } },
    'a list': { x: [1, 4], y: [2] },
  })) {
    const drawn = { 1: ['x'], 2: ['x', 'y'], 3: ['x', 'y'], 4: ['x', 'y'], 5: ['x', 'y'], 6: ['y', 'unmapped'] }
    const kept = { 1: ['x'], 2: ['y'], 3: [], 4: ['x'], 5: ['x'], 6: ['y', 'unmapped'] }

    test(`of a video, with ${form}`, async () => {
      const segments = { x: [[1, 5]], y: [[2, 6]] }
      const annotations = { segments, key_frame_feature_map: map, classifications: [] }
      const result = await thinned({ ...annotations, frames: frames(drawn, ['3']) })
      assert.deepEqual(result, { ...annotations, frames: frames(kept, ['3']) })
    })

    test(`of a volume, with ${form}`, async () => {
      const segments = { Axial: { x: [[1, 5]], y: [[2, 6]] }, Coronal: {} }
      const groups = { Axial: { x: map.x, y: map.y }, Coronal: { x: {}, y: [] } }
      const key_frame_feature_map = {
        x: { Axial: groups.Axial.x, Coronal: groups.Coronal.x },
        y: { Axial: groups.Axial.y, Coronal: groups.Coronal.y },
      }
      const write = (axial: JsonObject) => ({
        groups: {
          Axial: { name: 'Axial', classifications: [], frames: axial },
          Coronal: { name: 'Coronal', classifications: [], frames: {} },
        },
        segments,
        key_frame_feature_map,
      })
      const { 3: _, ...rest } = kept
      assert.deepEqual(await thinned(write(frames(drawn))), write(frames(rest)))
    })
  }

  test('what has no frames stays', async () => {
    for (const annotations of [{}, { objects: [], classifications: [] }, { groups: {} }, { frames: {} }])
      assert.deepEqual(await thinned(annotations), annotations)
  })
})

/** The paths of all keys, with `.` between them. */
function paths(value: Json, prefix = ''): string[] {
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([key, below]) => [
    prefix + key,
    // Deeper than this nothing depends on the parameters but the frames.
    ...(key === 'annotations' ? [] : paths(below, `${prefix}${key}.`)),
  ])
}

function matches(path: string, pattern: string): boolean {
  const [keys, wanted] = [path.split('.'), pattern.split('.')]
  return wanted.every((key, index) => keys[index] !== undefined && (key === '*' || key === keys[index]))
}
