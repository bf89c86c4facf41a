/** Enough for a sentence or two, and not for a stack trace. */
const MOST_CHARACTERS = 240

/**
 * A text of Labelbox about a request, as it may be shown: one line without addresses and of sensible length. Null where
 * there is nothing to show.
 */
export function labelboxText(value: unknown): string | null {
  if (typeof value !== 'string') return null
  const line = value
    .replaceAll(/\b[a-z][a-z0-9+.-]*:\/\/\S+/gi, '(address)')
    .replaceAll(/[\p{C}\s]+/gu, ' ')
    .trim()
  if (line === '') return null
  return line.length <= MOST_CHARACTERS ? line : `${line.slice(0, MOST_CHARACTERS).trimEnd()}…`
}
