import { readFile } from 'node:fs/promises'

/** Operations of a dashboard or a viewer, one file each in `operations/`. */
export const OPERATIONS = ['list', 'deep', 'filter', 'aggregate', 'far-page'] as const
export type OperationName = (typeof OPERATIONS)[number]

export function readOperation(name: OperationName): Promise<string> {
  return readFile(new URL(`operations/${name}.graphql`, import.meta.url), 'utf8')
}
