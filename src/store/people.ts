import { createHmac } from 'node:crypto'
import { KnownWords } from './known-words.ts'
import { type PlainText, plainText, sourceOf } from './plain-text.ts'

/** The people that a store knows, for callers who must not see them. */
export class People {
  readonly #secret: Uint8Array
  readonly #words = new KnownWords()
  readonly #pseudonyms = new Map<string, string>()

  constructor(secret: Uint8Array) {
    this.#secret = secret
  }

  /** @param person an address or a user id */
  add(person: string): void {
    this.#words.add(isAddress(person) ? person.trim() : person, person)
  }

  /** The same for each spelling of an address. */
  pseudonymOf(person: string): string {
    const known = this.#pseudonyms.get(person)
    if (known !== undefined) return known
    const composed = person.normalize('NFC')
    const same = isAddress(person) ? composed.trim().toLowerCase() : composed
    const pseudonym = `person_${base32(createHmac('sha256', this.#secret).update(same).digest())}`
    if (this.#pseudonyms.size >= MOST_PSEUDONYMS) this.#pseudonyms.clear()
    if (person.length <= LONGEST_PERSON) this.#pseudonyms.set(person, pseudonym)
    return pseudonym
  }

  /**
   * The text with pseudonyms in place of known people's addresses and ids.
   * @param word in place of pseudonyms
   */
  withoutKnown(text: string, word?: string): string {
    return this.#words.replaceIn(text, person => word ?? this.pseudonymOf(person))
  }

  /** The text with pseudonyms, or the word, in place of these, and of whatever looks like an address. */
  withoutAddresses(text: string, word?: string): string {
    const known = this.withoutKnown(text, word)
    const plain = plainText(known)
    if (!plain.text.includes('@')) return known
    let shown = ''
    let last = 0
    let end = 0
    for (const { index, 0: domain, 1: name = '' } of plain.text.matchAll(ADDRESS)) {
      // Of `a@b@c`, the name of the second address is in the first.
      const start = Math.max(end, startOfName(known, plain, index - name.length, index))
      end = index + domain.length
      const [from, to] = sourceOf(plain, start, end)
      shown += known.slice(last, from) + (word ?? this.pseudonymOf(plain.text.slice(start, end)))
      last = to
    }
    return last === 0 ? known : shown + known.slice(last)
  }
}

/** Characters of a person's address or id that is looked for in texts. */
export const LONGEST_PERSON = 1_000
const MOST_PSEUDONYMS = 10_000
/** Characters of an IP address in brackets. */
const MOST_OF_LITERAL = 64

const isAddress = (person: string) => person.includes('@')

/**
 * Anything around an `@`, up to what ends a word in text and in JSON. The characters before it, in a group of
 * their own, may be missing, since a quoted name may be there, but not all: `@here` is no address. They are looked for
 * from the `@` backwards: a search that began with them would begin anew at each character of a long word.
 */
const ADDRESS = (() => {
  const inName = String.raw`[^\s@"<>()[\],;:\\]`
  const inDomain = String.raw`[^\s@"'<>()[\]{},;:\\/=&?|!]`
  const last = String.raw`[^\s@"'<>()[\]{},;:\\/=&?|!.]`
  const before = String.raw`(?<=(?:(${inName}+)|\S)@)`
  return new RegExp(String.raw`@${before}(?:${inDomain}*${last}|\[[^\]\s]{0,${MOST_OF_LITERAL}}\])`, 'gu')
})()

/**
 * Names may hold what separates the parts of a URL and what surrounds a word: `first/last@x`, `o'neil@x`. In a URL, that
 * separates its parts, unless it is encoded; before a name it surrounds it.
 */
function startOfName(source: string, plain: PlainText, start: number, end: number): number {
  const name = plain.text.slice(start, end)
  let own = start
  if (name.startsWith('/') || name.includes('?')) {
    for (let at = start; at < end; at++)
      if ('/?=&'.includes(plain.text.charAt(at)) && isWritten(source, plain, at)) own = at + 1
  }
  while (own < end && AROUND.includes(plain.text.charAt(own))) own++
  return own
}

const AROUND = `'{}/|&=?!`
const isWritten = (source: string, plain: PlainText, at: number) =>
  source.slice(...sourceOf(plain, at, at + 1)) === plain.text.charAt(at)

/** The first 80 bits in 16 characters of RFC 4648's alphabet, in lower case. */
function base32(bytes: Uint8Array): string {
  let text = ''
  let [bits, count] = [0, 0]
  for (const byte of bytes.subarray(0, 10)) {
    bits = (bits << 8) | byte
    for (count += 8; count >= 5; count -= 5) text += ALPHABET[(bits >> (count - 5)) & 31]
    bits &= (1 << count) - 1
  }
  return text
}

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567'
