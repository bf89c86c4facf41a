import { SlicegraphError } from '../errors.ts'
import type { Loaders } from '../loaders/index.ts'
import type { Project } from '../model/index.ts'

/** Dataset of a row; null if neither its id nor its name is known. */
export function datasetOf(row: { readonly datasetId: string | null; readonly datasetName: string | null }) {
  const { datasetId: id, datasetName: name } = row
  return id === null && name === null ? null : { id, name }
}

/** Project by an id that may be null. */
export async function projectOf(loaders: Loaders, projectId: string | null): Promise<Project | null> {
  return projectId === null ? null : loaders.project.load(projectId)
}

/** A row that another row refers to. @throws SlicegraphError STORE_CORRUPT if it is missing. */
export async function existing<Row>(row: Promise<Row | null>): Promise<Row> {
  const found = await row
  if (found === null) throw new SlicegraphError('STORE_CORRUPT', 'The store lacks a row that another row refers to.')
  return found
}
