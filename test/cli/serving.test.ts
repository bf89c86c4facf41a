import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { ask } from './ask.ts'
import { openCanary } from './canary.ts'
import { runCli, serveCli } from './spawn-cli.ts'

const ROW = '{"data_row":{"id":"row1","global_key":"key1"},"media_attributes":{},"projects":{}}\n'
const OTHER = '{"data_row":{"id":"row2","global_key":"key2"},"media_attributes":{},"projects":{}}\n'
const READY = /^slicegraph ready at http:\/\/127\.0\.0\.1:\d+\/graphql$/

async function rowIds(url: string): Promise<string[]> {
  const { dataRows } = await ask<{ dataRows: { nodes: { id: string }[] } }>(
    url,
    '{ dataRows(first: 1000) { nodes { id } } }',
  )
  return dataRows.nodes.map(row => row.id)
}

const DEMO_QUESTION = `{
  labels(first: 3, filter: { remote: true }) {
    nodes { groups { framesUrl frames { nodes { number annotations { id } } } } }
  }
  annotations(first: 30) { nodes { ... on MaskAnnotation { mask { area byteLength url } } } }
}`

interface DemoAnswer {
  readonly labels: {
    readonly nodes: readonly {
      readonly groups: readonly {
        readonly framesUrl: string | null
        readonly frames: { readonly nodes: readonly { readonly annotations: readonly unknown[] }[] }
      }[]
    }[]
  }
  readonly annotations: {
    readonly nodes: readonly {
      readonly mask?: { readonly area: number; readonly byteLength: number; readonly url: string }
    }[]
  }
}

