import assert from 'node:assert/strict'
import { test } from 'node:test'
import { demoContent } from '../../src/demo/index.ts'
import { openEmulator } from '../emulator/index.ts'
import { post, startGateway, withSnapshots } from './start-gateway.ts'

const MASKS = `{ annotations(first: 100, filter: { annotationKind: { contains: "Mask" } }) { nodes { id
  ... on MaskAnnotation { mask { url area } } label { id groups { name frameCount } } } } }`

test('an answer during which something was fetched is not kept; the next one is, and both are as without memory', async () => {
  await using opened = new AsyncDisposableStack()
  const emulator = await openEmulator({ content: origin => demoContent({ origin }) })
  opened.defer(() => emulator.close())
  const upstream = { key: emulator.key, origins: [emulator.origin], limits: { backoffMs: 1 } }
  let snapshots = 0
  const gateway = await startGateway({
    upstream,
    demoOrigin: emulator.origin,
    maxCost: null,
    wrap: store =>
      withSnapshots(store, options => {
        snapshots++
        return store.openSnapshot(options)
      }),
  })
  opened.defer(() => gateway.close())
  const plain = await startGateway({ upstream, demoOrigin: emulator.origin, maxCost: null, keptBytes: 0 })
  opened.defer(() => plain.close())

  const body = JSON.stringify({ query: MASKS })
  const seen: string[] = []
  const versions: (string | null)[] = []
  const counts: number[] = []
  for (let time = 0; time < 3; time++) {
    const before = snapshots
    const answer = await post(gateway, body)
    seen.push(await answer.text())
    versions.push(answer.headers.get('slicegraph-version'))
    counts.push(snapshots - before)
    assert.equal(seen.at(-1), await (await post(plain, body)).text())
  }
  const [first] = seen
  assert.match(first ?? '', /"area":\d/)
  assert.deepEqual(seen, [first, first, first])
  assert.deepEqual([counts[0], counts[2]], [1, 0])
  assert.notEqual(versions[0], versions[1])
  assert.equal(versions[1], gateway.store.version())

  // A fetch of frames makes another version: nothing that was kept before is answered.
  const frames = '{ labels(first: 100) { nodes { groups { frames(first: 1) { nodes { number } } } } } }'
  const fetched = await post(gateway, JSON.stringify({ query: frames }))
  assert.equal(fetched.status, 200)
  const after = await (await post(gateway, body)).text()
  assert.equal(JSON.parse(after).errors, undefined)
})

test('images of masks name the version of the data', async () => {
  const emulator = await openEmulator({ content: origin => demoContent({ origin }) })
  const upstream = { key: emulator.key, origins: [emulator.origin], limits: { backoffMs: 1 } }
  const gateway = await startGateway({ upstream, demoOrigin: emulator.origin })
  try {
    const query =
      '{ annotations(first: 1, filter: { annotationKind: { contains: "Mask" } }) { nodes { ... on MaskAnnotation { mask { url } } } } }'
    const { data } = (await (await post(gateway, JSON.stringify({ query }))).json()) as {
      data: { annotations: { nodes: { mask: { url: string } }[] } }
    }
    const response = await fetch(gateway.url + data.annotations.nodes[0]?.mask.url)
    await response.arrayBuffer()
    assert.match(response.headers.get('slicegraph-version') ?? '', /^\d/)
  } finally {
    await gateway.close()
    await emulator.close()
  }
})
