import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { decode } from 'fast-png'
import { demoContent, demoExport } from '../../src/demo/index.ts'
import { normalizeFrames } from '../../src/labelbox/index.ts'
import type { FramesRecord, JsonObject } from '../../src/model/index.ts'
import { ask } from '../emulator/client.ts'
import { type Emulator, openEmulator } from '../emulator/index.ts'

suite('the content of the demo upstream', () => {
  let emulator: Emulator
  let records: JsonObject[]
  before(async () => {
    emulator = await openEmulator({ content: origin => demoContent({ origin }) })
    records = [...demoExport({ origin: emulator.origin })]
  })
  after(() => emulator.close())

  test('every frames document and mask that the demo names is said to be there', () => {
    const paths = upstreamPaths(records, emulator.origin)
    assert.ok(paths.frames.length >= 20)
    assert.ok(paths.masks.length > 500)
    assert.ok(paths.composites.length > 200)
    assert.ok(!JSON.stringify(records).includes('https://api.labelbox.com'))
  })

  test('every frames document is served and can be read', async () => {
    const found: FramesRecord[] = []
    for (const path of upstreamPaths(records, emulator.origin).frames) {
      const { status, body } = await ask(emulator, path)
      if (status === 204) continue
      assert.equal(status, 200, path)
      const lines = parse(body)
      const record = normalizeFrames(lines, 'Axial', 'DICOM')
      assert.equal(record.frameCount, lines.length)
      found.push(record)
      assert.deepEqual((await ask(emulator, path)).body, body)
    }
    const annotations = found.flatMap(record => record.annotations)
    const kinds = new Set(annotations.map(({ annotationKind }) => annotationKind))
    assert.deepEqual(kinds, new Set(['DICOMPolyline', 'DICOMPolygon', 'DICOMSegmentationMask']))
    assert.deepEqual(new Set(annotations.map(({ keyFrame }) => keyFrame)), new Set([true, false]))
    assert.ok(found.some(({ classifications }) => classifications.length > 0))
  })

  test('frames documents hold relationships, and masks by both forms of their address', () => {
    const { frames } = demoContent()
    const documents = records.map(({ ID: id }) => frames(String(id), 'axial') ?? [])
    const text = documents.flatMap(lines => [...lines].map(line => JSON.stringify(line)))
    assert.ok(text.some(line => line.includes('unidirectional_relationship')))
    assert.ok(text.some(line => /"instanceURI":"https:\/\/api\.labelbox\.com\/masks\/feature\/\w+\/\d+"/.test(line)))
    assert.ok(text.some(line => /"instanceURI":"[^"]+\/\d+\?token=[\w-]+\.[\w-]+\.[\w-]+"/.test(line)))
  })

  test('there are planes without a frame', async () => {
    const statuses = []
    for (const path of upstreamPaths(records, emulator.origin).frames) statuses.push((await ask(emulator, path)).status)
    assert.deepEqual(new Set(statuses), new Set([200, 204]))
  })

  test('every mask of the rows and of the frames documents is a picture of a slice with something in it', async () => {
    const paths = upstreamPaths(records, emulator.origin)
    const documents = await Promise.all(paths.frames.map(async path => parse((await ask(emulator, path)).body)))
    const inFrames = upstreamPaths(documents, emulator.origin).masks
    assert.ok(inFrames.length > 100)
    for (const path of [...paths.masks, ...inFrames]) {
      const { status, body } = await ask(emulator, path, path.includes('token=') ? { key: null } : {})
      assert.equal(status, 200, path)
      // Its header: 512 by 512 in 8 bits of grey.
      assert.equal(body.toString('hex', 16, 26), '00000200000002000800')
    }
  })

  test('every composite is a picture of a slice in colours', async () => {
    for (const path of upstreamPaths(records, emulator.origin).composites) {
      const { status, body } = await ask(emulator, path)
      assert.equal(status, 200, path)
      assert.equal(body.toString('hex', 16, 26), '00000200000002000802')
    }
  })

  test('a mask is what has its colour in the composite', () => {
    const { mask, composite } = demoContent()
    const shared = Object.values(Object.groupBy(masksWithComposite(records), ({ compositeUrl }) => compositeUrl))
    const frames = shared.filter(list => list && list.length > 1).slice(0, 5)
    assert.equal(frames.length, 5)
    for (const list of frames)
      for (const { featureId, frame, compositeId, color } of list ?? []) {
        const picture = decode(composite(compositeId, frame) ?? Buffer.alloc(0)).data
        const single = decode(mask(featureId, frame) ?? Buffer.alloc(0)).data
        const same = single.every(
          (value, at) => value > 0 === color.every((part, index) => picture[3 * at + index] === part),
        )
        assert.ok(same)
        assert.ok(single.some(value => value > 0))
      }
  })

  test('a mask follows its feature through the frames', () => {
    const { mask } = demoContent()
    const byFeature = Object.values(Object.groupBy(masksWithComposite(records), ({ featureId }) => featureId))
    const areas = (byFeature[0] ?? []).map(({ featureId, frame }) => {
      const bytes = mask(featureId, frame)
      assert.ok(bytes)
      return decode(bytes).data.filter(value => value > 0).length
    })
    const most = areas.indexOf(Math.max(...areas))
    assert.ok(most > 0 && most < areas.length - 1, areas.join())
    assert.deepEqual(
      areas.slice(0, most + 1),
      areas.slice(0, most + 1).toSorted((a, b) => a - b),
    )
  })

  test('what is not in the demo is not there', () => {
    const content = demoContent()
    const [{ featureId, compositeId } = { featureId: '', compositeId: '' }] = masksWithComposite(records)
    assert.equal(content.frames('nobody', 'axial'), null)
    assert.equal(content.frames(String(records.at(-1)?.ID), null), null)
    assert.equal(content.mask('nobody', 1), null)
    assert.equal(content.mask(featureId, 1), null)
    assert.ok(content.mask(featureId, null))
    assert.equal(content.composite('nobody', 1), null)
    assert.equal(content.composite(compositeId, 1), null)
  })

  test('it is the same each time, and another with another seed', () => {
    const [first, again, other] = [demoContent(), demoContent(), demoContent({ seed: 2 })]
    const [{ featureId, frame } = { featureId: '', frame: 0 }] = masksWithComposite(records)
    const label = String(records.at(-1)?.ID)
    assert.deepEqual(again.frames(label, 'axial'), first.frames(label, 'axial'))
    assert.deepEqual(again.mask(featureId, frame), first.mask(featureId, frame))
    assert.equal(other.frames(label, 'axial'), null)
    assert.equal(other.mask(featureId, frame), null)
  })
})

const parse = (body: Buffer): JsonObject[] =>
  body
    .toString()
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line))

