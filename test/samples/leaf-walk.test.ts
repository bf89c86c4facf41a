import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { test } from 'node:test'
import { type Json, type JsonObject, parseInstant } from '../../src/model/index.ts'
import { openEmulator } from '../emulator/index.ts'
import { openGraph, readJson } from '../support/graph.ts'
import { answerAt, forgottenKeys, leavesOf, type Places, placeOf } from './leaves.ts'
import { PLACES_V1 } from './places-v1.ts'
import { PLACES_V2 } from './places-v2.ts'

/* Every value of Labelbox's samples is in the graph's answer, in its typed field. */

const sample = (name: string) => new URL(`../fixtures/samples/${name}`, import.meta.url)
const V1 = sample('dicom-v1.json')
const V2 = sample('dicom-v2.json')
const FRAMES = sample('dicom-v1-frames-axial.ndjson')
const EVERYTHING = await readFile(new URL('everything.graphql', import.meta.url), 'utf8')

const LABEL_V2 = 'cldnz52so08ef07zr5ee19dch'
const LABEL_V1 = 'cl2y5gyv5pl2s07749ceb5mr2'
const ROW_V2 = 'cldnyuj4z1qjk083c202478df'
const ROW_V1 = 'ckzohk4gy07d60ztx8orb8nbi'

test('every value of all three samples, the frames document fetched from its URL', async () => {
  await using graph = await openSamples()
  const rows = answerAt(await graph.ask(EVERYTHING), 'dataRows.nodes') ?? null
  const [record] = await readJson<readonly [V1Record]>(graph.v1)
  assert.equal(answerAt(rows, '[0].id'), ROW_V1)
  checkLeaves(record, PLACES_V1, answerAt(rows, '[0]'))
  checkLeaves(await withFrames(record), PLACES_V1, answerAt(rows, '[0]'))
  checkLeaves(await readJson<Json>(V2), PLACES_V2, answerAt(rows, '[1]'))
  assert.deepEqual([...graph.emulator.counts], [[`/v1/frames/${LABEL_V1}?group=axial`, 1]])
})

test('every value of the frames document, once it stands in the place of its URL', async () => {
  await using graph = await openGraph([])
  const [record] = await readJson<readonly [V1Record]>(V1)
  const inlined = await withFrames(record)
  await graph.loadRecords([inlined])
  checkLeaves(inlined, PLACES_V1, answerAt(await graph.ask(EVERYTHING), 'dataRows.nodes[0]'))
})

test('a frames document alone is not an export', async () => {
  await using graph = await openGraph([])
  const { records, rejected } = await graph.load([FRAMES.pathname])
  assert.deepEqual({ records, rejected }, { records: 2, rejected: 2 })
})

test('what a v1 label says in other words', async () => {
  await using graph = await openGraph([V1.pathname])
  const answer = await graph.ask(`{ label(id: "${LABEL_V1}") {
    labelKind secondsToCreate project { id } groups { key remote frameCount } group(name: "Axial") { name }
  } }`)
  assert.deepEqual(answer.label, {
    labelKind: 'DICOM',
    secondsToCreate: 1,
    project: { id: PROJECT_V1 },
    groups: [{ key: 'AXIAL', remote: true, frameCount: null }],
    group: { name: 'axial' },
  })
})

test('ids are spelt as the contract says, and each leads to its node', async () => {
  await using graph = await openSamples()
  const answer = await graph.ask('query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }', {
    ids: Object.keys(IDS),
  })
  assert.deepEqual(
    answer.nodes,
    Object.entries(IDS).map(([id, __typename]) => ({ __typename, id })),
  )
  const found = new Set(idsIn(await graph.ask(EVERYTHING)))
  for (const id of Object.keys(IDS)) assert.ok(found.has(id), `${id} is not in the answer`)
})

interface V1Record extends JsonObject {
  readonly Label: JsonObject & { readonly groups: readonly JsonObject[] }
}

/** The samples, and an upstream that has the frames document. */
async function openSamples() {
  await using opening = new AsyncDisposableStack()
  const document = await readFile(FRAMES, 'utf8')
  const emulator = await openEmulator({
    content: {
      frames: (labelId, group) => (labelId === LABEL_V1 && group === 'axial' ? document : null),
      mask: () => null,
      composite: () => null,
    },
  })
  opening.defer(() => emulator.close())
  const upstream = { key: emulator.key, origins: [emulator.origin] }
  const graph = opening.use(await openGraph([V2.pathname], { upstream }))
  // The sample but for where its frames are.
  const v1 = graph.folder.file('dicom-v1.json')
  const text = await readFile(V1, 'utf8')
  await writeFile(v1, text.replace('https://api.labelbox.com/v1/frames/', `${emulator.origin}/v1/frames/`))
  await graph.load([v1])
  const opened = opening.move()
  return { ...graph, emulator, v1, [Symbol.asyncDispose]: () => opened.disposeAsync() }
}

