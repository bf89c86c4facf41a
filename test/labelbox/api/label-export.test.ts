import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import type { ErrorCode } from '../../../src/errors.ts'
import { all, type Labelbox, type LabelboxOptions, openLabelbox, refusal, type Said } from './upstream.ts'

const FILE = Buffer.from(JSON.stringify(Array.from({ length: 50 }, (_, at) => ({ ID: `label-${at}` }))))

const said = (shouldPoll: unknown, downloadUrl: string | null): Said => ({
  data: { exportLabels: { shouldPoll, downloadUrl, createdAt: '2026-01-01T00:00:00Z' } },
})

async function openWith(
  answer: (labelbox: () => Labelbox, nth: number) => Said,
  options: LabelboxOptions = {},
): Promise<Labelbox> {
  const labelbox: Labelbox = await openLabelbox({
    answers: { GetLabelExportUrlPyApi: (_asked, nth) => answer(() => labelbox, nth) },
    storage: (_request, response) => response.end(FILE),
    ...options,
  })
  return labelbox
}

const ready = (labelbox: () => Labelbox) => said(false, labelbox().link('/v1.json'))

suite('the older call', () => {
  test('is asked until there is an address, and that is read without the key', async () => {
    const answers = [said(true, null), said(false, null), said(true, 'https://old.test/')]
    await using labelbox = await openWith((at, nth) => answers[nth - 1] ?? ready(at))
    assert.deepEqual(await all(labelbox.client.exportLabels('project-1')), FILE)
    assert.equal(labelbox.asked.length, 4)
    assert.deepEqual(labelbox.asked[0]?.variables, { projectId: 'project-1' })
    assert.match(labelbox.asked[0]?.query ?? '', /exportLabels\(data: \{projectId: \$projectId\}\)/)
    assert.equal(labelbox.fetched.length, 1)
    assert.equal(labelbox.fetched[0]?.headers.authorization, undefined)
  })

  test('has its ranges in the text', async () => {
    await using labelbox = await openWith(ready)
    const created = { from: '2022-09-28', to: '2022-10-04' }
    const active = { to: '2022-10-04T01:00:00+02:00' }
    await all(labelbox.client.exportLabels('project-1', { labelCreatedAt: created }))
    await all(
      labelbox.client.exportLabels('project-1', {
        labelCreatedAt: { from: '2022-09-28 10:00:00' },
        lastActivityAt: active,
      }),
    )
    await all(labelbox.client.exportLabels('project-1', { labelCreatedAt: {} }))
    const filters = labelbox.asked.map(({ query }) => /\$projectId(.*?)\}\) \{/.exec(query)?.[1])
    assert.deepEqual(filters, [
      ', filters: {labelCreatedAt: {start: "2022-09-28", end: "2022-10-04"}}',
      ', filters: {labelCreatedAt: {start: "2022-09-28 10:00:00"}, lastActivityAt: {end: "2022-10-03 23:00:00"}}',
      '',
    ])
    const wrong = labelbox.client.exportLabels('project-1', { labelCreatedAt: { from: '2022-09-28"}}) { id }' } })
    await assert.rejects(all(wrong), { code: 'BAD_USER_INPUT' })
  })

  const CLOSED: readonly (readonly [string, Said])[] = [
    ['is gone', refusal('GRAPHQL_VALIDATION_FAILED', 'Cannot query field "exportLabels"', {}, 400)],
    ['is no longer supported', refusal('MALFORMED_REQUEST', 'Export v1 is not supported')],
    ['answers nothing', { data: { exportLabels: null } }],
  ]
  for (const [name, closed] of CLOSED) {
    test(`that ${name} ends in one clear sentence`, async () => {
      await using labelbox = await openWith(() => closed)
      await assert.rejects(all(labelbox.client.exportLabels('project-1')), {
        code: 'EXPORT_UNSUPPORTED',
        message: 'Labelbox no longer answers its older call, export_labels: run the export without it.',
      })
      assert.equal(labelbox.asked.length, 1)
    })
  }

  const REFUSED: readonly (readonly [Said, ErrorCode])[] = [
    [refusal('AUTHENTICATION_ERROR'), 'UPSTREAM_FORBIDDEN'],
    [refusal('RESOURCE_NOT_FOUND'), 'UPSTREAM_NOT_FOUND'],
  ]
  for (const [refused, code] of REFUSED) {
    test(`that is refused is not closed: ${code}`, async () => {
      await using labelbox = await openWith(() => refused)
      await assert.rejects(all(labelbox.client.exportLabels('project-1')), { code })
    })
  }

  test('of an API that does not answer fails at once, and an outage after the first answer is waited out', async () => {
    const down: Said = { status: 503, body: 'down' }
    await using dead = await openWith(() => down)
    await assert.rejects(all(dead.client.exportLabels('project-1')), { code: 'UPSTREAM_UNAVAILABLE' })
    await using labelbox = await openWith((at, nth) => (nth === 1 ? said(true, null) : nth < 8 ? down : ready(at)))
    assert.deepEqual(await all(labelbox.client.exportLabels('project-1')), FILE)
  })

  test('that never ends is given up', async () => {
    await using labelbox = await openWith(() => said(true, null), { pollMs: 0 })
    await assert.rejects(all(labelbox.client.exportLabels('project-1')), { code: 'EXPORT_FAILED' })
    assert.equal(labelbox.asked.length, 900)
  })

  test('goes on inside the file after a cut', async () => {
    let nth = 0
    await using labelbox = await openWith(ready, {
      storage(request, response) {
        nth += 1
        const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0)
        response.writeHead(from > 0 ? 206 : 200, { 'content-length': FILE.length - from })
        if (nth < 4) response.write(FILE.subarray(from, from + 100), () => response.destroy())
        else response.end(FILE.subarray(from))
      },
    })
    assert.deepEqual(await all(labelbox.client.exportLabels('project-1')), FILE)
    assert.equal(labelbox.asked.length, 1)
  })

  test('asks for another address while nothing was read, and not afterwards', async () => {
    let nth = 0
    const storage: NonNullable<LabelboxOptions['storage']> = (_request, response) => {
      nth += 1
      if (nth === 1 || nth === 3) response.writeHead(403).end()
      else
        response
          .writeHead(200, { 'content-length': FILE.length })
          .write(FILE.subarray(0, 100), () => response.destroy())
    }
    await using labelbox = await openWith(ready, { storage })
    await assert.rejects(all(labelbox.client.exportLabels('project-1')), { code: 'UPSTREAM_FORBIDDEN' })
    assert.equal(labelbox.asked.length, 2)
    assert.equal(labelbox.fetched.length, 3)
  })
})
