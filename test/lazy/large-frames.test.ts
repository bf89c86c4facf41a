import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { suite, test } from 'node:test'
import type { GraphQLError } from 'graphql'
import { openGraph } from '../support/graph.ts'
import { turnsDuring } from '../support/turns.ts'
import { framesLine } from './exports.ts'

const QUERY = `{ label(id: "l") { group(name: "axial") {
  frames(last: 1) { totalCount nodes { number } }
} } }`
const LINES = Array.from({ length: 2000 }, (_, index) => JSON.stringify(framesLine(index + 1, { feature: 'mask' })))

suite('a large frames document', () => {
  test('is read and stored while other requests have turns', async () => {
    await using scene = await openLarge(LINES)
    const asked = scene.graph.execute(QUERY)
    await scene.sent
    assert.ok((await turnsDuring(asked)) > 100)
    assert.deepEqual(JSON.parse(JSON.stringify((await asked).data)), {
      label: { group: { frames: { totalCount: 2000, nodes: [{ number: 2000 }] } } },
    })
  })

  test('fails as a small one does', async () => {
    for (const [line, reason] of [
      ['{"frameNumber":1,', 'line 2001 of the frames document is not a record'],
      ['{"objects":[]}', 'the frames document has a fault at $[2000]'],
    ] as const) {
      await using scene = await openLarge([...LINES, line])
      const { errors = [] } = await scene.graph.execute(QUERY)
      const [error] = errors as readonly GraphQLError[]
      assert.equal((error?.originalError as { code?: string } | undefined)?.code, 'UPSTREAM_BAD_RESPONSE')
      assert.ok(error?.message.startsWith('The frames cannot be fetched from '), error?.message)
      assert.ok(error?.message.includes(reason), error?.message)
    }
  })
})

async function openLarge(lines: readonly string[]) {
  const body = lines.join('\n')
  assert.ok(body.length > 200_000)
  const { promise: sent, resolve } = Promise.withResolvers<void>()
  const server = createServer((_, response) => {
    response.on('close', resolve)
    response.setHeader('content-type', 'application/x-ndjson')
    response.end(body)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const graph = await openGraph([], { upstream: { key: 'key', origins: [origin] } })
  const groups = [{ name: 'axial', frames: `${origin}/v1/frames/l?group=axial` }]
  await graph.loadRecords([{ ID: 'l', 'DataRow ID': 'r', 'Labeled Data': 'x', Label: { groups } }])
  return {
    graph,
    /** Resolves when the document has left the server. */
    sent,
    async [Symbol.asyncDispose]() {
      await graph.close()
      server.close()
    },
  }
}
