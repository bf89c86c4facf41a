import { once } from 'node:events'
import { stamp } from '../../src/demo/calendar.ts'

/*
 * Prints an export of many small data rows, each with a label of ten lines: `many-rows.ts ROWS`. Its last two labels
 * have 5,000 and 120 frames.
 */

export const ANNOTATIONS_OF_LABEL = 10
export const LONG_LABEL = { id: 'label-long', frames: 5000 }
export const SHORT_LABEL = { id: 'label-short', frames: 120 }

export const rowId = (number: number) => `row${String(number).padStart(8, '0')}`

/** Each labels on each day: 9,000 pairs, since stats have at most 10,000 rows. */
const [PEOPLE, DAYS] = [90, 100]
const START = Date.UTC(2023, 0)
const DAY = 86_400_000
const NAMES = ['Lesion', 'Vessel', 'Outline', 'Midline', 'Organ']
const BLOCK_BYTES = 1024 * 1024

if (import.meta.main) {
  const rows = Number(process.argv[2])
  let block = ''
  for (let number = 0; number < rows; number++) {
    block += line(number, `label${String(number).padStart(8, '0')}`, frame(ANNOTATIONS_OF_LABEL))
    if (block.length < BLOCK_BYTES) continue
    if (!process.stdout.write(block)) await once(process.stdout, 'drain')
    block = ''
  }
  for (const [i, { id, frames }] of [LONG_LABEL, SHORT_LABEL].entries()) {
    const all = Array.from({ length: frames }, (_, n) => `"${n + 1}":${frame(3)}`)
    block += line(rows + i, id, null, all.join())
  }
  process.stdout.write(block)
}

/** With so many lines, each a feature of its own. */
function frame(lines: number): string {
  const objects = Array.from({ length: lines }, (_, i) => {
    const points = `[{"x":${i},"y":1.5},{"x":${i + 10},"y":20.25},{"x":${i + 30},"y":5}]`
    return `"f${i}":{"feature_id":"f${i}","name":"${NAMES[i % NAMES.length]}","annotation_kind":"DICOMPolyline","classifications":[],"line":${points}}`
  })
  return `{"objects":{${objects.join()}},"classifications":[]}`
}

function line(number: number, labelId: string, only: string | null, frames = `"1":${only}`): string {
  const created = stamp.millis(START + (number % DAYS) * DAY + (number % 1000) * 10)
  const project = `project${number % 4}`
  return `${JSON.stringify({
    data_row: {
      id: rowId(number),
      global_key: `key-${number}`,
      external_id: `volume-${number}.dcm`,
      details: { dataset_id: 'dataset', dataset_name: 'Dataset', created_at: created, last_activity_at: created },
    },
    projects: {
      [project]: {
        name: project,
        labels: [
          {
            label_kind: 'DICOM',
            id: labelId,
            label_details: {
              created_at: created,
              updated_at: created,
              created_by: `annotator.${Math.floor(number / DAYS) % PEOPLE}@example.com`,
            },
            performance_details: { seconds_to_create: 40 + ((number * 17) % 800) },
            annotations: 'CONTENT',
          },
        ],
        project_details: { workflow_status: 'DONE', priority: number % 5 },
      },
    },
  }).replace(
    '"CONTENT"',
    `{"groups":{"Axial":{"name":"Axial","classifications":[],"frames":{${frames}}}},"segments":{},"classifications":[]}`,
  )}\n`
}
