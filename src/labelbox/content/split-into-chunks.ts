/** UTF-16 units: large enough that a page of frames needs few chunks. */
const MOST_TEXT = 48 * 1024

/**
 * Cuts items into runs of at most `most` items and about 48 KB of text; an item larger than that stands alone. A run
 * is given once the item after it was taken.
 */
export function* splitIntoChunks<T>(
  items: Iterable<T>,
  most: number,
  lengthOf: (item: T) => number,
): Generator<readonly T[]> {
  let run: T[] = []
  let size = 0
  for (const item of items) {
    const length = lengthOf(item)
    if (run.length > 0 && (run.length >= most || size + length > MOST_TEXT)) {
      yield run
      run = []
      size = 0
    }
    run.push(item)
    size += length
  }
  if (run.length > 0) yield run
}
