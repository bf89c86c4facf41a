/** Media types of GraphQL answers, the preferred one first. */
const TYPES = ['application/json', 'application/graphql-response+json'] as const

/**
 * Media types of an answer that an Accept header allows, in the client's order of preference. A range with parameters
 * other than q and charset matches nothing.
 */
export function acceptableTypes(accept: string | undefined): readonly string[] {
  if (!accept?.trim()) return TYPES
  const ranges = accept.split(',').map((text, order) => ({ ...rangeOf(text), order }))
  const matched = TYPES.flatMap(type => {
    // The most specific range decides, so that `*/*, application/json;q=0` excludes JSON.
    const candidates = [type, 'application/*', '*/*']
    const name = candidates.find(each => ranges.some(range => range.name === each))
    const range = ranges.find(each => each.name === name)
    return range && range.quality > 0 ? [{ type, ...range }] : []
  })
  return matched.sort((a, b) => b.quality - a.quality || a.order - b.order).map(({ type }) => type)
}

/** Whether both types may be sent, and JSON is preferred. */
export const isDefault = (types: readonly string[]) => types.length === TYPES.length && types[0] === TYPES[0]

function rangeOf(text: string) {
  const [name = '', ...parameters] = text
    .toLowerCase()
    .split(';')
    .map(part => part.replaceAll(/[\s"]/g, ''))
  const quality = parameters.find(parameter => parameter.startsWith('q='))
  const isPlain = parameters.every(parameter => parameter === quality || parameter === 'charset=utf-8')
  return { name: isPlain ? name : '', quality: quality === undefined ? 1 : Number(quality.slice(2)) || 0 }
}