suite('serving', () => {
  for (const [signal, expected] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    test(`says in one line where it answers, and ends with ${expected} after ${signal}`, async () => {
      await using folder = await temporaryFolder()
      await writeFile(join(folder.path, 'a.ndjson'), ROW)
      const gateway = await serveCli(['serve', 'a.ndjson', '--port', '0'], { folder: folder.path })
      assert.match(gateway.line, READY)
      assert.deepEqual(await rowIds(gateway.url), ['row1'])
      const { code, stdout } = await gateway.stop(signal)
      assert.equal(code, expected)
      assert.equal(stdout, `${gateway.line}\n`)
    })
  }

  test('what was loaded is served again without naming it', async () => {
    await using folder = await temporaryFolder()
    await writeFile(join(folder.path, 'a.ndjson'), ROW)
    await writeFile(join(folder.path, 'b.ndjson'), OTHER)
    await runCli(['ingest', 'a.ndjson'], { folder: folder.path })
    const again = await serveCli(['serve', '--port', '0'], { folder: folder.path })
    assert.deepEqual(await rowIds(again.url), ['row1'])
    await again.stop('SIGTERM')
    const more = await serveCli(['serve', 'a.ndjson', 'b.ndjson', '--port', '0'], { folder: folder.path })
    assert.deepEqual(await rowIds(more.url), ['row1', 'row2'])
    const { stderr } = await more.stop('SIGTERM')
    assert.match(stderr, /a\.ndjson: loaded before/)
  })

  test('a rejected record is reported and the rest served', async () => {
    await using folder = await temporaryFolder()
    await writeFile(join(folder.path, 'a.ndjson'), `${ROW}{"neither":1}\n`)
    const gateway = await serveCli(['serve', 'a.ndjson', '--port', '0'], { folder: folder.path })
    assert.deepEqual(await rowIds(gateway.url), ['row1'])
    const { stderr } = await gateway.stop('SIGTERM')
    assert.match(stderr, /rejected: line 2/)
  })

  for (const args of [['serve'], ['demo']]) {
    test(`${args} without data serves the demo from a store of its own, which goes with it`, async () => {
      await using folder = await temporaryFolder()
      const tmp = join(folder.path, 'tmp')
      await mkdir(tmp)
      const gateway = await serveCli([...args, '--port', '0'], { folder: folder.path, env: { TMPDIR: tmp } })
      assert.match(gateway.line, READY)
      assert.ok((await rowIds(gateway.url)).length > 20)
      const demoFolders = async () => (await readdir(tmp)).filter(name => name.startsWith('slicegraph-demo-'))
      assert.equal((await demoFolders()).length, 1)
      await gateway.stop('SIGTERM')
      assert.deepEqual(await demoFolders(), [])
      assert.equal(existsSync(join(folder.path, 'slicegraph.db')), false)
    })
  }

  test('/readyz says that the demo is served, and nothing of it otherwise', async () => {
    await using folder = await temporaryFolder()
    await writeFile(join(folder.path, 'a.ndjson'), ROW)
    for (const [args, demo] of [
      [['serve'], true],
      [['demo'], true],
      [['serve', 'a.ndjson'], undefined],
    ] as const) {
      const gateway = await serveCli([...args, '--port', '0'], { folder: folder.path })
      const response = await fetch(new URL('/readyz', gateway.url))
      const state = (await response.json()) as Record<string, unknown>
      assert.deepEqual([response.status, state.demo], [200, demo])
      await gateway.stop('SIGTERM')
    }
  })

  test('the demo starts although the key file of the user is missing', async () => {
    await using folder = await temporaryFolder()
    const env = { LABELBOX_API_KEY_FILE: 'missing' }
    const demo = await serveCli(['serve', '--port', '0'], { folder: folder.path, env })
    assert.equal(JSON.parse(await (await fetch(new URL('/readyz', demo.url))).text()).demo, true)
    await demo.stop('SIGTERM')
  })

  for (const [place, args, env, file] of [
    ['--store', ['--store', 'sqlite:own.db'], {}, null],
    ['SLICEGRAPH_STORE in the environment', [], { SLICEGRAPH_STORE: 'sqlite:own.db' }, null],
    ['"store" in slicegraph.config.json', [], {}, '{"store": "sqlite:own.db"}'],
  ] as const) {
    test(`a store named by ${place} is served only with data: missing or empty, it is exit 2`, async () => {
      await using folder = await temporaryFolder()
      if (file !== null) await writeFile(join(folder.path, 'slicegraph.config.json'), file)
      const serve = () => runCli(['serve', ...args], { folder: folder.path, env })
      const expectRefused = async (what: string) => {
        const { code, stdout, stderr } = await serve()
        assert.deepEqual([code, stdout], [2, ''])
        assert.ok(
          stderr.startsWith(`slicegraph: The store sqlite:own.db (${place}) ${what}. Load an export into it: `),
          stderr,
        )
      }
      await expectRefused('does not exist')
      assert.equal(existsSync(join(folder.path, 'own.db')), false)
      await writeFile(join(folder.path, 'own.db'), '')
      await expectRefused('is empty')
      await writeFile(join(folder.path, 'a.ndjson'), ROW)
      const filled = await serveCli(['serve', 'a.ndjson', '--port', '0', ...args], { folder: folder.path, env })
      assert.deepEqual(await rowIds(filled.url), ['row1'])
      await filled.stop('SIGTERM')
      const again = await serveCli(['serve', '--port', '0', ...args], { folder: folder.path, env })
      assert.deepEqual(await rowIds(again.url), ['row1'])
      await again.stop('SIGTERM')
    })
  }

  test('the demo answers its own frames and masks, and reads neither the key nor the origins of the user', async () => {
    await using folder = await temporaryFolder()
    await using canary = await openCanary()
    const env = {
      LABELBOX_API_KEY: 'the-key-of-the-user',
      LABELBOX_API_URL: canary.origin,
      SLICEGRAPH_UPSTREAM_ORIGINS: canary.origin,
    }
    const demo = await serveCli(['serve', '--port', '0'], { folder: folder.path, env })
    const { labels, annotations } = await ask<DemoAnswer>(demo.url, DEMO_QUESTION)
    const remote = labels.nodes.flatMap(label => label.groups).filter(group => group.framesUrl !== null)
    assert.ok(remote.some(group => group.frames.nodes.some(frame => frame.annotations.length > 0)))
    const masks = annotations.nodes.flatMap(annotation => annotation.mask ?? [])
    assert.ok(masks.length > 0)
    for (const { area, byteLength, url } of masks) {
      assert.ok(area > 0 && byteLength > 0)
      const image = await fetch(new URL(url, demo.url))
      assert.equal(image.status, 200)
      assert.equal((await image.bytes()).subarray(1, 4).toString(), '80,78,71')
    }
    const { stdout, stderr } = await demo.stop('SIGTERM')
    assert.doesNotMatch(stdout + stderr, /the-key-of-the-user/)
    assert.equal(canary.connections(), 0)
  })

  test('the demo leaves a store that holds data alone', async () => {
    await using folder = await temporaryFolder()
    await writeFile(join(folder.path, 'a.ndjson'), ROW)
    await runCli(['ingest', 'a.ndjson'], { folder: folder.path })
    const demo = await serveCli(['demo', '--port', '0'], { folder: folder.path })
    assert.ok(!(await rowIds(demo.url)).includes('row1'))
    await demo.stop('SIGTERM')
  })

  test('--json puts one object on stdout', async () => {
    await using folder = await temporaryFolder()
    await writeFile(join(folder.path, 'a.ndjson'), ROW)
    const gateway = await serveCli(['serve', 'a.ndjson', '--port', '0', '--json'], { folder: folder.path })
    const { url, store, demo, loaded } = JSON.parse(gateway.line)
    assert.deepEqual(await rowIds(url), ['row1'])
    assert.equal(store, 'sqlite:slicegraph.db')
    assert.equal(demo, false)
    assert.equal(loaded.dataRows, 1)
    await gateway.stop('SIGTERM')
  })

  test('--quiet says nothing but the line', async () => {
    await using folder = await temporaryFolder()
    const gateway = await serveCli(['serve', '--port', '0', '--quiet'], {
      folder: folder.path,
      env: { LOG_LEVEL: 'warn' },
    })
    const { stderr } = await gateway.stop('SIGTERM')
    assert.equal(stderr, '')
  })

  test('settings come from the environment and the config file', async () => {
    await using folder = await temporaryFolder()
    await writeFile(join(folder.path, 'a.ndjson'), ROW)
    await writeFile(join(folder.path, 'slicegraph.config.json'), '{"port": 1, "store": "sqlite:mine.db"}')
    const gateway = await serveCli(['serve', 'a.ndjson'], {
      folder: folder.path,
      env: { PORT: '0', HOST: 'localhost' },
    })
    assert.match(gateway.line, /^slicegraph ready at http:\/\/localhost:\d+\/graphql$/)
    await gateway.stop('SIGTERM')
    assert.ok(existsSync(join(folder.path, 'mine.db')))
  })

  test('a port in use is one sentence, before anything is loaded', async () => {
    await using folder = await temporaryFolder()
    await writeFile(join(folder.path, 'a.ndjson'), ROW)
    const other = createServer()
    await new Promise<void>(resolve => other.listen(0, '127.0.0.1', resolve))
    const address = other.address()
    const port = typeof address === 'object' && address ? address.port : 0
    try {
      const { code, stdout, stderr } = await runCli(['serve', 'a.ndjson', '--port', `${port}`], { folder: folder.path })
      assert.equal(code, 2)
      assert.equal(stdout, '')
      assert.match(stderr, new RegExp(`^slicegraph: Port ${port} on 127\\.0\\.0\\.1 is in use: .*--port`))
      assert.doesNotMatch(stderr, /1 record/)
    } finally {
      other.close()
    }
  })

  test('--insecure-no-auth lifts the bound to loopback', async () => {
    await using folder = await temporaryFolder()
    const args = ['demo', '--port', '0', '--host', '0.0.0.0', '--insecure-no-auth']
    const gateway = await serveCli(args, { folder: folder.path })
    assert.match(gateway.line, /^slicegraph ready at http:\/\/0\.0\.0\.0:\d+\/graphql$/)
    await gateway.stop('SIGTERM')
  })
})
