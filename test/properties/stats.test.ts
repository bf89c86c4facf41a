import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as fc from 'fast-check'
import type { JsonObject } from '../../src/model/index.ts'
import type { DimensionOf } from '../../src/store/index.ts'
import { EVERYTHING } from '../../src/store/index.ts'
import { arbitraryExport } from '../support/arbitrary-export.ts'
import { PROPERTY_BACKENDS } from '../support/backends.ts'
import { openLoadedStore } from '../support/graph.ts'
import { compareScalars } from '../support/oracle/order.ts'
import { type OracleExport, readExport, withoutRounding } from '../support/oracle.ts'
import { loadExport } from './load-export.ts'
import { runProperty } from './run-property.ts'
import { arbitraryStatsQuery, askStats, expectedStats, STARTED_AT } from './stats-query.ts'

const EXPORTS = 50
const QUERIES_EACH = 12

const exportWithQueries = arbitraryExport({ unique: true, rows: 8, v1Rows: 4 }).chain(records => {
  const query = arbitraryStatsQuery(readExport(records))
  return fc.tuple(fc.constant(records), fc.array(query, { minLength: QUERIES_EACH, maxLength: QUERIES_EACH }))
})

/** By code point. */
function metadataNamesIn({ dataRows }: OracleExport): string[] {
  const names = dataRows.flatMap(({ metadata }) => (metadata ?? []).flatMap(({ schemaName }) => schemaName ?? []))
  return [...new Set(names)].sort((a, b) => compareScalars(a, b))
}

const LABEL_COUNT = new Set(['labelCount'])

/** A row of one project with a label made at each of these times. */
const labelled = (id: string, createdAt: readonly string[]): JsonObject => ({
  data_row: { id },
  projects: {
    cproject1: {
      labels: createdAt.map((created_at, at) => ({
        label_kind: 'Default',
        id: `${id}-${at}`,
        label_details: { created_at, created_by: `${id}-${at}@example.com` },
        annotations: {},
      })),
    },
  },
})

