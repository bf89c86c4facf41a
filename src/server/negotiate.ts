/** Media types of GraphQL answers, the preferred one first. */
const TYPES = ['application/json', 'application/graphql-response+json'] as const

/**
 * Media types of an answer that an Accept header allows, in the client's order of preference. A range with parameters
 * other than q and charset matches nothing.
 */
export function acceptableTypes(accept: string | undefined): readonly string[] {
  if (!accept?.trim()) return TYPES
  const matched = TYPES.flatMap(type => {
    const range = rangeFor(accept, type)
    return range ? [{ type, ...range }] : []
  })
  return matched.sort((a, b) => b.quality - a.quality || a.order - b.order).map(({ type }) => type)
}

/** Whether an Accept header allows a type, whose parameters do not count. */
export function acceptsType(accept: string | undefined, type: string): boolean {
  const [name = ''] = type.split(';', 1)
  return !accept?.trim() || rangeFor(accept, name) !== null
}

/** The range that decides about a type: the most specific one, so that one with q=0 can exclude it from a wider one. */
function rangeFor(accept: string, type: string) {
  const ranges = accept.split(',').map((text, order) => ({ ...rangeOf(text), order }))
  const candidates = [type, type.replace(/\/.*/, '/*'), '*/*']
  const name = candidates.find(each => ranges.some(range => range.name === each))
  const range = ranges.find(each => each.name === name)
  return range && range.quality > 0 ? range : null
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
