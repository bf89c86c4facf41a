import assert from 'node:assert/strict'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, suite, test } from 'node:test'
import { loadSettings, readApiKey, SETTINGS } from '../../src/config/index.ts'
import { UsageError } from '../../src/errors.ts'

suite('loadSettings', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'slicegraph-config-'))
  })
  afterEach(() => rm(folder, { recursive: true }))
  const put = (name: string, text: string) => writeFile(join(folder, name), text)
  type Sources = Parameters<typeof loadSettings>[0]
  const loadAll = (sources: Sources = {}) => loadSettings({ env: {}, folder, ...sources })
  const load = async (sources?: Sources) => (await loadAll(sources)).settings
  const isUsage = (message: RegExp) => (error: unknown) => error instanceof UsageError && message.test(error.message)
  const refused = (sources: Sources, message: RegExp) => assert.rejects(load(sources), isUsage(message))

  test('has a default for everything', async () => {
    assert.deepEqual(await load(), {
      store: 'sqlite:slicegraph.db',
      host: '127.0.0.1',
      port: 4000,
      logLevel: 'info',
      cors: [],
      publicUrl: null,
      auth: 'none',
      jwks: null,
      jwtIssuer: null,
      jwtAudience: null,
      jwtRoleClaim: 'slicegraph_role',
      jwtProjectsClaim: 'slicegraph_projects',
      jwtHideClaim: 'slicegraph_hide',
      allowedHosts: null,
      apiKey: null,
      apiKeyFile: null,
      apiUrl: 'https://api.labelbox.com',
      upstreamOrigins: null,
      maxCost: 250_000,
      queryTimeout: 10_000,
      cache: 96_000_000,
      processes: 1,
      drain: 5_000,
      rateLimit: null,
      trustedProxies: [],
      maxConnections: 10_000,
      audit: null,
      auditKeyFile: null,
      nodeEnv: 'production',
    })
  })

  test('both kinds of authentication may be named in either order, and keys of JWTs come over TLS', async () => {
    for (const auth of ['tokens,jwt', 'jwt,tokens'])
      assert.equal((await load({ env: { SLICEGRAPH_AUTH: auth } })).auth, 'tokens,jwt')
    await refused({ env: { SLICEGRAPH_AUTH: 'tokens,none' } }, /must be none, tokens, jwt, or tokens,jwt/)
    for (const jwks of ['keys.json', 'https://login.example/keys', 'http://127.0.0.1:8080/keys', 'http://localhost/k'])
      assert.equal((await load({ env: { SLICEGRAPH_JWKS: jwks } })).jwks, jwks)
    for (const jwks of [
      'http://login.example/keys',
      'http://127.0.0.1.example/keys',
      'http://localhost@login.example/',
    ])
      await refused({ env: { SLICEGRAPH_JWKS: jwks } }, /SLICEGRAPH_JWKS in the environment must be an https URL/)
  })

  test('the key may stand in a file, which no message quotes', async () => {
    const path = join(folder, 'key')
    await writeFile(path, 'secret-key\n')
    const keyOf = async (env: Record<string, string>) => readApiKey(await load({ env }))
    const noKey = (env: Record<string, string>, message: RegExp) => assert.rejects(keyOf(env), isUsage(message))
    assert.equal(await keyOf({ LABELBOX_API_KEY_FILE: path }), 'secret-key')
    assert.equal(await keyOf({ LABELBOX_API_KEY: 'other-key' }), 'other-key')
    assert.equal(await keyOf({ LABELBOX_API_KEY: '' }), null)
    await noKey({ LABELBOX_API_KEY_FILE: path, LABELBOX_API_KEY: 'other' }, /both set\. Keep one of them/)
    await noKey({ LABELBOX_API_KEY_FILE: join(folder, 'none') }, /cannot be read/)
    await writeFile(path, 'not a\nkey')
    await noKey({ LABELBOX_API_KEY_FILE: path }, /^(?!.*not a\n).*does not contain an API key/s)
    await refused({ env: { LABELBOX_API_KEY: 'not a key' } }, /^(?!.*not a key).*LABELBOX_API_KEY in the environment/)
  })

  test('the memory for what is kept is a size', async () => {
    const sizes = { '128MB': 128e6, '1.5gb': 1.5e9, '500 kB': 5e5, '4096': 4096, '64B': 64, '0': 0, '0MB': 0 }
    for (const [SLICEGRAPH_CACHE, bytes] of Object.entries(sizes))
      assert.equal((await load({ env: { SLICEGRAPH_CACHE } })).cache, bytes, SLICEGRAPH_CACHE)
    for (const wrong of ['128 megabytes', '-1', '1TB', 'off', 'MB', '1e6'])
      await refused({ env: { SLICEGRAPH_CACHE: wrong } }, /SLICEGRAPH_CACHE .* a size such as 128MB/)
  })

  test('the time limit of a query is a duration', async () => {
    assert.equal((await load({ env: { SLICEGRAPH_QUERY_TIMEOUT: '2m' } })).queryTimeout, 120_000)
    for (const wrong of ['0s', '10', '1.5s', '25d', 'off'])
      await refused({ env: { SLICEGRAPH_QUERY_TIMEOUT: wrong } }, /SLICEGRAPH_QUERY_TIMEOUT .* a time such as 30s/)
  })

  test('the grace period is a duration or 0', async () => {
    assert.equal((await load({ env: { SLICEGRAPH_DRAIN: '30s' } })).drain, 30_000)
    assert.equal((await load({ env: { SLICEGRAPH_DRAIN: '0' } })).drain, 0)
    for (const wrong of ['0s', '10', '25d', 'off'])
      await refused({ env: { SLICEGRAPH_DRAIN: wrong } }, /SLICEGRAPH_DRAIN .* a time such as 30s.* or 0\./)
  })

  test('the rate limit is a cost and a time, or off', async () => {
    const rateOf = async (text: string) => (await load({ env: { SLICEGRAPH_RATE_LIMIT: text } })).rateLimit
    assert.deepEqual(await rateOf('5000/30s'), { cost: 5000, milliseconds: 30_000 })
    assert.equal(await rateOf('off'), 'off')
    for (const wrong of ['0/1m', '5000', '5000/', '5000/0s', '/1m', '1e6/1m', '5000/1m/1m'])
      await refused({ env: { SLICEGRAPH_RATE_LIMIT: wrong } }, /SLICEGRAPH_RATE_LIMIT .* such as 1000000\/1m, or off/)
  })

  test('trusted proxies are addresses and ranges', async () => {
    const { trustedProxies } = await load({ env: { SLICEGRAPH_TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/8,fd00::/8' } })
    assert.deepEqual(trustedProxies, ['127.0.0.1', '10.0.0.0/8', 'fd00::/8'])
    for (const wrong of ['proxy', '10.0.0.0/33', '10.0.0.0/8/8', 'fd00::/129', '10.0.0.0/', '*'])
      await refused({ env: { SLICEGRAPH_TRUSTED_PROXIES: wrong } }, /SLICEGRAPH_TRUSTED_PROXIES .* 10\.0\.0\.0\/8/)
  })

  test('the cost limit is a whole number from 1', async () => {
    assert.equal((await load({ env: { SLICEGRAPH_MAX_COST: '1000000' } })).maxCost, 1_000_000)
    for (const wrong of ['0', '-1', '1.5', '1e6', 'off'])
      await refused({ env: { SLICEGRAPH_MAX_COST: wrong } }, /SLICEGRAPH_MAX_COST .* whole number from 1/)
  })

  test('the number of processes is a whole number from 1, or that of the cores', async () => {
    assert.equal((await load({ env: { SLICEGRAPH_PROCESSES: '3' } })).processes, 3)
    assert.equal((await load({ flags: { processes: 'auto' } })).processes, availableParallelism())
    for (const wrong of ['0', '-1', '1.5', '257', 'all'])
      await refused(
        { env: { SLICEGRAPH_PROCESSES: wrong } },
        /SLICEGRAPH_PROCESSES .* whole number from 1 to 256, or auto/,
      )
  })

  test('upstream origins are exact', async () => {
    const origins = 'https://api.labelbox.com, http://127.0.0.1:8080'
    const { upstreamOrigins } = await load({ env: { SLICEGRAPH_UPSTREAM_ORIGINS: origins } })
    assert.deepEqual(upstreamOrigins, ['https://api.labelbox.com', 'http://127.0.0.1:8080'])
    for (const wrong of ['api.labelbox.com', 'https://api.labelbox.com/', 'https://*.labelbox.com', 'ftp://a.b', '*'])
      await refused({ env: { SLICEGRAPH_UPSTREAM_ORIGINS: wrong } }, /exact origins/)
  })

  test('flags stand above the environment, that above the file, that above the defaults', async () => {
    await put('slicegraph.config.json', '{"port": 1, "host": "localhost", "logLevel": "warn"}')
    const env = { PORT: '2', HOST: '127.0.0.2' }
    const settings = await load({ env, flags: { port: '3' } })
    assert.equal(settings.port, 3)
    assert.equal(settings.host, '127.0.0.2')
    assert.equal(settings.logLevel, 'warn')
    assert.equal(settings.store, 'sqlite:slicegraph.db')
  })

  test('an empty variable is as if absent', async () => {
    assert.equal((await load({ env: { PORT: '' } })).port, 4000)
  })

  test('reads the default export of a .ts file', async () => {
    await put('slicegraph.config.ts', "const port: number = 5\nexport default { port, cors: ['studio'] }\n")
    const settings = await load()
    assert.equal(settings.port, 5)
    assert.deepEqual(settings.cors, ['studio'])
  })

  test('--config names another file', async () => {
    await put('slicegraph.config.json', '{"port": 1}')
    await put('other.json', '{"port": 2}')
    assert.equal((await load({ configFile: 'other.json' })).port, 2)
    await refused({ configFile: 'missing.json' }, /config file missing\.json does not exist/)
    await refused({ configFile: folder }, /is a folder/)
  })

  test('a file of another user is said to be unreadable', async () => {
    await put('closed.json', '{}')
    await chmod(join(folder, 'closed.json'), 0)
    // Root may read any file, so root looks as the user "nobody".
    const isRoot = process.geteuid?.() === 0
    if (isRoot) process.seteuid?.(65_534)
    try {
      await refused({ configFile: 'closed.json' }, /closed\.json cannot be read: permission is denied/)
    } finally {
      if (isRoot) process.seteuid?.(0)
    }
  })

  test('a typo in the file prints its place, and nothing of the file', async () => {
    const wrong = {
      'quotes.json': ['{\n"a\\"\'": 1, "apiKey": \'lb-secret\'}', /JSON, at line 2 column 22\. .*double quotes/],
      'word.json': ['{"port": -1.5e3, "cors": [null, lb-secret]}', /JSON, at line 1 column 33\./],
      'end.json': ['["lb-secret",]', /end\.json cannot be read as JSON\. /],
      'comma.json': ['{\n"apiKey": "lb-secret",}', /comma\.json cannot be read as JSON, at line 2 column 23/],
      'name.ts': ['export default {\n  apiKey: lb-secret }', /name\.ts cannot be loaded: ReferenceError at line 2/],
      'syntax.ts': ['export default {\n  apiKey: lb secret }', /syntax\.ts cannot be loaded: SyntaxError at line 2/],
    } as const
    for (const [name, [text, message]] of Object.entries(wrong)) {
      await put(name, text)
      await refused({ configFile: name }, message)
      await refused({ configFile: name }, /^(?!.*(lb|secret))/s)
    }
  })

  test('an unknown key is refused with the nearest known one', async () => {
    await put('slicegraph.config.json', '{"prot": 1}')
    await refused({}, /slicegraph\.config\.json has an unknown setting "prot".*"port"/)
    await put('slicegraph.config.json', '{"bogus": 1}')
    await refused({}, /unknown setting "bogus"\. The settings are store, host, port, /)
  })

  test('a file that is not one object of settings is refused by name', async () => {
    await put('list.json', '[]')
    await put('broken.json', '{"port": ')
    await put('empty.ts', 'export const port = 1\n')
    await put('broken.ts', 'export default {\n')
    await refused({ configFile: 'list.json' }, /list\.json must contain one object/)
    await refused({ configFile: 'broken.json' }, /broken\.json cannot be read as JSON/)
    await refused({ configFile: 'empty.ts' }, /empty\.ts must contain one object of settings as its default export/)
    await refused({ configFile: 'broken.ts' }, /broken\.ts cannot be loaded/)
  })

  test('both usual files at once are refused', async () => {
    await put('slicegraph.config.json', '{}')
    await put('slicegraph.config.ts', 'export default {}\n')
    await refused({}, /Both slicegraph\.config\.json and slicegraph\.config\.ts/)
  })

  for (const port of ['-1', '65536', '1.5', 'http', '1e3', ' ']) {
    test(`the port ${JSON.stringify(port)} is refused, and the sentence says where it was set`, async () => {
      await refused({ flags: { port } }, /^--port must be a whole number/)
      await refused({ env: { PORT: port } }, /^PORT in the environment must be a whole number/)
    })
  }

  test('a store that is not SQLite is refused, PostgreSQL by name', async () => {
    await refused({ env: { SLICEGRAPH_STORE: 'postgres://localhost/x' } }, /PostgreSQL is not in this version/)
    await refused({ flags: { store: 'slicegraph.db' } }, /--store must be sqlite:PATH/)
    await refused({ flags: { store: 'sqlite:' } }, /--store must be sqlite:PATH/)
  })

  test('CORS is a list of origins, "studio" among them', async () => {
    const cors = 'studio, https://a.example ,http://localhost:3000'
    assert.deepEqual((await load({ flags: { cors } })).cors, ['studio', 'https://a.example', 'http://localhost:3000'])
    for (const wrong of [
      '*',
      'example.com',
      'https://a.example/',
      'https://a.example/path',
      'null',
      'https://*.a.example',
    ]) {
      await refused({ flags: { cors: wrong } }, /^--cors must be "studio" or exact origins/)
    }
  })

  test('the public URL loses its last slash', async () => {
    const env = { SLICEGRAPH_PUBLIC_URL: 'https://graph.example/labels/' }
    assert.equal((await load({ env })).publicUrl, 'https://graph.example/labels')
    await refused({ env: { SLICEGRAPH_PUBLIC_URL: 'ftp://graph.example' } }, /an http or https URL/)
  })

  test('every default meets its own check', async () => {
    await put('slicegraph.config.json', JSON.stringify(await load()))
    const { settings, places } = await loadAll()
    assert.deepEqual(settings, await load({ configFile: 'slicegraph.config.json' }))
    assert.deepEqual(Object.keys(places).sort(), Object.keys(SETTINGS).sort())
  })

  test('a store in memory is refused', async () => {
    for (const store of ['sqlite::memory:', 'sqlite:file::memory:', 'sqlite:file:x?mode=memory'])
      await refused({ flags: { store } }, /--store must be sqlite:PATH with the path of a file/)
  })

  test('a base URL with a password, a query or a fragment is refused, and not quoted', async () => {
    const wrong = [
      'https://user:pass-word@a.example',
      'https://user@a.example',
      'https://a.example?x',
      'https://a.example#x',
    ]
    for (const url of wrong) {
      await refused(
        { env: { LABELBOX_API_URL: url } },
        /^(?!.*pass-word)LABELBOX_API_URL .* without user name, password/,
      )
      await refused(
        { env: { SLICEGRAPH_PUBLIC_URL: url } },
        /^(?!.*pass-word)SLICEGRAPH_PUBLIC_URL .* without user name/,
      )
    }
  })

  test('says where each setting comes from, and nothing of defaults', async () => {
    await put('slicegraph.config.json', '{"port": 1, "store": "sqlite:a.db"}')
    const { places } = await loadAll({ env: { HOST: 'h', PORT: '2' }, flags: { port: '3' } })
    assert.deepEqual(places, {
      store: '"store" in slicegraph.config.json',
      host: 'HOST in the environment',
      port: '--port',
    })
  })

  test('misspelt variables are named with the nearest that there is', async () => {
    const meant = {
      SLICEGRAPH_STOER: 'SLICEGRAPH_STORE',
      SLICEGRAPH_UPSTREAM_ORIGIN: 'SLICEGRAPH_UPSTREAM_ORIGINS',
      SLICEGRAPH_PORT: 'PORT',
      SLICEGRAPH_API_KEY: 'LABELBOX_API_KEY',
    }
    const env = { ...meant, SLICEGRAPH_STORE: 'sqlite:a.db', OTHER: 'x' }
    assert.deepEqual(
      (await loadAll({ env })).warnings,
      Object.entries(meant).map(
        ([variable, known]) => `${variable} is not a setting and is ignored. Did you mean ${known}?`,
      ),
    )
  })

  test('a variable that is like no setting has no suggestion', async () => {
    const { warnings } = await loadAll({ env: { SLICEGRAPH_PEOPLE: 'tokens' } })
    assert.deepEqual(warnings, ['SLICEGRAPH_PEOPLE is not a setting and is ignored.'])
  })
})
