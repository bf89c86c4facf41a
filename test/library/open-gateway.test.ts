import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { demoContent, writeDemoExport } from '../../src/demo/index.ts'
import { WorklistDocument } from '../../src/generated/operations.ts'
import { openGateway } from '../../src/index.ts'
import { openEmulator } from '../emulator/index.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const LABELS = '{ labels(first: 1000) { nodes { id createdBy project { id } raw } } }'
type Labels = { labels: { nodes: { id: string; createdBy: string; project: { id: string }; raw: object | null }[] } }

suite('the library', () => {
  test('loads an export and answers from it, with types', async () => {
    await using folder = await temporaryFolder()
    await using gateway = await openGateway({ store: `sqlite:${folder.file('x.db')}` })
    const summary = await gateway.load(await writeDemoExport(folder.path, { dataRows: 8 }))
    assert.ok(summary.labels > 0 && summary.records > 0)
    assert.deepEqual([summary.rejected, summary.failures], [0, []])
    const { data, errors } = await gateway.execute(WorklistDocument, { first: 2 } as never)
    assert.equal(errors, undefined)
    assert.ok((data?.dataRowProjects?.totalCount ?? 0) > 0)
    // A document that comes again is compiled.
    for (let time = 0; time < 3; time++) {
      const again = await gateway.execute<Labels>(LABELS)
      assert.ok((again.data?.labels.nodes.length ?? 0) > 0)
      assert.equal(Object.getPrototypeOf(again.data?.labels), Object.prototype)
    }
  })

  test('shows a principal what it may see', async () => {
    await using folder = await temporaryFolder()
    await using gateway = await openGateway({ store: `sqlite:${folder.file('x.db')}` })
    await gateway.load(await writeDemoExport(folder.path, { dataRows: 12 }))
    const nodes = async (principal = {}) =>
      (await gateway.execute<Labels>(LABELS, undefined, principal)).data?.labels.nodes ?? []
    const all = await nodes()
    const project = all[0]?.project.id ?? ''
    const own = all.filter(label => label.project?.id === project)
    assert.ok(own.length > 0 && own.length < all.length)
    const seen = await nodes({ projects: [project], hides: ['people', 'raw'] })
    assert.deepEqual(
      seen.map(({ id }) => id),
      own.map(({ id }) => id),
    )
    assert.ok(seen.every(({ createdBy, raw }) => /^person_/.test(createdBy) && raw === null))
    const start = 'mutation { startExport(input: { scope: { projectId: "p" } }) { task { id } } }'
    const refused = await gateway.execute(start, undefined, { role: 'viewer' })
    assert.equal(refused.errors?.[0]?.extensions.code, 'FORBIDDEN')
  })

  test('has the errors of a gateway in its answers, and rejects once it is closed', async () => {
    await using folder = await temporaryFolder()
    const gateway = await openGateway({ store: `sqlite:${folder.file('x.db')}`, maxCost: 100_000 })
    const codeOf = async (document: string, variables?: object) =>
      (await gateway.execute(document, variables)).errors?.[0]?.extensions.code
    assert.equal(await codeOf('{'), 'GRAPHQL_PARSE_FAILED')
    assert.equal(await codeOf('{ nope }'), 'GRAPHQL_VALIDATION_FAILED')
    assert.equal(await codeOf('query ($id: ID!) { label(id: $id) { id } }', {}), 'BAD_USER_INPUT')
    assert.equal(
      await codeOf('query A { viewer { name } } query B { viewer { name } }'),
      'OPERATION_RESOLUTION_FAILURE',
    )
    assert.equal(await codeOf('subscription { exportTask(id: "task:1") { id } }'), 'BAD_REQUEST')
    assert.equal(
      await codeOf('{ labels(first: 1000) { nodes { annotations(first: 1000) { nodes { id } } } } }'),
      'COST_LIMIT_EXCEEDED',
    )
    assert.equal(await codeOf('{ labels(first: -1) { nodes { id } } }'), 'BAD_USER_INPUT')
    await gateway.close()
    await gateway.close()
    await assert.rejects(gateway.execute('{ viewer { name } }'), /closed/)
    await assert.rejects(gateway.load('x.ndjson'), /closed/)
  })

  test('fetches masks on first use from the origins that are given', async () => {
    await using opened = new AsyncDisposableStack()
    const emulator = await openEmulator({ content: origin => demoContent({ dataRows: 8, origin }) })
    opened.defer(() => emulator.close())
    const folder = opened.use(await temporaryFolder())
    const options = { store: `sqlite:${folder.file('x.db')}`, apiKey: emulator.key, upstreamOrigins: [emulator.origin] }
    const gateway = opened.use(await openGateway(options))
    await gateway.load(await writeDemoExport(folder.path, { dataRows: 8, origin: emulator.origin }))
    const { data } = await gateway.execute<{ annotations: { nodes: { mask?: { area: number | null } | null }[] } }>(
      '{ annotations(first: 20, filter: { annotationKind: { contains: "Mask" } }) { nodes { ... on MaskAnnotation { mask { area } } } } }',
    )
    const areas = data?.annotations.nodes.flatMap(({ mask }) => mask?.area ?? [])
    assert.ok(areas && areas.length > 0 && areas.every(area => area > 0))
  })
})
