import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { suite, test } from 'node:test'
import { isInputObjectType } from 'graphql'
import type { Flags } from '../../src/cli/invocation.ts'
import { createProgram } from '../../src/cli/program.ts'
import { parseDuration, parseScope, syncInput } from '../../src/cli/sync-input.ts'
import { UsageError } from '../../src/errors.ts'
import { EXPORT_PARTS } from '../../src/model/index.ts'
import { createSchema } from '../../src/server/schema.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

/** The export input that these arguments of sync give. */
async function inputOf(...words: string[]) {
  let given: Flags = {}
  await createProgram(async (_verb, _exports, flags) => {
    given = flags
  }).parseAsync(['sync', ...words], { from: 'user' })
  return syncInput(given)
}

const PROJECT = ['--project', 'cproject']
const DEFAULTS = await inputOf(...PROJECT)

suite('the flags of sync', () => {
  test('without any: all changes of the scope, with everything but embeddings', () => {
    assert.deepEqual(DEFAULTS, {
      scope: { projectId: 'cproject' },
      incremental: true,
      filters: {},
      params: EXPORT_PARTS,
    })
    const { embeddings, ...others } = EXPORT_PARTS
    assert.deepEqual([embeddings, new Set(Object.values(others))], [false, new Set([true])])
  })

  test('the defaults are those of startExport', () => {
    const params = createSchema().getType('ExportParams')
    assert.ok(isInputObjectType(params))
    const defaults = Object.values(params.getFields()).filter(({ defaultValue }) => defaultValue !== undefined)
    assert.deepEqual(Object.fromEntries(defaults.map(({ name, defaultValue }) => [name, defaultValue])), EXPORT_PARTS)
  })

  test('scopes', async () => {
    assert.deepEqual((await inputOf('--dataset', 'cdataset')).scope, { datasetId: 'cdataset' })
    assert.deepEqual((await inputOf('--catalog')).scope, { catalog: true })
    for (const words of [[], ['--catalog', ...PROJECT], ['--dataset', 'a', ...PROJECT]])
      await assert.rejects(inputOf(...words))
    assert.deepEqual(parseScope('project:a:b'), { projectId: 'a:b' })
    assert.deepEqual(parseScope('dataset:d'), { datasetId: 'd' })
    assert.deepEqual(parseScope('catalog'), { catalog: true })
    for (const text of ['', 'project', 'project:', 'dataset:', 'catalog:x', 'slice:s'])
      assert.throws(() => parseScope(text), UsageError)
  })

  const filters: [string[], object][] = [
    [['--last-activity', '2025-01-01..2025-02-01'], { lastActivityAt: { from: '2025-01-01', to: '2025-02-01' } }],
    [['--last-activity', '2025-01-01 10:00:00..'], { lastActivityAt: { from: '2025-01-01 10:00:00' } }],
    [['--label-created', '..2025-02-01T00:00:00+01:00'], { labelCreatedAt: { to: '2025-02-01T00:00:00+01:00' } }],
    [['--batch', 'a', 'b'], { batchIds: ['a', 'b'] }],
    [['--workflow-status', 'InReview'], { workflowStatus: 'InReview' }],
    [['--data-rows', 'a,b, c'], { dataRowIds: ['a', 'b', 'c'] }],
    [['--global-keys', 'a'], { globalKeys: ['a'] }],
  ]
  for (const [words, expected] of filters)
    test(words.join(' '), async () => {
      assert.deepEqual(await inputOf(...PROJECT, ...words), { ...DEFAULTS, filters: expected })
    })

  test('--project-ids, for scopes of several projects', async () => {
    const { params } = await inputOf('--catalog', '--project-ids', 'a,b')
    assert.deepEqual(params, { ...DEFAULTS.params, projectIds: ['a', 'b'] })
    await assert.rejects(inputOf(...PROJECT, '--project-ids', 'a'))
  })

  test('a list out of a file: commas are part of an entry there', async () => {
    await using folder = await temporaryFolder()
    await writeFile(folder.file('keys'), 'one, two\r\n\nthree\n')
    const input = await inputOf(...PROJECT, '--global-keys', `@${folder.file('keys')}`)
    assert.deepEqual(input.filters, { globalKeys: ['one, two', 'three'] })
    await assert.rejects(inputOf(...PROJECT, '--data-rows', `@${folder.file('none')}`), UsageError)
  })

  test('a range that is none', async () => {
    for (const range of ['..', '2025-01-01', 'a..b..c'])
      await assert.rejects(inputOf(...PROJECT, '--last-activity', range), UsageError)
  })

  const parameters: [string, keyof typeof DEFAULTS.params][] = [
    ['--no-attachments', 'attachments'],
    ['--no-metadata-fields', 'metadataFields'],
    ['--no-data-row-details', 'dataRowDetails'],
    ['--no-project-details', 'projectDetails'],
    ['--no-label-details', 'labelDetails'],
    ['--no-performance-details', 'performanceDetails'],
    ['--no-interpolated-frames', 'interpolatedFrames'],
    ['--embeddings', 'embeddings'],
  ]
  for (const [flag, name] of parameters)
    test(flag, async () => {
      const params = { ...DEFAULTS.params, [name]: !DEFAULTS.params[name] }
      assert.deepEqual(await inputOf(...PROJECT, flag), { ...DEFAULTS, params })
    })

  test('--full', async () => {
    assert.deepEqual(await inputOf(...PROJECT, '--full'), { ...DEFAULTS, incremental: false })
  })

  test('times', () => {
    assert.deepEqual(
      ['1s', '30s', '15m', '2h', '1d'].map(text => parseDuration('--every', text)),
      [1_000, 30_000, 900_000, 7_200_000, 86_400_000],
    )
    for (const text of ['', '0s', '15', 'm', '1.5h', '-1s', '25d', '1 h'])
      assert.throws(() => parseDuration('--every', text), UsageError)
  })
})
