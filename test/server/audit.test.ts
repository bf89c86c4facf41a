import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { suite, test } from 'node:test'
import { verifyAudit } from '../../src/audit/index.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { ask, post, startGateway } from './start-gateway.ts'

async function openAudited() {
  const folder = await temporaryFolder()
  const [audit, auditKeyFile] = [folder.file('audit.log'), folder.file('audit.key')]
  await writeFile(auditKeyFile, 'k'.repeat(64))
  const gateway = await startGateway({ audit, auditKeyFile })
  return {
    gateway,
    /** Of everything so far: the gateway ends. */
    async lines() {
      await gateway.stop()
      const result = await verifyAudit({ file: audit, keyFile: auditKeyFile, heads: gateway.store.audits })
      assert.equal(result.status, 'SOUND')
      const [, ...lines] = (await readFile(audit, 'utf8')).trimEnd().split('\n')
      return lines.map(line => JSON.parse(line) as Record<string, unknown>)
    },
    async [Symbol.asyncDispose]() {
      await gateway.close()
      await folder[Symbol.asyncDispose]()
    },
  }
}

const NAMED =
  'query Rows($first: Int) { dataRows(first: $first) { nodes { id labels { id } } } again: projects { totalCount } }'

suite('the audit log of a gateway', () => {
  test('has a line for each operation, however it is answered', async () => {
    await using opened = await openAudited()
    const { gateway } = opened
    // By Apollo, by its document, compiled, and from memory.
    for (const first of [3, 2, 2, 2, 2, 1]) assert.equal((await ask(gateway, NAMED, { first })).status, 200)
    const get = `${gateway.url}/graphql?query=${encodeURIComponent('{ project(id: "none") { id } }')}`
    for (let i = 0; i < 3; i++) await fetch(get)
    await ask(gateway, '{ ...f } fragment f on Query { labels { totalCount } }')
    await fetch(`${gateway.url}/media/masks/none`)
    const lines = await opened.lines()
    const shown = lines.map(({ operation, fields, rows, errors }) => [operation, fields, rows, errors])
    // `projects` is an object without a list.
    const rows = (count: number) => ['Rows', ['dataRows', 'projects'], count + 1, 0]
    assert.deepEqual(shown, [
      ...[3, 2, 2, 2, 2, 1].map(rows),
      ...Array(3).fill([null, ['project'], 0, 0]),
      [null, ['labels'], 1, 0],
      [null, ['/media/masks'], null, 1],
    ])
    assert.equal(lines.at(-1)?.document, hash('sha256', '/media/masks/none', 'hex'))
    const [first] = lines
    assert.deepEqual(
      [first?.principal, first?.name, first?.scope, first?.document],
      ['open', null, 'all', hash('sha256', NAMED, 'hex')],
    )
  })

  test('has no value of a request, and no request that is refused before it runs', async () => {
    await using opened = await openAudited()
    const { gateway } = opened
    await ask(gateway, '{ nothing }')
    await ask(gateway, '{')
    await post(gateway, '[]')
    await ask(gateway, 'query ($id: ID!) { label(id: $id) { id } dataRow(id: "secret-b") { id } }', { id: 'secret-a' })
    const lines = await opened.lines()
    assert.equal(lines.length, 1)
    assert.doesNotMatch(JSON.stringify(lines), /secret/)
    assert.deepEqual([lines[0]?.rows, lines[0]?.fields], [0, ['label', 'dataRow']])
  })
})
