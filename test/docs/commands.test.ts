import assert from 'node:assert/strict'
import { mkdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, suite, test } from 'node:test'
import { buildSchema, parse, validate } from 'graphql'
import { type DemoOptions, demoContent, writeDemoExport } from '../../src/demo/index.ts'
import { runCli, serveCli } from '../cli/spawn-cli.ts'
import { demoExports, type ExportingEmulator, openEmulator } from '../emulator/index.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { blocksOf, PAGES, read } from './documents.ts'

/** One line of a shell block, with continued lines joined. */
interface Command {
  readonly page: string
  readonly words: string
}

const commands: readonly Command[] = PAGES.flatMap(blocksOf)
  .filter(({ language }) => language === 'sh')
  .flatMap(({ page, text }) =>
    text
      .replaceAll(/\\\n\s*/g, '')
      .split('\n')
      .filter(Boolean)
      .map(words => ({ page, words })),
  )

/** Commands that another test runs, or that are this very run. */
const RUN_ELSEWHERE =
  /^(npm ci|npm start|npm test|npm run (check|codegen|build|assure)|npm run bench( -- .*)?|curl .*)$/

suite('every command of the documentation', () => {
  const demo: DemoOptions = { dataRows: 3, v1Records: 0 }
  let emulator: ExportingEmulator
  let env: Record<string, string>
  let projectId: string
  before(async () => {
    emulator = await openEmulator({
      content: origin => demoContent({ ...demo, origin }),
      exports: origin => demoExports({ ...demo, origin }),
    })
    env = {
      LABELBOX_API_URL: emulator.origin,
      SLICEGRAPH_UPSTREAM_ORIGINS: [emulator.origin, emulator.exports.storageOrigin].join(','),
    }
    const [row] = demoExports(demo).rows() as unknown as { projects: object }[]
    projectId = Object.keys(row?.projects ?? {})[0] ?? ''
  })
  after(() => emulator.close())

  for (const { page, words } of commands.filter(command => !RUN_ELSEWHERE.test(command.words))) {
    test(`${page}: ${words}`, async () => {
      await using folder = await temporaryFolder()
      const [file = ''] = await writeDemoExport(folder.path, { ...demo, origin: emulator.origin })
      await mkdir(join(folder.path, 'path/to'), { recursive: true })
      await rename(file, join(folder.path, 'path/to/export.ndjson'))
      const match = /^(LABELBOX_API_KEY=YOUR_KEY )?npm (run slicegraph|start)(?: -- (.*))?$/.exec(words)
      assert.ok(match, 'a command that this test knows how to run')
      const [, withKey, script, rest = ''] = match
      const args = rest.replaceAll('PROJECT_ID', projectId).split(' ')
      const options = { folder: folder.path, env: { ...env, ...(withKey && { LABELBOX_API_KEY: emulator.key }) } }
      if (/^(pull|token)$/.test(args[0] ?? ''))
        assert.equal((await runCli(['ingest', 'path/to/export.ndjson'], options)).code, 0)
      if (script === 'start') {
        const gateway = await serveCli(['serve', ...args, '--port', '0'], options)
        assert.equal((await gateway.stop('SIGTERM')).code, 143)
      } else {
        const { code, stderr } = await runCli(args, options)
        assert.equal(code, 0, stderr)
      }
    })
  }
})

suite('every GraphQL document of the documentation', () => {
  const schema = buildSchema(read('schema.graphql'))
  for (const { page, text } of PAGES.flatMap(blocksOf).filter(({ language }) => language === 'graphql')) {
    test(`${page}: ${text.replaceAll(/\s+/g, ' ').slice(0, 50)}`, () => {
      const document = parse(text)
      assert.equal(document.definitions.length, 1, 'one operation, so that it can be pasted')
      assert.deepEqual(validate(schema, document), [])
    })
  }
})
