/** A text as it is compared: without escapes, in lower case and decomposed. */
export interface PlainText {
  readonly text: string
  /** Where what each of its units stands for begins and ends in the source. Null: at the same place. */
  readonly places: { readonly starts: readonly number[]; readonly ends: readonly number[] } | null
}

/**
 * Decodes percent-encoding, escapes of JSON and references of HTML, and makes characters the same that differ in case, in
 * accents' composition or in width alone. An escape within an escape of the same kind is found at any depth, one within
 * another kind up to four. Base64 is not looked into.
 */
export function plainText(source: string): PlainText {
  let plain: PlainText = { text: source, places: null }
  for (let depth = 0; depth < MOST_DEPTH; depth++) {
    if (!MAY_CHANGE.test(plain.text)) break
    const next = decodeOnce(plain)
    if (next.text === plain.text) break
    plain = next
  }
  return { ...plain, text: plain.places ? plain.text : lowerCase(plain.text) }
}

/** The stretch of the source that units of its plain text stand for. */
export const sourceOf = ({ places }: PlainText, start: number, end: number): readonly [number, number] =>
  places ? [places.starts[start] ?? 0, places.ends[end - 1] ?? 0] : [start, end]

const MOST_DEPTH = 4
const MAY_CHANGE = /[%\\&]|[^\0-\x7f]/

const ESCAPED = new RegExp(
  [
    '(?<percent>(?:%(?:25)*[0-9a-f]{2})+)',
    // Of a reverse solidus that is escaped again and again, each escape doubles them.
    String.raw`\\+(?:u(?<unit>[0-9a-f]{4})|(?<same>["/])|)`,
    '&(?:amp;)*(?:#x(?<hex>[0-9a-f]{1,6})|#(?<decimal>[0-9]{1,7})|(?<named>lt|gt|quot|apos|commat|plus|nbsp));',
    '(?<amp>&(?:amp;)+)',
    String.raw`[^\0-\x7f]`,
  ].join('|'),
  'giu',
)
const NAMED: Readonly<Record<string, string>> = {
  ...{ lt: '<', gt: '>', quot: '"', apos: "'", commat: '@', plus: '+', nbsp: ' ' },
}
/** Soft hyphens, joiners and other characters that do not show. */
const UNSEEN = /^[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]$/

function decodeOnce({ text, places }: PlainText): PlainText {
  let decoded = ''
  const starts: number[] = []
  const ends: number[] = []
  const add = (piece: string, start: number, end: number) => {
    decoded += piece
    for (let i = 0; i < piece.length; i++) {
      starts.push(places?.starts[start] ?? start)
      ends.push(places?.ends[end - 1] ?? end)
    }
  }
  let last = 0
  const addUpTo = (end: number) => {
    const piece = lowerCase(text.slice(last, end))
    for (let i = 0; i < piece.length; i++) add(piece.charAt(i), last + i, last + i + 1)
  }
  for (const { index, 0: spelling, groups = {} } of text.matchAll(ESCAPED)) {
    addUpTo(index)
    last = index + spelling.length
    if (groups.percent === undefined) add(meaningOf(spelling, groups), index, last)
    else
      for (const { character, start, end } of percentDecoded(groups.percent)) add(character, index + start, index + end)
  }
  addUpTo(text.length)
  return { text: decoded, places: { starts, ends } }
}

function meaningOf(spelling: string, groups: Readonly<Record<string, string | undefined>>): string {
  const { unit, same, hex, decimal, named, amp } = groups
  if (unit !== undefined) return lowerCase(String.fromCharCode(Number.parseInt(unit, 16)))
  if (same !== undefined) return same
  if (hex !== undefined) return character(Number.parseInt(hex, 16))
  if (decimal !== undefined) return character(Number(decimal))
  if (named !== undefined) return NAMED[named.toLowerCase()] ?? ''
  if (amp !== undefined) return '&'
  return spelling.startsWith('\\') ? '\\' : folded(spelling)
}

const character = (code: number) => (code <= 0x10ffff ? lowerCase(String.fromCodePoint(code)) : '')

/** By way of upper case: `ß` is `ss`. */
const folded = (one: string) =>
  UNSEEN.test(one) ? '' : one.normalize('NFKD').toUpperCase().toLowerCase().normalize('NFKD')

/** Letters from A to Z alone: others may become several. */
const lowerCase = (text: string) =>
  MAY_CHANGE.test(text) ? text.replace(/[A-Z]+/g, letters => letters.toLowerCase()) : text.toLowerCase()

/** The characters of a run of encoded bytes: of UTF-8, or where they are not that, of Latin-1. */
function* percentDecoded(run: string) {
  const bytes: number[] = []
  const ends: number[] = []
  for (const { index, 0: byte } of run.matchAll(/%(?:25)*[0-9a-f]{2}/gi)) {
    bytes.push(Number.parseInt(byte.slice(-2), 16))
    ends.push(index + byte.length)
  }
  for (let at = 0; at < bytes.length; ) {
    const first = bytes[at] ?? 0
    const length = first < 0xc0 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4
    const utf8 = Buffer.from(bytes.slice(at, at + length)).toString()
    const isUtf8 = !utf8.includes('\ufffd')
    const next = isUtf8 ? Math.min(at + length, bytes.length) : at + 1
    yield {
      character: lowerCase(isUtf8 ? utf8 : String.fromCharCode(first)),
      ...{ start: ends[at - 1] ?? 0, end: ends[next - 1] ?? run.length },
    }
    at = next
  }
}
