import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { checkExports, ingestExports } from '../../src/ingest/index.ts'
import { listExports } from '../../src/source/index.ts'
import { EVERYTHING, openStore, type Store } from '../../src/store/index.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { isFault, type MalformedInput } from './malformed/input.ts'
import { readBack } from './malformed/read-back.ts'
import { MARKER } from './malformed/records.ts'
import { notJson } from './malformed/not-json.ts'
import { truncated } from './malformed/truncated.ts'
import { wrongTypes } from './malformed/wrong-types.ts'

const INPUTS: readonly MalformedInput[] = [...truncated(), ...notJson(), ...wrongTypes()]

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let store: Store

before(async () => {
  folder = await temporaryFolder()
  store = await openStore(`sqlite:${folder.file('store.db')}`)
})

after(async () => {
  await store.close()
  await folder[Symbol.asyncDispose]()
})

for (const [number, input] of INPUTS.entries()) {
  test(input.name, async () => {
    const faults = input.pieces.filter(isFault)
    const kept = faults.filter(fault => 'storedAs' in fault.outcome)
    const path = folder.file(`${number}.json`)
    await writeFile(path, Buffer.concat(input.pieces.map(bytesOf)))
    const files = await listExports([path])

    const { exports, ...counts } = await ingestExports({ store, files })
    const expected = { records: faults.length, rejected: faults.length - kept.length }
    assert.deepEqual((await checkExports({ files })).rejected, expected.rejected)

    const rejects = await rejectsOf(exports[0]?.exportId)
    const wanted = positionsOf(input).filter(({ path }) => path !== null)
    assert.deepEqual(
      rejects.map(({ line, byteOffset, path }, index) => {
        const expected = wanted[index]
        const isInside = expected?.path && leadsTo(path, expected.path)
        return { name: expected?.name, line, byteOffset, path: isInside ? expected.path : path }
      }),
      wanted,
    )
    assert.deepEqual({ records: counts.records, rejected: counts.rejected }, expected)
    for (const { path: place, reason } of rejects) {
      assert.match(reason, /\w/)
      assert.ok(!`${place} ${reason}`.includes(MARKER), reason)
    }
    for (const { name, outcome } of kept)
      if ('storedAs' in outcome) assert.ok(await readBack(store, outcome.storedAs), `${name} is not in the store`)
  })
}

test('they are two hundred and more', () => {
  const names = INPUTS.flatMap(input => input.pieces.filter(isFault).map(fault => `${input.name}: ${fault.name}`))
  assert.ok(new Set(names.filter(name => !name.includes(': a good '))).size >= 200)
})

const bytesOf = (piece: MalformedInput['pieces'][number]): Uint8Array =>
  isFault(piece) ? piece.bytes : Buffer.from(piece as Uint8Array)

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
  const reader = await store.openSnapshot({ scope: EVERYTHING })
  const parent = { kind: 'export', ids: [exportId ?? assert.fail('nothing was written')] } as const
  const [page] = await reader.pagesOf('reject', parent, { limit: 1000, backward: false })
  return page?.rows.map(({ node }) => node) ?? []
}

/** Whether a path is the wanted one or goes on from it. */
const leadsTo = (path: string, wanted: string) => path.startsWith(wanted) && !/^\w/.test(path.slice(wanted.length))
