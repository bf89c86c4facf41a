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
    const word = isAddress(person) ? person.trim() : person
    // As in a URL, and as in the text of JSON that escapes it.
    for (const at of isAddress(person) ? ['@', '%40', '\\u0040'] : ['@']) {
      this.#words.add(word.replaceAll('@', at), person)
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
    return this.#words.replaceIn(text, person => this.pseudonymOf(person))
  }

  /** The text with pseudonyms in place of these, and of whatever looks like an address. */
  withoutAddresses(text: string): string {
    const known = this.withoutKnown(text)
    let shown = ''
    let end = 0
    for (const { index, 0: domain, 1: name = '' } of known.matchAll(ADDRESS)) {
      // Of `a@b@c`, the name of the second address is in the first.
      const start = Math.max(end, index - name.length)
      const address = known.slice(start, index) + domain
      shown += known.slice(end, start) + this.pseudonymOf(address.replace('\\u0040', '@'))
      end = index + domain.length
    }
    return end === 0 ? known : shown + known.slice(end)
  }
}

/** Characters of a person's address or id that is looked for in texts. */
export const LONGEST_PERSON = 1_000
const MOST_PSEUDONYMS = 10_000
/** Characters of an IP address in brackets. */
const MOST_OF_LITERAL = 64

const isAddress = (person: string) => person.includes('@')

/**
 * Anything around an `@`, up to what ends a word in text, in a URL and in JSON. The characters before it, in a group of
 * their own, may be missing, since a quoted name may be there, but not all: `@here` is no address. They are looked for
 * from the `@` backwards: a search that began with them would begin anew at each character of a long word.
 */
const ADDRESS = (() => {
  const character = String.raw`[^\s@"'<>()[\]{},;:\\/=&?|!]`
  const last = String.raw`[^\s@"'<>()[\]{},;:\\/=&?|!.]`
  const at = String.raw`(?:@|\\u0040)`
  const before = String.raw`(?<=(?:(${character}+)|\S)${at})`
  return new RegExp(String.raw`${at}${before}(?:${character}*${last}|\[[^\]\s]{0,${MOST_OF_LITERAL}}\])`, 'gu')
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
