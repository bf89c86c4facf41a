import { deflateSync } from 'node:zlib'
import { framesLine } from '../lazy/exports.ts'
import { bombInTexts, TOO_LARGE } from '../masks/bombs.ts'
import { DAMAGED, mended, SMALL } from '../masks/damaged-pngs.ts'
import { chunk, filteredLines, headerChunk, oddPng, pngOf, SIGNATURE } from '../support/png.ts'

/* Bodies that a hostile upstream sends for masks and frames documents. */

export interface HostileBody<T> {
  readonly name: string
  readonly body: T
}

/** Named ones first, then a sound PNG with mistakes at random places. */
export function hostileMasks(count: number, random: () => number): HostileBody<Buffer>[] {
  const named = [
    ...Object.entries(DAMAGED).map(([name, body]) => ({ name, body: Buffer.from(body) })),
    ...Object.entries(TOO_LARGE).map(([name, make]) => ({ name, body: Buffer.from(make()) })),
    { name: 'a bomb in its texts', body: Buffer.from(bombInTexts()) },
  ]
  const drawn = Array.from({ length: Math.max(0, count - named.length) }, (_, n) => {
    const kind = RANDOM_MASKS[n % RANDOM_MASKS.length] as (typeof RANDOM_MASKS)[number]
    return { name: `${kind.name} ${n}`, body: kind(random) }
  })
  return [...spread(named, Math.min(count, named.length)), ...drawn]
}

const below = (random: () => number, most: number) => Math.floor(random() * most)

const RANDOM_MASKS: readonly ((random: () => number) => Buffer)[] = [
  function bytesAtRandom(random) {
    return Buffer.concat([SIGNATURE, Buffer.from(Array.from({ length: below(random, 400) }, () => below(random, 256)))])
  },
  function bytesChanged(random) {
    const png = oddPng(SMALL)
    for (let i = below(random, 5); i >= 0; i--) png[8 + below(random, png.length - 8)] = below(random, 256)
    return mended(png)
  },
  function linesChanged(random) {
    const lines = filteredLines(SMALL)
    for (let i = below(random, 5); i >= 0; i--) lines[below(random, lines.length)] = below(random, 256)
    return pngOf(headerChunk(SMALL), chunk('PLTE', Buffer.alloc(12)), chunk('IDAT', deflateSync(lines)), chunk('IEND'))
  },
  function cut(random) {
    const png = oddPng(SMALL)
    return png.subarray(0, below(random, png.length))
  },
]

/** Named ones first, then a sound document with mistakes at random places. */
export function hostileFrames(count: number, random: () => number): HostileBody<string>[] {
  const named = Object.entries(FRAMES).map(([name, make]) => ({ name, body: make() }))
  const sound = [1, 2, 3].map(number => JSON.stringify(framesLine(number))).join('\n')
  const drawn = Array.from({ length: Math.max(0, count - named.length) }, (_, n) => {
    const [start, end] = [below(random, sound.length), below(random, sound.length)].sort((a, b) => a - b) as [
      number,
      number,
    ]
    const put = PUT[n % PUT.length] as string
    return { name: `${JSON.stringify(put)} ${n}`, body: sound.slice(0, start) + put + sound.slice(n % 2 ? end : start) }
  })
  return [...spread(named, Math.min(count, named.length)), ...drawn]
}

const PUT = [
  '',
  '"',
  '{',
  '}',
  '[',
  ']',
  ',',
  '\\',
  '\n',
  '\0',
  '\ud800',
  '1e999',
  'null',
  '-1',
  '{"__proto__":1}',
  '[[]]',
]

const line = (changes: object) => JSON.stringify({ ...framesLine(1), ...changes })
const box = framesLine(1).objects as readonly object[]
const many = (count: number, text: (n: number) => string, between = '\n') =>
  Array.from({ length: count }, (_, n) => text(n)).join(between)

