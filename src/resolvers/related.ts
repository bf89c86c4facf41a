import { storeCorrupt } from '../errors.ts'
import type { GraphContext, Loaders } from '../loaders/index.ts'
import { type Label, type Project, type PromiseOrValue, whenReady } from '../model/index.ts'

/** Dataset of a row; null if neither its id nor its name is known. */
export function datasetOf(row: { readonly datasetId: string | null; readonly datasetName: string | null }) {
  const { datasetId: id, datasetName: name } = row
  return id === null && name === null ? null : { id, name }
}

/** Project by an id that may be null. */
export function projectOf(loaders: Loaders, projectId: string | null): PromiseOrValue<Project | null> {
  return projectId === null ? null : loaders.project.load(projectId)
}

/** Labels of a data row, in one project or in all. */
export function labelsIn(
  loaders: Loaders,
  dataRowId: string,
  projectId: string | null,
): PromiseOrValue<readonly Label[]> {
  return whenReady(loaders.labelsOfDataRow.load(dataRowId), labels =>
    projectId === null ? labels : labels.filter(label => label.projectId === projectId),
  )
}

/** Dimensions of stats that are objects. */
export const statsDimensions = {
  project: ({ projectId }: { readonly projectId: string | null }, _args: unknown, { loaders }: GraphContext) =>
    projectOf(loaders, projectId),
  dataset: datasetOf,
}

/** A row that another row refers to. @throws SlicegraphError STORE_CORRUPT if it is missing. */
export function required<Row>(row: PromiseOrValue<Row | null>): PromiseOrValue<Row> {
  return whenReady(row, found => {
    if (found === null) throw storeCorrupt('a row that another row refers to is missing')
    return found
  })
}
