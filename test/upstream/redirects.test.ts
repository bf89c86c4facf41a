import assert from 'node:assert/strict'
import type { LookupAddress } from 'node:dns'
import { suite, test } from 'node:test'
import { ACCEPT, failure, fetcher, KEY, local } from './fetcher.ts'
import { CERTIFICATE, serveHttp, serveHttps, type TestServer } from './servers.ts'

const KINDS = [301, 302, 303, 307, 308]
const LOOPBACK: LookupAddress = { address: '127.0.0.1', family: 4 }

/** A world in which loopback is the public internet, as far as a test can have one. */
const OPEN_WORLD = { isPublic: () => true }
const toLoopback = async () => [LOOPBACK]

suite('redirects', () => {
  for (const kind of KINDS) {
    test(`${kind} to the same origin is followed with the key`, async () => {
      await using server = await redirecting(kind, '/b')
      await using upstream = fetcher({ origins: [local(server.port)] })
      const answer = await upstream.get(`${local(server.port)}/a?x=1`, ACCEPT)
      assert.equal(answer.body.toString(), 'here')
      assert.deepEqual(paths(server), ['/a?x=1', '/b'])
      assert.deepEqual(keysAt(server), [`Bearer ${KEY}`, `Bearer ${KEY}`])
    })

    test(`${kind} to another configured origin is followed with the key`, async () => {
      await using storage = await answering()
      await using server = await redirecting(kind, `${local(storage.port)}/b`)
      await using upstream = fetcher({ origins: [local(server.port), local(storage.port)] })
      await upstream.get(`${local(server.port)}/a`, ACCEPT)
      assert.deepEqual(keysAt(storage), [`Bearer ${KEY}`])
    })

    test(`${kind} to a public https address is followed without the key`, async () => {
      await using storage = await answering(serveHttps)
      await using server = await redirecting(kind, `https://cdn.test:${storage.port}/b?signature=1`)
      await using upstream = fetcher({ origins: [local(server.port)], lookup: toLoopback, ca: CERTIFICATE }, OPEN_WORLD)
      const answer = await upstream.get(`${local(server.port)}/a`, ACCEPT)
      assert.equal(answer.body.toString(), 'here')
      assert.deepEqual(paths(storage), ['/b?signature=1'])
      assert.deepEqual(keysAt(storage), [undefined])
      assert.doesNotMatch(JSON.stringify(storage.requests), new RegExp(KEY))
    })

    test(`${kind} to any other place opens no connection`, async () => {
      await using http = await answering()
      await using https = await answering(serveHttps)
      const lookup = async () => [LOOPBACK]
      const places = [
        `http://127.0.0.1:${http.port}/`,
        `http://localhost:${http.port}/`,
        `http://api.canary.test:${http.port}/`,
        `//api.canary.test:${http.port}/`,
        `https://127.0.0.1:${https.port}/`,
        `https://localhost:${https.port}/`,
        `https://api.canary.test:${https.port}/`,
        `https://api.canary.test.:${https.port}/`,
        `https://user@api.canary.test:${https.port}/`,
        'https://api.canary.test:99999/',
        'ftp://api.canary.test/',
        'file:///etc/passwd',
        'data:image/png;base64,AAAA',
        'javascript:0',
        'https://',
      ]
      for (const place of places) {
        await using server = await redirecting(kind, place)
        await using upstream = fetcher({ origins: [local(server.port)], lookup, ca: CERTIFICATE })
        await failure(upstream.get(`${local(server.port)}/a`, ACCEPT), 'UPSTREAM_BLOCKED')
        assert.equal(server.requests.length, 1, place)
      }
      assert.equal(http.connections() + https.connections(), 0)
    })
  }

  test('from https to http is blocked, except to a configured origin', async () => {
    await using plain = await answering()
    await using server = await redirecting(302, `${local(plain.port)}/b`, serveHttps)
    const origin = `https://api.test:${server.port}`
    const settings = { lookup: toLoopback, ca: CERTIFICATE }
    await using strict = fetcher({ origins: [origin], ...settings }, OPEN_WORLD)
    await failure(strict.get(`${origin}/a`, ACCEPT), 'UPSTREAM_BLOCKED')
    assert.equal(plain.connections(), 0)
    await using trusting = fetcher({ origins: [origin, local(plain.port)], ...settings })
    assert.equal((await trusting.get(`${origin}/a`, ACCEPT)).status, 200)
  })

  test('the key is gone on the way out and there again on the way back', async () => {
    await using server = await serveHttp((request, response) => {
      if (request.url === '/b') response.end('here')
      else response.writeHead(302, { location: `https://cdn.test:${storage.port}/` }).end()
    })
    await using storage = await redirecting(307, `${local(server.port)}/b`, serveHttps)
    await using upstream = fetcher({ origins: [local(server.port)], lookup: toLoopback, ca: CERTIFICATE }, OPEN_WORLD)
    await upstream.get(`${local(server.port)}/a`, ACCEPT)
    assert.deepEqual(keysAt(server), [`Bearer ${KEY}`, `Bearer ${KEY}`])
    assert.deepEqual(keysAt(storage), [undefined])
  })

  test('three are followed, a fourth is blocked', async () => {
    await using server = await serveHttp((request, response) => {
      const left = Number(request.url?.slice(1))
      if (left === 0) response.end('here')
      else response.writeHead(302, { location: `/${left - 1}` }).end()
    })
    await using upstream = fetcher({ origins: [local(server.port)] })
    assert.equal((await upstream.get(`${local(server.port)}/3`, ACCEPT)).status, 200)
    assert.equal(server.requests.length, 4)
    await failure(upstream.get(`${local(server.port)}/4`, ACCEPT), 'UPSTREAM_BLOCKED')
    assert.equal(server.requests.length, 8)
  })

  test('a circle is blocked once it closes', async () => {
    await using server = await serveHttp((request, response) => {
      response.writeHead(302, { location: request.url === '/a' ? '/b' : '/a' }).end()
    })
    await using upstream = fetcher({ origins: [local(server.port)] })
    await failure(upstream.get(`${local(server.port)}/a`, ACCEPT), 'UPSTREAM_BLOCKED')
    assert.deepEqual(paths(server), ['/a', '/b'])
  })

  test('storage that refuses is told apart from a key that is refused', async () => {
    await using storage = await serveHttps((_request, response) => response.writeHead(403).end())
    await using server = await redirecting(302, `https://cdn.test:${storage.port}/`)
    await using upstream = fetcher({ origins: [local(server.port)], lookup: toLoopback, ca: CERTIFICATE }, OPEN_WORLD)
    const error = await failure(upstream.get(`${local(server.port)}/a`, ACCEPT), 'UPSTREAM_FORBIDDEN')
    assert.doesNotMatch(error.message, /LABELBOX_API_KEY/)
  })
})

