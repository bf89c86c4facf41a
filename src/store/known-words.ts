/** Words that are looked for in texts, whatever stands before and after them and whichever case they are in. */
export class KnownWords {
  /** By the hash of their first characters. */
  readonly #buckets = new Map<number, Bucket>()
  /** By a part of that hash, whether there is a bucket. At most places of a text there is none. */
  readonly #starts = new Uint8Array(STARTS)

  /**
   * A word of fewer than four characters is not looked for: it would be found all over.
   * @param meaning of several words may be the same
   */
  add(word: string, meaning: string): void {
    if (word.length < START) return
    const folded = fold(word)
    const hash = hashAt(folded, 0)
    const bucket: Bucket = this.#buckets.get(hash) ?? { words: [], longest: 0, isSorted: true }
    this.#buckets.set(hash, bucket)
    this.#starts[hash & (STARTS - 1)] = 1
    bucket.words.push({ folded, spelling: word, meaning, prefix: null, sameInOtherCase: null })
    bucket.longest = Math.max(bucket.longest, folded.length)
    bucket.isSorted = false
  }

  /** The text with replacements in place of the words: of several at one place, of the longest. */
  replaceIn(text: string, replacementOf: (meaning: string) => string): string {
    if (text.length < START || this.#buckets.size === 0) return text
    const folded = fold(text)
    let replaced = ''
    let start = 0
    for (let at = 0; at + START <= folded.length; at++) {
      const hash = hashAt(folded, at)
      if (this.#starts[hash & (STARTS - 1)] === 0) continue
      const bucket = this.#buckets.get(hash)
      const word = bucket && longestAt(bucket, folded, at)
      if (!word) continue
      const end = at + word.folded.length
      replaced += text.slice(start, at) + replacementOf(meaningOf(word, text.slice(at, end)))
      start = end
      at = start - 1
    }
    return start === 0 ? text : replaced + text.slice(start)
  }
}

/** Characters that lead to a word. */
const START = 4
const STARTS = 2 ** 16

interface Word {
  readonly folded: string
  /** As it was added. */
  readonly spelling: string
  readonly meaning: string
  /** The longest other word that this one begins with. */
  prefix: Word | null
  sameInOtherCase: Word | null
}

interface Bucket {
  words: Word[]
  longest: number
  isSorted: boolean
}

/**
 * Of all words that sort before a text, the last begins with the longest one that the text begins with. So the time does
 * not depend on how many words and lengths there are.
 */
function longestAt(bucket: Bucket, text: string, at: number): Word | null {
  if (!bucket.isSorted) sortWords(bucket)
  const { words, longest } = bucket
  const rest = text.slice(at, at + longest)
  let [low, high] = [0, words.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((words[middle] as Word).folded <= rest) low = middle + 1
    else high = middle
  }
  let word = words[low - 1] ?? null
  let common = 0
  while (word && common < rest.length && word.folded[common] === rest[common]) common++
  while (word && word.folded.length > common) word = word.prefix
  return word
}

function sortWords(bucket: Bucket): void {
  const sorted: Word[] = []
  for (const word of bucket.words.sort((a, b) => (a.folded < b.folded ? -1 : a.folded > b.folded ? 1 : 0))) {
    const last = sorted.at(-1) ?? null
    if (last?.folded === word.folded) {
      if (last.meaning === word.meaning) continue
      word.sameInOtherCase = last.sameInOtherCase
      last.sameInOtherCase = word
      continue
    }
    word.prefix = last
    while (word.prefix && !word.folded.startsWith(word.prefix.folded)) word.prefix = word.prefix.prefix
    sorted.push(word)
  }
  bucket.words = sorted
  bucket.isSorted = true
}

/** Of words that differ in case alone, that of the one in the text's spelling, else of any of them. */
function meaningOf(word: Word, spelling: string): string {
  for (let each: Word | null = word; each; each = each.sameInOtherCase)
    if (each.spelling === spelling) return each.meaning
  return word.meaning
}

const hashAt = (text: string, at: number): number =>
  (((text.charCodeAt(at) * 31 + text.charCodeAt(at + 1)) * 31 + text.charCodeAt(at + 2)) * 31 +
    text.charCodeAt(at + 3)) |
  0

/** In lower case, every character in its place: some letters become two in lower case. */
function fold(text: string): string {
  const lower = text.toLowerCase()
  if (lower.length === text.length && !/[^\0-\x7f]/.test(text)) return lower
  let folded = ''
  for (let at = 0; at < text.length; at++) {
    const unit = text.charAt(at).toLowerCase()
    folded += unit.length === 1 ? unit : text.charAt(at)
  }
  return folded
}
