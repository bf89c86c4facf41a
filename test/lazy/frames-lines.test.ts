import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { openGraph } from '../support/graph.ts'

const QUERY = '{ label(id: "l") { group(name: "axial") { frames { nodes { number } } } } }'

for (const [name, object, reason] of [
  ['a key that stands twice', '{"featureId":"F","title":"a","title":"b"}', 'the key stands twice in its object'],
  ['a number that overflows', '{"featureId":"F","point":{"x":1e999,"y":1}}', 'a number too large to be held'],
] as const)
  test(`a frames document is UPSTREAM_BAD_RESPONSE for ${name}`, async () => {
    const server = createServer((_, response) => {
      response.setHeader('content-type', 'application/x-ndjson')
      response.end(`{"frameNumber":1,"objects":[${object}]}\n`)
    })
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const graph = await openGraph([], { upstream: { key: 'key', origins: [origin] } })
    const groups = [{ name: 'axial', frames: `${origin}/v1/frames/l?group=axial` }]
    await graph.loadRecords([{ ID: 'l', 'DataRow ID': 'r', 'Labeled Data': 'x', Label: { groups } }])
    const { errors } = await graph.execute(QUERY)
    const [error] = errors ?? []
    assert.equal((error?.originalError as { code?: string } | undefined)?.code, 'UPSTREAM_BAD_RESPONSE')
    assert.ok(error?.message.includes(reason), error?.message)
    await graph.close()
    server.close()
  })
