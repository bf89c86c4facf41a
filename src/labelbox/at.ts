/** Where in a record a value stands. A path is only written out when something is wrong there. */
export interface At {
  readonly up: At | null
  readonly key: string | number
  readonly depth: number
}

export const ROOT: At = { up: null, key: '$', depth: 0 }

export const below = (up: At, key: string | number): At => ({ up, key, depth: up.depth + 1 })

export const belowAll = (up: At, keys: readonly PropertyKey[]): At =>
  keys.reduce<At>((at, key) => below(at, typeof key === 'number' ? key : String(key)), up)

const LONGEST_PATH = 24
const LONGEST_KEY = 80

/** As `$.projects.ID.labels[0]`, `$["View Label"]`; cut where it is so deep or a key so long that nobody would read it. */
export function formatPath(at: At): string {
  const keys: (string | number)[] = []
  for (let here: At | null = at; here?.up; here = here.up) keys.push(here.key)
  const shown = keys.reverse().slice(0, LONGEST_PATH).map(formatKey)
  return `$${shown.join('')}${keys.length > LONGEST_PATH ? '…' : ''}`
}

function formatKey(key: string | number): string {
  if (typeof key === 'number') return `[${key}]`
  const shown = key.length > LONGEST_KEY ? `${key.slice(0, LONGEST_KEY)}…` : key
  return /^\w[\w-]*$/.test(shown) ? `.${shown}` : `[${JSON.stringify(shown)}]`
}
