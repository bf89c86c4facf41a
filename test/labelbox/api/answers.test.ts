import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { type ErrorCode, SlicegraphError } from '../../../src/errors.ts'
import { openLabelbox, refusal, request, type Said } from './upstream.ts'

const HTML = '<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>'
const CONNECT_ERROR = 'upstream connect error or disconnect/reset before headers. reset reason: overflow'

const internal = (status: number, message = 'no') =>
  refusal('INTERNAL_SERVER_ERROR', message, { extensions: { code: 'INTERNAL_SERVER_ERROR', exception: { status } } })

const json = (status: number, body: object): Said => ({ status, body: JSON.stringify(body) })

/** An answer of the API, the code of its error and a part of its message. */
const REFUSALS: readonly (readonly [string, Said, ErrorCode, RegExp?])[] = [
  [
    'a bad key',
    refusal('AUTHENTICATION_ERROR', 'Invalid API key'),
    'UPSTREAM_FORBIDDEN',
    /Invalid API key.*LABELBOX_API_KEY/,
  ],
  ['a bad key, by status', refusal('AUTHENTICATION_ERROR', 'no', {}, 401), 'UPSTREAM_FORBIDDEN', /LABELBOX_API_KEY/],
  ['no permission', refusal('AUTHORIZATION_ERROR', 'Not yours'), 'UPSTREAM_FORBIDDEN', /Not yours/],
  ['an operation not allowed', refusal('OPERATION_NOT_ALLOWED'), 'UPSTREAM_FORBIDDEN'],
  ['a resource not found', refusal('RESOURCE_NOT_FOUND', 'No such project'), 'UPSTREAM_NOT_FOUND', /No such project/],
  ['a conflict', refusal('RESOURCE_CONFLICT'), 'EXPORT_FAILED'],
  [
    'an invalid query',
    refusal('GRAPHQL_VALIDATION_FAILED', 'Query complexity limit exceeded', {}, 400),
    'EXPORT_FAILED',
    /complexity/,
  ],
  ['a query that cannot be parsed', refusal('GRAPHQL_PARSE_FAILED', 'Syntax', {}, 400), 'EXPORT_FAILED'],
  ['bad input', refusal('MALFORMED_REQUEST', 'Bad id'), 'EXPORT_FAILED', /Bad id/],
  [
    'custom editors',
    refusal('MALFORMED_REQUEST', 'Malformed request', {
      errors: [{ error: 'Export is not supported for projects with custom editors', projectIds: ['p'] }],
    }),
    'EXPORT_UNSUPPORTED',
    /projects with custom editors/,
  ],
  ['an internal 400', internal(400), 'EXPORT_FAILED'],
  ['an internal 422', internal(422, 'Unprocessable'), 'EXPORT_FAILED', /Unprocessable/],
  ['an internal 426', internal(426, 'LBU limit exceeded'), 'UPSTREAM_FORBIDDEN', /LBU limit exceeded/],
  ['an internal 500', internal(500), 'UPSTREAM_UNAVAILABLE'],
  ['an internal 503', internal(503), 'UPSTREAM_UNAVAILABLE'],
  ['an internal error without a status', refusal('INTERNAL_SERVER_ERROR', 'no', {}, 500), 'UPSTREAM_UNAVAILABLE'],
  ['a code nobody knows', refusal('TEAPOT', 'Short and stout'), 'EXPORT_FAILED', /Short and stout/],
  ['an error without a code', json(200, { errors: [{ message: 'Something' }] }), 'EXPORT_FAILED', /Something/],
  ['an error without anything', json(200, { errors: [{}] }), 'EXPORT_FAILED'],
  ['a rate limit', json(429, { message: 'You have exceeded your rate limit' }), 'UPSTREAM_RATE_LIMITED'],
  [
    'a rate limit with another status',
    json(400, { message: 'You have exceeded 1500 requests' }),
    'UPSTREAM_RATE_LIMITED',
  ],
  ['a rate limit with status 200', json(200, { message: 'You have exceeded 1500 requests' }), 'UPSTREAM_RATE_LIMITED'],
  ['a closed API', json(403, { message: 'API access is disabled' }), 'UPSTREAM_FORBIDDEN', /API access is disabled/],
  ['a refusal that has only a reason', json(400, { message: 'No plan' }), 'UPSTREAM_FORBIDDEN', /No plan/],
  ['a refusal without words', { status: 401, body: '' }, 'UPSTREAM_FORBIDDEN', /LABELBOX_API_KEY/],
  ['a proxy without an upstream', { status: 502, body: HTML }, 'UPSTREAM_UNAVAILABLE'],
  ['a proxy without an upstream, in words', { status: 500, body: CONNECT_ERROR }, 'UPSTREAM_UNAVAILABLE'],
  ['the same with status 200', { status: 200, body: CONNECT_ERROR }, 'UPSTREAM_UNAVAILABLE'],
  ['a page', { status: 200, body: HTML }, 'UPSTREAM_BAD_RESPONSE', /LABELBOX_API_URL/],
  ['a page that is missing', { status: 404, body: HTML }, 'UPSTREAM_NOT_FOUND'],
  ['nothing', { status: 200, body: '' }, 'UPSTREAM_BAD_RESPONSE'],
  ['JSON that is no answer', { status: 200, body: '[1]' }, 'UPSTREAM_BAD_RESPONSE'],
  ['words for an answer', json(200, { message: 'Hello' }), 'UPSTREAM_BAD_RESPONSE'],
  ['data of another shape', json(200, { data: { exportDataRowsInProject: 1 } }), 'UPSTREAM_BAD_RESPONSE'],
  ['no task', json(200, { data: { exportDataRowsInProject: null } }), 'UPSTREAM_NOT_FOUND'],
]

