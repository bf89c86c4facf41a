import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { after, before, suite, test } from 'node:test'
import { createHostCheck } from '../../../src/server/auth/host-check.ts'
import { type Gateway, startGateway } from '../start-gateway.ts'

const FOREIGN = [
  'evil.example',
  'evil.example:4000',
  'EVIL.EXAMPLE',
  'evil.example.',
  'localhost.evil.example',
  'evil-localhost',
  'localhost-evil.example',
  'xlocalhost',
  'localhostx:4000',
  '127.0.0.1.evil.example',
  '127.0.0.1.nip.io',
  '127-0-0-1.evil.example',
  '127.0.0.1x',
  '127.evil.example',
  'evil127.0.0.1',
  'evil.example@127.0.0.1',
  '127.0.0.1@evil.example',
  'localhost@evil.example',
  'localhost#.evil.example',
  'localhost/.evil.example',
  'localhost?.evil.example',
  'localhost\\.evil.example',
  'localhost,evil.example',
  'localhost evil.example',
  'localhost:4000:evil',
  'localhost:evil.example',
  'localhost..evil.example',
  'localhost%00.evil.example',
  '10.0.0.1',
  '192.168.0.1:4000',
  '169.254.169.254',
  '128.0.0.1',
  '[::2]',
  '[::1].evil.example',
  '[::ffff:10.0.0.1]',
  '[::1',
  '167772161',
  'localhóst',
]

const QUERY = '{ dataRows(first: 1) { nodes { id } } }'
const BODY = JSON.stringify({ query: QUERY })
const OPENING =
  'connection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: MDEyMzQ1Njc4OWFiY2RlZg==\r\n' +
  'sec-websocket-protocol: graphql-transport-ws\r\n\r\n'

suite('the check of the Host header', () => {
  let gateway: Gateway
  before(async () => {
    gateway = await startGateway()
  })
  after(() => gateway.close())

  /** The answer to a request as it is written, at its end or at the end of the head of a WebSocket. */
  async function exchange(text: string): Promise<string> {
    const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1')
    socket.write(text)
    let answer = ''
    socket.on('data', bytes => {
      answer += bytes
      if (answer.startsWith('HTTP/1.1 101')) socket.destroy()
    })
    await once(socket, 'close')
    return answer
  }
  const post = (hosts: string, target = '/graphql') =>
    exchange(
      `POST ${target} HTTP/1.1\r\n${hosts}content-type: application/json\r\ncontent-length: ${BODY.length}\r\n` +
        `connection: close\r\n\r\n${BODY}`,
    )
  const get = (hosts: string, path: string) => exchange(`GET ${path} HTTP/1.1\r\n${hosts}connection: close\r\n\r\n`)
  const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1])

  test('requests to our own names are answered', async () => {
    const port = new URL(gateway.url).port
    for (const host of [
      '127.0.0.1',
      `127.0.0.1:${port}`,
      'localhost',
      'LOCALHOST:1',
      'localhost.',
      '127.1.2.3',
      '[::1]:2',
    ])
      assert.equal(statusOf(await post(`host: ${host}\r\n`)), 200, host)
  })

  for (const host of FOREIGN)
    test(`${host} gets no data`, async () => {
      await post('host: localhost\r\n')
      const header = `host: ${host}\r\n`
      const answers = [
        await post(header),
        await get(header, `/graphql?query=${encodeURIComponent(QUERY)}`),
        await get(header, '/schema.graphql'),
        await get(header, '/media/masks/x'),
        await exchange(`GET /graphql HTTP/1.1\r\n${header}${OPENING}`),
      ]
      for (const answer of answers) {
        assert.ok([400, 421].includes(statusOf(answer)), answer)
        assert.match(answer, /"errors":\[.*"code":"(BAD_REQUEST|HOST_NOT_ALLOWED)"/)
        assert.doesNotMatch(answer, /"data"/)
      }
    })

  test('a name that is not ours is 421, with a message that says how to allow it', async () => {
    const answer = await post('host: evil.example\r\n')
    assert.equal(statusOf(answer), 421)
    assert.match(answer, /SLICEGRAPH_ALLOWED_HOSTS.*"HOST_NOT_ALLOWED"/)
  })

  test('two Host headers, none, or another host in the URL get no data', async () => {
    const two = ['localhost', 'evil.example'].map(host => `host: ${host}\r\n`)
    for (const hosts of [two.join(''), two.reverse().join(''), two.join('').replace('host', 'HOST'), 'host: \r\n', ''])
      assert.equal(statusOf(await post(hosts)), 400, hosts)
    const port = new URL(gateway.url).port
    assert.equal(statusOf(await post('host: localhost\r\n', `http://localhost:${port}/graphql`)), 200)
    assert.equal(statusOf(await post('host: localhost\r\n', 'http://evil.example/graphql')), 421)
    assert.equal(statusOf(await post('host: localhost\r\n', 'http://localhost@evil.example/graphql')), 400)
  })

  test('the probes answer to any name', async () => {
    for (const path of ['/healthz', '/readyz']) assert.equal(statusOf(await get('host: evil.example\r\n', path)), 200)
  })
})

suite('names that are allowed', () => {
  const check = (hosts: Partial<Parameters<typeof createHostCheck>[0]>, host: string) =>
    createHostCheck({ host: '127.0.0.1', publicUrl: null, allowedHosts: null, ...hosts })({
      headers: { host },
      rawHeaders: ['Host', host],
      url: '/',
    })

  test('are those of the address, the public URL and the setting, with any port', () => {
    const publicUrl = 'https://graph.example:8443/x'
    const hosts = { host: 'Box.Lan', publicUrl, allowedHosts: ['a.example', 'B.example:443', 'fd00::1'] }
    const names = [
      'box.lan:80',
      'graph.example',
      'GRAPH.example.:1',
      'a.example:5',
      'b.example',
      '[fd00::1]:4000',
      'localhost',
    ]
    for (const name of names) assert.equal(check(hosts, name), 'allowed', name)
    for (const name of ['example', 'c.example', '[fd00::2]']) assert.equal(check(hosts, name), 'foreign', name)
  })

  test('are all with *, but not what is no name', () => {
    assert.equal(check({ allowedHosts: ['*'] }, 'any.example:1'), 'allowed')
    assert.equal(check({ allowedHosts: ['*'] }, 'a b'), 'bad')
  })
})