suite('the address that is connected to', () => {
  test('is the one that was checked, whatever the name leads to next', async () => {
    await using storage = await answering(serveHttps)
    await using server = await redirecting(302, `https://cdn.test:${storage.port}/b`)
    const asked: string[] = []
    const lookup = async (hostname: string) => {
      asked.push(hostname)
      return [{ address: asked.length === 1 ? '127.0.0.1' : '127.0.0.2', family: 4 }]
    }
    const world = { isPublic: (address: string) => address === '127.0.0.1' }
    await using upstream = fetcher({ origins: [local(server.port)], lookup, ca: CERTIFICATE }, world)
    assert.equal((await upstream.get(`${local(server.port)}/a`, ACCEPT)).body.toString(), 'here')
    assert.deepEqual(asked, ['cdn.test'])
  })

  test('is checked anew for each connection', async () => {
    let answers = 0
    await using storage = await serveHttps((_request, response) => {
      response.writeHead(200, { connection: 'close' }).end('here')
    })
    await using server = await redirecting(302, `https://cdn.test:${storage.port}/b`)
    const lookup = async () => {
      answers += 1
      return [{ address: answers === 1 ? '127.0.0.1' : '127.0.0.2', family: 4 }]
    }
    const world = { isPublic: (address: string) => address === '127.0.0.1' }
    await using upstream = fetcher({ origins: [local(server.port)], lookup, ca: CERTIFICATE }, world)
    await upstream.get(`${local(server.port)}/a`, ACCEPT)
    await storage.idle()
    await failure(upstream.get(`${local(server.port)}/a`, ACCEPT), 'UPSTREAM_BLOCKED')
    assert.equal(storage.connections(), 1)
  })

  test('is blocked when one of the addresses of a name is private', async () => {
    await using storage = await answering(serveHttps)
    await using server = await redirecting(302, `https://cdn.test:${storage.port}/b`)
    const lookup = async () => [{ address: '93.184.216.34', family: 4 }, LOOPBACK]
    await using upstream = fetcher({ origins: [local(server.port)], lookup, ca: CERTIFICATE })
    await failure(upstream.get(`${local(server.port)}/a`, ACCEPT), 'UPSTREAM_BLOCKED')
    assert.equal(storage.connections(), 0)
  })

  test('proves by its certificate that it has the name', async () => {
    await using storage = await answering(serveHttps)
    await using server = await redirecting(302, `https://other.test:${storage.port}/b`)
    await using upstream = fetcher({ origins: [local(server.port)], lookup: toLoopback, ca: CERTIFICATE }, OPEN_WORLD)
    await failure(upstream.get(`${local(server.port)}/a`, ACCEPT), 'UPSTREAM_UNAVAILABLE')
    assert.equal(storage.requests.length, 0)
  })
})

type Serve = typeof serveHttp

function answering(serve: Serve = serveHttp): Promise<TestServer> {
  return serve((_request, response) => response.end('here'))
}

/** `/a` is at `location`; anything else is here. */
function redirecting(kind: number, location: string, serve: Serve = serveHttp): Promise<TestServer> {
  return serve((request, response) => {
    if (request.url?.startsWith('/b')) response.end('here')
    else response.writeHead(kind, { location }).end()
  })
}

function paths(server: TestServer): string[] {
  return server.requests.map(({ path }) => path)
}

function keysAt(server: TestServer): (string | undefined)[] {
  return server.requests.map(({ headers }) => headers.authorization)
}
