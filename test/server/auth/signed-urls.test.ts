import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { DatabaseSync } from 'node:sqlite'
import { after, before, suite, test } from 'node:test'
import { demoContent } from '../../../src/demo/index.ts'
import { OPEN } from '../../../src/loaders/index.ts'
import { createAnswerMemory } from '../../../src/server/answer-memory.ts'
import { createSignedUrls } from '../../../src/server/auth/signed-urls.ts'
import { makeToken } from '../../../src/server/index.ts'
import type { StoredToken } from '../../../src/store/index.ts'
import { openEmulator } from '../../emulator/index.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { type Gateway, NO_JWT, post, startGateway } from '../start-gateway.ts'
import { AUDIENCE, ISSUER, makeJwt, makeKey } from './identity-provider.ts'

const MASKS =
  '{ annotations(first: 200, filter: { annotationKind: { contains: "Mask" } }) { nodes { ... on MaskAnnotation { mask { url } } } } }'
/** Rows of labels are kept one by one. */
const OF_LABELS =
  '{ labels(first: 20) { nodes { id annotations(first: 20) { nodes { ...M } } } } } fragment M on MaskAnnotation { mask { url } }'

suite('signed URLs of masks', () => {
  const opened = new AsyncDisposableStack()
  const key = makeKey('key', 'ES256')
  let gateway: Gateway
  let audit = ''

  before(async () => {
    const folder = opened.use(await temporaryFolder())
    await writeFile(folder.file('keys.json'), JSON.stringify({ keys: [key.jwk] }))
    await writeFile(folder.file('audit.key'), 'k'.repeat(64))
    audit = folder.file('audit.log')
    const emulator = await openEmulator({ content: origin => demoContent({ origin }) })
    opened.defer(() => emulator.close())
    gateway = await startGateway({
      ...{ ...NO_JWT, auth: 'tokens,jwt', jwks: folder.file('keys.json'), jwtIssuer: ISSUER, jwtAudience: AUDIENCE },
      ...{ audit, auditKeyFile: folder.file('audit.key') },
      upstream: { key: emulator.key, origins: [emulator.origin], limits: { backoffMs: 1 } },
      demoOrigin: emulator.origin,
    })
    opened.defer(() => gateway.close())
  })
  after(() => opened.disposeAsync())

  /** The line of the audit log of an image, once it is written. */
  async function lineOf(path: string, principal: string): Promise<Record<string, unknown>> {
    for (;;) {
      const lines = (await readFile(audit, 'utf8')).split('\n').filter(text => text.endsWith('}'))
      const found = lines
        .map(text => JSON.parse(text) as Record<string, unknown>)
        .findLast(line => line.document === hash('sha256', path, 'hex') && principal === line.principal)
      if (found) return found
      await new Promise(resolve => setTimeout(resolve, 10))
    }
  }

  async function add(change: Partial<StoredToken> = {}) {
    const { token, digest } = makeToken()
    const id = crypto.randomUUID()
    const created: StoredToken = {
      ...{ id, name: id, role: 'viewer', projects: 'all', hides: [], expiresAt: null, createdAt: 0 },
      ...change,
    }
    assert.ok(await gateway.store.tokens.add(created, digest))
    return { id, token }
  }
  /** All URLs of the answer, as paths. */
  async function urlsFor(bearer: string, query = MASKS): Promise<URL[]> {
    const answer = await post(gateway, JSON.stringify({ query }), { authorization: `Bearer ${bearer}` })
    const found = [...(await answer.text()).matchAll(/"url":"([^"]+)"/g)]
    return found.map(([, path]) => new URL(path ?? '', gateway.url))
  }
  const firstFor = async (bearer: string) => (await urlsFor(bearer))[0] ?? assert.fail('no mask')
  const get = (url: URL, headers: Record<string, string> = {}) => fetch(url, { headers })
  const statusOf = async (url: URL, headers?: Record<string, string>) => (await get(url, headers)).status
  function changed(url: URL, change: (parameters: URLSearchParams) => void): URL {
    const other = new URL(url)
    change(other.searchParams)
    return other
  }
  async function signed(url: URL, id: string, expiresAt: number | null = null) {
    const urls = createSignedUrls(await gateway.store.tokens.urlKey(), null, false)
    return new URL(urls.signerFor({ ...OPEN, id, expiresAt })?.sign(url.pathname) ?? '', gateway.url)
  }

  test('show the image without a header, to HEAD too', async () => {
    const { id, token } = await add()
    const url = await firstFor(token)
    assert.equal(url.searchParams.get('for'), id)
    const answer = await get(url)
    assert.deepEqual([answer.status, answer.headers.get('content-type')], [200, 'image/png'])
    assert.equal((await fetch(url, { method: 'HEAD' })).status, 200)
    const byHeader = await get(
      changed(url, all => {
        for (const name of ['expires', 'for', 'signature']) all.delete(name)
      }),
      {
        authorization: `Bearer ${token}`,
      },
    )
    assert.deepEqual(await byHeader.bytes(), await answer.bytes())
  })

  test('are 401 without a signature, 403 with a wrong or expired one', async () => {
    const { id, token } = await add()
    const [url = assert.fail(), other = assert.fail()] = await urlsFor(token)
    assert.equal(await statusOf(new URL(url.pathname, url)), 401)
    const signature = url.searchParams.get('signature') ?? ''
    const wrong: [string, URL][] = [
      ...['expires', 'for', 'signature'].flatMap((name): [string, URL][] => [
        [`no ${name}`, changed(url, all => all.delete(name))],
        [`empty ${name}`, changed(url, all => all.set(name, ''))],
        [`${name} twice`, changed(url, all => all.append(name, all.get(name) ?? ''))],
      ]),
      ['a later time', changed(url, all => all.set('expires', `${Number(all.get('expires')) + 600}`))],
      ['another spelling of the time', changed(url, all => all.set('expires', `0${all.get('expires')}`))],
      ['another token', changed(url, all => all.set('for', crypto.randomUUID()))],
      ['a cut signature', changed(url, all => all.set('signature', signature.slice(1)))],
      [
        'a changed signature',
        changed(url, all =>
          all.set(
            'signature',
            signature.replace(/^./, c => (c === 'A' ? 'B' : 'A')),
          ),
        ),
      ],
      ['a long signature', changed(url, all => all.set('signature', `${signature}=`))],
      ['letters of another script', changed(url, all => all.set('signature', 'ä'.repeat(43)))],
      ['another mask', new URL(other.pathname + url.search, url)],
      ['an expired one', await signed(url, id, Date.now() - 1_000)],
      ['an unknown token', await signed(url, crypto.randomUUID())],
      ['no time', await signed(url, id, Number.NaN)],
    ]
    for (const [name, each] of wrong) {
      const answer = await get(each)
      assert.equal(answer.status, 403, name)
      const { errors } = (await answer.json()) as { errors: { extensions: { code: string } }[] }
      assert.equal(errors[0]?.extensions.code, 'FORBIDDEN')
    }
    assert.equal(await statusOf(url), 200)
  })

  test('are valid for 10 to 20 minutes, and never longer than the token', async () => {
    const before = Date.now() / 1000
    const url = await firstFor((await add()).token)
    const expires = Number(url.searchParams.get('expires'))
    assert.equal(expires % 600, 0)
    assert.ok(expires > before + 600 && expires <= Date.now() / 1000 + 1200)
    const end = Date.now() + 60_000
    const short = await firstFor((await add({ expiresAt: end })).token)
    assert.equal(Number(short.searchParams.get('expires')), Math.floor(end / 1000))
  })

  test('end with their token', async () => {
    const { id, token } = await add()
    const url = await firstFor(token)
    assert.equal(await statusOf(url), 200)
    await gateway.store.tokens.remove(id)
    assert.equal(await statusOf(url), 403)

    const damaged = await add()
    const other = await firstFor(damaged.token)
    const database = new DatabaseSync(gateway.store.url.replace('sqlite:', ''))
    database.prepare(`update token set projects = '[]' where id = ?`).run(damaged.id)
    database.close()
    const answer = await get(other)
    assert.match(await answer.text(), /"STORE_CORRUPT"/)
    assert.equal(answer.status, 500)
  })

  test('are 404 for a mask that the token does not see', async () => {
    const url = await firstFor((await add()).token)
    const { id } = await add({ projects: ['no such project'] })
    assert.equal(await statusOf(await signed(url, id)), 404)
    const nothing = new URL(`/media/masks/${encodeURIComponent('annotation:none')}`, url)
    assert.equal(await statusOf(await signed(nothing, (await add()).id)), 404)
  })

  for (const query of [MASKS, OF_LABELS])
    test(`are of the token that asks, however often others have asked: ${query.slice(0, 20)}`, async () => {
      const [a, b] = [await add(), await add()]
      for (let time = 0; time < 4; time++)
        for (const { id, token } of [a, b]) {
          const urls = await urlsFor(token, query)
          assert.ok(urls.length > 3)
          assert.deepEqual(new Set(urls.map(({ searchParams }) => searchParams.get('for'))), new Set([id]))
        }
      assert.deepEqual(await urlsFor(a.token, query), await urlsFor(a.token, query))
    })

  test('of a JWT are for its projects and subject, and the audit log says who saw which image', async () => {
    const everything = await firstFor(makeJwt(key, { slicegraph_projects: '*' }))
    const signedFor = (url: URL) => Buffer.from(url.searchParams.get('for') ?? '', 'base64url').toString()
    const { id, ...scope } = JSON.parse(signedFor(everything))
    assert.deepEqual([id.startsWith('jwt:'), scope], [true, { projects: '*' }])
    assert.equal(await statusOf(everything), 200)
    const line = await lineOf(everything.pathname, id)
    assert.deepEqual([line.principal, line.rows, line.errors], [id, 1, 0])
    const ofNone = createSignedUrls(await gateway.store.tokens.urlKey(), null, true).signerFor({
      ...{ ...OPEN, id: 'jwt:x', scope: { projects: ['b', 'a'] } },
    })
    const other = new URL(ofNone?.sign(everything.pathname) ?? '', gateway.url)
    assert.equal(signedFor(other), '{"projects":["a","b"],"id":"jwt:x"}')
    assert.equal(await statusOf(other), 404)
    const refused = await lineOf(everything.pathname, 'jwt:x')
    assert.deepEqual([refused.rows, refused.errors], [null, 1])
    const projects = Array.from({ length: 50 }, () => crypto.randomUUID())
    assert.equal(
      ofNone && createSignedUrls(new Uint8Array(), null, true).signerFor({ ...OPEN, id: 'jwt:x', scope: { projects } }),
      null,
    )
  })

  test('are forgotten with the answer that holds them when others take their place', () => {
    const memory = createAnswerMemory(1_000_000)
    const answer = { headers: {}, plain: 'text', compressed: new Map(), etag: null, audited: undefined, cost: 0 }
    for (const [name, until] of [
      ['over', Date.now()],
      ['good', Date.now() + 600_000],
    ] as const)
      memory.keep({ version: '1', name }, { ...answer, until })
    assert.equal(memory.get({ version: '1', name: 'over' }), undefined)
    assert.ok(memory.get({ version: '1', name: 'good' }))
  })
})
