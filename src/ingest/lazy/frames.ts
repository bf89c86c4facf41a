import { SlicegraphError } from '../../errors.ts'
import type { GroupHead } from '../../model/index.ts'
import type { StoredContent, StoreReader } from '../../store/index.ts'
import { createSingleFlight } from '../single-flight.ts'
import { storeDocument } from './frames-document.ts'
import type { ThreadedSources } from './lazy-sources.ts'
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
export function createFrameReads({ store, upstream, threads }: Omit<ThreadedSources, 'media'>): EnsureFrames {
  const flights = createSingleFlight<null>()

  async function fetch(reader: StoreReader, group: GroupRef, again: boolean, signal: AbortSignal): Promise<null> {
    // Another request may have fetched them since this one looked.
    const [content] = await reader.contents([group.labelId])
    const head = groupToFetch(content, group, again)
    if (!content || !head?.framesUrl) return null
    using answer = await upstream.get(head.framesUrl, { accept: ACCEPTED, signal })
    const { status, body, contentType } = answer
    if (status === 200) requireType(contentType, FRAMES_TYPES, 'a frames document')
    const task = {
      ...{ labelId: group.labelId, groupName: head.idName, version: content.version, replace: again },
      ...{ bytes: body, head: content.head, storeUrl: store.url },
    }
    const isKept = await (body.length > HERE_BYTES ? threads.storeFrames(task, signal) : storeDocument(store, task))
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

/** A document of this size takes a few milliseconds to read and to store. Larger ones are left to a thread. */
const HERE_BYTES = 100 * 1024
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
