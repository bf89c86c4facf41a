import { formatJsonPath } from '../source/index.ts'

/** The place of a value in a record. The path is only written out for errors. */
export interface At {
  readonly up: At | null
  readonly key: string | number
}

export const ROOT: At = { up: null, key: '$' }

export const below = (up: At, key: string | number): At => ({ up, key })

export const belowAll = (up: At, keys: readonly PropertyKey[]): At =>
  keys.reduce<At>((at, key) => below(at, typeof key === 'number' ? key : String(key)), up)

export function formatPath(at: At): string {
  const keys: (string | number)[] = []
  for (let here: At | null = at; here?.up; here = here.up) keys.push(here.key)
  return formatJsonPath(keys.reverse())
}
