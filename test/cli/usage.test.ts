import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { openCanary } from './canary.ts'
import { finish, runCli, startCli } from './spawn-cli.ts'

/** One sentence on stderr, nothing on stdout, exit code 2 and no store left behind. */
async function refused(
  args: readonly string[],
  message: RegExp,
  { prepare, env = {} }: { prepare?: (folder: string) => Promise<void>; env?: Readonly<Record<string, string>> } = {},
) {
  await using folder = await temporaryFolder()
  await prepare?.(folder.path)
  const { code, stdout, stderr } = await runCli(args, { folder: folder.path, env })
  assert.equal(code, 2, stderr)
  assert.equal(stdout, '')
  assert.match(stderr, message)
  assert.match(stderr, /^slicegraph: .*\n$/)
  assert.equal(existsSync(join(folder.path, 'slicegraph.db')), false)
}

suite('usage', () => {
  test('an unknown flag, with the one that was meant', () =>
    refused(['serve', '--prot', '1'], /unknown option '--prot'.*--port/))
  test('an unknown verb, with the one that was meant', () => refused(['serv'], /unknown command 'serv'.*serve/))
  test('a flag without its value', () => refused(['serve', '--port'], /--port <port>' argument missing/))
  test('ingest without an export', () => refused(['ingest'], /missing required argument 'export'/))
  test('check without an export', () => refused(['check'], /missing required argument 'export'/))
  test('an export without a name', () => refused(['ingest', ''], /The name of an export is empty/))
  test('an unknown verb that objects know', () => refused(['toString'], /For help: slicegraph --help\./))
  test('output on a full disk says so', { skip: !existsSync('/dev/full') }, async () => {
    await using folder = await temporaryFolder()
    const through = ['bash', '-c', 'exec "$0" "$@" > /dev/full']
    const { code, stderr } = await finish(startCli(['schema'], { folder: folder.path, through }))
    assert.match(stderr, /^slicegraph: The output could not be written: the disk is full\.$/m)
    assert.equal(code, 1)
  })
  test('an argument too many', () => refused(['schema', 'x'], /too many arguments/))
  test('a port that is none', () => refused(['serve', '--port', 'x'], /--port must be a whole number/))
  test('PostgreSQL', () => refused(['serve', '--store', 'postgres://localhost/x'], /PostgreSQL is not in this version/))
  test('a config file that is missing', () =>
    refused(['serve', '--config', 'no.json'], /config file no\.json does not exist/))
  test('an unknown key of the config file', () =>
    refused(['schema'], /unknown setting "prot".*"port"/, {
      prepare: folder => writeFile(join(folder, 'slicegraph.config.json'), '{"prot": 1}'),
    }))
  for (const host of ['0.0.0.0', '::', 'example.com', '10.0.0.1']) {
    test(`${host}, which others reach`, () => refused(['serve', '--host', host], /--insecure-no-auth/))
  }
  test('a host from the environment that others reach, as conda sets it, by the name of the variable', () =>
    refused(['serve'], /The host x86_64-conda-linux-gnu \(HOST in the environment\) is not a loopback address/, {
      env: { HOST: 'x86_64-conda-linux-gnu' },
    }))
  for (const env of [
    { LABELBOX_API_URL: 'http://labelbox.internal/api' },
    { SLICEGRAPH_UPSTREAM_ORIGINS: 'https://api.labelbox.com,http://labelbox.internal' },
  ]) {
    const [name] = Object.keys(env)
    const message = new RegExp(
      `http://labelbox\\.internal \\(${name} in the environment\\) is not encrypted.* --insecure-http if`,
    )
    for (const args of [
      ['serve', 'x.ndjson'],
      ['sync', '--catalog'],
      ['pull', '--store', 'sqlite:some.db'],
    ])
      test(`${args[0]} with a key for an http origin that is not loopback (${name})`, () =>
        refused(args, message, {
          env: { ...env, LABELBOX_API_KEY: 'key' },
          prepare: folder => writeFile(join(folder, 'some.db'), 'not empty'),
        }))
  }
  test('--insecure-http lets the key go to an http origin that is not loopback', async () => {
    await using folder = await temporaryFolder()
    const env = { LABELBOX_API_URL: 'http://labelbox.internal', LABELBOX_API_KEY: 'key' }
    const { stderr } = await finish(startCli(['serve', 'x.ndjson', '--insecure-http'], { folder: folder.path, env }))
    assert.match(stderr, /x\.ndjson/)
    assert.doesNotMatch(stderr, /not encrypted/)
  })
  test('a store in memory', () => refused(['serve', '--store', 'sqlite::memory:'], /--store must be sqlite:PATH/))
  test('CORS for a wildcard', () => refused(['serve', '--cors', 'https://*.x'], /--cors must be .* without wildcards/))
  for (const args of [
    ['sync', '--catalog'],
    ['sync', '--v1', '--project', 'x'],
    ['serve', '--sync', 'catalog'],
  ]) {
    for (const LABELBOX_API_KEY of [undefined, '']) {
      test(`${args.join(' ')} without ${LABELBOX_API_KEY === '' ? 'more than an empty' : 'an'} API key sends nothing`, async () => {
        await using canary = await openCanary()
        const env = { LABELBOX_API_URL: canary.origin, ...(LABELBOX_API_KEY !== undefined && { LABELBOX_API_KEY }) }
        await refused(args, /need an API key\. Set LABELBOX_API_KEY or LABELBOX_API_KEY_FILE\./, { env })
        assert.equal(canary.connections(), 0)
      })
    }
  }
  for (const [args, message] of [
    [['serve', '--sync', 'foo'], /--sync must be project:ID/],
    [['serve', '--sync', 'project:1', '--every', 'x'], /--every must be a time/],
    [['sync', '--project', '1', '--every', '5m', '--full-every', 'x'], /--full-every must be a time/],
    [['sync', '--catalog', '--data-rows', 'a', '--global-keys', 'b'], /--data-rows and --global-keys cannot be given/],
    [['sync', '--catalog', '--data-rows', ','], /--data-rows has no entries/],
    [['sync', '--catalog', '--workflow-status', 'done'], /^slicegraph: --workflow-status is only for the export of a/],
    [['sync', '--project', '1', '--workflow-status', 'foo'], /--workflow-status is none of/],
    [['sync', '--project', ' '], /--project is empty/],
    [['sync', '--project', '1', '--batch', ' '], /--batch has an entry that is empty/],
    [['sync', '--project', '1', '--last-activity', 'foo..'], /--last-activity\.from is not a date/],
    [['sync', '--project', '1', '--label-created', '2025-02-01..2025-01-01'], /--label-created ends before it begins/],
    [['sync', '--v1', '--project', '1', '--last-activity', '..foo'], /--last-activity\.to is not a date/],
  ] as const)
    test(`${args.join(' ')} is refused before a store is made or anything is sent`, async () => {
      await using canary = await openCanary()
      await refused(args, message, { env: { LABELBOX_API_URL: canary.origin, LABELBOX_API_KEY: 'key' } })
      assert.equal(canary.connections(), 0)
    })
  test('misspelt variables are a warning, and the command goes on', async () => {
    await using folder = await temporaryFolder()
    const { code, stderr } = await runCli(['schema'], { folder: folder.path, env: { SLICEGRAPH_STOER: 'x' } })
    assert.equal(code, 0)
    assert.equal(
      stderr,
      'slicegraph: SLICEGRAPH_STOER is not a setting and is ignored. Did you mean SLICEGRAPH_STORE?\n',
    )
  })
  for (const verb of ['serve', 'ingest', 'check']) {
    test(`${verb} of a path that is missing`, () => refused([verb, 'no.json'], /no\.json/))
    test(`${verb} of a folder with nothing to load`, () =>
      refused([verb, 'empty'], /empty/, {
        prepare: async folder => {
          await mkdir(join(folder, 'empty'))
        },
      }))
  }

  test('no verb at all shows what there is', async () => {
    await using folder = await temporaryFolder()
    const { code, stdout, stderr } = await runCli([], { folder: folder.path })
    assert.equal(code, 2)
    assert.equal(stdout, '')
    for (const verb of ['serve', 'ingest', 'check', 'schema', 'demo'])
      assert.match(stderr, new RegExp(`^  ${verb}\\b`, 'm'))
  })

  test('--help and --version answer on stdout', async () => {
    await using folder = await temporaryFolder()
    const help = await runCli(['serve', '--help'], { folder: folder.path })
    assert.equal(help.code, 0)
    for (const flag of ['store', 'host', 'port', 'config', 'json', 'quiet', 'help', 'cors', 'insecure-no-auth']) {
      assert.match(help.stdout, new RegExp(`--${flag}\\b`))
    }
    const version = await runCli(['--version'], { folder: folder.path })
    assert.equal(version.code, 0)
    assert.match(version.stdout, /^\d+\.\d+\.\d+\n$/)
  })

  test('--json says what went wrong on stdout too', async () => {
    await using folder = await temporaryFolder()
    const { code, stdout, stderr } = await runCli(['ingest', 'no.json', '--json'], { folder: folder.path })
    const { error, exitCode } = JSON.parse(stdout)
    assert.equal(code, 2)
    assert.equal(exitCode, 2)
    assert.equal(stderr, `slicegraph: ${error.message}\n`)
  })

  test('schema prints the schema', async () => {
    await using folder = await temporaryFolder()
    const { code, stdout } = await runCli(['schema'], { folder: folder.path })
    assert.equal(code, 0)
    assert.match(stdout, /^type DataRow implements Node/m)
    const json = await runCli(['schema', '--json'], { folder: folder.path })
    assert.equal(JSON.parse(json.stdout).sdl.trimEnd(), stdout.trimEnd())
  })
})
