import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { test } from 'node:test'
import { checkExports } from '../../src/ingest/index.ts'
import { liftFrames } from '../../src/labelbox/index.ts'
import { listExports } from '../../src/source/index.ts'
import { wireFixture } from '../labelbox/decoded.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

for (const file of ['dicom-v2.json', 'v2-video.json', 'v2-image.json', 'dicom-v1.json', 'v1-video-inlined.json'])
  test(`a key that stands twice anywhere rejects the record: ${file}`, async () => {
    const [record] = wireFixture(file)
    const text = JSON.stringify(record)
    const doubled = [...text.matchAll(/"(\w|\\")[^"]*":/g)].flatMap(({ 0: key, index }) => {
      const [before, behind] = [text.slice(0, index), text.slice(index)]
      const escaped = `"\\u${key.charCodeAt(1).toString(16).padStart(4, '0')}${key.slice(2)}`
      return [`${before}${key}null,${behind}`, `${before}${escaped}null,${behind}`]
    })
    assert.ok(doubled.length > 20)
    // The quick way reads the record as it is, and has to leave the others to the slow one.
    assert.equal(liftFrames(Buffer.from(text)) !== null, file === 'dicom-v2.json' || file === 'v2-video.json')
    await using folder = await temporaryFolder()
    const path = folder.file('doubled.ndjson')
    await writeFile(path, [text, ...doubled].join('\n'))
    const { exports, rejected } = await checkExports({ files: await listExports([path]) })
    assert.equal(rejected, doubled.length)
    for (const { reason } of exports[0]?.rejects ?? []) assert.equal(reason, 'the key stands twice in its object')
  })
