import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { cp, readFile, symlink, writeFile } from 'node:fs/promises'
import { suite, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { describeFault, ERRORS, fromSent, SlicegraphError, toSent, UsageError } from '../src/errors.ts'
import { runScript } from './support/run-script.ts'
import { temporaryFolder } from './support/temporary-folder.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** Asks everything that handles errors about one with the code ADDED, which only the scratch copy knows. */
const PROBE = `
import { fastify } from 'fastify'
import { GraphQLError } from 'graphql'
import { pino } from 'pino'
import { SlicegraphError } from './src/errors.ts'
import { createRetryPolicy } from './src/labelbox/api/retry-policy.ts'
import { createErrorFormatter } from './src/server/format-error.ts'
import { answerInJson } from './src/server/http-errors.ts'
import { createSchema } from './src/server/schema.ts'

const added = new SlicegraphError('ADDED', 'a new kind of error')
const http = fastify()
const formatError = createErrorFormatter(pino({ level: 'silent' }), createSchema(), () => {})
answerInJson(http, formatError)
http.get('/', () => { throw added })
const reply = await http.inject('/')
const retries = createRetryPolicy({ pollMs: 0, patienceMs: 60_000 })
const waited = await retries.waitAfter(added).then(() => true, () => false)
const formatted = formatError({ message: '' }, new GraphQLError('', { originalError: added }))
console.log(JSON.stringify({ status: reply.statusCode, body: reply.json(), waited, formatted }))
`

suite('errors', () => {
  for (const { line, status, exit, waited, told } of [
    {
      line: `ADDED: { status: 507, exit: EXIT.unavailable, retry: 'later' }`,
      status: 507,
      exit: 5,
      waited: true,
      told: 'ADDED',
    },
    { line: 'ADDED: { status: 402, exit: EXIT.forbidden }', status: 402, exit: 4, waited: false, told: 'ADDED' },
    {
      line: 'ADDED: { status: 402, exit: EXIT.usage, internal: true }',
      ...{ status: 500, exit: 2, waited: false, told: 'INTERNAL_SERVER_ERROR' },
    },
  ]) {
    test(`a new code is one line: ${line}`, async () => {
      await using scratch = await temporaryFolder()
      await cp(`${ROOT}src`, scratch.file('src'), { recursive: true })
      for (const file of ['package.json', 'schema.graphql']) await cp(ROOT + file, scratch.file(file))
      await symlink(`${ROOT}node_modules`, scratch.file('node_modules'))
      const table = await readFile(`${ROOT}src/errors.ts`, 'utf8')
      await writeFile(scratch.file('src/errors.ts'), table.replace('const TABLE = {', `const TABLE = {\n  ${line},`))
      await writeFile(scratch.file('probe.ts'), PROBE)
      await writeFile(
        scratch.file('src/cli/schema.ts'),
        `import { SlicegraphError } from '../errors.ts'
         export const schema = async () => { throw new SlicegraphError('ADDED', 'a new kind of error') }`,
      )
      const probe = await runScript(scratch.path, 'probe.ts')
      assert.equal(probe.stderr, '')
      const answer = JSON.parse(probe.stdout)
      assert.equal(answer.status, status)
      assert.equal(answer.body.errors[0].extensions.code, told)
      assert.equal(answer.formatted.extensions.code, told)
      assert.equal(answer.waited, waited)
      const run = await runScript(scratch.path, 'src/cli.js', 'schema')
      assert.match(run.stderr, /a new kind of error/)
      assert.equal(run.code, exit)
    })
  }

  test('no other file of src lists codes', () => {
    const code = `(?:${Object.keys(ERRORS).join('|')})`
    const lists = [
      `'${code}',\\s*'${code}'`,
      `\\b${code}: [\\s\\S]*^\\s*${code}: `,
      `'${code}'\\s*\\|\\s*'${code}'`,
      `[=!]== '${code}' (?:\\|\\||&&)[^;]*[=!]== '${code}'`,
      `case '${code}'[\\s\\S]*case '${code}'`,
    ].map(pattern => new RegExp(pattern, 'm'))
    const samples = [
      "['NOT_FOUND', 'OVERLOADED']",
      '  NOT_FOUND: 1,\n  OVERLOADED: 2',
      "x === 'NOT_FOUND' || y !== 'OVERLOADED'",
    ]
    for (const sample of samples)
      assert.ok(
        lists.some(list => list.test(sample)),
        sample,
      )
    // The demo's Labelbox has codes of its own.
    const files = globSync('src/**/*.ts', { cwd: ROOT, exclude: ['src/generated/**', 'src/demo/**', 'src/errors.ts'] })
    assert.ok(files.length > 100)
    const found = files.filter(file => {
      const text = readFileSync(ROOT + file, 'utf8').replaceAll(/^ *(?:\/\*)?\*.*$|\/\/.*$/gm, '')
      return lists.some(list => list.test(text))
    })
    assert.deepEqual(found, [])
  })

  test('every error of ours has a code of the table, and its message may be logged', () => {
    const error = new UsageError('The flag is wrong.')
    assert.ok(error instanceof SlicegraphError)
    assert.equal(error.traits.exit, 2)
    assert.equal(describeFault(error).message, 'The flag is wrong.')
    assert.equal(describeFault(new Error('quotes "data"')).message, null)
  })

  test('an error that another thread or process sends is as it was, but for the message of one that is not ours', () => {
    const options = { file: 'a.db', details: { retryAfterSeconds: 1 } }
    const own = new SlicegraphError('STORE_FULL', 'The disk is full.', options)
    const { code, message, file, details, stack } = fromSent(structuredClone(toSent(own))) as SlicegraphError
    assert.deepEqual([code, message, file, details, stack], [own.code, own.message, own.file, own.details, own.stack])
    const other = fromSent(structuredClone(toSent(Object.assign(new Error('quotes "data"'), { code: 'EIO' }))))
    assert.ok(!(other instanceof SlicegraphError))
    const described = describeFault(other)
    assert.deepEqual([described.code, other.message.includes('data')], ['EIO', false])
    assert.ok(described.trace.length > 0)
  })
})
