import { createHmac } from 'node:crypto'
import { KnownWords } from './known-words.ts'

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
    const pseudonym = this.pseudonymOf(person)
    const word = isAddress(person) ? person.trim() : person
    // As in a URL, and as in the text of JSON that escapes it.
    for (const at of isAddress(person) ? ['@', '%40', '\\u0040'] : ['@']) {
      this.#words.add(word.replaceAll('@', at), pseudonym)
    }
  }

  /** The same for each spelling of an address. */
  pseudonymOf(person: string): string {
    const known = this.#pseudonyms.get(person)
    if (known !== undefined) return known
    const same = isAddress(person) ? person.trim().toLowerCase() : person
    const pseudonym = `person_${base32(createHmac('sha256', this.#secret).update(same).digest())}`
    if (this.#pseudonyms.size >= MOST_PSEUDONYMS) this.#pseudonyms.clear()
    if (person.length <= LONGEST_PERSON) this.#pseudonyms.set(person, pseudonym)
    return pseudonym
  }

  /** The text with pseudonyms in place of known people's addresses and ids. */
  withoutKnown(text: string): string {
    return this.#words.replaceIn(text)
  }

  /** The text with pseudonyms in place of these, and of whatever looks like an address. */
  withoutAddresses(text: string): string {
    const replaced = this.withoutKnown(text)
    if (!replaced.includes('@') && !replaced.includes('\\u0040')) return replaced
    return replaced.replace(ADDRESS, address => this.pseudonymOf(address.replace('\\u0040', '@')))
  }
}

/** Characters of a person's address or id that is looked for in texts. */
export const LONGEST_PERSON = 1_000
const MOST_PSEUDONYMS = 10_000

const isAddress = (person: string) => person.includes('@')

/**
 * Anything around an `@`, up to what ends a word in text, in a URL and in JSON. The characters before it may be missing, since
 * a quoted name may be there, but not all: `@here` is no address.
 */
const ADDRESS = (() => {
  const character = String.raw`[^\s@"'<>()[\]{},;:\\/=&?|!]`
  const last = String.raw`[^\s@"'<>()[\]{},;:\\/=&?|!.]`
  return new RegExp(String.raw`(?:${character}+|(?<=\S))(?:@|\\u0040)(?:${character}*${last}|\[[^\]\s]*\])`, 'gu')
})()

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
