import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { masksAt, pagesOf } from '../../src/ingest/find-remote.ts'
import { compositeIdOf } from '../../src/labelbox/index.ts'
import type { FetchedBytes, MaskRef } from '../../src/model/index.ts'
import { CHUNK_RANGE, FETCHED_FROM } from '../../src/store/entities/index.ts'
import { EVERYTHING, mediaFolderOf, openStore, type StoreReader } from '../../src/store/index.ts'

/** Fetched frames and masks as a store reader returns them, one line each. */
export interface Stored {
  readonly frames: readonly string[]
  readonly masks: readonly string[]
  readonly others: readonly string[]
}

/** At this very moment: nothing else of this process runs while it looks. */
export function storedNow(storePath: string): Stored {
  const database = new DatabaseSync(storePath, { readOnly: true, timeout: 10_000 })
  const lines = (query: string) =>
    database
      .prepare(query)
      .all()
      .map(row => JSON.stringify(row))
      .sort()
  try {
    database.exec('begin')
    return {
      frames: lines('select c.no, g.key, g.value from content c, json_each(c.fetched) g'),
      masks: lines('select * from mask'),
      others: [
        ...lines('select * from composite'),
        ...lines(`select no / ${CHUNK_RANGE} as content, group_name, first_frame, last_frame, frame_count, length
          from chunk where no % ${CHUNK_RANGE} >= ${FETCHED_FROM}`),
        ...lines(`select a.content_no, f.group_name, a.frame_number, a.place, f.feature_id, a.area, a.length
          from annotation a join feature f on f.content_no = a.content_no and f.no = a.feature_no`),
      ],
    }
  } finally {
    database.close()
  }
}

/** Lines of the first that are missing from the second. */
export function missingFrom(first: Stored, second: Stored): string[] {
  return (['frames', 'masks', 'others'] as const).flatMap(part => {
    const present = new Set(second[part])
    return first[part].filter(line => !present.has(line))
  })
}

/** The paths of everything that the store has no need to fetch any more. */
export async function pathsKept(storePath: string): Promise<ReadonlySet<string>> {
  const storeUrl = `sqlite:${storePath}`
  const store = await openStore(storeUrl)
  const needed = new Set<string>()
  const known = new Set<string>()
  const note = (url: string, isKept: boolean) => (isKept ? known : needed).add(pathOf(url))
  try {
    for await (const { reader, nodes } of pagesOf(
      store,
      EVERYTHING,
      { list: 'label', filter: {}, limit: 100 },
      undefined,
    )) {
      const contents = await reader.contents(nodes.map(({ id }) => id))
      for (const { framesUrl, remote } of contents.flatMap(content => content?.groups ?? []))
        if (framesUrl !== null) note(framesUrl, !remote)
    }
    const annotations = { list: 'annotation', filter: {}, limit: 1000 } as const
    for await (const { reader, nodes } of pagesOf(store, EVERYTHING, annotations, undefined)) {
      const masks = await masksAt(reader, nodes)
      const measured = await reader.masks(masks)
      const images = await compositesKept(reader, masks, mediaFolderOf(storeUrl))
      for (const [index, mask] of masks.entries())
        note(urlOf(mask), measured[index] !== null || images.has(urlOf(mask)))
    }
  } finally {
    await store.close()
  }
  // What several things are in is kept for all of them, or not at all.
  return new Set([...known].filter(path => !needed.has(path)))
}

const urlOf = ({ source: { url, compositeUrl, colorRgb } }: MaskRef) =>
  (colorRgb === null ? url : (compositeUrl ?? url)) as string

const pathOf = (url: string) => url.slice(new URL(url).origin.length)

/** The URLs of composites whose bytes are there: masks that are yet to be measured need no second fetch. */
async function compositesKept(
  reader: StoreReader,
  masks: readonly MaskRef[],
  mediaFolder: string,
): Promise<ReadonlySet<string>> {
  const shared = masks.filter(({ source }) => source.compositeUrl !== null && source.colorRgb !== null)
  const keys = shared.map(({ labelId, source }) => ({ labelId, compositeId: compositeIdOf(source.compositeUrl ?? '') }))
  const composites = await reader.composites(keys)
  const isThere = (digest: string) => existsSync(join(mediaFolder, digest.slice(0, 2), digest))
  const isKept = (composite: FetchedBytes | null | undefined) => !!composite && isThere(composite.digest)
  return new Set(shared.filter((_, index) => isKept(composites[index])).map(urlOf))
}
