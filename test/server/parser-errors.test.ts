import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { after, before, suite, test } from 'node:test'
import { type Gateway, startGateway } from './start-gateway.ts'

const CHUNKED =
  'POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n'

suite('requests that the HTTP parser rejects get an error in the shape of GraphQL', () => {
  let gateway: Gateway
  before(async () => {
    gateway = await startGateway({ empty: true })
  })
  after(() => gateway.close())

  async function exchange(bytes: string) {
    const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1')
    socket.end(bytes)
    const [head = '', body = ''] = Buffer.concat(await socket.toArray())
      .toString()
      .split('\r\n\r\n')
    return { status: Number(head.split(' ')[1]), head, body }
  }

  const query = 'GET /graphql?query=%7B__typename%7D HTTP/1.1\r\n'
  const refused: [string, string, number][] = [
    ['no HTTP at all', 'hello\r\n\r\n', 400],
    ['HTTP/2 without asking', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 505],
    ['headers over 16 KiB', `${query}host: a\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
    ['an address over 16 KiB', `GET /graphql?query=${'x'.repeat(20_000)} HTTP/1.1\r\nhost: a\r\n\r\n`, 431],
    ['two lengths', 'POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n', 400],
    ['no Host', `${query}connection: close\r\n\r\n`, 400],
    ['a Host that is none', `${query}host: a b\r\nconnection: close\r\n\r\n`, 400],
    ['an expectation', `${query}host: a\r\nexpect: tea\r\nconnection: close\r\n\r\n`, 417],
    ['a method that HTTP lacks', 'FOO / HTTP/1.1\r\nhost: a\r\n\r\n', 400],
    ['line ends without CR', 'GET / HTTP/1.1\nhost: a\n\n', 400],
    ['a version that is unknown', 'GET / HTTP/9.9\r\nhost: a\r\n\r\n', 505],
    ['a chunk with a long extension', `${CHUNKED}1;${'x'.repeat(20_000)}\r\n{\r\n0\r\n\r\n`, 400],
    ['a tunnel', 'CONNECT a:1 HTTP/1.1\r\nhost: a\r\n\r\n', 400],
    ['an address that cannot be decoded', 'GET /%ZZ HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n', 400],
    ['half a WebSocket', `${query}host: localhost\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n`, 400],
  ]
  for (const [title, bytes, expected] of refused)
    test(title, async () => {
      const { status, head, body } = await exchange(bytes)
      assert.equal(status, expected)
      assert.match(head, /^content-type: application\/json/im)
      assert.match(head, /^cache-control: private, no-store$/im)
      const { errors } = JSON.parse(body)
      assert.equal(errors[0].extensions.code, 'BAD_REQUEST')
      if (status === 400) assert.match(errors[0].message, /^The request is not valid HTTP\. Check its method, URL/)
      assert.ok(errors[0].message)
    })

  test('a client that asks for a tunnel and resets the connection harms nobody', async () => {
    const { hostname, port } = new URL(gateway.url)
    for (let i = 0; i < 10; i++) {
      const socket = connect(Number(port), hostname)
      await once(socket, 'connect')
      await new Promise(resolve => socket.write('CONNECT a:1 HTTP/1.1\r\nhost: a\r\n\r\n', resolve))
      socket.resetAndDestroy()
    }
    assert.equal((await exchange(`${query}host: localhost\r\nconnection: close\r\n\r\n`)).status, 200)
  })

  test('a WebSocket to another path is answered as plain HTTP, and not written to the log', async () => {
    const offer =
      'connection: upgrade, close\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n'
    const { status } = await exchange(`GET /healthz?name=nobody HTTP/1.1\r\nhost: localhost\r\n${offer}\r\n`)
    assert.equal(status, 200)
    assert.ok(!JSON.stringify(gateway.log).includes('nobody'))
  })

  test('an offer of h2c is answered as plain HTTP/1.1', async () => {
    const offer = 'connection: upgrade, http2-settings, close\r\nupgrade: h2c\r\nhttp2-settings: AAMAAABk\r\n'
    const { status, body } = await exchange(`${query}host: localhost\r\n${offer}\r\n`)
    assert.deepEqual([status, JSON.parse(body)], [200, { data: { __typename: 'Query' } }])
  })
})
