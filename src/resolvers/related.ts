import { SlicegraphError } from '../errors.ts'
import type { Loaders } from '../loaders/index.ts'
import type { Project } from '../model/index.ts'

/** A dataset, as far as it is known. */
export function datasetOf(row: { readonly datasetId: string | null; readonly datasetName: string | null }) {
  const { datasetId: id, datasetName: name } = row
  return id === null && name === null ? null : { id, name }
}

/** A project by an id that may be missing. */
export async function projectOf(loaders: Loaders, projectId: string | null): Promise<Project | null> {
  return projectId === null ? null : loaders.project.load(projectId)
}

/** What another row of the store leads to. @throws SlicegraphError STORE_CORRUPT when it is not there. */
export async function existing<Row>(row: Promise<Row | null>): Promise<Row> {
  const found = await row
  if (found === null) throw new SlicegraphError('STORE_CORRUPT', 'The store lacks a row that another one leads to.')
  return found
}
