import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { checkExports } from '../../src/ingest/index.ts'
import { listExports } from '../../src/source/index.ts'
import { EVERYTHING } from '../../src/store/index.ts'
import { type Emulator, openEmulator } from '../emulator/index.ts'
import { openGraph } from '../support/graph.ts'
import { files, UNREADABLE_FILES } from './malformed/files.ts'
import { isFault, type MalformedInput } from './malformed/input.ts'
import { keys } from './malformed/keys.ts'
import { notJson } from './malformed/not-json.ts'
import { numbers } from './malformed/numbers.ts'
import { readBack } from './malformed/read-back.ts'
import { FRAMES_URL, MARKER, v2Row } from './malformed/records.ts'
import { shapes } from './malformed/shapes.ts'
import { text } from './malformed/text.ts'
import { truncated } from './malformed/truncated.ts'
import { wrongTypes } from './malformed/wrong-types.ts'

const INPUTS: readonly MalformedInput[] = [
  ...files(),
  ...truncated(),
  ...notJson(),
  ...wrongTypes(),
  ...numbers(),
  ...keys(),
  ...shapes(),
  ...text(),
]

let graph: Awaited<ReturnType<typeof openGraph>>
let emulator: Emulator

before(async () => {
  emulator = await openEmulator({ content: { frames: () => FRAMES, mask: () => null, composite: () => null } })
  graph = await openGraph([], { upstream: { key: emulator.key, origins: [emulator.origin] } })
})

after(async () => {
  await graph.close()
  await emulator.close()
})

/** The frames document of every remote group. */
const FRAMES = [
  { frameNumber: 6, objects: [{ featureId: 'F', title: MARKER, point: { x: 1, y: 2 } }], classifications: [] },
]

for (const [number, input] of INPUTS.entries()) {
  test(input.name, async () => {
    const faults = input.pieces.filter(isFault)
    const kept = faults.filter(fault => 'storedAs' in fault.outcome)
    const path = graph.folder.file(`${number}.json`)
    await writeFile(path, Buffer.concat(input.pieces.map(bytesOf)))

    const { exports, records, rejected } = await graph.load([path])
    const rejects = await rejectsOf(exports[0]?.exportId)
    const wanted = positionsOf(input).filter(({ path }) => path !== null)
    const found = rejects.map(({ line, byteOffset, path }, index) => {
      const { name = 'not wanted', path: start = null } = wanted[index] ?? {}
      return { name, line, byteOffset, path: start !== null && leadsTo(path, start) ? start : path }
    })
    assert.deepEqual(found, wanted)
    assert.equal(records, faults.length)
    assert.equal(rejected, wanted.length)
    assert.equal((await checkExports({ files: await listExports([path]) })).rejected, rejected)
    for (const { path: place, reason } of rejects) {
      assert.match(reason, /\w/)
      assert.ok(!`${place} ${reason}`.includes(MARKER), reason)
    }
    for (const { name, outcome } of kept)
      if ('storedAs' in outcome) assert.ok(await readBack(graph.store, outcome.storedAs), `${name} is not in the store`)
  })
}

for (const [name, content] of Object.entries(UNREADABLE_FILES)) {
  test(`a file that cannot be read: ${name}`, async () => {
    const path = graph.folder.file('unreadable.ndjson')
    await writeFile(path, content)
    const { unreadable, exports, records } = await graph.load([path])
    assert.deepEqual([unreadable, records, exports[0]?.exportId], [1, 0, null])
    const error = exports[0]?.error ?? ''
    assert.ok(error.includes('unreadable.ndjson') && !error.includes(MARKER), error)
  })
}

test('no answer fails on what was stored', async () => {
  const query = await readFile(new URL('../samples/everything.graphql', import.meta.url), 'utf8')
  let after: string | null = null
  do {
    const { errors, data } = await graph.execute(query, { after, first: 250 })
    assert.deepEqual(
      errors?.map(error => `${error.path?.join('.')}: ${error.message}`),
      undefined,
    )
    const { hasNextPage, endCursor } = (data as unknown as Rows).dataRows.pageInfo
    after = hasNextPage ? endCursor : null
  } while (after !== null)
  assert.ok(emulator.requests.length > 0)
})

test('text comes back unit by unit, NUL and lone surrogates included', async () => {
  const odd = 'a\0b\ud800c\u2028d\udc00'
  const row = v2Row('odd')
  const record = { ...row, data_row: { ...row.data_row, row_data: odd }, experiments: { [odd]: odd } }
  await graph.loadRecords([JSON.stringify(record)])
  const { dataRow } = await graph.ask('{ dataRow(id: "odd") { rowData experiments } }')
  assert.deepEqual(dataRow, { rowData: odd, experiments: { [odd]: odd } })
})

test('so does text that is filtered by, where a column could not hold it', async () => {
  const odd = 'a\0b\ud800c\u2028d\udc00'
  const row = v2Row('odd to filter by')
  const dataRow = { ...row.data_row, external_id: odd, global_key: odd, details: { created_by: odd } }
  await graph.loadRecords([JSON.stringify({ ...row, data_row: dataRow })])
  const answer = await graph.ask('{ dataRow(id: "odd to filter by") { externalId globalKey createdBy } }')
  assert.deepEqual(answer.dataRow, { externalId: odd, globalKey: odd, createdBy: odd })
})

test('no key of a record has got into the prototypes', () => {
  assert.equal(Reflect.get({}, 'polluted'), undefined)
})

test('they are two hundred and more', () => {
  const names = INPUTS.flatMap(input => input.pieces.filter(isFault).map(fault => `${input.name}: ${fault.name}`))
  assert.ok(new Set(names.filter(name => !name.includes(': a good '))).size >= 200)
})

/** With its frames at the emulator, whose port is not known before it runs. */
function bytesOf(piece: MalformedInput['pieces'][number]): Uint8Array {
  const bytes = isFault(piece) ? piece.bytes : Buffer.from(piece as Uint8Array)
  const { pathname } = new URL(FRAMES_URL)
  // As latin1 any bytes come back as they are.
  return Buffer.from(bytes.toString('latin1').replaceAll(FRAMES_URL, `${emulator.origin}${pathname}`), 'latin1')
}

/** Each record with the line and the offset of its first byte. */
function positionsOf({ pieces }: MalformedInput) {
  const positions: { name: string; line: number; byteOffset: number; path: string | null }[] = []
  let line = 1
  let byteOffset = 0
  for (const piece of pieces) {
    if (isFault(piece)) {
      const path = 'path' in piece.outcome ? piece.outcome.path : null
      positions.push({ name: piece.name, line, byteOffset, path })
    }
    const bytes = bytesOf(piece)
    byteOffset += bytes.length
    for (const byte of bytes) if (byte === 0x0a) line++
  }
  return positions
}

async function rejectsOf(exportId: string | null | undefined) {
  const reader = await graph.store.openSnapshot({ scope: EVERYTHING })
  const parent = { kind: 'export', ids: [exportId ?? assert.fail('nothing was written')] } as const
  const [page] = await reader.pagesOf('reject', parent, { limit: 1000, backward: false })
  return page?.rows.map(({ node }) => node) ?? []
}

/** Whether a path is the wanted one or goes on from it. */
const leadsTo = (path: string, wanted: string) => path.startsWith(wanted) && !/^\w/.test(path.slice(wanted.length))

interface Rows {
  readonly dataRows: { readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string } }
}
