const LONGEST_PATH = 24
const LONGEST_KEY = 80

/** As `$.projects.ID.labels[0]`, `$["View Label"]`; deep paths and long keys are cut. */
export function formatJsonPath(keys: readonly (string | number)[]): string {
  const shown = keys.slice(0, LONGEST_PATH).map(formatKey)
  return `$${shown.join('')}${keys.length > LONGEST_PATH ? '…' : ''}`
}

function formatKey(key: string | number): string {
  if (typeof key === 'number') return `[${key}]`
  const shown = key.length > LONGEST_KEY ? `${key.slice(0, LONGEST_KEY)}…` : key
  return /^\w[\w-]*$/.test(shown) ? `.${shown}` : `[${JSON.stringify(shown)}]`
}
