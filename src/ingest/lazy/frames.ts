import { Readable } from 'node:stream'
import { SlicegraphError } from '../../errors.ts'
import { mediumOf, normalizeFrames, RecordFault } from '../../labelbox/index.ts'
import type { FramesRecord, GroupHead, Json } from '../../model/index.ts'
import { parseJson, type RawRecord, splitRecords } from '../../source/index.ts'
import type { StoredContent, StoreReader } from '../../store/index.ts'
import { createSingleFlight } from '../single-flight.ts'
import { badResponse, requireType } from './bad-response.ts'
import type { LazyReads, LazySources } from './lazy-reads.ts'
import { settled } from './settled.ts'

/** A group by its label and id name. */
export interface GroupRef {
  readonly labelId: string
  readonly groupName: string
}

/** One frames document per group: fetched, read, put into the store. */
export function createFrameReads({ store, upstream }: Omit<LazySources, 'media'>): LazyReads['frames'] {
  const flights = createSingleFlight<null>()

  async function read(reader: StoreReader, group: GroupRef, version: number, signal?: AbortSignal): Promise<null> {
    const key = JSON.stringify([group.labelId, version, group.groupName])
    return flights.run(key, whileWanted => fetch(reader, group, version, whileWanted), signal)
  }

  async function fetch(reader: StoreReader, group: GroupRef, version: number, signal: AbortSignal): Promise<null> {
    // Another request may have brought them since this one looked.
    const [content] = await reader.contents([group.labelId])
    const head = remoteGroup(content, group)
    if (!content || !head?.framesUrl) return null
    const { status, body, contentType } = await upstream.get(head.framesUrl, { accept: ACCEPTED, signal })
    if (status === 200) requireType(contentType, FRAMES_TYPES, 'a frames document')
    const lines = status === 204 ? [] : await readLines(body)
    const frames = readFrames(lines, head, content)
    const isKept = await store.putFrames({ ...group, version, frames })
    if (!isKept) throw new SlicegraphError('NOT_FOUND', 'The label was replaced by a load in the meantime: ask again.')
    return null
  }

  return async (asked, groups, signal) => {
    const labelIds = [...new Set(groups.map(group => group.labelId))]
    const stored = await asked.contents(labelIds)
    const reader = asked.detached()
    const contents = new Map(labelIds.map((id, index) => [id, stored[index] ?? null]))
    return settled('The frames', groups, async group => {
      const content = contents.get(group.labelId)
      return content && remoteGroup(content, group) ? read(reader, group, content.version, signal) : null
    })
  }
}

const ACCEPTED = 'application/x-ndjson, application/json;q=0.9, */*;q=0.1'
const FRAMES_TYPES = /^(application\/(x-)?(ndjson|jsonl|json|octet-stream|jsonlines)|text\/plain|binary\/octet-stream)$/

function remoteGroup(content: StoredContent | null | undefined, { groupName }: GroupRef): GroupHead | null {
  return content?.groups.find(group => group.idName === groupName && group.remote) ?? null
}

async function readLines(body: Buffer): Promise<Json[]> {
  const lines: Json[] = []
  for await (const { records } of splitRecords(Readable.from([body]))) lines.push(...records.map(readLine))
  // That a group has none is said by 204.
  if (lines.length === 0) throw badResponse('an empty frames document')
  return lines
}

function readLine({ bytes, line, fault }: RawRecord): Json {
  const parsed = fault === null ? parseJson(bytes) : { fault }
  if (parsed.fault !== undefined)
    throw badResponse(`a frames document whose line ${line} is no record: ${parsed.fault}`)
  return parsed.value
}

function readFrames(lines: readonly Json[], { idName, key }: GroupHead, content: StoredContent): FramesRecord {
  try {
    return normalizeFrames(lines, { idName, key }, mediumOf(content))
  } catch (error) {
    if (error instanceof RecordFault)
      throw badResponse(`a frames document with a fault at ${error.path}: ${error.reason}`)
    throw error
  }
}
