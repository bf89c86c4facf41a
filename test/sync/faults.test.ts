import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { exitCodeOf } from '../../src/cli/sync-report.ts'
import { createExportRuns } from '../../src/ingest/index.ts'
import { createExportClient } from '../../src/labelbox/api/index.ts'
import { openUpstream } from '../../src/upstream/index.ts'
import { type ExportFault, type ExportFaultName, type ExportFaultPlace, exportFaultNames } from '../emulator/index.ts'
import { withoutOrigins } from '../upstream/fetcher.ts'
import { type Account, type Graph, openAccount, projectsOf, run } from './account.ts'
import { answersOf } from './answers.ts'

const START = 'exportDataRowsInProjectPyApi'
const POLL = 'GetUserCreatedTasksPyApi'
const HEADER = 'GetExportMetadataHeaderPyApi'
const FILE = 'GetExportFileFromOffsetPyApi'
const STORAGE = 'storage'

type Outcome = readonly [status: string, code: string | null, exitCode: number]

const DONE: Outcome = ['COMPLETE', null, 0]
const PARTIAL: Outcome = ['COMPLETE_WITH_ERRORS', null, 3]
const failed = (code: string, exitCode = 1): Outcome => ['FAILED', code, exitCode]
const FORBIDDEN = failed('UPSTREAM_FORBIDDEN', 4)
const UNAVAILABLE = failed('UPSTREAM_UNAVAILABLE', 5)
const REFUSED = failed('EXPORT_FAILED')
const BAD = failed('UPSTREAM_BAD_RESPONSE')

/** Permanent faults, and how the export ends. */
const LASTING: readonly [ExportFault, ExportFaultPlace['operation'], Outcome][] = [
  [{ name: 'null RESULT header' }, undefined, DONE],
  [{ name: 'null ERRORS header' }, undefined, DONE],
  [{ name: 'null file' }, undefined, BAD],
  [{ name: 'COMPLETE with errors' }, undefined, PARTIAL],
  [{ name: 'FAILED' }, undefined, REFUSED],
  [{ name: 'slow start', ms: 50 }, undefined, DONE],
  [{ name: 'stale index', edits: 3 }, undefined, DONE],
  [{ name: 'cut' }, undefined, DONE],
  [{ name: 'expired link' }, undefined, FORBIDDEN],
  [{ name: 'wrong length' }, undefined, BAD],
  [{ name: 'Range ignored' }, undefined, DONE],
  [{ name: 'code AUTHENTICATION_ERROR' }, START, FORBIDDEN],
  [{ name: 'code AUTHENTICATION_ERROR' }, POLL, FORBIDDEN],
  [{ name: 'code AUTHENTICATION_ERROR' }, FILE, FORBIDDEN],
  [{ name: 'code AUTHORIZATION_ERROR' }, START, FORBIDDEN],
  [{ name: 'code OPERATION_NOT_ALLOWED' }, START, FORBIDDEN],
  [{ name: 'code GRAPHQL_VALIDATION_FAILED' }, START, REFUSED],
  [{ name: 'code GRAPHQL_PARSE_FAILED' }, START, REFUSED],
  [{ name: 'code RESOURCE_NOT_FOUND' }, START, failed('UPSTREAM_NOT_FOUND')],
  [{ name: 'code RESOURCE_CONFLICT' }, START, REFUSED],
  [{ name: 'code MALFORMED_REQUEST' }, START, failed('EXPORT_UNSUPPORTED')],
  [{ name: 'code INTERNAL_SERVER_ERROR' }, START, UNAVAILABLE],
  [{ name: 'code INTERNAL_SERVER_ERROR' }, POLL, UNAVAILABLE],
  [{ name: 'code INTERNAL_SERVER_ERROR', status: 422 }, START, REFUSED],
  [{ name: 'code INTERNAL_SERVER_ERROR', status: 426 }, START, FORBIDDEN],
  [{ name: 'status 401' }, START, FORBIDDEN],
  [{ name: 'status 429' }, START, failed('UPSTREAM_RATE_LIMITED', 5)],
  [{ name: 'status 429' }, FILE, failed('UPSTREAM_RATE_LIMITED', 5)],
  [{ name: 'status 500' }, POLL, UNAVAILABLE],
  [{ name: 'status 502 with HTML' }, START, UNAVAILABLE],
  [{ name: 'status 502 with HTML' }, HEADER, UNAVAILABLE],
  [{ name: 'status 502 with HTML' }, STORAGE, UNAVAILABLE],
  [{ name: 'status 404' }, STORAGE, failed('UPSTREAM_NOT_FOUND')],
  [{ name: 'reset before headers' }, START, UNAVAILABLE],
]

