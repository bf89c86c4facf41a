// A loader reaches for labelbox here: the store keeps a label's annotations in the export's own words, and labelbox,
// which wrote that text, is the one to read it back. The store stays free of the vendor's formats.
import { decodeContent } from '../labelbox/index.ts'
import type { GroupBody } from '../model/index.ts'
import type { StoredContent, StoreReader } from '../store/index.ts'
import { eachAlone, oneRowPerKey } from './batch.ts'
import type { ContentNode } from './node-types.ts'

/** By label: what stands in it and in its groups, objects and frames aside. Empty for a label that carries none. */
export const createContentLoader = (reader: StoreReader) =>
  oneRowPerKey(async (labelIds: readonly string[]) => {
    const stored = await reader.contents(labelIds)
    return eachAlone(labelIds, (labelId, index) => toNode(labelId, stored[index] ?? null))
  })

const NO_CONTENT: ContentNode = { groups: [], classifications: [], relationships: [], raw: {} }
const NO_BODY: GroupBody = { classifications: [], relationships: [], tracks: [] }

function toNode(labelId: string, stored: StoredContent | null): ContentNode {
  if (!stored) return NO_CONTENT
  const { format } = stored
  const { groups: bodies, classifications, relationships, raw } = decodeContent(stored)
  const groups = stored.groups.map(head => ({ ...head, ...(bodies.get(head.idName) ?? NO_BODY), labelId, format }))
  return { groups, classifications, relationships, raw }
}
