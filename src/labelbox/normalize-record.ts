import type { ExportRecord, Json, JsonObject } from '../model/index.ts'
import { RecordFault, ROOT } from './record-fault.ts'
import { normalizeLabelRecord } from './v1/record.ts'
import { RecordWire } from './v1/wire.ts'
import { normalizeRow } from './v2/row.ts'
import { asObject } from './wire-values.ts'

/**
 * Recognises one record of an export by its keys and splits it for the store. A v2 row needs only its `data_row`: parts
 * that were not exported are absent.
 * @param value a result of JSON.parse or `liftFrames`, not changed afterwards: the result shares its objects.
 * @throws RecordFault for anything that cannot be stored whole.
 */
export function normalizeRecord(value: Json): ExportRecord {
  const wire = asObject(value, ROOT)
  const has = (key: string) => Object.hasOwn(wire, key)
  const isV2 = has('data_row')
  if (isV2 && V1_KEYS.every(has)) throw new RecordFault(ROOT, 'both a v2 row and a v1 record')
  if (isV2) return normalizeRow(wire)
  // Every key but the id may be missing. A record without an id is recognised, so that the error names the id.
  if (has('ID') ? OTHER_V1_KEYS.some(has) : V1_KEYS.some(has)) return normalizeLabelRecord(wire)
  throw new RecordFault(ROOT, isFramesLine(wire) ? FRAMES_LINE : has('ID') ? ONLY_ID : NEITHER)
}

const V1_KEYS = ['ID', 'Labeled Data', 'Label']
const OTHER_V1_KEYS = ['Label', ...Object.keys(RecordWire.shape).filter(key => key !== 'ID')]

const FRAMES_LINE = 'a line of a frames document, not a record'
const NEITHER = 'neither a v2 row (data_row is missing) nor a v1 record (ID and Label are missing)'

const ONLY_ID = 'neither a v2 row (data_row is missing) nor a v1 record (nothing of a label stands beside ID)'

const isFramesLine = (wire: JsonObject) =>
  Object.hasOwn(wire, 'frameNumber') && (Object.hasOwn(wire, 'objects') || Object.hasOwn(wire, 'classifications'))