/** Temporary faults, which do not change the export. */
const PASSING: readonly [ExportFault, ExportFaultPlace][] = [
  [{ name: 'null file' }, { times: 2 }],
  [{ name: 'slow export' }, { times: 5 }],
  [{ name: 'cut' }, { times: 20 }],
  [{ name: 'expired link' }, { times: 2 }],
  [{ name: 'wrong length' }, { times: 2 }],
  [{ name: 'code INTERNAL_SERVER_ERROR' }, { operation: POLL, times: 2 }],
  [{ name: 'code INTERNAL_SERVER_ERROR' }, { operation: FILE, times: 2 }],
  [{ name: 'status 429' }, { operation: START, times: 2 }],
  [{ name: 'status 429' }, { operation: POLL, times: 2 }],
  [{ name: 'status 429' }, { operation: STORAGE, times: 2 }],
  [{ name: 'status 500' }, { operation: HEADER, times: 2 }],
  [{ name: 'status 502 with HTML' }, { operation: POLL, times: 2 }],
  [{ name: 'status 502 with HTML' }, { operation: STORAGE, times: 2 }],
  [{ name: 'reset before headers' }, { operation: FILE, times: 2 }],
  [{ name: 'reset in body' }, { operation: STORAGE, times: 2 }],
  [{ name: 'short body' }, { operation: POLL, times: 1 }],
]

/** Tested by the older call's own tests. */
const OF_THE_OLDER_CALL: readonly ExportFaultName[] = ['v1 closed', 'v1 without URL']

const told = ({ name, status }: ExportFault) => (status === undefined ? name : `${name} (${status})`)

suite('faults of the upstream', () => {
  let account: Account
  let graph: Graph
  let expected: object
  let hasty: Awaited<ReturnType<typeof openHastyRuns>>
  const scope = () => ({ projectId: projectsOf(account.rows)[0] ?? '' })

  before(async () => {
    account = await openAccount({ dataRows: 8, settings: { chunkBytes: 20_000 } })
    graph = await account.openGraph()
    await run(graph, { scope: scope() })
    expected = await answersOf(graph)
    hasty = await openHastyRuns(account, graph)
  })
  after(async () => {
    await hasty.close()
    await graph.close()
    await account[Symbol.asyncDispose]()
  })

  test('are all told below', () => {
    const names = new Set<ExportFaultName>([...LASTING, ...PASSING].map(([{ name }]) => name))
    assert.deepEqual(
      exportFaultNames().filter(name => !names.has(name)),
      OF_THE_OLDER_CALL,
    )
  })

  for (const [fault, operation, [status, code, exitCode]] of LASTING)
    test(`${told(fault)}, lasting${operation ? ` at ${operation}` : ''}: ${status} ${code ?? ''}`, async () => {
      account.exports.misbehave(fault, operation === undefined ? {} : { operation })
      const task = await run({ ...graph, runs: hasty.runs }, { scope: scope() })
      account.exports.misbehave(null)
      const [error] = task.errors
      assert.equal(task.status, status, error?.message)
      if (code !== null) {
        assert.equal(task.errors.length, 1)
        assert.equal(task.exportId, null)
        // A sentence without addresses.
        assert.match(error?.message ?? '', new RegExp(`^${code}: .*[.]$`))
        assert.doesNotMatch(withoutOrigins(error?.message ?? ''), /:\/\//)
      }
      assert.equal(exitCodeOf({ task, rejected: 0 }), exitCode)
      assert.deepEqual(await answersOf(graph), expected)
    })

  for (const [fault, place] of PASSING)
    test(`${told(fault)}, ${place.times} times at ${place.operation ?? 'its place'}: heals`, async () => {
      await using fresh = await account.openGraph()
      account.exports.misbehave(fault, place)
      const task = await run(fresh, { scope: scope() })
      account.exports.misbehave(null)
      assert.deepEqual([task.status, task.errors, exitCodeOf({ task, rejected: 0 })], ['COMPLETE', [], 0])
      assert.deepEqual(await answersOf(fresh), expected)
    })
})

/** Runs whose patience with an outage ends soon. */
async function openHastyRuns({ upstream: settings, emulator }: Account, { store }: Graph) {
  const upstream = openUpstream(settings)
  const client = createExportClient({ upstream, apiUrl: emulator.origin, pollMs: 5, patienceMs: 60 })
  const runs = createExportRuns({ store, client })
  return {
    runs,
    async close(): Promise<void> {
      await runs.close()
      await upstream.close()
    },
  }
}
