import { SlicegraphError } from '../errors.ts'
import type { GraphContext, Loaders } from '../loaders/index.ts'
import type { Label, Project } from '../model/index.ts'

/** Dataset of a row; null if neither its id nor its name is known. */
export function datasetOf(row: { readonly datasetId: string | null; readonly datasetName: string | null }) {
  const { datasetId: id, datasetName: name } = row
  return id === null && name === null ? null : { id, name }
}

/** Project by an id that may be null. */
export async function projectOf(loaders: Loaders, projectId: string | null): Promise<Project | null> {
  return projectId === null ? null : loaders.project.load(projectId)
}

/** Labels of a data row, in one project or in all. */
export async function labelsIn(loaders: Loaders, dataRowId: string, projectId: string | null): Promise<Label[]> {
  const labels = await loaders.labelsOfDataRow.load(dataRowId)
  return labels.filter(label => projectId === null || label.projectId === projectId)
}

/** Dimensions of stats that are objects. */
export const statsDimensions = {
  project: ({ projectId }: { readonly projectId: string | null }, _args: unknown, { loaders }: GraphContext) =>
    projectOf(loaders, projectId),
  dataset: datasetOf,
}

/** A row that another row refers to. @throws SlicegraphError STORE_CORRUPT if it is missing. */
export async function required<Row>(row: Promise<Row | null>): Promise<Row> {
  const found = await row
  if (found === null) throw new SlicegraphError('STORE_CORRUPT', 'The store lacks a row that another row refers to.')
  return found
}
