import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { suite, test } from 'node:test'
import { bytesOf, loadSettings, millisecondsOf, SETTINGS } from '../../src/config/index.ts'
import { ERRORS, EXIT } from '../../src/errors.ts'
import { named, PAGES, ROOT, read, table } from './documents.ts'

const { scripts, version } = JSON.parse(read('package.json'))

suite('the tables of the documentation', () => {
  test('commands are those of the command line', () => {
    const help = execFileSync(process.execPath, [join(ROOT, 'src/cli.js'), '--help'], { encoding: 'utf8' })
    const verbs = [...help.slice(help.indexOf('Commands:'), help.indexOf('Examples:')).matchAll(/^ {2}([a-z]+)/gm)].map(
      match => match[1],
    )
    const told = table('docs/settings.md', 'Commands').map(([verb]) => named(verb)[0]?.split(' ')[0])
    assert.deepEqual(
      told,
      verbs.filter(verb => verb !== 'help'),
    )
  })

  test('settings are those of the configuration, with their flags, keys and defaults', async () => {
    const { settings: defaults } = await loadSettings({ env: {}, folder: join(ROOT, 'test') })
    const withoutUnit = (value: string) => String(millisecondsOf(value) ?? bytesOf(value) ?? value)
    const told = table('docs/settings.md', 'All settings').map(([env, flag, key, , fallback]) => [
      named(env)[0],
      named(flag)[0] ?? null,
      named(key)[0],
      withoutUnit(named(fallback)[0] ?? ''),
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

  test('error codes are those that a client can receive', () => {
    const told = table('docs/errors.md', 'Errors').map(([code]) => named(code)[0])
    const there = Object.entries(ERRORS).filter(([, { internal }]) => !internal)
    assert.deepEqual(told.sort(), there.map(([code]) => code).sort())
  })

  test('exit codes are those of the table of errors', () => {
    const told = table('docs/settings.md', 'Exit codes').flatMap(([code = '']) => code.split(', ').map(Number))
    assert.deepEqual(told, [...Object.values(EXIT), 129, 130, 143])
  })

  test('limits are those of the sources', () => {
    const limits = read('src/server/document-limits.ts') + read('src/execution/caps.ts')
    const told = table('docs/limits-and-benchmarks.md', 'Limits')
      .map(([, limit]) => limit)
      .join(' ')
    for (const name of ['MAX_TOKENS', 'MAX_FIELDS', 'MAX_DEPTH', 'MAX_ORDER_FIELDS', 'MAX_VALUES', 'MAX_SCANS']) {
      const value = Number(new RegExp(`${name} = ([\\d_]+)`).exec(limits)?.[1]?.replaceAll('_', ''))
      assert.match(told, new RegExp(`\\b${value.toLocaleString('en-US')}\\b`), name)
    }
  })

  test('modules of the architecture are those of src', () => {
    const told = table('docs/architecture.md', 'Architecture').flatMap(([modules]) => named(modules))
    const there = readdirSync(join(ROOT, 'src'), { withFileTypes: true })
    assert.deepEqual(told.sort(), there.map(each => (each.isDirectory() ? `${each.name}/` : each.name)).sort())
  })

  test('npm commands exist', () => {
    const used = PAGES.flatMap(page =>
      [...read(page).matchAll(/[`\n]npm (?:run )?([a-z][\w:]*)/g)].map(match => match[1]),
    )
    const builtIn = ['ci', 'rebuild', 'install', 'packages', 'package']
    assert.deepEqual(
      [...new Set(used)].filter(name => name !== undefined && !(name in scripts) && !builtIn.includes(name)),
      [],
    )
  })

  test('links lead to files, and README to every page', () => {
    const links = PAGES.flatMap(page =>
      [...read(page).matchAll(/\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g)].map(match => ({
        page,
        target: join(dirname(page), match[1] ?? ''),
      })),
    )
    assert.deepEqual(
      links.filter(({ target }) => !existsSync(join(ROOT, target))),
      [],
    )
    const fromReadme = new Set(links.filter(({ page }) => page === 'README.md').map(({ target }) => target))
    assert.deepEqual(
      PAGES.filter(page => page !== 'README.md' && !fromReadme.has(page)),
      [],
    )
  })

  test('the changelog has this version', () => {
    assert.match(read('CHANGELOG.md'), new RegExp(`^## ${version.replaceAll('.', '\\.')}$`, 'm'))
  })
})
