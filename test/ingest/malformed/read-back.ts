import assert from 'node:assert/strict'
import { decodeChunk, decodeContent } from '../../../src/labelbox/index.ts'
import { EVERYTHING, type Store } from '../../../src/store/index.ts'

/** Reads all that the store has of a data row, down to its points. False when it has none. */
export async function readBack(store: Store, dataRowId: string): Promise<boolean> {
  const reader = await store.openSnapshot({ scope: EVERYTHING })
  const [row] = await reader.nodes('dataRow', [dataRowId])
  if (!row) return false
  assert.equal(row.id, dataRowId)
  await reader.nodesOfDataRows('dataRowProject', [dataRowId])
  await reader.nodesOfDataRows('workflowEvent', [dataRowId])
  const [labels = []] = await reader.nodesOfDataRows('label', [dataRowId])
  const contents = await reader.contents(labels.map(label => label.id))
  for (const [index, content] of contents.entries()) {
    const labelId = labels[index]?.id ?? assert.fail()
    assert.ok(content, 'a label has no content')
    decodeContent(content)
    for (const groupName of [null, ...content.groups.map(group => group.idName)]) {
      const [entries = []] = await reader.chunkDirectory([{ labelId, groupName }])
      for (const chunk of await reader.chunks(entries.map(entry => entry.chunk))) {
        assert.ok(chunk, 'a chunk is missing')
        decodeChunk(chunk, groupName)
      }
    }
  }
  return true
}