suite('the API says', () => {
  for (const [name, said, code, message = /./] of REFUSALS) {
    test(`${name}: ${code}`, async () => {
      await using labelbox = await openLabelbox({
        answers: { exportDataRowsInProjectPyApi: () => said },
        patienceMs: 5,
      })
      const error = await labelbox.client.start(request()).catch((reason: unknown) => reason)
      assert.ok(error instanceof SlicegraphError)
      assert.equal(error.code, code)
      assert.match(error.message, message)
      if (code.startsWith('UPSTREAM_')) assert.ok(error.message.includes(labelbox.origin), error.message)
      if (code !== 'UPSTREAM_RATE_LIMITED') assert.equal(labelbox.asked.length, 1, 'a start is asked once')
    })
  }

  test('nothing: a start whose answer is lost is not asked again', async () => {
    const answers = {
      exportDataRowsInProjectPyApi: () => {
        throw new Error('lost')
      },
    }
    await using labelbox = await openLabelbox({ answers })
    await assert.rejects(labelbox.client.start(request()), { code: 'UPSTREAM_UNAVAILABLE' })
    assert.equal(labelbox.asked.length, 1)
  })

  test('that there were too many requests: a start waits', async () => {
    const limited = json(429, { message: 'You have exceeded your rate limit' })
    const started = { data: { exportDataRowsInProject: { taskId: 'task-9', isStreamable: true } } }
    const zone = { data: { user: { timezone: 'Asia/Tokyo' } } }
    await using labelbox = await openLabelbox({
      answers: {
        CurrentUserPyApi: (_asked, nth) => (nth < 4 ? limited : zone),
        exportDataRowsInProjectPyApi: (_asked, nth) => (nth < 4 ? limited : started),
      },
    })
    assert.equal(await labelbox.client.start(request({ lastActivityAt: { from: '2026-01-01' } })), 'task-9')
    assert.equal(labelbox.asked.length, 8)
  })

  test('what it says is cut, on one line and without addresses', async () => {
    const words = `See https://storage.test/export?signature=1 or gs://bucket/x\n\n\u0007${'and so on '.repeat(100)}`
    const answers = { exportDataRowsInProjectPyApi: () => refusal('MALFORMED_REQUEST', words) }
    await using labelbox = await openLabelbox({ answers })
    const error = await labelbox.client.start(request()).catch((reason: unknown) => reason)
    assert.ok(error instanceof SlicegraphError)
    assert.match(error.message, /^Labelbox refused the request: See \(address\) or \(address\) and so on/)
    assert.doesNotMatch(error.message, /signature|bucket|\p{Cc}/u)
    assert.ok(error.message.length < 320)
  })
})