const FRAMES: Readonly<Record<string, () => string>> = {
  'a page of HTML': () => '<!DOCTYPE html><title>Sign in</title>',
  'a string': () => '"frames"',
  'a number': () => '1',
  'null lines': () => 'null\nnull\n',
  'an empty object': () => '{}',
  'NUL bytes': () => '\0'.repeat(100_000),
  'a mark': () => `\ufeff${line({})}`,
  'a million blank lines': () => '\n'.repeat(1_000_000),
  'a million spaces in a line': () => `${line({})}${' '.repeat(1_000_000)}`,
  'an array': () => `[${line({})},${line({ frameNumber: 2 })}]`,
  'an array without its end': () => `[${line({})},`,
  'arrays in arrays': () => '['.repeat(200_000),
  'objects in objects': () => '{"a":'.repeat(100_000),
  'depth in an object': () =>
    line({ objects: [{ featureId: 'f', classifications: 0 }] }).replace('0', `${'['.repeat(5000)}${']'.repeat(5000)}`),
  'a frame number below zero': () => line({ frameNumber: -1 }),
  'half a frame number': () => line({ frameNumber: 1.5 }),
  'a frame number beyond 32 bits': () => line({ frameNumber: 2 ** 40 }),
  'an endless frame number': () => line({ frameNumber: 0 }).replace('"frameNumber":0', '"frameNumber":1e999'),
  'a frame number of a million digits': () =>
    line({ frameNumber: 0 }).replace('"frameNumber":0', `"frameNumber":${'9'.repeat(1_000_000)}`),
  'a frame number that is text': () => line({ frameNumber: '1' }),
  'no frame number': () => line({ frameNumber: undefined }),
  'a frame twice': () => `${line({})}\n${line({})}`,
  'a key twice': () => line({}).replace('"objects"', '"objects":[],"objects"'),
  'a prototype': () => line({}).replace('"objects"', '"__proto__":{"polluted":true},"objects"'),
  'objects that are text': () => line({ objects: 'all' }),
  'an object that is null': () => line({ objects: [null] }),
  'an object twice': () => line({ objects: [...box, ...box] }),
  'an object without an id': () => line({ objects: [{ title: 'Nodule' }] }),
  'a lone surrogate': () => line({}).replace('box1', '\\ud800'),
  'geometry of text': () =>
    line({ objects: [{ featureId: 'f', bbox: { top: 'a', left: 'b', height: 'c', width: 'd' } }] }),
  'geometry beyond a double': () =>
    line({ objects: [{ featureId: 'f', point: { x: 0, y: 1 } }] }).replace('"x":0', '"x":1e999'),
  'a text of eight million characters': () => line({ objects: [{ featureId: 'f', title: 'x'.repeat(8_000_000) }] }),
  'ten thousand objects in a frame': () =>
    line({ objects: Array.from({ length: 10_000 }, (_, n) => ({ ...box[0], featureId: `f${n}` })) }),
  'a line of a hundred thousand points': () =>
    line({ objects: [{ featureId: 'f', line: Array.from({ length: 100_000 }, (_, n) => ({ x: n, y: n })) }] }),
  'a hundred thousand keys': () =>
    line({}).replace('"objects"', `${many(100_000, n => `"k${n}":${n}`, ',')},"objects"`),
  'a hundred thousand escapes': () => line({}).replace('Nodule', '\\u0041'.repeat(100_000)),
  'twenty thousand lines, the last one broken': () => `${many(20_000, n => line({ frameNumber: n + 1 }))}\n{`,
}

/** So many of them, from the whole list. */
function spread<T>(list: readonly T[], count: number): T[] {
  return Array.from({ length: count }, (_, i) => list[Math.floor((i * list.length) / count)] as T)
}

/** A PNG of as many transparent pixels as may be read: 128 MiB of zeros once it is inflated. */
export function largestPng(side: number): Buffer {
  const lines = Buffer.alloc((4 * side + 1) * side)
  return pngOf(
    headerChunk({ width: side, height: side, colorType: 6 }),
    chunk('IDAT', deflateSync(lines)),
    chunk('IEND'),
  )
}

export const framesOf = (count: number): string => many(count, n => JSON.stringify(framesLine(n + 1)))
