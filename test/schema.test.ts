import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { after, before, suite, test } from 'node:test'
import {
  buildSchema,
  findBreakingChanges,
  type GraphQLSchema,
  graphql,
  isEnumType,
  isInputObjectType,
  isObjectType,
  validateSchema,
} from 'graphql'
import { demoContent, writeDemoExport } from '../src/demo/index.ts'
import { KINDS } from '../src/kinds/index.ts'
import { createLoaders, OPEN } from '../src/loaders/index.ts'
import { resolvers } from '../src/resolvers/index.ts'
import { createSchema, readSdl } from '../src/server/schema.ts'
import { EVERYTHING } from '../src/store/index.ts'
import { demoExports, openEmulator } from './emulator/index.ts'
import { v2Label, v2Row } from './store/overlapping-records.ts'
import { openLoadedStore } from './support/graph.ts'
import { openLazy } from './support/lazy.ts'
import {
  type Ask,
  crawl,
  ownTypes,
  type Samples,
  sampling,
  unanswered,
  undescribed,
  unknownDimensions,
  unknownFilters,
  unknownOrders,
} from './support/schema-checks.ts'

const SDL = readSdl()
const schema = createSchema()
const DEMO = { dataRows: 5, v1Records: 2 }

suite('the text of the schema', () => {
  test('is valid, which no start checks', () => {
    assert.deepEqual(validateSchema(buildSchema(SDL)), [])
  })

  test('describes every element', () => {
    assert.deepEqual(undescribed(schema), [])
    assert.deepEqual(undescribed(createSchema(`${SDL} extend type Label { zzz: Int! } type Zzz { "x" a: Int }`)), [
      'Label.zzz',
      'Zzz',
    ])
  })

  test('has no comments but headings, as explorers do not show them', () => {
    const text = SDL.replaceAll(/"""[\s\S]*?"""|"(?:\\.|[^"\\\n])*"/g, '')
    assert.doesNotMatch(text, /#(?! ---- )/)
  })

  test('has a type with a resolver for each kind of annotation, and no other', () => {
    const ofKinds = KINDS.map(({ type }) => type).sort()
    const annotation = schema.getType('Annotation')
    const types = ownTypes(schema).filter(
      type => isObjectType(type) && type.getInterfaces().includes(annotation as never),
    )
    assert.deepEqual(types.map(({ name }) => name).sort(), ofKinds)
    assert.deepEqual(
      ofKinds.filter(name => !(name in resolvers)),
      [],
    )
  })
})

