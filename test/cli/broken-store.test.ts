import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { chmod, copyFile, mkdir, open, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { get, type IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { json } from 'node:stream/consumers'
import { suite, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { demoStore, STORE } from './demo-store.ts'
import { finish, type RunOptions, runCli, serveCli, startCli } from './spawn-cli.ts'

const CORRUPT = /^slicegraph: slicegraph\.db: .*(damaged|not a slicegraph store)/m
const isRoot = process.getuid?.() === 0
/** Root may write any file, so root runs the command as the user "nobody". */
const ORDINARY_USER = 65_534

suite('a store that SQLite refuses', { skip: process.platform === 'win32' }, () => {
  const demo = demoStore()

  /** A copy of the loaded store in a folder of its own, and a small export that is new to it. */
  async function copy() {
    const folder = await demo.copy()
    await writeFile(join(folder.path, 'new.ndjson'), '{"data_row":{"id":"new"},"projects":{}}\n')
    return folder
  }

  const verbs = (): readonly (readonly string[])[] => [
    ['ingest', 'new.ndjson'],
    ['sync', '--project', 'p'],
    ['pull'],
    ['serve', '--store', `sqlite:${STORE}`, '--port', '0'],
  ]
  const SETTINGS = { LABELBOX_API_KEY: 'key', LABELBOX_API_URL: 'http://127.0.0.1:9' }

  async function expectAll(folder: string, expected: RegExp, only = verbs(), options: Partial<RunOptions> = {}) {
    for (const words of only) {
      const { code, stderr, stdout } = await runCli(words, { folder, env: SETTINGS, ...options })
      assert.match(stderr, expected, words[0])
      assert.equal(code, 2, words[0])
      assert.equal(stdout, '')
    }
  }

  test('random bytes in the header', async () => {
    await using folder = await copy()
    await scribble(join(folder.path, STORE), 0, 100)
    await expectAll(folder.path, CORRUPT)
  })

  test('random bytes in the schema', async () => {
    await using folder = await copy()
    await scribble(join(folder.path, STORE), 100, 8092)
    await expectAll(folder.path, CORRUPT, verbs().slice(3))
  })

  test('a dropped table: loads and fetches fail, intact data is served', async () => {
    await using folder = await copy()
    alter(join(folder.path, STORE), 'drop table workflow_event')
    await copyFile(demo.exportPath, join(folder.path, 'loaded.ndjson'))
    await expectAll(folder.path, CORRUPT, [...verbs().slice(0, 3), ['ingest', 'loaded.ndjson']])
    await using served = await serving(folder.path)
    assert.deepEqual(await served.codes('{ workflowEvents(first: 1) { nodes { id } } }'), ['STORE_CORRUPT'])
    assert.deepEqual(await served.codes('{ dataRows(first: 1) { nodes { id } } }'), [])
    const ready = await served.ready()
    assert.equal(ready.status, 200)
    assert.equal(ready.body.damaged, true)
  })

  test('a dropped table that all queries need, a missing version row', async () => {
    for (const statement of ['drop table export', 'delete from state']) {
      await using folder = await copy()
      alter(join(folder.path, STORE), statement)
      await expectAll(folder.path, CORRUPT, verbs().slice(2))
      assert.deepEqual((await readdir(folder.path)).sort(), ['new.ndjson', STORE])
    }
  })

  test('a missing column of exports: serve closes the store before it ends', async () => {
    await using folder = await copy()
    alter(join(folder.path, STORE), 'alter table export rename column byte_count to other')
    await expectAll(folder.path, CORRUPT, verbs().slice(3))
    assert.deepEqual((await readdir(folder.path)).sort(), ['new.ndjson', STORE])
  })

  test('random bytes in a data page: lists of its table are errors, and /readyz and the log report it', async () => {
    await using folder = await copy()
    const path = join(folder.path, STORE)
    const database = new DatabaseSync(path)
    const pages = database
      .prepare("select pageno, pgsize from dbstat where name = 'workflow_event' and pagetype = 'leaf'")
      .all() as { pageno: number; pgsize: number }[]
    database.close()
    assert.ok(pages.length > 1)
    // Not the first: that one is looked at when the store is opened.
    for (const { pageno, pgsize } of pages.slice(1)) await scribble(path, (pageno - 1) * pgsize, pgsize)
    await using served = await serving(folder.path)
    const lines = served.log().filter(({ msg }) => /the store is damaged.*slicegraph verify/.test(`${msg}`))
    assert.equal(lines.length, 1)
    const [found] = (lines[0]?.findings ?? []) as { kind: string; table: string }[]
    assert.deepEqual([found?.kind, found?.table], ['INDEX_OR_PAGE', 'workflow_event'])
    assert.deepEqual(
      await served.codes('{ dataRows(first: 1) { nodes { id } } workflowEvents(first: 500) { nodes { id action } } }'),
      ['STORE_CORRUPT'],
    )
    const ready = await served.ready()
    assert.equal(ready.status, 200)
    assert.equal(ready.body.damaged, true)
    assert.deepEqual(await served.codes('{ labels(first: 1) { nodes { id } } }'), [])
  })

  test('damage of a file that is as slicegraph left it is found beside serving, by all processes', async () => {
    await using folder = await copy()
    const path = join(folder.path, STORE)
    alter(path, `update label set created_by = 'other' where no = 1`)
    const { size, ctimeNs } = await stat(path, { bigint: true })
    await writeFile(`${path}-checked`, `${size} ${ctimeNs}\n`)
    await using served = await serving(folder.path, '--processes', '2')
    const found = () => served.log().some(({ msg }) => `${msg}`.startsWith('the store is damaged'))
    while (!found()) await pause(20)
    // Connections go to the processes in turn.
    for (let damaged = 0; damaged < 4; await pause(20)) damaged = (await served.isDamaged()) ? damaged + 1 : 0
    assert.deepEqual(await served.codes('{ labels(first: 1) { nodes { id } } }'), ['STORE_CORRUPT'])
    assert.deepEqual(await served.codes('{ workflowEvents(first: 1) { nodes { id } } }'), [])
  })

  test('the version row is deleted while the store is served: 503', async () => {
    await using folder = await copy()
    await using served = await serving(folder.path)
    assert.equal((await served.ready()).status, 200)
    alter(join(folder.path, STORE), 'delete from state')
    assert.equal((await served.ready()).status, 503)
  })

  test('a read-only file, an unreadable one, a read-only folder', async () => {
    const user = isRoot ? { uid: ORDINARY_USER } : {}
    for (const [file, place] of [
      [0o444, 0o777],
      [0o000, 0o777],
      [0o666, 0o555],
    ] as const) {
      await using folder = await copy()
      await chmod(join(folder.path, STORE), file)
      await chmod(folder.path, place)
      await expectAll(
        folder.path,
        /^slicegraph: slicegraph\.db: The store cannot be written\. /m,
        file === 0o444 ? verbs() : verbs().slice(2, 3),
        user,
      )
      await chmod(folder.path, 0o777)
    }
  })

  test('a place that no store can be at', async () => {
    await using folder = await copy()
    await chmod(folder.path, 0o777)
    await mkdir(join(folder.path, 'a-folder'))
    await mkdir(join(folder.path, 'closed'))
    await chmod(join(folder.path, 'closed'), 0)
    const user = isRoot ? { uid: ORDINARY_USER } : {}
    for (const [place, expected] of [
      ['closed/x.db', /^slicegraph: closed\/x\.db: The store cannot be written\. /m],
      ['a-folder', /^slicegraph: The store a-folder is a folder or a device\. /m],
      [
        'new.ndjson/x.db',
        /(The folder of the store new\.ndjson\/x\.db does not exist|There is no store at|does not exist)/m,
      ],
      ['x'.repeat(300), /^slicegraph: x{300} cannot be opened as a store \(ENAMETOOLONG: name too long\)/m],
    ] as const)
      for (const words of [['ingest', 'new.ndjson'], ['pull'], ['serve', '--port', '0']])
        await expectAll(folder.path, expected, [[...words, '--store', `sqlite:${place}`]], user)
    await chmod(join(folder.path, 'closed'), 0o700)
  })

  test('an empty file is no store to pull into', async () => {
    await using folder = await temporaryFolder()
    await writeFile(join(folder.path, 'zero.db'), '')
    await expectAll(folder.path, /There is no store at sqlite:zero\.db/, [['pull', '--store', 'sqlite:zero.db']])
    assert.deepEqual([...(await readdir(folder.path)), (await stat(join(folder.path, 'zero.db'))).size], ['zero.db', 0])
  })

  test('an input/output error during a load: exit code 1, and the old data stays', async () => {
    await using folder = await copy()
    const { size } = await stat(join(folder.path, STORE))
    await writeFile(join(folder.path, 'large.ndjson'), largeExport(4 * size))
    // A limit of file sizes: to SQLite, writing fails for a reason that is not a full disk.
    const command = 'ulimit -f "$0"; exec "$@"'
    const limit = `${Math.ceil(size / 1024) + 64}`
    const child = startCli(['ingest', 'large.ndjson', '--quiet'], {
      folder: folder.path,
      through: ['bash', '-c', command, limit],
    })
    const { code, stderr } = await finish(child)
    assert.match(stderr, /^slicegraph: slicegraph\.db: The disk of the store reports an input\/output error/m)
    assert.equal(code, 1)
    await expectSound(folder.path)
  })

  const mounted = isRoot && process.platform === 'linux' && canMount()
  test('a full disk: exit code 1, and the old data stays', { skip: !mounted }, async () => {
    await using folder = await copy()
    const disk = join(folder.path, 'disk')
    await mkdir(disk)
    const { size } = await stat(join(folder.path, STORE))
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size + 256 * 1024}`, 'tmpfs', disk])
    try {
      await copyFile(join(folder.path, STORE), join(disk, STORE))
      await writeFile(join(folder.path, 'large.ndjson'), largeExport(4 * size))
      const { code, stderr } = await runCli(['ingest', '../large.ndjson', '--quiet'], { folder: disk })
      assert.match(stderr, /^slicegraph: slicegraph\.db: The disk of the store is full\./m)
      assert.equal(code, 1)
      await expectSound(disk)
    } finally {
      execFileSync('umount', [disk])
    }
  })

  async function expectSound(folder: string): Promise<void> {
    await using served = await serving(folder)
    assert.deepEqual(await served.codes('{ labels(first: 1) { nodes { id } totalCount } }'), [])
  }
})

async function serving(folder: string, ...flags: readonly string[]) {
  const gateway = await serveCli(['serve', '--store', `sqlite:${STORE}`, '--port', '0', ...flags], { folder })
  return {
    log: () => gateway.log(),
    codes: async (query: string): Promise<string[]> => {
      const headers = { 'content-type': 'application/json' }
      const response = await fetch(gateway.url, { method: 'POST', headers, body: JSON.stringify({ query }) })
      const { errors = [] } = (await response.json()) as { errors?: { extensions: { code: string } }[] }
      return errors.map(({ extensions }) => extensions.code)
    },
    /** On a connection of its own. */
    isDamaged: async (): Promise<boolean> => {
      const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
      get(new URL('/readyz', gateway.url), { agent: false }, resolve).on('error', reject)
      return ((await json(await promise)) as { damaged?: boolean }).damaged === true
    },
    ready: async () => {
      const response = await fetch(new URL('/readyz', gateway.url))
      return { status: response.status, body: (await response.json()) as { damaged?: boolean } }
    },
    [Symbol.asyncDispose]: async () => {
      await gateway.stop('SIGTERM')
    },
  }
}

/** Lines whose metadata does not compress well. */
function largeExport(bytes: number): string {
  const lines: string[] = []
  for (let length = 0; length < bytes; ) {
    const value = Buffer.from(crypto.getRandomValues(new Uint8Array(3000))).toString('base64')
    const line = `{"data_row":{"id":"row-${lines.length}"},"metadata_fields":[{"schema_id":"a","schema_name":"a","value":"${value}"}],"projects":{}}`
    lines.push(line)
    length += line.length
  }
  return lines.join('\n')
}

async function scribble(path: string, position: number, length: number): Promise<void> {
  const before = await readFile(path)
  const file = await open(path, 'r+')
  await file.write(
    before.subarray(position, position + length).map((byte, index) => byte ^ (index * 37 + 0x5a)),
    0,
    length,
    position,
  )
  await file.close()
}

function alter(path: string, statement: string): void {
  const database = new DatabaseSync(path)
  database.exec(statement)
  database.close()
}

function canMount(): boolean {
  try {
    execFileSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
