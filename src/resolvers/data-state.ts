import type { GraphContext } from '../loaders/index.ts'

/** The data of one request. A caller of some projects is told when the newest Export that it sees was loaded. */
export async function dataStateOf({ loaders, dataVersion, demo }: GraphContext) {
  const { rows } = await loaders.rows('export').page({ limit: 1, backward: false })
  return { version: dataVersion, loadedAt: rows[0]?.node.loadedAt ?? null, demo }
}
