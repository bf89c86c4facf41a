import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { createHostCheck } from '../../../src/server/auth/host-check.ts'
import { statusOf } from '../exchange.ts'
import { type Gateway, startGateway } from '../start-gateway.ts'
import { FOREIGN_HOSTS, getFrom, postFrom, waysIn } from './foreign-hosts.ts'

suite('the check of the Host header', () => {
  let gateway: Gateway
  before(async () => {
    gateway = await startGateway()
  })
  after(() => gateway.close())

  const post = (hosts: string, target?: string) => postFrom(gateway.url, hosts, target)
  const get = (hosts: string, path: string) => getFrom(gateway.url, hosts, path)

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

  test('an empty name is refused, whatever was asked before', () => {
    const check = createHostCheck({ host: '127.0.0.1', publicUrl: null, allowedHosts: null })
    const ask = (host: string) => check({ headers: { host }, rawHeaders: ['Host', host], url: '/' })
    assert.deepEqual([ask(''), ask('localhost'), ask('')], ['bad', 'allowed', 'bad'])
  })

  for (const host of FOREIGN_HOSTS)
    test(`${host} gets no data`, async () => {
      await post('host: localhost\r\n')
      for (const answer of await Promise.all(waysIn(gateway.url, `host: ${host}\r\n`))) {
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
