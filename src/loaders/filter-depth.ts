import { SlicegraphError } from '../errors.ts'
import { type AnyEntity, ENTITIES } from '../store/index.ts'

const DEEPEST = 8

/** Keys that contain a filter of the same or of a related object. */
const NESTING: ReadonlySet<string> = new Set([
  ...['and', 'or', 'not'],
  ...Object.values<AnyEntity>(ENTITIES).flatMap(({ relations }) => Object.keys(relations ?? {})),
])

/**
 * Returns the filter, unless it nests too deep. Each level is a subquery in the store.
 * @throws SlicegraphError BAD_USER_INPUT beyond 8 levels of and, or, not and filters of related objects.
 */
export function checkDepth<Filter extends object>(filter: Filter | null | undefined): Filter | null | undefined {
  if (filter) descend(filter, 0)
  return filter
}

function descend(filter: object, depth: number): void {
  if (depth > DEEPEST)
    throw new SlicegraphError(
      'BAD_USER_INPUT',
      `A filter may nest and, or, not and filters of related objects ${DEEPEST} levels deep.`,
    )
  for (const [key, value] of Object.entries(filter)) {
    if (!NESTING.has(key)) continue
    for (const nested of Array.isArray(value) ? value : [value])
      if (typeof nested === 'object' && nested !== null) descend(nested, depth + 1)
  }
}
