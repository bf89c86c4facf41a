import { Readable } from 'node:stream'
import { SlicegraphError } from '../../errors.ts'
import { mediumOf, normalizeFrames, RecordFault } from '../../labelbox/index.ts'
import type { FramesRecord, GroupHead, Json } from '../../model/index.ts'
import { parseJson, type RawRecord, splitRecords } from '../../source/index.ts'
import type { StoredContent, StoreReader } from '../../store/index.ts'
import { badResponse } from '../../upstream/index.ts'
import { createSingleFlight } from '../single-flight.ts'
import type { MaskSources } from './mask-images.ts'
import type { FetchOptions } from './masks.ts'
import { requireType, resultOrError } from './upstream-answers.ts'

/** A group, by its label and its name in ids. */
export interface GroupRef {
  readonly labelId: string
  readonly groupName: string
}

export type EnsureFrames = (
  reader: StoreReader,
  groups: readonly GroupRef[],
  options?: FetchOptions,
) => Promise<(Error | null)[]>

/** Fetches the frames document of a group, reads it and puts its frames into the store. */
export function createFrameReads({ store, upstream }: Pick<MaskSources, 'store' | 'upstream'>): EnsureFrames {
  const flights = createSingleFlight<null>()

  async function fetch(reader: StoreReader, group: GroupRef, again: boolean, signal: AbortSignal): Promise<null> {
    // Another request may have fetched them since this one looked.
    const [content] = await reader.contents([group.labelId])
    const head = groupToFetch(content, group, again)
    if (!content || !head?.framesUrl) return null
    const { status, body, contentType } = await upstream.get(head.framesUrl, { accept: ACCEPTED, signal })
    if (status === 200) requireType(contentType, FRAMES_TYPES, 'a frames document')
    // For an empty plane Labelbox sends 204, or a document of no bytes.
    const frames = readFrames(body.length === 0 ? [] : await readLines(body), head, content)
    const isKept = await store.putFrames({ ...group, version: content.version, frames, replace: again })
    if (!isKept) throw new SlicegraphError('NOT_FOUND', 'A load replaced the label in the meantime. Query it again.')
    return null
  }

  return async (asked, groups, { signal, again = false } = {}) => {
    const labelIds = [...new Set(groups.map(group => group.labelId))]
    const stored = await asked.contents(labelIds)
    const reader = asked.detached()
    const contents = new Map(labelIds.map((id, index) => [id, stored[index] ?? null]))
    const headOf = (group: GroupRef) => groupToFetch(contents.get(group.labelId), group, again)
    async function ensure(group: GroupRef): Promise<null> {
      const content = contents.get(group.labelId)
      if (!content || !headOf(group)) return null
      const key = JSON.stringify([group.labelId, content.version, group.groupName, again])
      return flights.run(key, whileWanted => fetch(reader, group, again, whileWanted), signal)
    }
    return Promise.all(
      groups.map(group => resultOrError('The frames', headOf(group)?.framesUrl ?? null, ensure(group))),
    )
  }
}

const ACCEPTED = 'application/x-ndjson, application/json;q=0.9, */*;q=0.1'
const FRAMES_TYPES = /^(application\/(x-)?(ndjson|jsonl|json|octet-stream|jsonlines)|text\/plain|binary\/octet-stream)$/

function groupToFetch(
  content: StoredContent | null | undefined,
  { groupName }: GroupRef,
  again: boolean,
): GroupHead | null {
  return content?.groups.find(group => group.idName === groupName && canFetch(group, again)) ?? null
}

/** Whether the group's frames have a URL and are not fetched yet, or are to be fetched again. */
export function canFetch({ remote, framesUrl }: GroupHead, again: boolean): boolean {
  return remote || (again && framesUrl !== null)
}

async function readLines(body: Buffer): Promise<Json[]> {
  const lines: Json[] = []
  for await (const records of splitRecords(Readable.from([body]))) lines.push(...records.map(readLine))
  if (lines.length === 0) throw badResponse('the frames document holds no records.')
  return lines
}

function readLine({ bytes, line, fault }: RawRecord): Json {
  const parsed = fault === null ? parseJson(bytes) : { fault }
  if (parsed.fault !== undefined)
    throw badResponse(`line ${line} of the frames document is not a record: ${parsed.fault}.`)
  return parsed.value
}

function readFrames(lines: readonly Json[], { idName }: GroupHead, content: StoredContent): FramesRecord {
  try {
    return normalizeFrames(lines, idName, mediumOf(content))
  } catch (error) {
    if (error instanceof RecordFault)
      throw badResponse(`the frames document has a fault at ${error.path}: ${error.reason}.`)
    throw error
  }
}
