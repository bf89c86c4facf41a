import { plainText, sourceOf } from './plain-text.ts'

/** Words that are looked for in texts, whatever stands before and after them, in any case and escaped or not. */
export class KnownWords {
  /** By the hash of their first characters. */
  readonly #buckets = new Map<number, Bucket>()
  /** By a part of that hash, whether there is a bucket. At most places of a text there is none. */
  readonly #starts = new Uint8Array(STARTS)
  /** Words that are too short to be looked for within texts, as they were added and as they are compared. */
  readonly #short = new Map<string, string>()

  /**
   * A word of fewer than four characters is found only where it is the whole text: else it would be found all over.
   * @param meaning of several words may be the same
   */
  add(word: string, meaning: string): void {
    const folded = spacedOut(plainText(word).text)
    if (folded.length < START) {
      this.#short.set(word, meaning)
      if (!this.#short.has(folded)) this.#short.set(folded, meaning)
      return
    }
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
    const plain = plainText(text)
    const folded = spacedOut(plain.text)
    if (folded.length < START) {
      const meaning = this.#short.get(text) ?? this.#short.get(folded)
      return meaning === undefined ? text : replacementOf(meaning)
    }
    if (this.#buckets.size === 0) return text
    let replaced = ''
    let last = 0
    for (let at = 0; at + START <= folded.length; at++) {
      const hash = hashAt(folded, at)
      if (this.#starts[hash & (STARTS - 1)] === 0) continue
      const bucket = this.#buckets.get(hash)
      const word = bucket && longestAt(bucket, folded, at)
      if (!word) continue
      const [start, end] = sourceOf(plain, at, at + word.folded.length)
      replaced += text.slice(last, start) + replacementOf(meaningOf(word, text.slice(start, end)))
      last = end
      at += word.folded.length - 1
    }
    return last === 0 ? text : replaced + text.slice(last)
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

/** In a URL, a plus may stand for a space. */
const spacedOut = (folded: string) => folded.replaceAll('+', ' ')
