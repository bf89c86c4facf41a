/** What goes into one chunk: items in a row, their text, and the entries that were noted while writing it. */
export interface Stretch<T> {
  readonly items: readonly T[]
  readonly texts: readonly string[]
  /** Counts of entries, before the first item and after the last. */
  readonly from: number
  readonly to: number
}

/** Large enough that a page of frames needs few chunks. */
export const MOST_TEXT = 48 * 1024

/**
 * Cuts items into stretches of at most `most` items and about 48 KB of text; an item larger than that stands alone.
 * @param noted how many entries there are so far; asked before and after each item is written.
 */
export function* stretchesOf<T>(
  items: readonly T[],
  most: number,
  write: (item: T) => string,
  noted: () => number,
): Generator<Stretch<T>> {
  let stretch = { items: [] as T[], texts: [] as string[], from: noted(), to: noted() }
  let size = 0
  for (const item of items) {
    const text = write(item)
    if (stretch.items.length > 0 && (stretch.items.length >= most || size + text.length > MOST_TEXT)) {
      yield stretch
      stretch = { items: [], texts: [], from: stretch.to, to: stretch.to }
      size = 0
    }
    stretch.items.push(item)
    stretch.texts.push(text)
    stretch.to = noted()
    size += text.length
  }
  if (stretch.items.length > 0) yield stretch
}