/** Every path of the upstream that is named somewhere in there, once, by what it is of. */
function upstreamPaths(json: unknown, origin: string) {
  const urls = JSON.stringify(json).matchAll(/"(http:\/\/[^"]+)"/g)
  const paths = [...new Set([...urls].map(([, url = '']) => url))]
    .filter(url => url.startsWith(`${origin}/`))
    .map(url => url.slice(origin.length))
  const frames = paths.filter(path => path.startsWith('/v1/frames/'))
  const composites = paths.filter(path => path.startsWith('/api/v1/tasks/'))
  const masks = paths.filter(path => !frames.includes(path) && !composites.includes(path))
  return { frames, masks, composites }
}

interface SharedMask {
  readonly featureId: string
  readonly frame: number
  readonly compositeUrl: string
  readonly compositeId: string
  readonly color: readonly number[]
}

/** The masks of v2 rows that are given both alone and in a composite. */
function masksWithComposite(records: readonly JsonObject[]): SharedMask[] {
  const found: SharedMask[] = []
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    const { feature_id: featureId, mask, composite_mask: composite } = value as WireMask
    const [, compositeId, frame] = /masks\/(\w+)\/index\/(\d+)$/.exec(composite?.url ?? '') ?? []
    if (featureId && mask && composite && compositeId)
      found.push({
        featureId,
        frame: Number(frame),
        compositeUrl: composite.url,
        compositeId,
        color: composite.color_rgb,
      })
    else for (const member of Object.values(value)) walk(member)
  }
  walk(records)
  return found
}

interface WireMask {
  readonly feature_id?: string
  readonly mask?: { readonly url: string }
  readonly composite_mask?: { readonly url: string; readonly color_rgb: readonly number[] }
}
