import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { DEFAULT_BACKEND } from '../support/backends.ts'
import { openBackend } from './opened-store.ts'

const PAGE = { limit: 20, backward: false }

async function openWithRejects(bytes: Uint8Array) {
  const opened = await openBackend(DEFAULT_BACKEND)
  const writer = await opened.openLoad()
  const reject = { byteOffset: 0, path: '$', reason: 'No record.', bytes }
  await writer.put({ records: [], rejects: Array.from({ length: 10 }, (_, line) => ({ ...reject, line })) })
  await opened.publish(writer)
  return opened
}

test('of a long rejected record only the beginning is read', async () => {
  await using opened = await openWithRejects(Buffer.alloc(2_000_000, 'ä'))
  const reader = await opened.read()
  const before = process.memoryUsage().arrayBuffers
  const { rows } = await reader.page('reject', PAGE)
  assert.ok(process.memoryUsage().arrayBuffers - before < 1_000_000)
  assert.deepEqual(
    rows.map(({ node }) => node.excerpt),
    Array(10).fill('ä'.repeat(200)),
  )
})

test('a rejected record whose bytes became another type on the disk is STORE_CORRUPT', async () => {
  await using opened = await openWithRejects(Buffer.from('no record'))
  const database = new DatabaseSync(opened.url.slice('sqlite:'.length), { defensive: false })
  database.exec(`pragma writable_schema = on;
    update sqlite_schema set sql = replace(replace(sql, 'blob', 'any'), ' strict', '') where name = 'reject'`)
  database.close()
  const changed = new DatabaseSync(opened.url.slice('sqlite:'.length))
  for (const value of ['cast(bytes as text)', '1']) {
    changed.exec(`update reject set bytes = ${value} where line = 3`)
    const reader = await opened.read()
    await assert.rejects(reader.page('reject', PAGE), { code: 'STORE_CORRUPT' }, value)
  }
  changed.close()
})
