import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { suite, test } from 'node:test'
import { openCanary } from '../cli/canary.ts'
import { runCli, serveCli } from '../cli/spawn-cli.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

/* No value of an export, neither key nor token, is in a log of any level or in what a command says. */

const KEY = 'canary-api-key-0123456789'
const FIXED = new Set(['annotation_kind', 'label_kind', 'action', 'workflow_status', 'type', 'mime_type', 'version'])
const DATE = /^\d{4}-\d\d-\d\d/
const FILES = ['v2-consensus-and-workflow', 'v2-dicom-classifications', 'v2-video', 'v2-text-and-document', 'v1-image']

/** Every text of the value as a canary, and URLs that lead to the canaries' server. */
function plant(value: unknown, canaries: string[], origin: string, key = ''): unknown {
  if (typeof value === 'string') {
    if (FIXED.has(key) || DATE.test(value)) return value
    const canary = `canary-value-${canaries.length}-x`
    canaries.push(canary)
    return /^https?:/.test(value) ? `${origin}/${canary}` : canary
  }
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(each => plant(each, canaries, origin, key))
  const entries = Object.entries(value).map(([name, each]) => {
    const planted = plant(each, canaries, origin, name) as { feature_id?: string } | null
    // An object stands under its feature id.
    return [each?.feature_id === name ? planted?.feature_id : name, planted]
  })
  return Object.fromEntries(entries)
}

const EVERYTHING = `{
  dataRows { nodes { id raw labels { raw annotations { nodes { raw } } } projects { raw } } }
  exports { nodes { rejects { nodes { excerpt } } } }
}`

async function plantedExport(origin: string) {
  const canaries: string[] = []
  const lines: string[] = []
  while (canaries.length < 900)
    for (const file of FILES) {
      const text = await readFile(new URL(`../fixtures/wire/${file}.json`, import.meta.url), 'utf8')
      const record: unknown = JSON.parse(text)
      for (const each of Array.isArray(record) ? record : [record])
        lines.push(JSON.stringify(plant(each, canaries, origin)))
    }
  const other = () => {
    canaries.push(`canary-value-${canaries.length}-x`)
    return canaries.at(-1)
  }
  // Records that are rejected, each for another reason.
  lines.push(
    `{"${other()}": "${other()}"}`,
    `{"data_row": {"id": 7, "x": "${other()}"}}`,
    `"${other()}"`,
    `{"${other()}`,
  )
  lines.push(`{"data_row": {"id": "${other()}", "id": "${other()}"}, "projects": {}}`)
  return { canaries, text: `${lines.join('\n')}\n` }
}

suite('canaries', () => {
  test('of an export, the key and a token are in no log and no message', async () => {
    await using folder = await temporaryFolder()
    await using upstream = await openCanary()
    const { canaries, text } = await plantedExport(upstream.origin)
    await writeFile(folder.file('export.ndjson'), text)
    const env = {
      LOG_LEVEL: 'trace',
      LABELBOX_API_KEY: KEY,
      LABELBOX_API_URL: upstream.origin,
      SLICEGRAPH_UPSTREAM_ORIGINS: upstream.origin,
    }
    const options = { folder: folder.path, env }
    const said: string[] = []
    const run = async (...args: string[]) => {
      const { stdout, stderr } = await runCli(args, options)
      said.push(stderr, stdout)
      return stdout
    }
    await run('check', 'export.ndjson')
    await run('ingest', 'export.ndjson', '--json')
    await run('verify')
    const token = (await runCli(['token', 'create', '--name', 'a', '--role', 'operator'], options)).stdout.trim()

    await using gateway = await serveCli(['serve', '--port', '0', '--auth', 'tokens'], options)
    const ask = async (body: unknown, bearer = token) => {
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${bearer}` }
      return (await fetch(gateway.url, { method: 'POST', headers, body: JSON.stringify(body) })).text()
    }
    const rows = await ask({ query: EVERYTHING })
    assert.ok(canaries.filter(canary => rows.includes(canary)).length >= 300)
    // What is fetched fails, and what is asked is wrong, with canaries in it.
    await ask({ query: '{ labels { nodes { annotations { nodes { id raw } } groups { frames { totalCount } } } } }' })
    for (const canary of canaries.slice(0, 40)) {
      await ask({ query: `{ label(id: "${canary}") { id } ${canary} }`, variables: { [canary]: canary } })
      await ask({ query: 'query ($id: Int) { dataRows(first: $id) { totalCount } }', variables: { id: canary } })
      await ask({ query: `{ dataRows(after: "${canary}") { totalCount nodes { id } } }` }, `${token}${canary}`)
    }
    await ask({ query: 'mutation { startExport(input: { projectId: "canary-value-0-x" }) { id } }' })
    const { stderr, stdout } = await gateway.stop('SIGTERM')
    said.push(stderr, stdout)

    const all = said.join('\n')
    assert.ok(all.length > 500)
    assert.ok(canaries.length >= 300)
    assert.deepEqual(
      [...canaries, KEY, token, upstream.origin.concat('/canary')].filter(each => all.includes(each)),
      [],
    )
    assert.doesNotMatch(all, /canary-(value|api)/)
  })
})
