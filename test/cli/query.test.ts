import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { suite, test } from 'node:test'
import { demoStore } from './demo-store.ts'
import { runCli } from './spawn-cli.ts'

const LABELS = '{ labels(first: 3) { nodes { id createdBy dataRow { globalKey } reviews { score } } } }'

suite('query', () => {
  const demo = demoStore()

  async function ask(args: readonly string[], input = '', env = {}) {
    await using folder = await demo.copy()
    await writeFile(folder.file('question.graphql'), 'query ($first: Int!) { labels(first: $first) { nodes { id } } }')
    return await runCli(['query', ...args], { folder: folder.path, input, env })
  }

  test('prints the whole answer, of a document from a string, a file or stdin', async () => {
    const { code, stdout, stderr } = await ask([LABELS])
    assert.deepEqual([code, stderr], [0, ''])
    const { nodes } = JSON.parse(stdout).data.labels
    assert.equal(nodes.length, 3)
    const variables = ['--variables', '{"first": 2}']
    const fromFile = await ask(['question.graphql', ...variables])
    assert.deepEqual(
      JSON.parse(fromFile.stdout).data.labels.nodes,
      nodes.slice(0, 2).map(({ id }: { id: string }) => ({ id })),
    )
    assert.equal((await ask(['-'], '{ labels(first: 0) { nodes { id } } }')).code, 0)
  })

  test('prints rows as NDJSON, CSV and a table', async () => {
    const lines = (await ask([LABELS, '--format', 'ndjson'])).stdout.trim().split('\n')
    const rows = lines.map(line => JSON.parse(line))
    assert.equal(rows.length, 3)
    const csv = (await ask([LABELS, '--format', 'csv'])).stdout.trim().split(/\r?\n/)
    assert.equal(csv[0], 'id,createdBy,dataRow.globalKey,reviews')
    assert.ok(csv[1]?.startsWith(`${rows[0].id},${rows[0].createdBy},`))
    const table = (await ask([LABELS, '--format', 'table'])).stdout.trim().split('\n')
    assert.match(table[0] ?? '', /^id +createdBy +dataRow\.globalKey +reviews$/)
    assert.equal(table.length, 4)
  })

  test('errors are exit code 1, and the answer is printed as it is', async () => {
    const { code, stdout } = await ask([LABELS], '', { SLICEGRAPH_MAX_COST: '1' })
    assert.equal(code, 1)
    assert.equal(JSON.parse(stdout).errors[0].extensions.code, 'COST_LIMIT_EXCEEDED')
    const csv = await ask(['{ labels(first: -1) { nodes { id } } }', '--format', 'csv'])
    assert.equal(csv.code, 1)
    assert.match(csv.stderr, /labels: .*first must be/)
  })

  test('what cannot be asked is exit code 2, with a sentence', async () => {
    for (const [args, message] of [
      [['nothing.graphql'], /nothing\.graphql: the document cannot be read/],
      [[LABELS, '--format', 'xml'], /--format takes json, ndjson, csv, table/],
      [['{ labels { totalCount } }', '--format', 'csv'], /one root field/],
      [[LABELS, '--store', 'sqlite:none.db'], /no store at sqlite:none\.db/],
    ] as const) {
      const { code, stderr } = await ask(args)
      assert.equal(code, 2, args.join(' '))
      assert.match(stderr, message)
    }
  })
})