suite('the schema and the code behind it', () => {
  const samples: Samples = new Map()
  const opened = new AsyncDisposableStack()
  let run: (query: string, of?: GraphQLSchema) => ReturnType<typeof graphql>
  const ask =
    (of: GraphQLSchema): Ask =>
    async query => {
      const { data, errors } = await run(query, of)
      if (errors || !data) throw new Error(errors?.map(({ message }) => message).join('\n'))
      return data
    }

  before(async () => {
    const emulator = await openEmulator({
      content: origin => demoContent({ ...DEMO, origin }),
      exports(origin) {
        const rows = demoExports({ ...DEMO, origin }).rows()
        return { rows: () => rows, fault: row => (row === rows[0] ? 'This row cannot be exported.' : null) }
      },
    })
    opened.defer(() => emulator.close())
    const store = opened.use(await openLoadedStore())
    await store.load(await writeDemoExport(store.folder.file('demo'), { ...DEMO, origin: emulator.origin }))
    await store.load(globSync('test/fixtures/{,wire/}*.{json,ndjson}'))
    await store.loadRecords(['{"no": "record"}'])
    for (const day of [1, 2])
      await store.loadRecords([v2Row({ id: 'row-left', at: day, labels: day === 1 ? [v2Label('label-left', 1)] : [] })])
    const origins = [emulator.origin, emulator.exports.storageOrigin]
    const { lazy, runs, pulls, close } = await openLazy(store.store, store.folder.file('media'), {
      key: emulator.key,
      origins,
    })
    opened.defer(close)
    run = async (source, of = schema) => {
      const reader = await store.store.openSnapshot({ scope: EVERYTHING })
      const { dataVersion } = reader
      const loaders = createLoaders(reader, lazy)
      const contextValue = { principal: OPEN, loaders, publicUrl: null, runs, pulls, dataVersion, demo: false }
      return graphql({ schema: of, source, contextValue, fieldResolver: sampling(samples) })
    }
    const start = 'mutation { startExport(input: {scope: {catalog: true}}) { task { id } } }'
    const { startExport } = (await ask(schema)(start)) as { startExport: { task: { id: string } } }
    for await (const { status } of runs.follow(startExport.task.id)) if (status !== 'IN_PROGRESS') break
    await ask(schema)('mutation { startPull(input: { masks: false }) { task { id } } }')
    // Frames and masks of the fixtures are at places that may not be asked.
    const { errors = [] } = await run(crawl(schema, 1000))
    assert.deepEqual(
      errors.filter(
        ({ originalError }) => !(originalError && 'code' in originalError && originalError.code === 'UPSTREAM_BLOCKED'),
      ),
      [],
    )
  })
  after(() => opened.disposeAsync())

  test('each field is answered by a resolver or the model', () => {
    assert.deepEqual(unanswered(schema, samples), [])
  })

  test('a field more is noticed in each object type', () => {
    for (const { name } of ownTypes(schema).filter(isObjectType)) {
      for (const type of ['Int!', 'Int']) {
        const extended = createSchema(`${SDL} extend type ${name} { zzz: ${type} }`)
        const found = unanswered(extended, samples)
        assert.deepEqual(
          found.map(each => each.split(' ')[0]),
          [`${name}.zzz`],
        )
      }
    }
  })

  test('the store knows each filter', async () => {
    assert.deepEqual(await unknownFilters(schema, ask(schema)), [])
  })

  test('the store knows each order', async () => {
    assert.deepEqual(await unknownOrders(schema, ask(schema)), [])
  })

  test('the store knows each dimension', async () => {
    assert.deepEqual(await unknownDimensions(schema, ask(schema)), [])
  })

  test('a filter, an order or a dimension more is noticed', async () => {
    const own = ownTypes(schema)
    const filters = own.filter(type => isInputObjectType(type) && 'or' in type.getFields())
    const orders = own.filter(type => isEnumType(type) && type.name.endsWith('OrderField'))
    const dimensions = own.filter(type => isEnumType(type) && type.name.endsWith('Dimension'))
    assert.ok(filters.length > 3 && orders.length > 3 && dimensions.length > 3)
    const extended = createSchema(
      [
        SDL,
        ...filters.map(({ name }) => `extend input ${name} { zzz: StringFilter }`),
        ...[...orders, ...dimensions].map(({ name }) => `extend enum ${name} { ZZZ }`),
      ].join('\n'),
    )
    const found = [
      ...(await unknownFilters(extended, ask(extended))),
      ...(await unknownOrders(extended, ask(extended))),
      ...(await unknownDimensions(extended, ask(extended))),
    ]
    assert.equal(found.filter(each => /zzz\)$/i.test(each)).length, filters.length + orders.length + dimensions.length)
    assert.deepEqual(
      found.filter(each => !/zzz/i.test(each)),
      [],
    )
  })
})

suite('released schemas', () => {
  const root = new URL('..', import.meta.url).pathname
  const changelog = readFileSync(posix.join(root, 'CHANGELOG.md'), 'utf8')

  for (const file of globSync('test/fixtures/released/*.graphql', { cwd: root })) {
    const version = posix.basename(file, '.graphql')
    const told = breakingSince(changelog, version)
    test(`each break since ${version} is a line under Breaking in CHANGELOG`, () => {
      const released = buildSchema(readFileSync(posix.join(root, file), 'utf8'))
      assert.deepEqual(untold(released, schema, told), [])
      const broken = buildSchema(SDL.replace(/^ {2}secondsToRework: Float$/m, '  other: Float'))
      assert.deepEqual(untold(released, broken, told), ['Label.secondsToRework was removed.'])
    })
  }

  function untold(released: GraphQLSchema, now: GraphQLSchema, told: string): string[] {
    const changes = findBreakingChanges(released, now).map(({ description }) => description)
    // The first name in the description is the element: `Label.skipped` or `LabelFilter`.
    const isTold = (change: string) =>
      change.match(/[A-Za-z]+(\.\w+)?/g)?.some(name => isElement(name) && told.includes(`\`${name}\``))
    const isElement = (name: string) => released.getType(name.split('.')[0] ?? '') !== undefined
    return changes.filter(change => !isTold(change))
  }
})

/** The text under Breaking of every version after that one. */
function breakingSince(changelog: string, version: string): string {
  const newer = changelog.slice(0, changelog.indexOf(`\n## ${version}`))
  return [...newer.matchAll(/^### Breaking\n([\s\S]*?)(?=^##|$(?![\s\S]))/gm)].map(([, text]) => text).join('\n')
}
