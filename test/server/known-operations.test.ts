import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { parse } from 'graphql'
import { createKnownDocuments } from '../../src/server/known-documents.ts'
import type { Store } from '../../src/store/index.ts'
import { legitimateDocuments } from '../bench/documents/legitimate.ts'
import { send } from './send.ts'
import { type Gateway, startGateway, withSnapshots } from './start-gateway.ts'

const ROWS = 'query Rows($first: Int, $after: String) { dataRows(first: $first, after: $after) { nodes { id } } }'
const TWO =
  'query A { dataRows(first: 1) { nodes { id } } } query B($first: Int!) { labels(first: $first) { totalCount } }'
const body = (query: string, more: object = {}) => JSON.stringify({ query, ...more })

/** Bodies that Apollo has words of its own for, or that end in an error, after the document is known. */
const UNUSUAL: readonly string[] = [
  body(ROWS, { variables: { first: 'one' } }),
  body(ROWS, { variables: { first: 5_000 } }),
  body(ROWS, { variables: { first: 2, after: 'no cursor' } }),
  body(ROWS, { variables: [] }),
  body(ROWS, { variables: 'text' }),
  body(ROWS, { variables: null }),
  body(ROWS, { operationName: 'Other' }),
  body(ROWS, { operationName: '' }),
  body(ROWS, { operationName: null }),
  body(ROWS, { operationName: 1 }),
  body(ROWS, { extensions: {} }),
  body(ROWS, { extensions: null }),
  body(ROWS, { extensions: [] }),
  body(ROWS, { extensions: { clientLibrary: { name: 'client' } } }),
  body(ROWS, { extensions: { persistedQuery: { version: 1, sha256Hash: 'none' } } }),
  `{"query":${JSON.stringify(ROWS)},"__proto__":{"first":1}}`,
  `{"query":${JSON.stringify(ROWS)},"variables":{"\\u005f_proto__":1}}`,
  `{"query":${JSON.stringify(ROWS)},"variables":{"constructor":{"prototype":1}}}`,
  `\uFEFF${body(ROWS)}`,
  `${body(ROWS)} and more`,
  `[${body(ROWS)}]`,
  body(TWO),
  body(TWO, { operationName: 'A' }),
  body(TWO, { operationName: 'B' }),
  body(TWO, { operationName: 'B', variables: { first: 1 } }),
  body('{ dataRow(id: "none") { id } __typename }'),
  body('{ dataRows(first: 1, last: 1) { nodes { id } } }'),
  body('{ a: dataRows(first: 1, last: 1) { nodes { id } } b: dataRows(first: 1) { nodes { id } } }'),
  body('mutation { cancelExport(id: "none") { id } }'),
  body('subscription { syncProgress { id } }'),
  body(`{ ${Array.from({ length: 40 }, (_, i) => `a${i}: labels(first: 1000) { nodes { raw } }`).join(' ')} }`),
]

for (const cors of [[], ['https://app.example']])
  suite(`known operations, ${cors.length === 0 ? 'without' : 'with'} CORS`, () => {
    let gateway: Gateway
    let snapshots = 0
    const counting = (store: Store) =>
      withSnapshots(store, options => {
        snapshots++
        return store.openSnapshot(options)
      })
    before(async () => {
      gateway = await startGateway({ keptBytes: 0, cors, wrap: counting })
    })
    after(() => gateway.close())

    async function post(text: string, more: Record<string, string> = {}) {
      const length = String(Buffer.byteLength(text))
      const headers = { 'content-type': 'application/json', 'content-length': length, ...more }
      const {
        status,
        headers: own,
        body: answer,
      } = await send(`${gateway.url}/graphql`, { method: 'POST', body: text, headers })
      const { date: _, ...sent } = own
      return { status, sent, text: sent['content-encoding'] ? answer.toString('base64') : answer.toString() }
    }

    /** The same type, in a spelling that is left to the framework. */
    const FRAMEWORK = { 'content-type': 'application/json;charset="utf-8"' }

    async function assertSame(text: string, more: Record<string, string> = {}): Promise<void> {
      const byFramework = await post(text, { ...FRAMEWORK, ...more })
      assert.deepEqual(await post(text, more), byFramework, text.slice(0, 200))
    }

    test('are answered as the framework and Apollo answer them, to the byte', async () => {
      const { data } = JSON.parse(
        (
          await post(
            body(
              '{ dataRows(first: 8) { nodes { id globalKey } } labels(first: 8) { nodes { id } } projects { nodes { id } } }',
            ),
          )
        ).text,
      )
      const idsOf = (list: { nodes: { id: string }[] }) => list.nodes.map(({ id }) => id) as [string, ...string[]]
      const known = {
        dataRows: idsOf(data.dataRows),
        globalKeys: data.dataRows.nodes.map(({ globalKey }: { globalKey: string }) => globalKey),
        labels: idsOf(data.labels),
        projects: idsOf(data.projects),
      }
      for (const { body: text } of legitimateDocuments(known)) await assertSame(text)
    })

    test('errors, refusals and unusual bodies are those of Apollo', async () => {
      await post(body(ROWS, { variables: { first: 1 } }))
      for (const text of UNUSUAL) await assertSame(text)
    })

    test('an operation in error is executed once', async () => {
      const text = body(ROWS, { variables: { first: 2, after: 'no cursor' } })
      await post(text)
      const before = snapshots
      await post(text)
      assert.equal(snapshots - before, 1)
    })

    test('of other media types and codings too', async () => {
      const text = body('{ labels(first: 20) { nodes { id createdAt dataRow { id } groups { name } } } }')
      for (const accept of ['*/*', 'application/json', 'application/graphql-response+json', 'text/html', ''])
        await assertSame(text, { accept })
      for (const coding of ['zstd', 'br', 'gzip', 'identity', 'gzip;q=0'])
        await assertSame(text, { 'accept-encoding': coding })
      for (const origin of ['https://app.example', 'https://elsewhere.example', 'null'])
        await assertSame(text, { origin })
      await assertSame(text, { 'x-slicegraph-cost': '1' })
    })
  })

test('of many documents the latest are known', () => {
  const documents = createKnownDocuments()
  const document = parse('{ __typename }')
  const textOf = (i: number) => `{ __typename } # ${i} ${'-'.repeat(10_000)}`
  for (let i = 0; i < 100; i++) documents.add(textOf(i), document)
  const known = Array.from({ length: 100 }, (_, i) => documents.get(textOf(i)) !== undefined)
  assert.equal(known.indexOf(true), 51)
  assert.deepEqual(new Set(known.slice(51)), new Set([true]))
  documents.add(`{ __typename } # ${'-'.repeat(20_000)}`, document)
  assert.equal(documents.get(textOf(99)), document)
})
