import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import type { ExportFilters, ExportParams, ExportRequest } from '../../../src/model/index.ts'
import { KEY } from '../../upstream/fetcher.ts'
import { openLabelbox, request } from './upstream.ts'

const CATALOG = { catalog: true } as const
const DATASET = { datasetId: 'dataset-1' }

suite('what is asked for', () => {
  test('of a project', async () => {
    await using labelbox = await openLabelbox()
    assert.equal(await labelbox.client.start(request(), { taskName: 'mine' }), 'task-1')
    const [{ query, variables, headers } = assert.fail()] = labelbox.asked
    assert.match(query, /^mutation exportDataRowsInProjectPyApi\(\$input: ExportDataRowsInProjectInput!\) \{/)
    assert.deepEqual(variables, {
      input: {
        taskName: 'mine',
        isStreamableReady: true,
        filters: { projectId: 'project-1', searchQuery: { scope: null, query: [] } },
        params: {
          mediaTypeOverride: null,
          includeAttachments: true,
          includeEmbeddings: false,
          includeMetadata: true,
          includeDataRowDetails: true,
          includeProjectDetails: true,
          includePerformanceDetails: true,
          includeLabelDetails: true,
          includeInterpolatedFrames: false,
        },
        streamable: true,
      },
    })
    assert.equal(headers.authorization, `Bearer ${KEY}`)
    assert.equal(labelbox.asked.length, 1, 'the time zone is read only when it is needed')
  })

  test('of a dataset and of the catalog', async () => {
    await using labelbox = await openLabelbox()
    assert.equal(await labelbox.client.start(request({}, DATASET)), 'task-2')
    await labelbox.client.start(request({}, CATALOG))
    const [dataset, catalog] = labelbox.asked
    assert.match(
      catalog?.query ?? '',
      /^mutation exportDataRowsInCatalogPyApi\(\$input: ExportDataRowsInCatalogInput!\)/,
    )
    assert.equal(dataset?.variables.input.taskName, null)
    assert.deepEqual(dataset?.variables.input.filters, {
      searchQuery: { scope: null, query: [{ ids: ['dataset-1'], operator: 'is', type: 'dataset' }] },
    })
    assert.deepEqual(catalog?.variables.input.filters, { searchQuery: { scope: null, query: [] } })
  })

  const FIELDS: readonly (readonly [keyof ExportParams, string])[] = [
    ['attachments', 'includeAttachments'],
    ['metadataFields', 'includeMetadata'],
    ['dataRowDetails', 'includeDataRowDetails'],
    ['projectDetails', 'includeProjectDetails'],
    ['labelDetails', 'includeLabelDetails'],
    ['performanceDetails', 'includePerformanceDetails'],
    ['interpolatedFrames', 'includeInterpolatedFrames'],
    ['embeddings', 'includeEmbeddings'],
  ]
  for (const [name, field] of FIELDS) {
    test(`${name} is ${field}`, async () => {
      await using labelbox = await openLabelbox()
      for (const value of [true, false]) {
        const others = Object.fromEntries(FIELDS.map(([other]) => [other, !value]))
        await labelbox.client.start(request({}, undefined, { ...others, [name]: value }))
      }
      const sent = labelbox.asked.map(({ variables }) => variables.input.params)
      assert.deepEqual(
        sent.map(params => params[field]),
        [true, false],
      )
      for (const [, other] of FIELDS.filter(([, each]) => each !== field)) {
        assert.deepEqual(
          sent.map(params => params[other]),
          [false, true],
        )
      }
    })
  }

  test('of projects, or of all, when the scope has rows of several', async () => {
    await using labelbox = await openLabelbox()
    await labelbox.client.start(request({}, CATALOG))
    await labelbox.client.start(request({}, DATASET, { projectIds: [] }))
    await labelbox.client.start(request({}, CATALOG, { projectIds: ['a', 'b'] }))
    const chosen = labelbox.asked.map(({ variables: { input } }) => [input.params.projectIds, input.params.allProjects])
    assert.deepEqual(chosen, [
      [null, true],
      [null, true],
      [['a', 'b'], false],
    ])
    const { modelRunIds, allModelRuns, includePredictions } = labelbox.asked[0]?.variables.input.params ?? assert.fail()
    assert.deepEqual([modelRunIds, allModelRuns, includePredictions], [null, false, false])
  })

  const IDS = Array.from({ length: 2_000 }, (_, at) => `id-${at}`)
  const ENTRIES: readonly (readonly [string, ExportFilters, object[]])[] = [
    ['data rows', { dataRowIds: ['a', 'b'] }, [{ ids: ['a', 'b'], operator: 'is', type: 'data_row_id' }]],
    ['2,000 data rows', { dataRowIds: IDS }, [{ ids: IDS, operator: 'is', type: 'data_row_id' }]],
    ['global keys', { globalKeys: ['a', 'b'] }, [{ ids: ['a', 'b'], operator: 'is', type: 'global_key' }]],
    ['batches', { batchIds: ['a'] }, [{ ids: ['a'], operator: 'is', type: 'batch' }]],
    ...([
      ['TO_LABEL', 'ToLabel', { type: 'task_queue_not_exist' }] as const,
      ['IN_REVIEW', 'InReview', { type: 'task_queue_status', status: 'InReview' }] as const,
      ['IN_REWORK', 'InRework', { type: 'task_queue_status', status: 'InRework' }] as const,
      ['DONE', 'Done', { type: 'task_queue_status', status: 'Done' }] as const,
    ].flatMap(([ours, theirs, entry]) =>
      [ours, theirs].map(workflowStatus => [workflowStatus, { workflowStatus }, [entry]] as const),
    ) as [string, ExportFilters, object[]][]),
    ['ranges without ends', { lastActivityAt: {}, labelCreatedAt: {} }, []],
    [
      'all at once',
      {
        lastActivityAt: { from: '2026-01-01' },
        labelCreatedAt: { to: '2026-02-01 12:00:00' },
        globalKeys: ['g'],
        batchIds: ['b'],
        workflowStatus: 'DONE',
      },
      [
        {
          type: 'data_row_last_activity_at',
          value: { operator: 'GREATER_THAN_OR_EQUAL', timezone: 'UTC', value: '2026-01-01' },
        },
        {
          type: 'labeled_at',
          value: { operator: 'LESS_THAN_OR_EQUAL', timezone: 'UTC', value: '2026-02-01 12:00:00' },
        },
        { ids: ['g'], operator: 'is', type: 'global_key' },
        { ids: ['b'], operator: 'is', type: 'batch' },
        { type: 'task_queue_status', status: 'Done' },
      ],
    ],
  ]
  for (const [name, filters, entries] of ENTRIES) {
    test(`with the filter ${name}`, async () => {
      await using labelbox = await openLabelbox()
      await labelbox.client.start(request(filters))
      assert.deepEqual(labelbox.asked.at(-1)?.variables.input.filters.searchQuery.query, entries)
    })
  }

  test('by ids works with each scope', async () => {
    await using labelbox = await openLabelbox()
    for (const scope of [CATALOG, DATASET]) {
      await labelbox.client.start(request({ dataRowIds: ['a'] }, scope))
      await labelbox.client.start(request({ globalKeys: ['a'] }, scope))
    }
    const types = labelbox.asked.map(({ variables }) =>
      variables.input.filters.searchQuery.query.map(entry => entry.type),
    )
    assert.deepEqual(types, [['data_row_id'], ['global_key'], ['data_row_id', 'dataset'], ['global_key', 'dataset']])
  })
})

suite('what cannot be asked for', () => {
  const WRONG: readonly (readonly [string, ExportRequest, RegExp])[] = [
    [
      'both kinds of ids',
      request({ dataRowIds: ['a'], globalKeys: ['b'] }),
      /^input\.filters\.dataRowIds and input\.filters\.globalKeys/,
    ],
    ['no ids', request({ dataRowIds: [] }), /^input\.filters\.dataRowIds is empty/],
    ['no global keys', request({ globalKeys: [] }), /^input\.filters\.globalKeys is empty/],
    ['no batches', request({ batchIds: [] }), /^input\.filters\.batchIds is empty/],
    ['an empty id', request({ dataRowIds: ['a', ''] }), /^input\.filters\.dataRowIds has an entry that is empty/],
    [
      '2,001 ids',
      request({ globalKeys: Array(2_001).fill('a') }),
      /^input\.filters\.globalKeys has 2001 entries; .* 2,000/,
    ],
    ['an unknown status', request({ workflowStatus: 'Doing' }), /^input\.filters\.workflowStatus/],
    [
      'batches of a dataset',
      request({ batchIds: ['a'] }, DATASET),
      /^input\.filters\.batchIds is only for the export of a project/,
    ],
    [
      'a status in the catalog',
      request({ workflowStatus: 'DONE' }, CATALOG),
      /^input\.filters\.workflowStatus is only for the export of a project/,
    ],
    [
      '31 projects',
      request({}, CATALOG, { projectIds: Array(31).fill('a') }),
      /^input\.params\.projectIds has 31 entries/,
    ],
    ['projects of a project', request({}, undefined, { projectIds: ['a'] }), /^input\.params\.projectIds/],
    ...[
      '2026',
      '2026-1-1',
      '2026-02-30',
      '2026-01-01T00:00:00',
      '2026-01-01 24:00:00',
      '2026-01-01 10:00',
      '2026-01-01T00:00:00+25:00',
      'yesterday',
      '',
    ].map(
      from =>
        [
          `the time "${from}"`,
          request({ lastActivityAt: { from } }),
          /^input\.filters\.lastActivityAt\.from is not a date/,
        ] as const,
    ),
    [
      'a wrong end',
      request({ labelCreatedAt: { from: '2026-01-01', to: 'now' } }),
      /^input\.filters\.labelCreatedAt\.to is not/,
    ],
    [
      'a range that ends before it begins',
      request({ lastActivityAt: { from: '2026-02-01', to: '2026-01-01' } }),
      /lastActivityAt ends before/,
    ],
    ['a project without an id', request({}, { projectId: '  ' }), /^input\.scope\.projectId is empty/],
  ]
  for (const [name, wrong, message] of WRONG) {
    test(name, async () => {
      await using labelbox = await openLabelbox()
      await assert.rejects(labelbox.client.start(wrong), { code: 'BAD_USER_INPUT', message })
      assert.deepEqual(labelbox.asked, [])
    })
  }

  test('a model run', async () => {
    await using labelbox = await openLabelbox()
    const wrong = request({}, { modelRunId: 'run-1' })
    await assert.rejects(labelbox.client.start(wrong), { code: 'EXPORT_UNSUPPORTED', message: /model run/ })
    assert.deepEqual(labelbox.asked, [])
  })
})
