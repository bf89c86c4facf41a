import assert from 'node:assert/strict'
import { execFile, execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { after, before, suite, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import {
  buildSchema,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  isScalarType,
  isSpecifiedScalarType,
} from 'graphql'
import { temporaryFolder } from './support/temporary-folder.ts'

/* The package as npm would publish it, installed in a project of its own. */

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const SAMPLE = join(ROOT, 'test/fixtures/samples/dicom-v2.json')
const CLI = 'node_modules/slicegraph/dist/cli.js'
const { version, dependencies, exports: exportMap } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
const SDL = readFileSync(join(ROOT, 'schema.graphql'), 'utf8')

/** Files beside `src` that a package is made of, or that its build reads. */
const { files: SHIPPED } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'))
const INPUTS = [
  ...['.tsconfig.build.json', 'LICENSE', 'README.md', 'package.json', 'tsconfig.json'],
  ...SHIPPED.filter((name: string) => !name.startsWith('dist/')),
]

/** A client's own code, which has to pass the compiler with the types that the package brings. */
const CLIENT = `
import type { ResultOf } from '@graphql-typed-document-node/core'
import { WorklistDocument, type WorklistQuery } from 'slicegraph/operations'
import { introspection, possibleTypes, typesWithoutKey } from 'slicegraph/possible-types'
import { scalars } from 'slicegraph/scalars'

/** As Apollo Client and Graphcache declare them. */
export const apollo: { [supertype: string]: string[] } = possibleTypes
export const urql: { __schema: { queryType: { name: string }; types?: readonly object[] } } = introspection
export const keys = Object.fromEntries(typesWithoutKey.map(name => [name, () => null]))
export const dateTime: 'string' = scalars.DateTime
export const total = (answer: ResultOf<typeof WorklistDocument>) => answer.dataRowProjects?.totalCount
export const same = (answer: WorklistQuery): ResultOf<typeof WorklistDocument> => answer
`

suite('the package', () => {
  let project: Awaited<ReturnType<typeof temporaryFolder>>
  let files: readonly string[]

  before(async () => {
    project = await temporaryFolder()
    // A copy, since its prepack builds: other tests and people use the folder.
    const copy = project.file('copy')
    const parts = ['src', ...INPUTS].map(name => cp(join(ROOT, name), join(copy, name), { recursive: true }))
    await Promise.all(parts)
    await symlink(join(ROOT, 'node_modules'), join(copy, 'node_modules'))
    const pack = execFileSync('npm', ['pack', '--json', '--pack-destination', project.path], {
      cwd: copy,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const [packed] = JSON.parse(pack.slice(pack.indexOf('[\n')))
    files = packed.files.map(({ path }: { path: string }) => path)
    const target = project.file('node_modules/slicegraph')
    await mkdir(target, { recursive: true })
    execFileSync('tar', ['-xzf', project.file(packed.filename), '-C', target, '--strip-components=1'])
    // What it depends on, and nothing that only its development needs.
    for (const name of Object.keys(dependencies)) await link(name)
    await writeFile(project.file('package.json'), '{ "type": "module" }')
  })
  after(() => project[Symbol.asyncDispose]())

  async function link(name: string): Promise<void> {
    const place = project.file(`node_modules/${name}`)
    await mkdir(dirname(place), { recursive: true })
    await symlink(join(ROOT, 'node_modules', name), place)
  }

  const run = (...args: string[]) =>
    new Promise<{ code: number; stdout: string; stderr: string }>(resolve => {
      execFile(process.execPath, args, { cwd: project.path }, (error, stdout, stderr) =>
        resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
      )
    })

  test('holds what is run and what is read, and neither sources nor tests', async () => {
    assert.deepEqual(
      files.filter(file => !/^(dist|docs)\//.test(file)).sort(),
      [
        'CHANGELOG.md',
        'CONTRIBUTING.md',
        'LICENSE',
        'README.md',
        'SECURITY.md',
        'package.json',
        'schema.graphql',
      ].sort(),
    )
    const pages = [...(await readFile(join(ROOT, 'README.md'), 'utf8')).matchAll(/\]\((docs\/[^)#]+)\)/g)]
    assert.ok(pages.every(([, page = '']) => files.includes(page)))
    assert.deepEqual(
      files.filter(file => file.startsWith('dist/') && !/\.(js|d\.ts)$/.test(file)),
      [],
    )
    // Types of the modules that can be imported, and of no others.
    const exported = Object.values<string>(exportMap).filter(path => path.endsWith('.js'))
    assert.deepEqual(
      files.filter(file => file.endsWith('.d.ts')).sort(),
      exported.map(path => path.slice(2).replace(/js$/, 'd.ts')).sort(),
    )
    assert.deepEqual(
      files.filter(file => /test|fixtures/.test(file)),
      [],
    )
  })

  test('its command says its version', async () => {
    assert.deepEqual(await run(CLI, '--version'), { code: 0, stdout: `${version}\n`, stderr: '' })
  })

  test('its command reads an export', async () => {
    const { code, stdout, stderr } = await run(CLI, 'check', '--quiet', '--json', SAMPLE)
    assert.equal(code, 0, stderr)
    const { records, labels, rejected } = JSON.parse(stdout)
    assert.deepEqual({ records, labels, rejected }, { records: 1, labels: 1, rejected: 0 })
  })

  test('its command loads an export into a store', async () => {
    const store = `sqlite:${project.file('own.db')}`
    const { code, stdout, stderr } = await run(CLI, 'ingest', '--quiet', '--json', '--store', store, SAMPLE)
    assert.equal(code, 0, stderr)
    assert.equal(JSON.parse(stdout).dataRows, 1)
  })

  test('its command prints the schema', async () => {
    assert.equal((await run(CLI, 'schema')).stdout, SDL)
  })

  test('its command says on an old Node which one it needs', async () => {
    const old = `data:text/javascript,Object.defineProperty(process.versions,'node',{value:'20.19.5'})`
    const { code, stdout, stderr } = await run('--import', old, CLI, '--version')
    assert.equal(code, 1)
    assert.equal(stdout, '')
    assert.match(stderr, /^slicegraph needs Node 24 or newer, and this is Node 20\.19\.5 .*\n$/)
  })

  test('the schema is found by its name', async () => {
    const { stdout } = await run('--print', `require.resolve('slicegraph/schema.graphql')`)
    assert.equal(await readFile(stdout.trim(), 'utf8'), SDL)
  })

  test('the scalar map has every scalar of the schema', async () => {
    const print = `import { scalars } from 'slicegraph/scalars'; console.log(JSON.stringify(scalars))`
    const { stdout } = await run('--input-type=module', '--eval', print)
    const own = Object.values(buildSchema(SDL).getTypeMap()).filter(
      type => isScalarType(type) && !isSpecifiedScalarType(type),
    )
    assert.deepEqual(Object.keys(JSON.parse(stdout)).sort(), own.map(({ name }) => name).sort())
  })

  test('the typed documents are documents', async () => {
    const print = `import * as operations from 'slicegraph/operations'
      for (const [name, { kind }] of Object.entries(operations)) console.log(name, kind)`
    const lines = (await run('--input-type=module', '--eval', print)).stdout.trim().split('\n')
    assert.ok(lines.includes('WorklistDocument Document'))
    assert.deepEqual(
      lines.filter(line => !line.endsWith(' Document')),
      [],
    )
  })

  test('the possible types are those of the schema', async () => {
    const print = `import * as types from 'slicegraph/possible-types'; console.log(JSON.stringify(types))`
    const { possibleTypes, typesWithoutKey, introspection } = JSON.parse(
      (await run('--input-type=module', '--eval', print)).stdout,
    )
    const schema = buildSchema(SDL)
    const annotation = schema.getType('Annotation') as GraphQLInterfaceType
    assert.deepEqual(Object.keys(possibleTypes), ['Annotation', 'Node'])
    assert.deepEqual(possibleTypes.Annotation.sort(), schema.getPossibleTypes(annotation).map(String).sort())
    for (const type of ['Label', 'Group', 'Export']) assert.ok(!typesWithoutKey.includes(type))
    // Their ids can be null.
    for (const type of ['PageInfo', 'BoundingBox', 'LabelEdge', 'Dataset']) assert.ok(typesWithoutKey.includes(type))
    const { types } = introspection.__schema
    const label = types.find(({ name }: { name: string }) => name === 'Label')
    assert.equal(label.fields.length, Object.keys((schema.getType('Label') as GraphQLObjectType).getFields()).length)
  })

  /** Checks a file of the project as a strict client would. */
  const compile = (file: string) => {
    const compiler = join(ROOT, 'node_modules/typescript/bin/tsc')
    const options = ['--noEmit', '--strict', '--verbatimModuleSyntax', '--module', 'nodenext', '--target', 'es2024']
    return run(compiler, ...options, file)
  }

  test("a client's code compiles against its types", async () => {
    await writeFile(project.file('client.ts'), CLIENT)
    const { code, stdout } = await compile('client.ts')
    assert.equal(code, 0, stdout)
  })

  test('the code generator takes the config of the docs, and what it writes compiles', async () => {
    const docs = await readFile(join(ROOT, 'docs/clients.md'), 'utf8')
    const [, config = ''] = /```ts\n(\/\/ codegen\.ts\n[\s\S]*?)```/.exec(docs) ?? []
    await writeFile(project.file('codegen.ts'), config)
    await mkdir(project.file('src'))
    const query =
      'query Masks($since: DateTime) { annotations(filter: {label: {createdAt: {gte: $since}}}) { totalCount } }'
    await writeFile(project.file('src/masks.graphql'), query)
    for (const name of ['@graphql-codegen', 'graphql']) await link(name).catch(() => {})
    const generator = join(ROOT, 'node_modules/@graphql-codegen/cli/esm/bin.js')
    const generated = await run(generator, '--config', 'codegen.ts')
    assert.equal(generated.code, 0, generated.stdout + generated.stderr)
    const { code, stdout } = await compile('src/graph.ts')
    assert.equal(code, 0, stdout)
  })
})
