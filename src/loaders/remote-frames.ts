import type { GroupRef, LazyReads } from '../ingest/index.ts'
import { formatId } from '../model/index.ts'
import type { ChunkEntry, StoreReader } from '../store/index.ts'
import { manyRowsPerKey } from './batch.ts'
import type { createContentLoader } from './content.ts'
import type { GroupNode } from './node-types.ts'

/** Where the frames of groups are that are known by URL only: they are fetched into the store first. */
export const createRemoteDirectoryLoader = (reader: StoreReader, lazy: LazyReads, signal?: AbortSignal) =>
  manyRowsPerKey<GroupRef, ChunkEntry>(
    async groups => {
      const failures = await lazy.ensureFrames(reader, groups, { signal })
      const directories = await reader.chunkDirectory(groups)
      return directories.map((directory, index) => failures[index] ?? directory)
    },
    ({ labelId, groupName }) => formatId('group', labelId, groupName),
  )

interface RemoteLoaders {
  readonly remoteDirectory: ReturnType<typeof createRemoteDirectoryLoader>
  readonly content: ReturnType<typeof createContentLoader>
}

/** Makes sure that the store holds a group's frames. @throws the error of fetching them. */
export async function loadRemoteFrames(
  loaders: Pick<RemoteLoaders, 'remoteDirectory'>,
  { labelId, idName, remote }: GroupNode,
): Promise<void> {
  if (remote) await loaders.remoteDirectory.load({ labelId, groupName: idName })
}

/** The same for all groups of a label. */
export async function loadAllRemoteFrames(loaders: RemoteLoaders, labelId: string): Promise<void> {
  const { groups } = await loaders.content.load(labelId)
  await Promise.all(groups.map(group => loadRemoteFrames(loaders, group)))
}
