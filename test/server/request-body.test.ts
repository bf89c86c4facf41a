import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { send } from './send.ts'
import { type Gateway, startGateway } from './start-gateway.ts'

const JSON_TYPE = { 'content-type': 'application/json' }
const QUERY = JSON.stringify({ query: '{ __typename }' })

suite('bodies', () => {
  let gateway: Gateway
  before(async () => {
    gateway = await startGateway({ empty: true })
  })
  after(() => gateway.close())

  for (const [title, headers] of [
    ['that says its length', (body: string) => ({ 'content-length': String(Buffer.byteLength(body)) })],
    ['in chunks', () => ({ 'transfer-encoding': 'chunked' })],
  ] as const) {
    const post = (body: string) =>
      send(`${gateway.url}/graphql`, { method: 'POST', body, headers: { ...JSON_TYPE, ...headers(body) } })

    for (const [fault, status, body] of [
      ['JSON', 200, QUERY],
      ['JSON after a byte order mark', 200, `\ufeff${QUERY}`],
      ['JSON cut short', 400, QUERY.slice(1)],
      ['nothing', 400, ''],
      ['a key __proto__', 400, '{"query":"{ __typename }","__proto__":{}}'],
      ['a constructor with a prototype', 400, '{"query":"{ __typename }","constructor":{"prototype":1}}'],
      ['256 KiB', 200, QUERY.padEnd(256 * 1024)],
      ['more than 256 KiB', 413, QUERY.padEnd(256 * 1024 + 1)],
    ] as const)
      test(`a body ${title} of ${fault} is answered with ${status}`, async () => {
        const answer = await post(body)
        assert.equal(answer.status, status)
        if (status === 200) assert.equal(answer.body.toString(), '{"data":{"__typename":"Query"}}\n')
        else assert.equal(JSON.parse(answer.body.toString()).errors[0].extensions.code, 'BAD_REQUEST')
      })
  }
})
