import type { JsonObject } from '../model/index.ts'
import { stamp } from './calendar.ts'
import type { Dataset } from './catalog.ts'
import { OPERATOR } from './people.ts'
import { createRandom, type Random } from './random.ts'

/** One volume: all of a v2 row but its projects. */
type Volume = ReturnType<typeof volume>

export function volume(random: Random, { folder }: Dataset, number: number) {
  const accession = 20_250_000 + number
  const file = `study-${String(number).padStart(4, '0')}.dcm`
  const rowData = `https://storage.example.com/${folder}/${file}`
  return { id: random.cuid(), globalKey: `demo-${folder}-${accession}`, externalId: file, rowData, accession }
}

/** @param active the time of the last activity. */
export function dataRowParts(random: Random, dataset: Dataset, study: Volume, created: number, active: number) {
  const { id, globalKey, externalId, rowData, accession } = study
  const onlyDates = random.chance(0.15)
  const write = onlyDates ? stamp.date : random.chance(0.5) ? stamp.millis : stamp.seconds
  return {
    data_row: {
      id,
      global_key: globalKey,
      ...(random.chance(0.8) && { external_id: externalId }),
      row_data: rowData,
      details: {
        dataset_id: dataset.id,
        // Older exports lack the name and the last activity.
        ...(!onlyDates && { dataset_name: dataset.name }),
        created_at: write(created),
        updated_at: write(created + random.int(0, 3_600_000)),
        ...(!onlyDates && { last_activity_at: stamp.micros(active) }),
        created_by: OPERATOR.email,
      },
    },
    media_attributes: { mime_type: 'application/dicom' },
    attachments: attachments(random, accession),
    metadata_fields: metadata(random, dataset, accession, created),
  }
}

function attachments(random: Random, accession: number): JsonObject[] {
  const text = `Study ${accession}: no comparison available.`
  const report = { type: 'RAW_TEXT', value: text, id: random.cuid(), name: 'Referral' }
  const url = `https://storage.example.com/previews/${accession}.png`
  return random.some([report, { type: 'IMAGE', value: url, id: random.cuid() }], random.int(0, 2))
}

const schemaId = (name: string) => createRandom(`metadata/${name}`).cuid()

/** A field of each kind: text, enum, number, instant. */
function metadata(random: Random, dataset: Dataset, accession: number, created: number): JsonObject[] {
  const split = random.pick(['train', 'train', 'train', 'valid', 'test'])
  const splits = [{ schema_id: schemaId(`split/${split}`), schema_name: split }]
  const thickness = random.pick([0.625, 1, 1.25, 2.5, 5])
  const captured = stamp.zulu(created - random.int(1, 60) * 86_400_000)
  const fields = [
    { schema_id: 'cko8s9r5v0001h2dk9elqdidh', schema_name: 'tag', value: `${dataset.modality}-${accession % 7}` },
    { schema_id: schemaId('split'), schema_name: 'split', value: splits },
    { schema_id: schemaId('slice thickness'), schema_name: 'sliceThicknessMm', value: thickness },
    { schema_id: schemaId('captureDateTime'), schema_name: 'captureDateTime', value: captured },
  ]
  return random.some(fields, random.int(2, 4))
}
