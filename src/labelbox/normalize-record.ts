import type { ExportRecord, Json, JsonObject } from '../model/index.ts'
import { ROOT } from './at.ts'
import { RecordFault } from './record-fault.ts'
import { normalizeLabelRecord } from './v1-record.ts'
import { normalizeRow } from './v2-row.ts'
import { asObject } from './wire-values.ts'

/**
 * Recognises one record of an export, whatever the file is called, and cuts it up for the store. A v2 row needs no
 * more than its `data_row`: parts that were not asked for are absent.
 * @param value as JSON.parse made it, and not changed afterwards: what is returned shares its objects.
 * @throws RecordFault for anything that cannot be stored whole.
 */
export function normalizeRecord(value: Json): ExportRecord {
  const wire = asObject(value, ROOT)
  const isV2 = Object.hasOwn(wire, 'data_row')
  const isV1 = V1_KEYS.every(key => Object.hasOwn(wire, key))
  if (isV2 && isV1) throw new RecordFault(ROOT, 'both a v2 row and a v1 record')
  if (isV2) return normalizeRow(wire)
  if (isV1) return normalizeLabelRecord(wire)
  throw new RecordFault(ROOT, isFramesLine(wire) ? FRAMES_LINE : NEITHER)
}

const V1_KEYS = ['ID', 'Labeled Data', 'Label']

const FRAMES_LINE = 'a line of a frames document, not a record'
const NEITHER = 'neither a v2 row (data_row) nor a v1 record (ID, Labeled Data, Label)'

const isFramesLine = (wire: JsonObject) =>
  Object.hasOwn(wire, 'frameNumber') && (Object.hasOwn(wire, 'objects') || Object.hasOwn(wire, 'classifications'))
