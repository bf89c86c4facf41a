import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { demoExport } from '../../../src/demo/index.ts'
import type { Json, JsonObject } from '../../../src/model/index.ts'
import type { ExportingEmulator } from '../index.ts'
import { openAccount, post, run, start } from './client.ts'

/** A row that was active, and labelled, at one moment. */
function row(id: string, at: string, more: { batch?: string; status?: string; dataset?: string } = {}): JsonObject {
  const { batch = 'batch1', status = 'DONE', dataset = 'dataset1' } = more
  const label = { label_kind: 'DICOM', version: '1.0.0', id: `label-${id}`, label_details: { created_at: at } }
  return {
    data_row: { id, global_key: `key-${id}`, row_data: 'x', details: { dataset_id: dataset, last_activity_at: at } },
    media_attributes: {},
    projects: {
      project1: {
        name: 'One',
        labels: [{ ...label, annotations: {} }],
        project_details: { batch_id: batch, workflow_status: status },
      },
    },
  }
}

/** Around midnight and the change of the clocks in Berlin, and in Kolkata, half an hour off. */
const ROWS = [
  row('a', '2025-03-29T22:59:59.999999+00:00', { status: 'TO_LABEL' }),
  row('b', '2025-03-29T23:00:00.000000+00:00', { status: 'IN_REVIEW', batch: 'batch2' }),
  row('c', '2025-03-30T00:59:59.000+00:00', { status: 'IN_REWORK', dataset: 'dataset2' }),
  row('d', '2025-03-30T01:00:00.000+00:00', { batch: 'batch2' }),
  row('e', '2025-03-30T22:00:00+00:00', { dataset: 'dataset2' }),
  row('f', '2025-03-31T05:00:00+00:00'),
  {
    data_row: { id: 'g', row_data: 'x', details: { dataset_id: 'dataset1', created_at: '2025-03-28' } },
    media_attributes: {},
    projects: {},
  },
]

const ids = async (emulator: ExportingEmulator, query: readonly Json[], projectId?: string) =>
  (await run(emulator, { query, ...(projectId !== undefined && { projectId }) }))
    .map((line: { data_row: { id: string } }) => line.data_row.id)
    .join('')

