import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type DemoOptions, demoContent, demoExport, type UpstreamContent } from '../../src/demo/index.ts'
import { openEmulator } from '../emulator/index.ts'
import { load } from '../safety/loads.ts'

/**
 * An upstream whose exports are loaded into a store one after another, and whose frames and masks are then fetched.
 * @param seed of the first export; the store has none from here on
 */
export async function openSoakLoads(folder: string, store: string, seed: number) {
  const parts: UpstreamContent[] = []
  /** Of the first part that has it. */
  const found = <T>(read: (part: UpstreamContent) => T | null): T | null => {
    for (const part of parts) {
      const value = read(part)
      if (value !== null) return value
    }
    return null
  }
  const content: UpstreamContent = {
    frames: (...args) => found(part => part.frames(...args)),
    mask: (...args) => found(part => part.mask(...args)),
    composite: (...args) => found(part => part.composite(...args)),
  }
  const emulator = await openEmulator({ content })
  let loads = 0

  return {
    environment: { LABELBOX_API_KEY: emulator.key, LABELBOX_API_URL: emulator.origin },
    /** Loads an export of data rows that the store lacks, in a process of its own. Resolves to queries that fetch all of it. */
    async loadNext(): Promise<readonly string[]> {
      const options: DemoOptions = { seed: seed + loads++, origin: emulator.origin }
      parts.unshift(demoContent(options))
      const path = join(folder, 'soak.ndjson')
      const records = [...demoExport(options)]
      await writeFile(path, records.map(record => `${JSON.stringify(record)}\n`).join(''))
      await load(path, store)
      const ids = records.map(record => (record.data_row as { id?: string } | undefined)?.id ?? record['DataRow ID'])
      return [...new Set(ids)].map(id => JSON.stringify({ query: FETCHING, variables: { id } }))
    },
    requests: () => emulator.requests.length,
    [Symbol.asyncDispose]: () => emulator.close(),
  }
}

const FETCHING = `query ($id: ID!) { dataRow(id: $id) { labels {
  groups { frames(first: 1) { totalCount } }
  annotations(first: 50) { nodes { ... on MaskAnnotation { mask { area } } } }
} } }`