for (const backend of PROPERTY_BACKENDS) {
  describe(backend.name, () => {
    async function openWith(records: readonly JsonObject[]) {
      const opened = await openLoadedStore(backend)
      await loadExport(opened, records)
      const reader = await opened.store.openSnapshot({ scope: EVERYTHING, startedAt: STARTED_AT })
      return { reader, [Symbol.asyncDispose]: opened.close }
    }

    test('stats are a recount of the export: 600 cases, whatever is asked for', async () => {
      let cases = 0
      let severalRows = 0
      const property = fc.asyncProperty(exportWithQueries, async ([records, queries]) => {
        const found = readExport(records)
        await using opened = await openWith(records)
        assert.deepEqual(await opened.reader.metadataNames(), metadataNamesIn(found))
        for (const query of queries) {
          const rows = await askStats(opened.reader, query)
          const expected = expectedStats(found, query)
          assert.deepEqual(withoutRounding(rows, expected), expected)
          cases++
          if (rows.length > 1) severalRows++
        }
      })
      await runProperty(property, EXPORTS)
      assert.equal(cases, EXPORTS * QUERIES_EACH)
      assert.ok(severalRows > 60, `only ${severalRows} cases had several rows`)
    })

    test('10,000 rows are answered, one more is refused and never cut', async () => {
      const times = (count: number) => Array.from({ length: count }, () => '2024-01-01')
      const byPerson = { groupBy: ['CREATED_BY' as const], timeZone: 'UTC', fields: LABEL_COUNT }
      await using most = await openWith([labelled('a', times(10_000))])
      assert.equal((await most.reader.stats('label', byPerson)).length, 10_000)
      await using tooMany = await openWith([labelled('a', times(10_001))])
      await assert.rejects(tooMany.reader.stats('label', byPerson), { code: 'COST_LIMIT_EXCEEDED' })
    })

    test('the time in a task is until the request began, whatever was read before', async () => {
      const history = [{ action: 'Move', created_at: '2024-01-01T00:00:00.250Z' }]
      const record: JsonObject = {
        data_row: { id: 'a' },
        projects: { cproject1: { project_details: { workflow_history: history } } },
      }
      await using opened = await openLoadedStore(backend)
      await loadExport(opened, [record])
      const maxAt = async (time: string) => {
        const reader = await opened.store.openSnapshot({ scope: EVERYTHING, startedAt: Date.parse(time) * 1000 })
        const ask = () =>
          reader.stats('dataRowProject', { groupBy: [], fields: new Set(['secondsInTask.max', 'secondsInTask.count']) })
        assert.deepEqual(await ask(), await ask())
        const [row] = await ask()
        assert.equal(row?.secondsInTask.count, 1)
        return row?.secondsInTask.max
      }
      assert.deepEqual(
        [await maxAt('2024-01-01T00:00:01Z'), await maxAt('2024-01-02T00:00:00Z'), await maxAt('2023-01-01T00:00:00Z')],
        [0.75, 86_399.75, 0],
      )
    })

    test('values of a metadata field: options by name, numbers as in JSON, each once for a row', async () => {
      const row = (id: string, values: readonly JsonObject['a'][]): JsonObject => ({
        data_row: { id },
        metadata_fields: values.map(value => ({ schema_name: 'size', value })),
      })
      await using opened = await openWith([
        row('a', [1.5, 1e21, '1.5']),
        row('b', [[{ schema_name: 'large' }, { schema_name: 'odd' }], [{ schema_name: 'odd' }], true]),
        row('c', [3, 'odd']),
        row('d', []),
        { data_row: { id: 'e' }, metadata_fields: [{ schema_name: 'other', value: 'odd' }] },
      ])
      const request = { groupBy: ['METADATA' as const], fields: new Set(['dataRowCount']) }
      const rows = await opened.reader.stats('dataRow', { ...request, metadata: 'size' })
      assert.deepEqual(
        rows.map(({ metadataValue, dataRowCount }) => [metadataValue, dataRowCount]),
        [
          ['1.5', 1],
          ['1e+21', 1],
          ['3', 1],
          ['large', 1],
          ['odd', 2],
          [null, 2],
        ],
      )
      assert.deepEqual(await opened.reader.metadataNames(), ['other', 'size'])
      for (const metadata of [undefined, null])
        await assert.rejects(opened.reader.stats('dataRow', { ...request, metadata }), { code: 'BAD_USER_INPUT' })
    })

    test('an unknown zone and two periods are refused', async () => {
      await using opened = await openWith([labelled('a', ['2024-01-01'])])
      const ask = (groupBy: readonly DimensionOf<'label'>[], timeZone: string) =>
        opened.reader.stats('label', { groupBy, timeZone, fields: LABEL_COUNT })
      for (const zone of ['', 'Mars/Olympus', 'Europe/', "UTC'", '+25:00'])
        await assert.rejects(ask(['DAY'], zone), { code: 'BAD_USER_INPUT' }, zone)
      await assert.rejects(ask(['DAY', 'WEEK'], 'UTC'), { code: 'BAD_USER_INPUT' })
      await assert.rejects(ask(['MONTH', 'PROJECT', 'DAY'], 'UTC'), { code: 'BAD_USER_INPUT' })
      assert.equal((await ask(['DAY', 'DAY'], 'UTC')).length, 1)
    })

    const DAYS: readonly (readonly [
      what: string,
      zone: string,
      times: readonly string[],
      starts: readonly string[],
    ])[] = [
      [
        'a day without midnight: clocks went from 0 to 1',
        'America/Sao_Paulo',
        ['2018-11-04T02:59:59.999999Z', '2018-11-04T03:00:00Z', '2018-11-05T01:59:59Z', '2018-11-05T02:00:00Z'],
        ['2018-11-03T03:00:00Z', '2018-11-04T03:00:00Z', '2018-11-04T03:00:00Z', '2018-11-05T02:00:00Z'],
      ],
      [
        'a day without midnight in Beirut',
        'Asia/Beirut',
        ['2024-03-30T21:59:59Z', '2024-03-30T22:00:00Z', '2024-03-31T20:59:59Z', '2024-03-31T21:00:00Z'],
        ['2024-03-29T22:00:00Z', '2024-03-30T22:00:00Z', '2024-03-30T22:00:00Z', '2024-03-31T21:00:00Z'],
      ],
      [
        'an hour that came twice around midnight',
        'America/Sao_Paulo',
        ['2018-02-18T01:59:59Z', '2018-02-18T02:30:00Z', '2018-02-18T03:00:00Z'],
        ['2018-02-17T02:00:00Z', '2018-02-17T02:00:00Z', '2018-02-18T03:00:00Z'],
      ],
      [
        'a half-hour zone',
        'Asia/Kolkata',
        ['2024-01-01T18:29:59Z', '2024-01-01T18:30:00Z'],
        ['2023-12-31T18:30:00Z', '2024-01-01T18:30:00Z'],
      ],
      [
        'clocks that change by half an hour',
        'Australia/Lord_Howe',
        ['2024-04-06T12:59:59Z', '2024-04-06T13:00:00Z', '2024-04-07T13:29:59Z', '2024-04-07T13:30:00Z'],
        ['2024-04-05T13:00:00Z', '2024-04-06T13:00:00Z', '2024-04-06T13:00:00Z', '2024-04-07T13:30:00Z'],
      ],
      [
        'before 1970',
        'Europe/Berlin',
        ['1969-12-31T22:59:59.999999Z', '1969-12-31T23:00:00Z', '1945-06-01T20:59:59Z', '1945-06-01T21:00:00Z'],
        ['1969-12-30T23:00:00Z', '1969-12-31T23:00:00Z', '1945-05-31T21:00:00Z', '1945-06-01T21:00:00Z'],
      ],
      [
        'before 1970 in UTC',
        'UTC',
        ['1969-12-31T23:59:59.999999Z', '1900-02-28T12:00:00Z'],
        ['1969-12-31T00:00:00Z', '1900-02-28T00:00:00Z'],
      ],
    ]

    for (const [what, timeZone, times, starts] of DAYS) {
      test(`days: ${what}`, async () => {
        await using opened = await openWith([labelled('a', times)])
        const rows = await opened.reader.stats('label', {
          groupBy: ['DAY', 'CREATED_BY'],
          timeZone,
          fields: LABEL_COUNT,
        })
        const byLabel = rows.toSorted((a, b) => (String(a.createdBy) < String(b.createdBy) ? -1 : 1))
        assert.deepEqual(
          byLabel.map(({ period }) => new Date((period ?? 0) / 1000).toISOString().replace('.000', '')),
          starts,
        )
      })
    }

    test('weeks begin on Monday and months on the first, before 1970 too', async () => {
      await using opened = await openWith([labelled('a', ['1969-12-31T12:00:00Z', '1970-01-01T12:00:00Z'])])
      const ask = async (period: DimensionOf<'label'>) => {
        const rows = await opened.reader.stats('label', { groupBy: [period], timeZone: 'UTC', fields: LABEL_COUNT })
        return rows.map(row => [new Date((row.period ?? 0) / 1000).toISOString().slice(0, 10), row.labelCount])
      }
      assert.deepEqual(await ask('WEEK'), [['1969-12-29', 2]])
      assert.deepEqual(await ask('MONTH'), [
        ['1969-12-01', 1],
        ['1970-01-01', 1],
      ])
    })
  })
}
