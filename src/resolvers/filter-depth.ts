import { SlicegraphError } from '../errors.ts'

const DEEPEST = 8

/** The keys that hold a filter of the same thing or of a related one. */
const NESTING: ReadonlySet<string> = new Set([
  'and',
  'or',
  'not',
  'dataRow',
  'dataRowProject',
  'project',
  'label',
  'annotation',
  'classification',
  'metadata',
])

/**
 * Hands a filter on, unless it nests too deep: each level is a query within a query to the store.
 * @throws SlicegraphError BAD_USER_INPUT beyond 8 levels of and, or, not and filters of related things.
 */
export function checkDepth<Filter extends object>(filter: Filter | null | undefined): Filter | null | undefined {
  if (filter) descend(filter, 0)
  return filter
}

function descend(filter: object, depth: number): void {
  if (depth > DEEPEST)
    throw new SlicegraphError('BAD_USER_INPUT', `A filter may nest and, or, not and related things ${DEEPEST} deep.`)
  for (const [key, value] of Object.entries(filter)) {
    if (!NESTING.has(key)) continue
    for (const nested of Array.isArray(value) ? value : [value])
      if (typeof nested === 'object' && nested !== null) descend(nested, depth + 1)
  }
}
