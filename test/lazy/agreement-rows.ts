import type { JsonObject } from '../../src/model/index.ts'
import { type V2Mask, v2Row } from './exports.ts'

/** A label of a data row. */
export interface Reader {
  readonly id: string
  readonly createdBy?: string
  readonly masks?: readonly V2Mask[]
  /** Classifications of the label itself. */
  readonly answers?: Readonly<Record<string, string>>
  readonly skipped?: boolean
}

/** A data row with a label of each of these readers, in one project. */
export function rowOf(id: string, readers: readonly Reader[], projectId = 'project1'): JsonObject {
  const rows = readers.map(({ id: labelId, createdBy, masks = [], answers = {}, skipped = false }) => {
    const row = v2Row({ id: labelId, dataRowId: id, masks })
    const [label] = ((row.projects as JsonObject).project1 as { labels: JsonObject[] }).labels
    const details = label?.label_details as JsonObject
    const classifications = Object.entries(answers).map(([name, answer]) => ({
      ...{ feature_id: `${labelId}-${name}`, name, value: name },
      radio_answer: { feature_id: `${labelId}-${answer}`, name: answer, value: answer, classifications: [] },
    }))
    return {
      row,
      label: {
        ...label,
        label_details: { ...details, ...(createdBy !== undefined && { created_by: createdBy }) },
        performance_details: { skipped },
        annotations: { ...(label?.annotations as JsonObject), classifications },
      },
    }
  })
  const [first] = rows
  return { ...first?.row, projects: { [projectId]: { name: 'Volumes', labels: rows.map(({ label }) => label) } } }
}
