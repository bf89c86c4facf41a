import type { JsonObject } from '../../src/model/index.ts'
import { benchExport } from '../bench/bench-export.ts'
import { type ExportingEmulator, type ExportSettings, openEmulator } from '../emulator/index.ts'

/** An account whose export is as large as wanted: `benchExport` of that size, line for line. */
export function openLargeAccount(bytes: number, settings: Partial<ExportSettings>): Promise<ExportingEmulator> {
  return openEmulator({
    content: { frames: () => null, mask: () => null, composite: () => null },
    exports: {
      *rows() {
        for (const line of benchExport(bytes)) yield JSON.parse(line) as JsonObject
      },
    },
    exportSettings: { polls: 0, ...settings },
  })
}

/** Its export in bytes. */
export function sizeOf(bytes: number): number {
  let size = 0
  for (const line of benchExport(bytes)) size += line.length
  return size
}

export interface Trouble {
  readonly cuts: number
  /** Of each other thing. */
  readonly others: number
  readonly random: () => number
}

/** From now on connections are cut at random offsets, links expire, and there are too many requests. */
export function makeTrouble({ exports }: ExportingEmulator, size: number, { cuts, others, random }: Trouble): void {
  const offsets = Array.from({ length: cuts }, () => 1 + Math.floor(random() * (size - 1)))
  // The newest fault is met first: that has to be the lowest offset.
  for (const at of offsets.sort((a, b) => b - a)) exports.misbehave({ name: 'cut', at }, { times: 1 })
  exports.misbehave({ name: 'expired link' }, { times: others })
  exports.misbehave({ name: 'status 429' }, { operation: 'storage', times: others })
  exports.misbehave({ name: 'status 429' }, { operation: 'GetExportFileFromOffsetPyApi', times: others })
}

/** The environment of a process that may export. */
export const envOf = ({ origin, key, exports }: ExportingEmulator) => ({
  LABELBOX_API_KEY: key,
  LABELBOX_API_URL: origin,
  SLICEGRAPH_UPSTREAM_ORIGINS: `${origin},${exports.storageOrigin}`,
})
