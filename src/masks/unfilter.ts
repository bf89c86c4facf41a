import { badPng } from './png-errors.ts'

/**
 * Undoes the filter of a line in place. `prior` is the line above it, undone already, or zeros; `step` the bytes from
 * a sample to the one before it that it is filtered by. https://www.w3.org/TR/png-3/#9Filters
 *
 * @throws SlicegraphError UPSTREAM_BAD_RESPONSE for a filter that PNG does not have.
 */
export function unfilter(filter: number, line: Uint8Array, prior: Uint8Array, step: number): void {
  // A Uint8Array keeps the lowest eight bits of what is put into it: the sums wrap around by themselves.
  switch (filter) {
    case 0:
      return
    case 1:
      for (let i = step; i < line.length; i++) line[i] = at(line, i) + at(line, i - step)
      return
    case 2:
      for (let i = 0; i < line.length; i++) line[i] = at(line, i) + at(prior, i)
      return
    case 3:
      for (let i = 0; i < line.length; i++) {
        const left = i < step ? 0 : at(line, i - step)
        line[i] = at(line, i) + ((left + at(prior, i)) >> 1)
      }
      return
    case 4:
      for (let i = 0; i < line.length; i++) {
        const left = i < step ? 0 : at(line, i - step)
        const corner = i < step ? 0 : at(prior, i - step)
        line[i] = at(line, i) + paeth(left, at(prior, i), corner)
      }
      return
    default:
      throw badPng('a line of it has a filter that PNG does not have')
  }
}

/** Whichever of the three is nearest to `left + above - corner`; the first of those that are as near. */
function paeth(left: number, above: number, corner: number): number {
  const byLeft = Math.abs(above - corner)
  const byAbove = Math.abs(left - corner)
  const byCorner = Math.abs(left + above - 2 * corner)
  if (byLeft <= byAbove && byLeft <= byCorner) return left
  return byAbove <= byCorner ? above : corner
}

function at(bytes: Uint8Array, index: number): number {
  return bytes[index] ?? 0
}
