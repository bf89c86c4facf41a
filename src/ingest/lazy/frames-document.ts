import { Readable } from 'node:stream'
import { mediumOf, normalizeFrames, RecordFault } from '../../labelbox/index.ts'
import type { FramesRecord, Json } from '../../model/index.ts'
import { parseJson, type RawRecord, splitRecords } from '../../source/index.ts'
import { openFetchedWriter, type Store } from '../../store/index.ts'
import { badResponse } from '../../upstream/index.ts'
import type { FramesTask } from './thread-tasks.ts'

/**
 * Reads a frames document and puts its frames into the store.
 * @returns whether the store still holds that version of the label.
 * @throws SlicegraphError UPSTREAM_BAD_RESPONSE
 */
export async function storeDocument(store: Pick<Store, 'putFrames'>, task: FramesTask): Promise<boolean> {
  const { labelId, groupName, version, replace = false } = task
  // For an empty plane Labelbox sends 204, or a document of no bytes.
  const lines = task.bytes.length === 0 ? [] : await readLines(task.bytes)
  return store.putFrames({ labelId, groupName, version, replace, frames: readFrames(lines, task) })
}

/** The same on a thread that has not opened the store. */
export async function storeInThread(task: FramesTask): Promise<boolean> {
  const writer = openFetchedWriter(task.storeUrl)
  try {
    return await storeDocument(writer, task)
  } finally {
    writer.close()
  }
}

async function readLines(body: Uint8Array): Promise<Json[]> {
  const lines: Json[] = []
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  for await (const records of splitRecords(Readable.from([bytes]))) {
    for (const record of records) lines.push(readLine(record))
  }
  if (lines.length === 0) throw badResponse('the frames document holds no records.')
  return lines
}

function readLine({ bytes, line, fault }: RawRecord): Json {
  const parsed = fault === null ? parseJson(bytes) : { fault }
  if (parsed.fault !== undefined)
    throw badResponse(`line ${line} of the frames document is not a record: ${parsed.fault}.`)
  return parsed.value
}

function readFrames(lines: readonly Json[], { groupName, head }: FramesTask): FramesRecord {
  try {
    return normalizeFrames(lines, groupName, mediumOf({ head }))
  } catch (error) {
    if (error instanceof RecordFault)
      throw badResponse(`the frames document has a fault at ${error.path}: ${error.reason}.`)
    throw error
  }
}
