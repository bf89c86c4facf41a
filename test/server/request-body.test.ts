import assert from 'node:assert/strict'
import { once } from 'node:events'
import { request as sendRequest } from 'node:http'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { after, before, suite, test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
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

  test('a client that is still writing a body that is too large gets 413 when it has written it', async () => {
    const { hostname, port } = new URL(gateway.url)
    const socket = connect(Number(port), hostname)
    const answer = text(socket)
    const part = ' '.repeat(1_000_000)
    socket.write(
      `POST /graphql HTTP/1.1\r\nhost: ${hostname}:${port}\r\ncontent-type: application/json\r\ncontent-length: 3000000\r\nconnection: close\r\n\r\n`,
    )
    for (let i = 0; i < 3; i++) {
      // The gateway, in this process, could answer and close the connection.
      for (let turn = 0; turn < 100; turn++) await nextTurn()
      assert.equal(socket.bytesRead, 0)
      await new Promise(resolve => socket.write(part, resolve))
    }
    assert.match(await answer, /^HTTP\/1\.1 413 /)
  })

  test('a client that announces a large body and waits gets its answer', async () => {
    const headers = { ...JSON_TYPE, 'content-length': '1000000' }
    const request = sendRequest(`${gateway.url}/graphql`, { method: 'POST', headers, agent: false })
    request.flushHeaders()
    const [answer] = await once(request, 'response')
    assert.equal(answer.statusCode, 413)
    request.destroy()
  })
})
