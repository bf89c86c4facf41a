import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { CommanderError } from 'commander'
import { createProgram } from '../../src/cli/program.ts'
import { SETTINGS } from '../../src/config/index.ts'

const VERBS = ['serve', 'ingest', 'check', 'pull', 'verify', 'sync', 'query', 'export', 'schema', 'demo']

async function parse(...words: string[]) {
  let help = ''
  const program = createProgram(async () => {})
  for (const command of [program, ...program.commands])
    command.configureOutput({ writeOut: text => (help += text), outputError: () => {} })
  const error: unknown = await program.parseAsync(words, { from: 'user' }).catch(reason => reason)
  return { help, message: error instanceof CommanderError ? error.message : null }
}

const refused: [string, RegExp][] = [
  ['demo --store sqlite:x', /unknown option '--store'/],
  ['demo --sync catalog', /unknown option '--sync'/],
  ['check x --host a', /unknown option '--host'/],
  ['check x --store sqlite:x', /unknown option '--store'/],
  ['ingest x --port 1', /unknown option '--port'/],
  ['pull --cors studio', /unknown option '--cors'/],
  ['schema --quiet', /unknown option '--quiet'/],
  ['serve --every 1m', /'--every' needs --sync/],
  ['serve --full-every 1d', /'--full-every' needs --sync/],
  ['sync --catalog --full-every 1d', /'--full-every' needs --every/],
  ['sync --catalog --every 1m --full --full-every 1d', /'--full' cannot be used with option '--full-every/],
  ['sync --project a --dataset b', /cannot be used with/],
  ['sync --v1 --project a --every 1m', /'--v1' cannot be used with option '--every/],
  ['sync --v1 --project a --full', /'--v1' cannot be used with option '--full'/],
  ['sync --v1 --project a --no-attachments', /'--v1' cannot be used with option '--no-attachments'/],
  ['sync --v1 --project a --batch b', /'--v1' cannot be used with option '--batch/],
  ['sync --project a --batch --full', /'--batch <id...>' argument '--full' is invalid. A value is missing/],
  ['sync --project --full', /'--project <id>' argument '--full' is invalid/],
  ['export coco', /required option '--out <path>' not specified/],
  ['export both --out x', /Allowed choices are coco, masks/],
  ['serve --store --json', /'--store <store>' argument '--json' is invalid/],
]

suite('the command line', () => {
  for (const [words, message] of refused)
    test(`refuses ${words}`, async () => assert.match((await parse(...words.split(' '))).message ?? '', message))

  test('refuses an empty value', async () => {
    assert.match((await parse('sync', '--project', '')).message ?? '', /A value is missing/)
  })

  for (const words of ['serve --sync catalog --every 1m --full-every 1d', 'sync --v1 --project a --label-created a..b'])
    test(`takes ${words}`, async () => assert.equal((await parse(...words.split(' '))).message, null))

  for (const verb of VERBS)
    test(`${verb} --help shows examples, exit codes and the variables of its flags`, async () => {
      const { help } = await parse(verb, '--help')
      assert.match(help, new RegExp(`\nExamples:\n {2}slicegraph ${verb}`))
      assert.match(help, /\nExit codes:\n {2}0 /)
      assert.equal(/^ {2}4 /m.test(help), ['pull', 'sync'].includes(verb))
      assert.equal(/^ {2}3 /m.test(help), ['ingest', 'check', 'pull', 'verify', 'sync', 'export'].includes(verb))
      for (const { flag, env } of Object.values(SETTINGS))
        if (flag !== null && help.includes(`${flag} `)) assert.match(help, new RegExp(`\n {2}${env} `))
    })

  test('--help lists verbs, and all variables', async () => {
    const { help } = await parse('--help')
    for (const verb of VERBS) assert.match(help, new RegExp(`^ {2}${verb} `, 'm'))
    for (const { env } of Object.values(SETTINGS)) assert.match(help, new RegExp(`^ {2}${env} `, 'm'))
  })
})
