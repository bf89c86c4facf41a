import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { type ServingCli, serveCli } from '../cli/spawn-cli.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { blocksOf, named, PAGES, read, table } from './documents.ts'

/** The text of the block of README after this comment. */
const marked = (marker: string) => blocksOf('README.md').find(block => block.marker === marker)?.text ?? ''

suite('the demo does what the documentation says', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  let gateway: ServingCli
  before(async () => {
    folder = await temporaryFolder()
    gateway = await serveCli(['serve', '--port', '0'], { folder: folder.path })
  })
  after(async () => {
    await gateway.stop('SIGTERM')
    await folder[Symbol.asyncDispose]()
  })

  async function ask(body: string): Promise<Response> {
    return fetch(gateway.url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  }

  test('the line that names the address', () => {
    const told = /^slicegraph ready at .*$/m.exec(read('README.md'))?.[0]
    assert.equal(told, gateway.line.replace(/:\d+\//, ':4000/'))
  })

  test('the first query has the answer shown', async () => {
    const response = await ask(JSON.stringify({ query: marked('query') }))
    assert.deepEqual(await response.json(), JSON.parse(marked('answer')))
  })

  test('curl commands are answered without errors', async () => {
    const bodies = PAGES.flatMap(page => [...read(page).matchAll(/-d '([^']+)'/g)].map(match => match[1] ?? ''))
    assert.ok(bodies.length >= 2)
    for (const body of bodies) assert.deepEqual(Object.keys((await (await ask(body)).json()) as object), ['data'], body)
  })

  test('routes answer', async () => {
    const query =
      '{ annotations(filter: { annotationKind: { contains: "Mask" } }, first: 1) { nodes { ... on MaskAnnotation { mask { url } } } } }'
    const masks = (await (await ask(JSON.stringify({ query }))).json()) as {
      data: { annotations: { nodes: { mask: { url: string } }[] } }
    }
    const mask = masks.data.annotations.nodes[0]?.mask.url ?? ''
    for (const [cell] of table('docs/clients.md', 'Routes')) {
      const path = (named(cell)[0] ?? '').replace('/media/masks/ID', mask)
      const headers = { 'apollo-require-preflight': '1' }
      const query = path === '/graphql' ? '?query={__typename}' : ''
      const { status } = await fetch(new URL(path + query, gateway.url), { headers })
      assert.equal(status, 200, path)
    }
  })
})
