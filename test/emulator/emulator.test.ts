import assert from 'node:assert/strict'
import { after, afterEach, before, suite, test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { ask, COMPOSITE_PNG, CONTENT, FRAMES, LINES, MASK, MASK_PNG } from './client.ts'
import { type Emulator, openEmulator } from './index.ts'

const COMPOSITE = '/api/v1/tasks/task1/masks/composite1/index/7'
const BY_FEATURE = '/masks/feature/feature1/7'
const TOKEN = 'aGVhZA.Ym9keQ.c2ln'

suite('the emulated upstream', () => {
  let emulator: Emulator
  before(async () => {
    emulator = await openEmulator({ content: CONTENT })
  })
  after(() => emulator.close())
  afterEach(() => {
    emulator.misbehave(null)
    emulator.setDelay(0)
    emulator.clearRequests()
  })

  for (const path of [FRAMES, '/v1/frames/label1'])
    test(`${path} answers a line for each frame`, async () => {
      const { status, headers, body } = await ask(emulator, path)
      assert.equal(status, 200)
      assert.equal(headers['content-type'], 'application/x-ndjson')
      const lines = body.toString().split('\n')
      assert.equal(lines.pop(), '')
      assert.deepEqual(
        lines.map(line => JSON.parse(line)),
        LINES,
      )
    })

  test('a document that is text is sent as it is', async () => {
    assert.equal((await ask(emulator, '/v1/frames/written')).body.toString(), '{"frameNumber": 1}\r\n')
  })

  test('a label without frames answers 204 and nothing', async () => {
    const { status, body } = await ask(emulator, '/v1/frames/skipped?group=axial')
    assert.deepEqual([status, body.length], [204, 0])
  })

  const masks: [string, Buffer][] = [
    ['/api/v1/projects/project1/annotations/feature1/mask', MASK_PNG],
    [MASK, MASK_PNG],
    [COMPOSITE, COMPOSITE_PNG],
    [BY_FEATURE, MASK_PNG],
    ['/masks/feature/feature1', MASK_PNG],
  ]
  for (const [path, png] of masks)
    test(`${path} answers a picture`, async () => {
      const { status, headers, body } = await ask(emulator, path)
      assert.equal(status, 200)
      assert.equal(headers['content-type'], 'image/png')
      assert.equal(headers['content-length'], String(png.length))
      assert.deepEqual(body, png)
    })

  for (const path of [
    '/',
    '/v1/frames/label2?group=axial',
    '/v1/frames/label1?group=coronal',
    '/api/v1/projects/project1/annotations/feature2/index/7/mask',
    '/api/v1/projects/project1/annotations/feature1/index/8/mask',
    '/api/v1/projects/project1/annotations/feature1/index/x/mask',
    '/api/v1/tasks/task1/masks/composite2/index/7',
    '/masks/feature/feature2/7',
    '//',
  ])
    test(`${path} is not found`, async () => {
      assert.equal((await ask(emulator, path)).status, 404)
    })

  for (const path of [FRAMES, ...masks.map(([path]) => path)])
    for (const key of [null, 'another'])
      test(`${path} is refused ${key === null ? 'without a key' : 'with another key'}`, async () => {
        const { status, headers, body } = await ask(emulator, path, { key })
        assert.equal(status, 401)
        assert.match(headers['content-type'] ?? '', /^application\/json/)
        assert.match(JSON.parse(body.toString()).message, /API key.*Authorization header/)
      })

  test('a token in the address stands in for the key, where addresses have one', async () => {
    const without = { key: null }
    assert.equal((await ask(emulator, `${BY_FEATURE}?token=${TOKEN}`, without)).status, 200)
    assert.equal((await ask(emulator, `${BY_FEATURE}?token=`, without)).status, 401)
    assert.equal((await ask(emulator, `${BY_FEATURE}?token=nonsense`, without)).status, 401)
    assert.equal((await ask(emulator, `${MASK}?token=${TOKEN}`, without)).status, 401)
    assert.equal((await ask(emulator, `${FRAMES}&token=${TOKEN}`, without)).status, 401)
  })

  test('only GET is answered', async () => {
    assert.equal((await ask(emulator, MASK, { method: 'DELETE' })).status, 405)
  })

  test('it remembers what it was asked', async () => {
    await ask(emulator, FRAMES)
    await ask(emulator, MASK, { key: null })
    await ask(emulator, `${MASK}?key=${emulator.key}`, { key: 'another' })
    await ask(emulator, FRAMES)
    const told = emulator.requests.map(({ method, path, carriedKey, status }) => [method, path, carriedKey, status])
    assert.deepEqual(told, [
      ['GET', FRAMES, true, 200],
      ['GET', MASK, false, 401],
      ['GET', `${MASK}?key=${emulator.key}`, true, 401],
      ['GET', FRAMES, true, 200],
    ])
    assert.equal(emulator.counts.get(FRAMES), 2)
    assert.equal(emulator.counts.get(MASK), 1)
    assert.equal(emulator.connections, 4)
    emulator.clearRequests()
    assert.deepEqual([emulator.requests.length, emulator.counts.size, emulator.connections], [0, 0, 0])
  })

  test('it knows how many requests were open at once', async () => {
    await ask(emulator, MASK)
    assert.equal(emulator.mostAtOnce, 1)
    emulator.setDelay(50)
    await Promise.all([FRAMES, MASK, COMPOSITE, MASK, MASK].map(path => ask(emulator, path)))
    assert.equal(emulator.mostAtOnce, 5)
  })

  test('a delay comes before every answer to what is asked from then on', async () => {
    const order: string[] = []
    emulator.setDelay(300)
    const slow = ask(emulator, MASK).then(() => order.push('slow'))
    await arrived(emulator)
    emulator.setDelay(0)
    await ask(emulator, FRAMES).then(() => order.push('fast'))
    await slow
    assert.deepEqual(order, ['fast', 'slow'])
  })

  test('it takes a key and a port, and content that knows its origin', async () => {
    const frames = (origin: string) => [{ frameNumber: 1, origin }]
    const first = await openEmulator({ key: 'k', content: origin => ({ ...CONTENT, frames: () => frames(origin) }) })
    const { origin } = first
    const port = Number(new URL(origin).port)
    try {
      assert.equal((await ask(first, FRAMES)).body.toString(), `${JSON.stringify(frames(origin)[0])}\n`)
      assert.equal((await ask(first, FRAMES, { key: emulator.key })).status, 401)
      await assert.rejects(openEmulator({ content: CONTENT, port }), { code: 'EADDRINUSE' })
    } finally {
      await first.close()
    }
    const second = await openEmulator({ content: CONTENT, port })
    assert.equal(second.origin, origin)
    await second.close()
  })

  test('closing ends what is open', async () => {
    const hanging = await openEmulator({ content: CONTENT })
    hanging.misbehave({ name: 'hang' })
    const asked = ask(hanging, MASK)
    await arrived(hanging)
    await hanging.close()
    assert.equal((await asked).error, 'ECONNRESET')
  })
})

/** Until the first request is there. */
async function arrived(emulator: Emulator): Promise<void> {
  while (emulator.requests.length === 0) await setImmediate()
}
