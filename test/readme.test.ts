import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { after, before, suite, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { loadSettings, SETTINGS } from '../src/config/index.ts'
import { ERRORS, EXIT } from '../src/errors.ts'
import { type ServingCli, serveCli } from './cli/spawn-cli.ts'
import { temporaryFolder } from './cli/temporary-folder.ts'

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')
const readme = read('README.md')
const { scripts, version } = JSON.parse(read('package.json'))

/** The rows of the table under a heading, cell by cell, without the head. */
function table(heading: string): string[][] {
  const section = readme.split(/^## /m).find(each => each.startsWith(`${heading}\n`)) ?? ''
  const rows = section.split('\n').filter(line => line.startsWith('|'))
  return rows.slice(2).map(row =>
    row
      .split('|')
      .slice(1, -1)
      .map(cell => cell.trim()),
  )
}

/** What stands between backticks. */
const named = (cell = '') => [...cell.matchAll(/`([^`]+)`/g)].map(match => match[1] ?? '')

/** The fenced block after a marker comment. */
function block(marker: string, language: string): string {
  const match = new RegExp(`<!-- ${marker}:[^\\n]*-->\\n\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(readme)
  assert.ok(match?.[1], `README has no ${language} block marked ${marker}`)
  return match[1]
}

interface MaskAnswer {
  readonly data: { readonly annotations: { readonly nodes: readonly { readonly mask: { readonly url: string } }[] } }
}

suite('README', () => {
  test('its npm commands exist', () => {
    const used = [...readme.matchAll(/npm (?:run )?(start|test|check|slicegraph|codegen|build|bench)\b/g)].map(
      match => match[1] ?? '',
    )
    assert.ok(used.length > 5)
    assert.deepEqual(
      [...new Set(used)].filter(name => !(name in scripts)),
      [],
    )
  })

  test('its verbs are those of the command', () => {
    const help = execFileSync(process.execPath, [fileURLToPath(new URL('../src/cli.ts', import.meta.url)), '--help'], {
      encoding: 'utf8',
    })
    const verbs = [...help.slice(help.indexOf('Commands:')).matchAll(/^ {2}([a-z]+)/gm)].map(match => match[1])
    const told = table('Your own export').map(([verb]) => named(verb)[0]?.split(' ')[0])
    assert.deepEqual(
      told,
      verbs.filter(verb => verb !== 'help'),
    )
  })

  test('its settings are those there are, with their flags, keys and defaults', async () => {
    const { settings: defaults } = await loadSettings({ env: {}, folder: fileURLToPath(new URL('.', import.meta.url)) })
    const told = table('Settings').map(([env, flag, key, , fallback]) => [
      named(env)[0],
      named(flag)[0] ?? null,
      named(key)[0],
      named(fallback)[0] ?? '',
    ])
    const there = Object.entries(SETTINGS).map(([key, { env, flag }]) => [
      env,
      flag,
      key,
      String(defaults[key as keyof typeof SETTINGS] ?? ''),
    ])
    const byEnv = (a: unknown[], b: unknown[]) => (String(a[0]) < String(b[0]) ? -1 : 1)
    assert.deepEqual(told.sort(byEnv), there.sort(byEnv))
  })

  test('its error codes are those of the table that a client can be told', () => {
    const told = table('Error codes').map(([code]) => named(code)[0])
    const there = Object.entries(ERRORS).filter(([, { internal }]) => !internal)
    assert.deepEqual(told.sort(), there.map(([code]) => code).sort())
  })

  test('its exit codes are those of the command', () => {
    const told = table('Exit codes').flatMap(([code = '']) => code.split(', ').map(Number))
    assert.deepEqual(told, [...Object.values(EXIT), 130, 143])
  })

  test('its limits are those of the sources', () => {
    const apollo = read('src/server/apollo.ts')
    const told = table('Limits')
      .map(([, limit]) => limit)
      .join(' ')
    for (const name of ['MAX_TOKENS', 'MAX_RECURSIVE_SELECTIONS', 'MAX_DEPTH']) {
      const value = Number(new RegExp(`${name} = ([\\d_]+)`).exec(apollo)?.[1]?.replaceAll('_', ''))
      assert.match(told, new RegExp(`\\b${value.toLocaleString('en-US')}\\b`), name)
    }
  })

  test('the changelog has this version', () => {
    assert.match(read('CHANGELOG.md'), new RegExp(`^## ${version.replaceAll('.', '\\.')}$`, 'm'))
  })

  suite('of the demo', () => {
    let folder: Awaited<ReturnType<typeof temporaryFolder>>
    let gateway: ServingCli
    before(async () => {
      folder = await temporaryFolder()
      gateway = await serveCli(['serve', '--port', '0'], { folder: folder.path })
    })
    after(async () => {
      await gateway.stop('SIGTERM')
      await folder[Symbol.asyncDispose]()
    })

    test('its line says where the gateway answers', () => {
      const told = /^slicegraph ready at .*$/m.exec(readme)?.[0]
      assert.equal(told, gateway.line.replace(/:\d+\//, ':4000/'))
    })

    test('its query has its answer', async () => {
      const response = await fetch(gateway.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: block('query', 'graphql') }),
      })
      assert.deepEqual(await response.json(), JSON.parse(block('answer', 'json')))
    })

    test('its curl command asks what is answered', async () => {
      const body = /-d '([^']+)'/.exec(readme)?.[1]
      assert.ok(body)
      const response = await fetch(gateway.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      })
      assert.deepEqual(Object.keys((await response.json()) as object), ['data'])
    })

    async function aMask(): Promise<string> {
      const query =
        '{ annotations(filter: { annotationKind: { contains: "Mask" } }, first: 1) { nodes { ... on MaskAnnotation { mask { url } } } } }'
      const body = JSON.stringify({ query })
      const headers = { 'content-type': 'application/json' }
      const response = await fetch(new URL('/graphql', gateway.url), { method: 'POST', headers, body })
      return ((await response.json()) as MaskAnswer).data.annotations.nodes[0]?.mask.url ?? ''
    }

    test('its routes answer', async () => {
      for (const [cell] of table('Routes')) {
        const path = (named(cell)[0] ?? '').replace('/media/masks/ID', await aMask())
        const headers = { 'apollo-require-preflight': '1' }
        const query = path === '/graphql' ? '?query={__typename}' : ''
        const { status } = await fetch(new URL(path + query, gateway.url), { headers })
        assert.equal(status, 200, path)
      }
    })
  })
})
