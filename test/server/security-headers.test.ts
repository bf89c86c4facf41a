import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { after, before, suite, test } from 'node:test'
import { SECURITY_HEADERS, send } from './send.ts'
import { type Gateway, startGateway } from './start-gateway.ts'

const JSON_BODY = { 'content-type': 'application/json' }

suite('every answer has the security headers', () => {
  let gateway: Gateway
  before(async () => {
    gateway = await startGateway()
  })
  after(() => gateway.close())

  type Options = Parameters<typeof send>[1]
  async function check(path: string, status: number, options: Options = {}) {
    const answer = await send(gateway.url + path, { agent: false, ...options })
    assert.equal(answer.status, status)
    assertSecured(answer.headers)
    return answer
  }

  test('of GraphQL: at first, for a known document, from memory, as 304, and an error', async () => {
    const body = '{"query":"{ dataRows(first: 1) { nodes { id } } }"}'
    for (let i = 0; i < 4; i++) await check('/graphql', 200, { method: 'POST', headers: JSON_BODY, body })
    const url = '/graphql?query=%7B__typename%7D'
    const { headers } = await check(url, 200)
    for (let i = 0; i < 3; i++) await check(url, 304, { headers: { 'if-none-match': headers.etag } })
    await check('/graphql', 400, { method: 'POST', headers: JSON_BODY, body: '{' })
    await check('/graphql', 405, { method: 'PUT', headers: JSON_BODY, body: '{}' })
  })

  for (const [path, status] of [
    ['/', 200],
    ['/healthz', 200],
    ['/readyz', 200],
    ['/schema.graphql', 200],
    ['/media/masks/none', 404],
    ['/nowhere', 404],
    ['/%zz', 400],
  ] as const)
    test(`of ${path}, ${status}`, () => check(path, status).then(() => {}))

  test('of another host', () => check('/graphql', 421, { headers: { host: 'example.com' } }).then(() => {}))

  for (const [title, bytes] of [
    ['a request that is no HTTP', 'hello\r\n\r\n'],
    ['an expectation', 'GET / HTTP/1.1\r\nhost: a\r\nexpect: tea\r\nconnection: close\r\n\r\n'],
  ] as const)
    test(`of ${title}`, async () => {
      const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1')
      socket.end(bytes)
      const [head = ''] = Buffer.concat(await socket.toArray())
        .toString()
        .split('\r\n\r\n')
      const lines = head.split('\r\n').slice(1)
      assertSecured(Object.fromEntries(lines.map(line => line.split(': ') as [string, string])))
    })

  test('with an https public URL, browsers are told to keep to https', async () => {
    const secure = await startGateway({ empty: true, publicUrl: 'https://scans.example.com' })
    const { headers } = await send(`${secure.url}/healthz`, { agent: false })
    assert.equal(headers['strict-transport-security'], 'max-age=31536000')
    await secure.close()
  })
})

function assertSecured(headers: Readonly<Record<string, unknown>>): void {
  const found = Object.fromEntries(Object.keys(SECURITY_HEADERS).map(name => [name, headers[name]]))
  assert.deepEqual(found, SECURITY_HEADERS)
  assert.equal(headers['strict-transport-security'], undefined)
}