/** The record with the frames document in the place of its URL. */
async function withFrames(record: V1Record): Promise<V1Record> {
  const lines = (await readFile(FRAMES, 'utf8')).trim().split('\n')
  const frames = lines.map(line => JSON.parse(line) as JsonObject)
  const groups = record.Label.groups.map(group => ({ ...group, frames }))
  return { ...record, Label: { ...record.Label, groups } }
}

const LINE = 'cldnz5eto00053b6jqxb2rzm7'
const MASK = 'cldnz5k2z000b3b6j7rr1padw'
const FETCHED_MASK = 'cl2y5hdq200053g6cklrdauj7'
const FETCHED_LINE = 'cl2y5hjr200073g6cidkf0pqj'
const PROJECT_V2 = 'cldnyx07w0dcg071ahdgx2y3h'
const PROJECT_V1 = 'cl2sl1qnnbfrl0767bv649iud'

const IDS: Readonly<Record<string, string>> = {
  [ROW_V2]: 'DataRow',
  [ROW_V1]: 'DataRow',
  [LABEL_V2]: 'Label',
  [LABEL_V1]: 'Label',
  [PROJECT_V2]: 'Project',
  [PROJECT_V1]: 'Project',
  [`dataRowProject:${ROW_V2}:${PROJECT_V2}`]: 'DataRowProject',
  [`dataRowProject:${ROW_V1}:${PROJECT_V1}`]: 'DataRowProject',
  [`group:${LABEL_V2}:Axial`]: 'Group',
  [`group:${LABEL_V2}:Sagittal`]: 'Group',
  [`group:${LABEL_V2}:Coronal`]: 'Group',
  // The export has it in lower case.
  [`group:${LABEL_V1}:Axial`]: 'Group',
  [`frame:${LABEL_V2}:Axial:6`]: 'Frame',
  [`frame:${LABEL_V2}:Sagittal:256`]: 'Frame',
  [`feature:${LABEL_V2}:Axial:${LINE}`]: 'Feature',
  [`feature:${LABEL_V2}:Sagittal:${MASK}`]: 'Feature',
  [`annotation:${LABEL_V2}:Axial:6:${LINE}`]: 'PolylineAnnotation',
  [`annotation:${LABEL_V2}:Sagittal:256:${MASK}`]: 'MaskAnnotation',
  // Out of the frames document.
  [`frame:${LABEL_V1}:Axial:172`]: 'Frame',
  [`feature:${LABEL_V1}:Axial:${FETCHED_LINE}`]: 'Feature',
  [`annotation:${LABEL_V1}:Axial:172:${FETCHED_MASK}`]: 'MaskAnnotation',
  [`annotation:${LABEL_V1}:Axial:185:${FETCHED_LINE}`]: 'PolylineAnnotation',
  // From the oldest on.
  ...Object.fromEntries([0, 1, 2].map(n => [`event:${ROW_V2}:${PROJECT_V2}:${n}`, 'WorkflowEvent'])),
  ...Object.fromEntries([0, 1, 2, 3, 4].map(n => [`event:${ROW_V1}:${PROJECT_V1}:${n}`, 'WorkflowEvent'])),
}

function checkLeaves(record: Json, places: Places, answer: Json | undefined): void {
  assert.deepEqual(forgottenKeys(places), [])
  const isKnown = (path: string) => placeOf(path, places) !== null
  const leaves = [...leavesOf(record, isKnown)]
  const missing = leaves.filter(({ path }) => !isKnown(path)).map(({ path }) => path)
  assert.deepEqual(missing, [], 'values of the sample that have no place')
  for (const { path, value } of leaves) {
    const place = placeOf(path, places) ?? ''
    const found = answerAt(answer ?? null, place)
    assert.ok(agree(path, value, found), `${path}: ${JSON.stringify(found)} at ${place}`)
  }
}

/** v1's word for "not computed". */
const SENTINELS = new Set(['$.Agreement', '$.Benchmark Agreement'])

function agree(path: string, exported: Json, found: Json | undefined): boolean {
  if (typeof exported === 'object' && exported !== null)
    return isEmpty(found) || (found === undefined && isPlaneMap(path))
  if (SENTINELS.has(path) && exported === -1) return found === null
  if (path === '$.Has Open Issues') return found === (exported === 1)
  if (path.endsWith(' key') && typeof found === 'number') return exported === String(found)
  if (typeof exported === 'string' && typeof found === 'string' && /_at$|At$/.test(path))
    return parseInstant(exported) !== null && parseInstant(exported) === parseInstant(found)
  return exported === found
}

const isEmpty = (value: Json | undefined) => Array.isArray(value) && value.length === 0

/** A feature that a plane does not have is not listed there, with nothing for key frames. */
const isPlaneMap = (path: string) => path.includes('.key_frame_feature_map.')

function* idsIn(value: Json): Generator<Json> {
  if (typeof value !== 'object' || value === null) return
  for (const [key, member] of Object.entries(value)) {
    if (key === 'id') yield member
    else yield* idsIn(member)
  }
}