suite('the emulated upstream filters', () => {
  let emulator: ExportingEmulator
  const now = Date.parse('2025-03-31T05:00:01Z')
  before(async () => {
    emulator = await openAccount({ rows: () => ROWS }, { polls: 0 }, () => now)
  })
  after(() => emulator.close())

  const from = (timezone: string | null, value: string) => ({ operator: 'GREATER_THAN_OR_EQUAL', timezone, value })
  const to = (timezone: string | null, value: string) => ({ operator: 'LESS_THAN_OR_EQUAL', timezone, value })
  const between = (timezone: string | null, min: string, max: string) => ({
    operator: 'BETWEEN',
    timezone,
    value: { min, max },
  })

  const times: [JsonObject, string][] = [
    [from('UTC', '2025-03-30'), 'cdef'],
    [from(null, '2025-03-30'), 'cdef'],
    [from('Europe/Berlin', '2025-03-30'), 'bcdef'],
    [from('Asia/Kolkata', '2025-03-30'), 'abcdef'],
    [from('Asia/Kolkata', '2025-03-30 04:30:00'), 'bcdef'],
    [from('America/New_York', '2025-03-30'), 'ef'],
    [to('Europe/Berlin', '2025-03-30'), 'ab'],
    [to('Europe/Berlin', '2025-03-29 23:59:59'), ''],
    [to('UTC', '2025-03-30 00:59:59'), 'abc'],
    // The clocks go from 02:00 to 03:00 at 01:00 UTC.
    [from('Europe/Berlin', '2025-03-30 01:59:59'), 'cdef'],
    [from('Europe/Berlin', '2025-03-30 03:00:00'), 'def'],
    [from('Europe/Berlin', '2025-03-31'), 'ef'],
    [between('Europe/Berlin', '2025-03-30', '2025-03-31'), 'bcde'],
    [between('UTC', '2025-03-30T02:59:59+0200', '2025-03-30T01:00:00+0000'), 'cd'],
    [between('UTC', '2025-03-30T00:59:59Z', '2025-03-30T06:30:00+05:30'), 'cd'],
    [between('UTC', '2026-01-01', '2025-01-01'), ''],
  ]
  for (const [range, expected] of times)
    for (const type of ['data_row_last_activity_at', 'labeled_at'])
      test(`${type} ${JSON.stringify(range)}: ${expected || 'none'}`, async () => {
        // g has no label, and was active before everything here.
        const others = { type: 'data_row_id', operator: 'is', ids: ['a', 'b', 'c', 'd', 'e', 'f'] }
        assert.equal(await ids(emulator, [{ type, value: range }, others]), expected)
      })

  test('a row that does not tell its last activity has the last that is known', async () => {
    assert.equal(await ids(emulator, [{ type: 'data_row_last_activity_at', value: to('UTC', '2025-03-28') }]), 'g')
    assert.equal(await ids(emulator, [{ type: 'labeled_at', value: to('UTC', '2025-03-28') }]), '')
  })

  const is = (type: string, ...each: string[]) => ({ ids: each, operator: 'is', type })
  const others: [readonly Json[], string, string][] = [
    [[], 'abcdefg', 'abcdef'],
    [[is('data_row_id', 'b', 'g', 'unknown')], 'bg', 'b'],
    [[is('global_key', 'key-b', 'key-e')], 'be', 'be'],
    [[is('batch', 'batch2')], 'bd', 'bd'],
    [[is('dataset', 'dataset2')], 'ce', 'ce'],
    [[{ type: 'task_queue_not_exist' }], 'ag', 'a'],
    [[{ type: 'task_queue_status', status: 'InReview' }], 'b', 'b'],
    [[{ type: 'task_queue_status', status: 'InRework' }], 'c', 'c'],
    [[{ type: 'task_queue_status', status: 'Done' }], 'def', 'def'],
    [[is('batch', 'batch2'), is('data_row_id', 'b', 'c')], 'b', 'b'],
    [[is('dataset', 'dataset1'), { type: 'labeled_at', value: from('UTC', '2025-03-30') }], 'df', 'df'],
    [[is('dataset', 'dataset1'), is('dataset', 'dataset2')], '', ''],
  ]
  for (const [query, inCatalog, inProject] of others)
    test(`${JSON.stringify(query)}: ${inCatalog}`, async () => {
      assert.equal(await ids(emulator, query), inCatalog)
      assert.equal(await ids(emulator, query, 'project1'), inProject)
      assert.equal(await ids(emulator, query, 'project2'), '')
    })

  test("a project's filters look at that project alone, the catalog's at all", async () => {
    const [demo] = [...demoExport({ dataRows: 6, v1Records: 0 })].slice(-1)
    const projects = (demo?.projects ?? {}) as Readonly<Record<string, { project_details: { batch_id: string } }>>
    const [home = '', second = ''] = Object.keys(projects)
    const batch = projects[second]?.project_details.batch_id ?? ''
    assert.notEqual(batch, '')
    const account = await openAccount({ rows: () => (demo ? [demo] : []) }, { polls: 0 })
    try {
      const query = [is('batch', batch)]
      assert.equal((await run(account, { query })).length, 1)
      assert.equal((await run(account, { query, projectId: second })).length, 1)
      assert.equal((await run(account, { query, projectId: home })).length, 0)
    } finally {
      await account.close()
    }
  })

  test('2,000 ids are taken, one more is not', async () => {
    const many = Array.from({ length: 2_000 }, (_, index) => `id${index}`)
    for (const type of ['data_row_id', 'global_key', 'batch', 'dataset']) {
      assert.equal(await ids(emulator, [is(type, ...many)]), '')
      assert.equal(await refusal([is(type, ...many, 'id2000')]), 'More than 2000 ids')
    }
  })

  const bad: Json[] = [
    { type: 'unknown' },
    { ids: [], operator: 'is', type: 'batch' },
    { ids: ['a'], operator: 'is not', type: 'batch' },
    { type: 'task_queue_status', status: 'IN_REVIEW' },
    { type: 'labeled_at', value: { operator: 'LESS_THAN', timezone: 'UTC', value: '2025-01-01' } },
    { type: 'labeled_at', ...from('UTC', '2025-01-01') },
    { type: 'labeled_at', value: { operator: 'BETWEEN', timezone: 'UTC', value: { min: '2025-01-01' } } },
    { type: 'labeled_at', value: from('Mars/Olympus', '2025-01-01') },
    { type: 'labeled_at', value: from('UTC', '2025-02-30') },
    { type: 'labeled_at', value: from('UTC', '01.02.2025') },
    { type: 'labeled_at', value: from('UTC', '2025-01-01T00:00:00') },
  ]
  for (const entry of bad)
    test(`${JSON.stringify(entry)} is malformed`, async () => {
      assert.match(await refusal([entry]), /\w/)
    })

  async function refusal(query: readonly Json[]): Promise<string> {
    const { status, json } = await start(emulator, { query })
    const [error] = json.errors
    assert.deepEqual([status, json.data.exportDataRowsInCatalog], [200, null])
    assert.equal(error.extensions.code, 'MALFORMED_REQUEST')
    return error.errors[0].error
  }

  test('a search without a list, or a project without an id, is malformed', async () => {
    const filters = [{}, { searchQuery: { scope: null } }, { searchQuery: { query: [] } }]
    for (const each of filters) {
      const document =
        'mutation A($input: ExportDataRowsInProjectInput!) { exportDataRowsInProject(input: $input) { taskId } }'
      const { json } = await post(emulator, document, { input: { filters: each, params: {} } })
      assert.equal(json.errors[0].extensions.code, 'MALFORMED_REQUEST')
    }
  })

  test('a stale index does not find what was changed last, but by ids and dataset', async () => {
    const since = { type: 'data_row_last_activity_at', value: from('UTC', '2025-03-30') }
    const done = { type: 'task_queue_status', status: 'Done' }
    const searches: [readonly Json[], string, string][] = [
      [[since], 'cde', 'cd'],
      [[done], 'de', 'd'],
      [[is('dataset', 'dataset1')], 'abdfg', 'abdfg'],
      [[is('data_row_id', 'f')], 'f', 'f'],
      [[is('data_row_id', 'f'), done], '', ''],
      [[], 'abcdefg', 'abcdefg'],
    ]
    for (const [query, withoutOne, withoutTwo] of searches) {
      for (const [fault, expected] of [
        [{ ms: 2_000 }, withoutOne],
        [{ ms: 8 * 3_600_000 }, withoutTwo],
        [{ edits: 1 }, withoutOne],
        [{ edits: 2 }, withoutTwo],
      ] as const) {
        emulator.exports.misbehave({ name: 'stale index', ...fault })
        assert.equal(await ids(emulator, query), expected, JSON.stringify([fault, query]))
      }
    }
    emulator.exports.misbehave(null)
    assert.equal(await ids(emulator, [since]), 'cdef')
  })
})
