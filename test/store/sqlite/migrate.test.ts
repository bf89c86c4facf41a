import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { text } from 'node:stream/consumers'
import { suite, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { zstdDecompressSync } from 'node:zlib'
import { UsageError } from '../../../src/errors.ts'
import { openStore } from '../../../src/store/index.ts'
import { openGraph } from '../../support/graph.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

/* Stores of released versions: see test/fixtures/released/README.md. */

const RELEASED = new URL('../../fixtures/released/', import.meta.url)

interface Answer {
  readonly name: string
  readonly query: string
  readonly data: { readonly errors?: readonly string[] }
}

const unpacked = async (name: string) => zstdDecompressSync(await readFile(new URL(name, RELEASED)))

/** Versions of the tables that were released. */
const VERSIONS = [2, 3]

async function releasedStore(version = 2) {
  const folder = await temporaryFolder()
  const path = folder.file('store.db')
  await writeFile(path, await unpacked(`store-${version}.sqlite.zst`))
  const answers: readonly Answer[] = JSON.parse((await unpacked(`store-${version}.answers.json.zst`)).toString())
  return { path, answers, [Symbol.asyncDispose]: folder[Symbol.asyncDispose] }
}

/** The release kept an Export that was loaded again beside the newer one of the same id. */
function withUniqueIds(data: { readonly exports?: { readonly nodes: readonly { readonly id: string }[] } }) {
  const nodes = data.exports?.nodes.filter(({ id }, index, all) => all.findIndex(other => other.id === id) === index)
  return { ...data, exports: { totalCount: nodes?.length, nodes } }
}

/** Tables whose rows have a `raw`. */
const WITH_RAW = ['data_row', 'data_row_project', 'label', 'workflow_event']

const textOf = (stored: unknown) =>
  stored instanceof Uint8Array ? zstdDecompressSync(stored).toString() : String(stored ?? 'null')

function columnsOf(path: string): string[] {
  const database = new DatabaseSync(path, { readOnly: true })
  const columns =
    database.prepare(`select t.name || '.' || c.name || ' ' || c.type || ' ' || c."notnull" || ' ' || c.pk || ' ' ||
      coalesce(c.dflt_value, '') as text
    from sqlite_schema t, pragma_table_xinfo(t.name) c where t.type = 'table'
    union select name || ': ' || replace(replace(sql, char(10), ''), '  ', ' ') from sqlite_schema where type = 'index'`)
  const texts = columns.all().map(({ text }) => String(text))
  database.close()
  return texts.sort()
}

suite('a store of a released version', () => {
  for (const version of VERSIONS)
    test(`version ${version} opens, and answers as it did before, frames and masks that were fetched included, without an upstream`, async () => {
      await using released = await releasedStore(version)
      await using graph = await openGraph([], { storePath: released.path })
      for (const { name, query, data } of released.answers) {
        const { data: now, errors } = await graph.execute(query)
        const { errors: expected, ...before } = data
        assert.deepEqual(
          errors?.map(({ originalError }) => (originalError as { code?: string } | undefined)?.code),
          expected,
          name,
        )
        assert.deepEqual(JSON.parse(JSON.stringify(now)), name === 'exports' ? withUniqueIds(before) : before, name)
      }
      const { data } = await graph.execute('{ labels(filter: { remote: true }) { totalCount } }')
      assert.deepEqual(JSON.parse(JSON.stringify(data)), { labels: { totalCount: 0 } })
    })

  for (const version of VERSIONS)
    test(`version ${version} has the tables and columns of a new store, and opens again`, async () => {
      await using released = await releasedStore(version)
      await (await openStore(`sqlite:${released.path}`)).close()
      await using folder = await temporaryFolder()
      await (await openStore(`sqlite:${folder.file('new.db')}`)).close()
      assert.deepEqual(columnsOf(released.path), columnsOf(folder.file('new.db')))
      await (await openStore(`sqlite:${released.path}`)).close()
    })

  for (const version of VERSIONS)
    test(`version ${version} has every raw in its column, and none in a body`, async () => {
      await using released = await releasedStore(version)
      const rawsOf = (part: string) => {
        const database = new DatabaseSync(released.path, { readOnly: true })
        const rows = WITH_RAW.flatMap(table => database.prepare(`select ${part} from ${table} order by 1, 2`).all())
        database.close()
        return rows.map(({ body, raw, ...key }) => {
          const { raw: inBody, ...fields } = JSON.parse(textOf(body))
          return { ...key, fields, raw: inBody ?? JSON.parse(textOf(raw)) }
        })
      }
      const before = rawsOf('*')
      await (await openStore(`sqlite:${released.path}`)).close()
      const after = rawsOf('*')
      const only = (rows: readonly { readonly fields: object; readonly raw: object }[]) =>
        rows.map(({ fields, raw }) => JSON.stringify({ fields, raw }))
      assert.ok(before.length > 0)
      assert.deepEqual(only(after), only(before))
      using database = new DatabaseSync(released.path, { readOnly: true })
      for (const table of WITH_RAW)
        for (const { body } of database.prepare(`select body from ${table}`).all())
          assert.equal('raw' in JSON.parse(textOf(body)), false)
    })

  for (const version of VERSIONS)
    test(`version ${version} has columns for what is filtered by now, sound ones`, async () => {
      await using released = await releasedStore(version)
      const store = await openStore(`sqlite:${released.path}`)
      assert.deepEqual(await store.check(), [])
      await store.close()
      using database = new DatabaseSync(released.path, { readOnly: true })
      let filled = 0
      const compare = (table: string, of: (body: Record<string, unknown>) => Record<string, unknown>) => {
        for (const { body, ...row } of database.prepare(`select * from ${table}`).all()) {
          const expected = of(JSON.parse(textOf(body)))
          assert.deepEqual(Object.fromEntries(Object.keys(expected).map(name => [name, row[name]])), expected)
          if (Object.values(expected).some(value => value !== null)) filled++
        }
      }
      compare('project', ({ name = null, tags }) => ({
        name,
        tag_texts:
          tags === undefined ? null : JSON.stringify(((tags ?? []) as { text: string }[]).map(tag => tag.text)),
      }))
      compare('data_row_project', ({ consensusExpectedLabelCount = null, selectedLabelId = null }) => ({
        consensus_expected_label_count: consensusExpectedLabelCount,
        selected_label_id: selectedLabelId,
      }))
      assert.ok(filled > 2)
      const answers = database
        .prepare(`select k.group_name as own, f.group_name as annotated, k.fetched_group as fetched, k.annotation_seq as seq,
          k.feature_id as id from classification k
          left join annotation a on a.content_no = k.content_no and a.seq = k.annotation_seq
          left join feature f on f.content_no = a.content_no and f.no = a.feature_no`)
        .all()
      for (const { own, annotated, fetched, seq } of answers) {
        if (seq !== null) assert.equal(own, annotated)
        if (fetched !== null) assert.equal(own, fetched)
      }
      assert.ok(answers.filter(({ id }) => id !== null).length > 100)
      const reviews = database
        .prepare('select no, body from label')
        .all()
        .flatMap(({ no, body }) => {
          const own = (JSON.parse(textOf(body)).reviews ?? []) as Record<'createdBy' | 'score' | 'createdAt', unknown>[]
          return own.map(({ createdBy, score, createdAt }) => [no, createdBy, score, createdAt])
        })
      const stored = database.prepare('select label_no, created_by, score, created_at from review').all()
      assert.deepEqual(stored.map(each => Object.values(each)).sort(), reviews.sort())
    })

  test('gets the columns of the new version from what the rows say, compressed rows included', async () => {
    await using released = await releasedStore()
    await (await openStore(`sqlite:${released.path}`)).close()
    const database = new DatabaseSync(released.path, { readOnly: true })
    const labels = database
      .prepare(`select id, is_benchmark as flag, time, present_at as present, typeof(body) as body, typeof(raw) as raw from label
        where id like 'v1-%' or id = 'label-stays' order by id`)
      .all()
      .map(row => Object.values(row).join(' '))
    assert.deepEqual(labels, [
      'label-stays  2024-01-01T10:00:00.123456  text text',
      'v1-benchmark 1 2021-01-02T00:00:00.000 2021-01-02T00:00:00.000 text text',
      'v1-benchmark-long 1 2021-01-02T00:00:00.000 2021-01-02T00:00:00.000 text blob',
      'v1-no-word  2021-01-02T00:00:00.000 2021-01-02T00:00:00.000 text text',
      'v1-plain 0 2021-01-02T00:00:00.000 2021-01-02T00:00:00.000 text text',
    ])
    const row = database.prepare("select time, list_time as list from data_row_project where id like '%row-stays%'")
    assert.deepEqual({ ...row.get() }, { time: '2024-02-01T00:00:00.5', list: '2024-02-01T00:00:00.5' })
    database.close()
  })

  for (const version of VERSIONS)
    test(`version ${version} knows the people that its rows name, reviewers included`, async () => {
      await using released = await releasedStore(version)
      await (await openStore(`sqlite:${released.path}`)).close()
      using database = new DatabaseSync(released.path, { readOnly: true })
      const textsOf = (query: string) =>
        database
          .prepare(query)
          .all()
          .map(row => textOf(Object.values(row)[0]))
      const named = new Set([
        ...['data_row', 'label', 'workflow_event'].flatMap(table =>
          textsOf(`select created_by from ${table} where created_by is not null`),
        ),
        ...textsOf('select actor_id from workflow_event where actor_id is not null'),
        ...textsOf('select body from label').flatMap(body =>
          ((JSON.parse(body).reviews ?? []) as { createdBy: string | null }[]).flatMap(
            review => review.createdBy ?? [],
          ),
        ),
      ])
      assert.ok(named.size > 2)
      assert.deepEqual(textsOf('select name from person').sort(), [...named].sort())
    })

  test('keeps what is newer than a record that is loaded into it: rows, queues, histories, project names, removals', async () => {
    await using released = await releasedStore()
    await using graph = await openGraph([], { storePath: released.path })
    const query = `{ dataRows(first: 1000) { nodes { id externalId rowData projects { taskName inTaskSince project { name } }
      workflowEvents { createdAt } labels { id createdBy } } } }`
    const before = await graph.ask(query)
    const summary = await graph.loadRecords([
      {
        ID: 'cmnj9vbyyygqpb2t0o3ih16rv',
        'DataRow ID': 'cmtu3iv3lbhy8ussa3ctsprng',
        'External ID': 'older',
        'Labeled Data': 'older',
        Label: { objects: [] },
        'Updated At': '2020-01-01T00:00:00.000Z',
        'Project Name': 'older',
        'View Label': 'https://editor.labelbox.com?project=cmjo4ugnthiwccq2fryax13wd',
        'DataRow Workflow Info': { taskName: 'older', 'Workflow History': [] },
      },
      {
        data_row: { id: 'row-goes', details: { last_activity_at: '2020-01-01T00:00:00Z' } },
        projects: { 'project-gone': { name: 'older', labels: [] } },
      },
    ])
    assert.deepEqual([summary.rejected, summary.olderLabelCount], [0, 1])
    assert.deepEqual(await graph.ask(query), before)
  })

  test('is named and left as it is while another process has it open', async () => {
    await using released = await releasedStore()
    const script = `const { DatabaseSync } = require('node:sqlite'); const d = new DatabaseSync(process.argv[1]);
      d.prepare('select version from state').get(); console.log('open'); process.stdin.resume()`
    const other = spawn(process.execPath, ['-e', script, released.path], { stdio: ['pipe', 'pipe', 'inherit'] })
    await once(other.stdout, 'data')
    await assert.rejects(openStore(`sqlite:${released.path}`), (error: Error) => {
      assert.ok(error instanceof UsageError)
      assert.match(error.message, /store\.db .* another process has it open\..*was not changed/)
      return true
    })
    other.stdin.end()
    other.kill()
    await once(other, 'exit')
    assert.deepEqual(await readFile(released.path), await unpacked('store-2.sqlite.zst'))
    await (await openStore(`sqlite:${released.path}`)).close()
  })

  test('is named and left as it is where it cannot be written', async () => {
    await using released = await releasedStore()
    await chmod(dirname(released.path), 0o555)
    await chmod(released.path, 0o444)
    const cli = fileURLToPath(new URL('../../../src/cli.js', import.meta.url))
    // Root may write everywhere.
    const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}
    const child = spawn(process.execPath, [cli, 'pull', '--store', `sqlite:${released.path}`], { ...nobody, env: {} })
    const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')])
    await chmod(dirname(released.path), 0o755)
    assert.match(said, /store\.db:? .*(read-?only|writ)/)
    assert.equal(code, 2)
    assert.deepEqual(await readFile(released.path), await unpacked('store-2.sqlite.zst'))
  })
})
