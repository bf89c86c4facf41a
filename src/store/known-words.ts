/** Words that are looked for in texts, whatever stands before and after them and whichever case they are in. */
export class KnownWords {
  /** By the hash of their first characters. */
  readonly #buckets = new Map<number, Bucket>()

  /** A word of fewer than four characters is not looked for: it would be found all over. */
  add(word: string, replacement: string): void {
    if (word.length < START) return
    const folded = fold(word)
    const hash = hashAt(folded, 0)
    const bucket: Bucket = this.#buckets.get(hash) ?? { lengths: [], replacements: new Map() }
    this.#buckets.set(hash, bucket)
    if (!bucket.lengths.includes(folded.length)) bucket.lengths.push(folded.length)
    bucket.lengths.sort((a, b) => b - a)
    bucket.replacements.set(folded, replacement)
  }

  /** The text with replacements in place of the words: of several at one place, of the longest. */
  replaceIn(text: string): string {
    if (text.length < START || this.#buckets.size === 0) return text
    const folded = fold(text)
    let replaced = ''
    let start = 0
    for (let at = 0; at + START <= folded.length; at++) {
      const bucket = this.#buckets.get(hashAt(folded, at))
      const length = bucket?.lengths.find(length => bucket.replacements.has(folded.slice(at, at + length)))
      if (!bucket || length === undefined) continue
      replaced += text.slice(start, at) + bucket.replacements.get(folded.slice(at, at + length))
      start = at + length
      at = start - 1
    }
    return start === 0 ? text : replaced + text.slice(start)
  }
}

/** Characters that lead to a word. */
const START = 4

interface Bucket {
  /** Of its words, the longest first. */
  readonly lengths: number[]
  readonly replacements: Map<string, string>
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
