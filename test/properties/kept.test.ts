import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { parse, validate } from 'graphql'
import { createExecute } from '../../src/execution/index.ts'
import { createLoaders, OPEN } from '../../src/loaders/index.ts'
import { createFollowLoads } from '../../src/server/follow-loads.ts'
import { createSchema } from '../../src/server/schema.ts'
import { EVERYTHING, openStore, type Scope, type StoreReader } from '../../src/store/index.ts'
import { frozen } from '../support/frozen.ts'
import { openLoadedStore } from '../support/graph.ts'
import { openLazy } from '../support/lazy.ts'
import { readExport } from '../support/oracle.ts'
import { arbitraryListQuery, KINDS } from './list-query.ts'
import { loadExport } from './load-export.ts'
import { runProperty } from './run-property.ts'
import { arbitraryTwoLoads } from './second-load.ts'
import { arbitraryStatsQuery, STARTED_AT } from './stats-query.ts'
import { everythingIn, readEverything, readList, readStats } from './whole-answer.ts'

const schema = createSchema()
const execute = createExecute({ schema })

const DOCUMENTS = [
  `{ dataRows(first: 50) { totalCount nodes { id globalKey projects { id workflowStatus } workflowEvents { id createdAt }
    labels { id createdBy groups { name frames(first: 5) { nodes { number annotations { id } } } features { id segments { start } } }
      classifications { name } annotations(first: 5) { totalCount nodes { id name } } } } } }`,
  `{ labels(first: 3, orderBy: [{ field: CREATED_AT, direction: DESC }]) { totalCount pageInfo { endCursor }
    nodes { id dataRow { id labels { id } } } } }`,
  '{ labels(last: 3) { nodes { id } } labelStats(groupBy: [CREATED_BY]) { createdBy labelCount } }',
  '{ annotations(first: 20) { nodes { id label { id } } } annotationStats(groupBy: [NAME]) { name annotationCount } }',
].map(source => parse(source))

const twoLoads = arbitraryTwoLoads().chain(loads => {
  const found = readExport(loads.afterwards)
  return fc.record({
    loads: fc.constant(loads),
    scope: fc.subarray(found.projects.map(({ id }) => id)),
    lists: fc.tuple(...KINDS.map(kind => arbitraryListQuery(found, [kind]))),
    stats: fc.array(arbitraryStatsQuery(found), { minLength: 3, maxLength: 3 }),
  })
})

/** Enough for everything, less than a page, and less than most rows. */
const SIZES = [10_000_000, 20_000, 2_000]

test('what is kept in memory answers as the store does, through loads and scopes, and is never written into', async () => {
  for (const document of DOCUMENTS) assert.deepEqual(validate(schema, document), [])
  const property = fc.asyncProperty(twoLoads, async ({ loads, scope, lists, stats }) => {
    await using opened = await openLoadedStore()
    const { lazy, runs, pulls, close } = await openLazy(opened.store, opened.folder.file('media'))
    const plain = await openStore(opened.url, { keptBytes: 0 })
    const keeping = await Promise.all(SIZES.map(keptBytes => openStore(opened.url, { keptBytes })))
    try {
      for (const records of [loads.first, loads.second]) {
        await loadExport(opened, records)
        for (const each of [EVERYTHING, { projects: scope }, EVERYTHING]) await compare(each)
      }
    } finally {
      await close()
      for (const store of [plain, ...keeping]) await store.close()
    }

    async function compare(scope: Scope): Promise<void> {
      const expected = await answersOf(await plain.openSnapshot({ scope, startedAt: STARTED_AT }))
      for (const store of keeping)
        for (let time = 1; time <= 2; time++)
          assert.deepEqual(
            await answersOf(frozen(await store.openSnapshot({ scope, startedAt: STARTED_AT }))),
            expected,
          )
    }

    async function answersOf(reader: StoreReader): Promise<unknown> {
      const asked = everythingIn(readExport(loads.afterwards))
      const texts: string[] = []
      const { version } = reader
      for (const document of DOCUMENTS) {
        const outcome = { isWhole: false, isOfNow: false, until: null }
        const context = {
          principal: OPEN,
          loaders: createLoaders(reader, lazy),
          publicUrl: null,
          runs,
          pulls,
          followLoads: createFollowLoads(opened.store),
          demo: false,
          version,
          dataVersion: reader.dataVersion,
          outcome,
        }
        texts.push(JSON.stringify(await execute({ document, operationName: undefined, variables: {} }, context)))
      }
      const pages = []
      for (const query of lists) pages.push(await readList(reader, query, asked))
      return [texts, pages, await readStats(reader, stats), await readEverything(reader, asked)]
    }
  })
  await runProperty(property, 12)
})
