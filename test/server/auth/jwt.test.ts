import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { after, before, suite, test } from 'node:test'
import { createClient } from 'graphql-ws'
import { UsageError } from '../../../src/errors.ts'
import type { JwtSettings } from '../../../src/server/auth/jwt-settings.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { serveHttp } from '../../upstream/servers.ts'
import { type Gateway, NO_JWT, post, startGateway } from '../start-gateway.ts'
import {
  type Algorithm,
  AUDIENCE,
  base64,
  claims,
  ISSUER,
  makeJwt,
  makeKey,
  now,
  type SigningKey,
  signTexts,
  signWithSecret,
} from './identity-provider.ts'

const ALGORITHMS: readonly Algorithm[] = ['RS256', 'PS256', 'ES256', 'EdDSA']
const ROWS = '{ dataRows(first: 1) { nodes { id } } }'
const JWT: JwtSettings = { ...NO_JWT, jwtIssuer: ISSUER, jwtAudience: AUDIENCE }

suite('JWT', () => {
  const opened = new AsyncDisposableStack()
  const keys = Object.fromEntries(ALGORITHMS.map(alg => [alg, makeKey(`key-${alg}`, alg)])) as Record<
    Algorithm,
    SigningKey
  >
  const rsa = keys.RS256
  const stranger = makeKey('key-RS256', 'RS256')
  const weak = makeKey('weak', 'RS256', 1024)
  const published: object[] = [...Object.values(keys).map(({ jwk }) => jwk), weak.jwk]
  /** Requests for the key set. */
  let downloads = 0
  let gateway: Gateway

  before(async () => {
    const provider = await serveHttp((_request, response) => {
      downloads++
      response.end(JSON.stringify({ keys: published }))
    })
    opened.use(provider)
    gateway = await startGateway({ ...JWT, auth: 'tokens,jwt', jwks: `http://127.0.0.1:${provider.port}/keys` })
    opened.defer(() => gateway.close())
  })
  after(() => opened.disposeAsync())

  const askAs = (jwt: string, query = ROWS) =>
    post(gateway, JSON.stringify({ query }), { authorization: `Bearer ${jwt}` })
  const dataOf = async (jwt: string, query = ROWS) =>
    ((await (await askAs(jwt, query)).json()) as { data: unknown }).data

  for (const alg of ALGORITHMS)
    test(`one that is signed by ${alg} is accepted, whether it and the answer are known or not`, async () => {
      const jwt = makeJwt(keys[alg], { slicegraph_projects: '*' })
      const seen = new Set<string>()
      for (let time = 0; time < 4; time++) seen.add(JSON.stringify(await dataOf(jwt)))
      assert.equal(seen.size, 1)
      assert.match([...seen].join(), /"id"/)
    })

  test('one without a key id is accepted if one of the keys that fit has signed it', async () => {
    const ids = async (key: SigningKey) =>
      (await askAs(makeJwt(key, { slicegraph_projects: '*' }, { kid: undefined }))).status
    const others = Array.from({ length: 3 }, (_, n) => makeKey(`other-${n}`, 'RS256'))
    assert.deepEqual(
      await Promise.all([rsa, keys.ES256, stranger, others[2] as SigningKey].map(ids)),
      [200, 200, 401, 401],
    )
    published.push(...others.map(({ jwk }) => jwk))
    // The key set is loaded again.
    assert.equal((await askAs(makeJwt(others[0] as SigningKey))).status, 200)
    assert.deepEqual(
      await Promise.all([rsa, others[0] as SigningKey, others[2] as SigningKey, stranger].map(ids)),
      [200, 200, 200, 401],
    )
  })

  test('the claims say what it allows', async () => {
    const query = '{ projects { nodes { id } } labels(first: 1) { nodes { createdBy raw } } }'
    const ask = async (others: object) => JSON.stringify(await dataOf(makeJwt(rsa, others), query))
    assert.equal(await ask({}), '{"projects":{"nodes":[]},"labels":{"nodes":[]}}')
    assert.equal(await ask({ slicegraph_projects: ['unknown'] }), '{"projects":{"nodes":[]},"labels":{"nodes":[]}}')
    const all = { slicegraph_projects: '*' }
    assert.match(await ask(all), /"createdBy":"[^"]+@/)
    assert.match(await ask({ ...all, slicegraph_hide: ['people', 'raw'] }), /"createdBy":"person_.*"raw":null/)
    const [{ id }] = JSON.parse(await ask(all)).projects.nodes
    assert.deepEqual(JSON.parse(await ask({ slicegraph_projects: [id] })).projects.nodes, [{ id }])

    const codes = async (others: object) => {
      const answer = await askAs(makeJwt(rsa, { ...all, ...others }), '{ exportTasks { totalCount } }')
      const { errors = [] } = (await answer.json()) as { errors?: { extensions: { code: string } }[] }
      return errors.map(({ extensions }) => extensions.code)
    }
    assert.deepEqual(await codes({}), ['FORBIDDEN'])
    assert.deepEqual(await codes({ slicegraph_role: 'operator' }), [])
  })

  test('viewer is the subject, until its exp', async () => {
    const exp = Date.UTC(2099, 0, 1) / 1000
    const query = '{ viewer { name role projectIds hides expiresAt } }'
    assert.deepEqual(await dataOf(makeJwt(rsa, { exp, slicegraph_hide: 'people' }), query), {
      viewer: { name: 'alice', role: 'VIEWER', projectIds: [], hides: ['PEOPLE'], expiresAt: '2099-01-01T00:00:00Z' },
    })
  })

  test('clocks may differ by 30 s, and the audience may be one of several', async () => {
    for (const others of [{ exp: now() - 20 }, { nbf: now() + 20 }, { aud: ['other', AUDIENCE] }])
      assert.equal((await askAs(makeJwt(rsa, others))).status, 200)
  })

  const header = JSON.stringify({ alg: 'RS256', kid: rsa.kid })
  const payload = () => JSON.stringify(claims({ slicegraph_projects: '*' }))
  const publicKey = rsa.publicKey.export({ type: 'spki', format: 'pem' }) as string
  const without = (name: string) => makeJwt(rsa, { [name]: undefined })
  const HOSTILE: Readonly<Record<string, () => string>> = {
    'alg none': () => `${base64('{"alg":"none"}')}.${base64(payload())}.`,
    'alg None with a signature': () => makeJwt(rsa, {}, { alg: 'None' }),
    'no alg': () => makeJwt(rsa, {}, { alg: undefined }),
    'HS256 with the public key': () => signWithSecret('{"alg":"HS256","kid":"key-RS256"}', payload(), publicKey),
    'HS256 with the public key as in the key set': () =>
      signWithSecret('{"alg":"HS256","kid":"key-RS256"}', payload(), JSON.stringify(rsa.jwk)),
    'HS256 with no key': () => signWithSecret('{"alg":"HS256"}', payload(), ''),
    RS512: () => makeJwt(rsa, {}, { alg: 'RS512' }),
    'an algorithm of another key': () => makeJwt(rsa, {}, { alg: 'PS256' }),
    'ES256 named for an RSA key': () => makeJwt(rsa, {}, { alg: 'ES256', kid: keys.ES256.kid }),
    'another key of the same id': () => makeJwt(stranger),
    'its own key in the header': () => makeJwt(stranger, {}, { jwk: stranger.jwk }),
    'an address of keys in the header': () => makeJwt(stranger, {}, { jku: 'http://127.0.0.1:1/keys' }),
    'an unknown key id': () => makeJwt(stranger, {}, { kid: 'unknown' }),
    'no key id, by a key that is not published': () => makeJwt(stranger, {}, { kid: undefined }),
    'a key id that is a path': () => makeJwt(stranger, {}, { kid: '../../dev/null' }),
    'a key of 1024 bits': () => makeJwt(weak),
    'an unknown critical header': () => makeJwt(rsa, {}, { crit: ['x'], x: 1 }),
    'a payload that is not encoded': () => makeJwt(rsa, {}, { b64: false, crit: ['b64'] }),
    'two algorithms': () => signTexts(rsa, '{"alg":"none","alg":"RS256","kid":"key-RS256"}', payload()),
    expired: () => makeJwt(rsa, { exp: now() - 31 }),
    'no exp': () => without('exp'),
    'exp as a text': () => makeJwt(rsa, { exp: String(now() + 600) }),
    'exp beyond all dates': () => makeJwt(rsa, { exp: 1e300 }),
    'exp null': () => makeJwt(rsa, { exp: null }),
    'not valid yet': () => makeJwt(rsa, { nbf: now() + 60 }),
    'nbf as a text': () => makeJwt(rsa, { nbf: 'now' }),
    'another issuer': () => makeJwt(rsa, { iss: `${ISSUER}/` }),
    'no issuer': () => without('iss'),
    'another audience': () => makeJwt(rsa, { aud: 'other' }),
    'no audience': () => without('aud'),
    'no subject': () => without('sub'),
    'an empty subject': () => makeJwt(rsa, { sub: '' }),
    'a subject that is a number': () => makeJwt(rsa, { sub: 1 }),
    'a long subject': () => makeJwt(rsa, { sub: 'a'.repeat(257) }),
    'an unknown role': () => makeJwt(rsa, { slicegraph_role: 'admin' }),
    'a list of roles': () => makeJwt(rsa, { slicegraph_role: ['operator'] }),
    'null as role': () => makeJwt(rsa, { slicegraph_role: null }),
    'a text as projects': () => makeJwt(rsa, { slicegraph_projects: 'p' }),
    'all projects within a list': () => makeJwt(rsa, { slicegraph_projects: ['p', '*'] }),
    'a number as project': () => makeJwt(rsa, { slicegraph_projects: [1] }),
    'the empty text as project': () => makeJwt(rsa, { slicegraph_projects: [''] }),
    'an unknown word of what is hidden': () => makeJwt(rsa, { slicegraph_hide: ['people', 'names'] }),
    'true as what is hidden': () => makeJwt(rsa, { slicegraph_hide: true }),
    'a claim twice': () => signTexts(rsa, header, payload().replace('{', '{"slicegraph_projects":[],')),
    'a claim twice in another spelling': () =>
      signTexts(rsa, header, payload().replace('{', '{"slicegraph_\\u0070rojects":[],')),
    'an inner key twice': () => signTexts(rsa, header, payload().replace('{', '{"x":[{"a":1,"a":2}],')),
    huge: () => makeJwt(rsa, { slicegraph_projects: '*', x: 'x'.repeat(9_000) }),
    'a payload that is a list': () => signTexts(rsa, header, '[]'),
    'a payload that is no JSON': () => signTexts(rsa, header, '{"sub":'),
    'a cut signature': () => makeJwt(rsa).slice(0, -4),
    'no signature': () => makeJwt(rsa).replace(/[^.]*$/, ''),
    'a changed payload': () => makeJwt(rsa).replace(/\.[^.]*\./, `.${base64(payload())}.`),
    'two parts': () => makeJwt(rsa).split('.').slice(0, 2).join('.'),
    'five parts': () => `${makeJwt(rsa)}.a.b`,
    'a second signature': () => `${makeJwt(rsa)}.${'a'.repeat(86)}`,
  }

  test(`${Object.keys(HOSTILE).length} hostile ones get 401, and no place in the log`, async () => {
    const before = downloads
    const refused = async (name: string, jwt: string) => {
      const answer = await askAs(jwt)
      assert.equal(answer.status, 401, name)
      const { data, errors } = (await answer.json()) as { data?: unknown; errors: { extensions: unknown }[] }
      assert.deepEqual([data, errors[0]?.extensions], [undefined, { code: 'UNAUTHENTICATED' }])
      assert.ok(!JSON.stringify(gateway.log).includes(jwt), name)
    }
    const all = Object.entries(HOSTILE).map(([name, make]) => [name, make()] as const)
    for (let time = 0; time < 2; time++) await Promise.all(all.map(each => refused(...each)))
    assert.ok(Object.keys(HOSTILE).length >= 40)
    // Those with an unknown key share them.
    assert.ok(downloads - before <= 4, `${downloads - before} downloads`)
  })

  test('the keys may be replaced at any time', async () => {
    const next = makeKey('next', 'ES256')
    assert.equal((await askAs(makeJwt(next))).status, 401)
    published.push(next.jwk)
    assert.equal((await askAs(makeJwt(next))).status, 200)
  })

  test('an open WebSocket is closed with 4403 when it expires', async () => {
    /** Whether it was open, and how it was closed. */
    async function connectFor(seconds: number) {
      const jwt = makeJwt(rsa, { exp: now() - 30 + seconds })
      const closed = Promise.withResolvers<number>()
      let wasOpen = false
      createClient({
        ...{ url: `${gateway.url.replace('http', 'ws')}/graphql`, lazy: false, retryAttempts: 0 },
        connectionParams: { authorization: `Bearer ${jwt}` },
        onNonLazyError: () => {},
        on: {
          closed: event => closed.resolve((event as CloseEvent).code),
          connected: () => {
            wasOpen = true
          },
        },
      })
      return { code: await closed.promise, wasOpen }
    }
    let seconds = 1
    let seen = await connectFor(seconds)
    // A slow machine needs longer to connect.
    while (!seen.wasOpen) {
      seconds *= 2
      seen = await connectFor(seconds)
    }
    assert.equal(seen.code, 4403)
  })

  test('a file of keys is read again when it changes, and a key that is gone ends its JWTs', async () => {
    await using folder = await temporaryFolder()
    const path = folder.file('keys.json')
    const put = (...own: SigningKey[]) => writeFile(path, JSON.stringify({ keys: own.map(({ jwk }) => jwk) }))
    await put(keys.ES256)
    const other = await startGateway({ ...JWT, auth: 'jwt', jwks: path, empty: true })
    try {
      const statusOf = async (key: SigningKey) =>
        (await post(other, '{"query":"{__typename}"}', { authorization: `Bearer ${makeJwt(key)}` })).status
      const jwt = makeJwt(keys.ES256)
      const ask = async () => (await post(other, '{"query":"{__typename}"}', { authorization: `Bearer ${jwt}` })).status
      assert.deepEqual([await ask(), await statusOf(keys.EdDSA)], [200, 401])
      await put(keys.EdDSA)
      assert.equal(await statusOf(keys.EdDSA), 200)
      assert.equal(await ask(), 401)
      await writeFile(path, 'damaged')
      assert.equal(await statusOf(keys.EdDSA), 200)
      assert.equal((await post(other, ROWS, { authorization: 'Bearer sg_x' })).status, 401)
    } finally {
      await other.close()
    }
  })

  test('a gateway does not start without keys, issuer and audience', async () => {
    await using folder = await temporaryFolder()
    await writeFile(folder.file('other.json'), '{"keys":"none"}')
    const refused = (config: Partial<JwtSettings>, message: RegExp) =>
      assert.rejects(
        startGateway({ ...JWT, auth: 'jwt', empty: true, ...config }),
        (error: unknown) => error instanceof UsageError && message.test(error.message),
      )
    for (const name of ['nothing.json', 'other.json'])
      await refused({ jwks: folder.file(name) }, /keys of JWTs cannot be loaded from .*\.json \(SLICEGRAPH_JWKS\)/)
    await refused({ jwks: 'http://127.0.0.1:1/keys?token=secret' }, /from http:\/\/127\.0\.0\.1:1\/keys \(/)
    for (const missing of [{ jwks: null }, { jwks: 'x', jwtIssuer: null }, { jwks: 'x', jwtAudience: null }])
      await refused(missing, /--auth jwt needs SLICEGRAPH_JWKS/)
  })
})
