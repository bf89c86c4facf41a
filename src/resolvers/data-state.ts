import type { GraphContext } from '../loaders/index.ts'

/** The state of the data that a request reads. `loadedAt` is the time of the newest Export that the caller may see. */
export async function dataStateOf({ loaders, dataVersion, demo }: GraphContext) {
  const { rows } = await loaders.rows('export').page({ limit: 1, backward: false })
  return { version: dataVersion, loadedAt: rows[0]?.node.loadedAt ?? null, demo }
}
