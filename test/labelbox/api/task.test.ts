import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import type { UpstreamTask } from '../../../src/model/index.ts'
import { type LabelboxOptions, openLabelbox, refusal, type Said } from './upstream.ts'

const task = (status: string, completionPercentage: unknown = 0, more: object = {}): Said => ({
  data: {
    user: { createdTasks: [{ id: 'task-1', status, completionPercentage, errors: null, metadata: null, ...more }] },
  },
})

function openWith(polls: readonly (Said | 'lost')[], options: LabelboxOptions = {}) {
  return openLabelbox({
    answers: {
      GetUserCreatedTasksPyApi: (_asked, nth) => {
        const said = polls[Math.min(nth, polls.length) - 1] ?? 'lost'
        if (said === 'lost') throw new Error(said)
        return said
      },
    },
    ...options,
  })
}

suite('a task', () => {
  const STATES: readonly (readonly [Said, UpstreamTask])[] = [
    [task('IN_PROGRESS', 25), { status: 'IN_PROGRESS', progress: 0.25, message: null }],
    [task('IN_PROGRESS', null), { status: 'IN_PROGRESS', progress: 0, message: null }],
    [task('IN_PROGRESS', '12'), { status: 'IN_PROGRESS', progress: 0, message: null }],
    [task('IN_PROGRESS', 140), { status: 'IN_PROGRESS', progress: 1, message: null }],
    [task('COMPLETE', 99), { status: 'COMPLETE', progress: 1, message: null }],
    [task('FAILED', 50), { status: 'FAILED', progress: 0.5, message: null }],
    [task('FAILED', 0, { errors: 'Too large' }), { status: 'FAILED', progress: 0, message: 'Too large' }],
    [task('FAILED', 0, { errors: 'https://storage.test/errors' }), { status: 'FAILED', progress: 0, message: null }],
    [task('FAILED', 0, { metadata: { error: 'No' } }), { status: 'FAILED', progress: 0, message: 'No' }],
    [task('FAILED', 0, { errors: [{ message: 'No' }] }), { status: 'FAILED', progress: 0, message: 'No' }],
    [task('ABORTED'), { status: 'FAILED', progress: 0, message: 'Its status is ABORTED.' }],
  ]
  for (const [said, state] of STATES) {
    test(`is ${JSON.stringify(state)}`, async () => {
      await using labelbox = await openWith([said])
      assert.deepEqual(await labelbox.client.task('task-1'), state)
    })
  }

  test('is found through its user, who is asked for once', async () => {
    await using labelbox = await openWith([task('IN_PROGRESS')])
    await labelbox.client.task('task-1')
    await labelbox.client.task('task-1')
    assert.deepEqual(
      labelbox.asked.map(({ name, variables }) => [name, variables]),
      [
        ['GetUserPyApi', {}],
        ['GetUserCreatedTasksPyApi', { param_0: 'task-1', param_1: 'user-1' }],
        ['GetUserCreatedTasksPyApi', { param_0: 'task-1', param_1: 'user-1' }],
      ],
    )
  })

  test('that is not there, or there twice, is not found', async () => {
    const two = [1, 2].map(() => ({ id: 'task-1', status: 'COMPLETE' }))
    for (const user of [{ createdTasks: [] }, { createdTasks: two }, null]) {
      await using labelbox = await openWith([{ data: { user } }])
      await assert.rejects(labelbox.client.task('task-1'), { code: 'UPSTREAM_NOT_FOUND' })
      await assert.rejects(labelbox.client.wait('task-1'), { code: 'UPSTREAM_NOT_FOUND' })
    }
  })
})

suite('waiting for a task', () => {
  test('tells how far it is until it ends', async () => {
    await using labelbox = await openWith([10, 40, 80].map(part => task('IN_PROGRESS', part)).concat(task('COMPLETE')))
    const seen: number[] = []
    const onProgress = ({ progress }: UpstreamTask) => void seen.push(progress)
    assert.deepEqual(await labelbox.client.wait('task-1', { onProgress }), {
      status: 'COMPLETE',
      progress: 1,
      message: null,
    })
    assert.deepEqual(seen, [0.1, 0.4, 0.8, 1])
  })

  test('ends with a failure', async () => {
    await using labelbox = await openWith([task('IN_PROGRESS'), task('FAILED', 0, { errors: 'No' })])
    assert.deepEqual(await labelbox.client.wait('task-1'), { status: 'FAILED', progress: 0, message: 'No' })
  })

  test('lives through outages, rate limits and accidents', async () => {
    const polls = [
      task('IN_PROGRESS', 10),
      'lost',
      { status: 502, body: '<html>' },
      { status: 429, body: '{"message":"You have exceeded"}' },
      { status: 503, body: '', headers: { 'retry-after': '0' } },
      refusal('INTERNAL_SERVER_ERROR'),
      { status: 200, body: 'upstream connect error or disconnect/reset before headers' },
      { status: 200, body: '<html>' },
      task('IN_PROGRESS', 20),
      ...Array<'lost'>(8).fill('lost'),
      task('COMPLETE'),
    ] as const
    await using labelbox = await openWith(polls)
    assert.equal((await labelbox.client.wait('task-1')).status, 'COMPLETE')
    assert.equal(labelbox.asked.length, polls.length + 1)
  })

  test('does not live through an outage for ever', async () => {
    await using labelbox = await openWith([task('IN_PROGRESS'), { status: 502, body: '' }], { patienceMs: 30 })
    await assert.rejects(labelbox.client.wait('task-1'), { code: 'UPSTREAM_UNAVAILABLE' })
    await using patientless = await openWith([{ status: 503, body: '', headers: { 'retry-after': '3600' } }])
    await assert.rejects(patientless.client.wait('task-1'), { code: 'UPSTREAM_UNAVAILABLE' })
    assert.equal(patientless.asked.length, 2)
  })

  test('does not wait for a key to be put right, nor long for sense', async () => {
    await using refused = await openWith([task('IN_PROGRESS'), refusal('AUTHENTICATION_ERROR')])
    await assert.rejects(refused.client.wait('task-1'), { code: 'UPSTREAM_FORBIDDEN' })
    await using mad = await openWith([{ status: 200, body: '<html>' }])
    await assert.rejects(mad.client.wait('task-1'), { code: 'UPSTREAM_BAD_RESPONSE' })
    assert.equal(mad.asked.length, 6)
  })

  test('ends with the fetcher', async () => {
    await using labelbox = await openWith([task('IN_PROGRESS')])
    const onProgress = () => void labelbox.hangUp()
    await assert.rejects(labelbox.client.wait('task-1', { onProgress }), { code: 'UPSTREAM_UNAVAILABLE' })
  })

  test('ends with the caller, in the midst of a pause too', async () => {
    await using labelbox = await openWith([task('IN_PROGRESS')], { pollMs: 3_600_000 })
    const controller = new AbortController()
    const onProgress = () => setImmediate(() => controller.abort(new Error('enough')))
    await assert.rejects(labelbox.client.wait('task-1', { onProgress, signal: controller.signal }), /enough/)
    await assert.rejects(labelbox.client.wait('task-1', { signal: controller.signal }), /enough/)
  })
})
