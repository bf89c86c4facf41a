import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { test } from 'node:test'
import { decodeChunk, normalizeFrames, normalizeRecord } from '../../src/labelbox/index.ts'
import { chunkText } from '../../src/model/index.ts'
import { assertEntriesFound, contentOf, wireFixture } from './decoded.ts'

const files = readdirSync(new URL('../fixtures/wire/', import.meta.url))

for (const file of files.filter(file => !file.includes('frames-axial'))) {
  test(`reads ${file}, and every entry is found in its chunk`, () => {
    for (const value of wireFixture(file)) {
      const before = JSON.stringify(value)
      const record = normalizeRecord(value)
      for (const label of record.labels) assertEntriesFound(contentOf(label))
      assert.equal(JSON.stringify(value), before, 'the input was changed')
    }
  })
}

test('reads a frames document for a group that was remote', () => {
  const lines = wireFixture('dicom-v1-frames-axial.ndjson').toReversed()
  const frames = normalizeFrames(lines, 'Axial', 'DICOM')
  assert.equal(frames.frameCount, 2)
  assert.deepEqual(
    frames.annotations.map(entry => [entry.groupName, entry.frameNumber, entry.annotationKind, entry.keyFrame]),
    [
      ['Axial', 172, 'DICOMSegmentationMask', true],
      ['Axial', 185, 'DICOMPolyline', true],
    ],
  )
  const [chunk] = frames.chunks
  assert.ok(chunk)
  const [first, second] = decodeChunk({ format: frames.format, text: chunkText(chunk) }, 'Axial').frames
  const mask = first?.annotations[0]
  assert.ok(mask?.type === 'MaskAnnotation')
  assert.equal(mask.mask?.url, 'https://api.labelbox.com/masks/feature/cl2y5hdq200053g6cklrdauj7/172')
  assert.equal(mask.color, '#1CE6FF')
  assert.equal(mask.schemaId, 'ckzohkul206400z976bjrguy3')
  const line = second?.annotations[0]
  assert.ok(line?.type === 'PolylineAnnotation')
  assert.deepEqual(line.line[1], { x: 223.735, y: 196 })
})
