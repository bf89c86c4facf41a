import assert from 'node:assert/strict'
import type { ExportRecord } from '../../src/model/index.ts'
import type { FilterOf } from '../../src/store/index.ts'
import { EVERYTHING, type LoadOptions, openStore, type StoreReader, type StoreWriter } from '../../src/store/index.ts'
import type { Backend } from '../support/backends.ts'

/** A store of a backend, in a place of its own, with short words for what tests do with it. */
export async function openBackend(backend: Backend) {
  const place = await backend.makePlace()
  const store = await openStore(place.url, backend.options)
  let loads = 0

  const openLoad = (options: Partial<LoadOptions> = {}): Promise<StoreWriter> =>
    store.openLoad({ holder: 'a test', rawContainers: new Set(), ...options })

  const publish = (writer: StoreWriter) =>
    writer.publish({ source: 'test', digest: `digest-${++loads}`, byteCount: loads })

  const read = (projects?: readonly string[]): Promise<StoreReader> =>
    store.openSnapshot({ scope: projects ? { projects } : EVERYTHING })

  return {
    store,
    url: place.url,
    openLoad,
    publish,
    read,
    async load(...records: readonly ExportRecord[]): Promise<void> {
      const writer = await openLoad()
      await writer.put({ records, rejects: [] })
      await publish(writer)
    },
    /** The version of a label that is there now: what is fetched belongs to it. */
    async versionOf(labelId: string): Promise<number> {
      const [content] = await (await read()).contents([labelId])
      if (!content) throw new Error(`there is no label ${labelId}`)
      return content.version
    },
    async [Symbol.asyncDispose](): Promise<void> {
      await store.close()
      await place[Symbol.asyncDispose]()
    },
  }
}

/** Of a label's groups: how many frames each has, null where they are known by URL only. */
export async function frameCounts(reader: StoreReader, labelId: string): Promise<Record<string, number | null> | null> {
  const [content] = await reader.contents([labelId])
  if (!content) return null
  for (const { remote, frameCount } of content.groups)
    if (remote !== (frameCount === null)) throw new Error('remote and frameCount do not agree')
  return Object.fromEntries(content.groups.map(({ idName, frameCount }) => [idName, frameCount]))
}

/** The area of the mask `m`, or another, in a frame; null where it has not been measured. */
export async function areaOf(
  reader: StoreReader,
  labelId: string,
  frameNumber: number | null,
  groupName: string | null = 'Axial',
): Promise<number | null> {
  const [mask] = await reader.masks([{ labelId, groupName, frameNumber, featureId: 'm' }])
  return mask?.area ?? null
}

export async function labelIds(reader: StoreReader, filter: FilterOf<'label'>): Promise<string[]> {
  const { rows } = await reader.page('label', { filter, limit: 100, backward: false })
  return rows.map(({ node }) => node.id)
}

/** Of annotations: label, group and frame, or their feature where they stand in none. */
export async function places(
  reader: StoreReader,
  filter: FilterOf<'annotation'>,
  byArea?: 'ASC' | 'DESC',
): Promise<string[]> {
  const orderBy = byArea ? [{ field: 'AREA', direction: byArea } as const] : []
  const { rows } = await reader.page('annotation', { filter, orderBy, limit: 100, backward: false })
  assert.equal(await reader.count('annotation', filter), rows.length)
  return rows.map(({ node: { labelId, groupName, frameNumber, featureId } }) =>
    groupName === null ? `${labelId} ${featureId}` : `${labelId} ${groupName} ${frameNumber}`,
  )
}

/** With their first and last frame. */
export async function chunksOf(reader: StoreReader, labelId: string, groupName: string) {
  const [entries = []] = await reader.chunkDirectory([{ labelId, groupName }])
  const chunks = await reader.chunks(entries.map(entry => entry.chunk))
  return entries.map(({ firstFrame, lastFrame, frameCount }, index) => {
    assert.equal(frameCount, 1)
    return [firstFrame, lastFrame, JSON.parse(chunks[index]?.text ?? 'null')]
  })
}
