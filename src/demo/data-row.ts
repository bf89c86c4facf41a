import type { JsonObject } from '../model/index.ts'
import { stamp } from './calendar.ts'
import type { Dataset } from './catalog.ts'
import { OPERATOR } from './people.ts'
import { createRandom, type Random } from './random.ts'

/** One volume: all of a v2 row but its projects. */
export interface Volume {
  readonly id: string
  readonly globalKey: string
  readonly externalId: string
  readonly rowData: string
  readonly accession: number
}

export function volume(random: Random, dataset: Dataset, number: number): Volume {
  const accession = 20_250_000 + number
  const file = `${dataset.folder}/study-${String(number).padStart(4, '0')}.dcm`
  return {
    id: random.cuid(),
    globalKey: `demo-${dataset.folder}-${accession}`,
    externalId: `study-${String(number).padStart(4, '0')}.dcm`,
    rowData: `https://storage.example.com/${file}`,
    accession,
  }
}

/** @param active when something last happened to the row. */
export function dataRowParts(
  random: Random,
  dataset: Dataset,
  { id, globalKey, externalId, rowData, accession }: Volume,
  created: number,
  active: number,
): JsonObject {
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
  const report = {
    type: 'RAW_TEXT',
    value: `Study ${accession}: no comparison available.`,
    id: random.cuid(),
    name: 'Referral',
  }
  const preview = {
    type: 'IMAGE',
    value: `https://storage.example.com/previews/${accession}.png`,
    id: random.cuid(),
  }
  return random.some([report, preview], random.int(0, 2))
}

const schemaId = (name: string) => createRandom(`metadata/${name}`).cuid()

/** A field of each kind: text, enum, number, instant. */
function metadata(random: Random, dataset: Dataset, accession: number, created: number): JsonObject[] {
  const split = random.pick(['train', 'train', 'train', 'valid', 'test'])
  return random.some(
    [
      { schema_id: 'cko8s9r5v0001h2dk9elqdidh', schema_name: 'tag', value: `${dataset.modality}-${accession % 7}` },
      {
        schema_id: schemaId('split'),
        schema_name: 'split',
        value: [{ schema_id: schemaId(`split/${split}`), schema_name: split }],
      },
      {
        schema_id: schemaId('slice thickness'),
        schema_name: 'sliceThicknessMm',
        value: random.pick([0.625, 1, 1.25, 2.5, 5]),
      },
      {
        schema_id: schemaId('captureDateTime'),
        schema_name: 'captureDateTime',
        value: stamp.zulu(created - random.int(1, 60) * 86_400_000),
      },
    ],
    random.int(2, 4),
  )
}
