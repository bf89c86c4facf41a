import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { JsonObject } from '../model/index.ts'
import { demoRow } from './row.ts'
import { demoRecord, recordOfV2 } from './v1.ts'

export interface DemoOptions {
  /** Another seed, another clinic: default 1. */
  readonly seed?: number
  /** v2 rows: default 36. */
  readonly dataRows?: number
  /** v1 records of a project of their own; one more repeats a label of the v2 part. Default 12; 0 leaves out both. */
  readonly v1Records?: number
  /** The origin in the URLs of frames and masks: default Labelbox's. */
  readonly origin?: string
}

export const LABELBOX_ORIGIN = 'https://api.labelbox.com'

const DEFAULTS = { seed: 1, dataRows: 36, v1Records: 12, origin: LABELBOX_ORIGIN }

/**
 * The demo export: v2 rows of CT and MR studies, then v1 records. One record at a time, so that it may be of any
 * size; the same options give the same records on every machine.
 */
export function* demoExport(options: DemoOptions = {}): Generator<JsonObject, void, undefined> {
  yield* demoRows(options)
  yield* demoRecords(options)
}

/**
 * Writes the bundled demo into a folder, which is made when it is missing: the v2 part as NDJSON, the v1 part as a
 * JSON array, as Labelbox delivers them.
 * @returns their paths, to be loaded in that order.
 */
export async function writeDemoExport(folder: string, options: DemoOptions = {}): Promise<string[]> {
  await mkdir(folder, { recursive: true })
  const rows = join(folder, 'demo-export.ndjson')
  const records = join(folder, 'demo-export-v1.json')
  const lines = demoRows(options).map(row => `${JSON.stringify(row)}\n`)
  await pipeline(Readable.from(lines), createWriteStream(rows))
  await pipeline(Readable.from([JSON.stringify([...demoRecords(options)], null, 2), '\n']), createWriteStream(records))
  return [rows, records]
}

/** The v2 part. */
export function* demoRows(options: DemoOptions = {}) {
  const { seed, dataRows, origin } = { ...DEFAULTS, ...options }
  for (let number = 0; number < dataRows; number += 1) yield demoRow(seed, number, origin)
}

/** The v1 part. */
export function* demoRecords(options: DemoOptions = {}) {
  const { seed, dataRows, v1Records, origin } = { ...DEFAULTS, ...options }
  for (let number = 0; number < v1Records; number += 1) yield demoRecord(seed, number, origin)
  if (v1Records === 0) return
  // The last label as it was a day before its v2 row: a load keeps the annotations of the row.
  for (let number = dataRows - 1; number >= 0; number -= 1) {
    const twin = recordOfV2(seed, demoRow(seed, number, origin), origin)
    if (!twin) continue
    yield twin
    return
  }
}
