import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Figure } from '../bench/figure.ts'
import type { Stall } from '../bench/stalls.ts'
import { BYTE_CUTS, byteCuts } from '../hostile/byte-cuts.ts'
import { type FileCase, soundRow } from '../hostile/file-case.ts'
import { framesOf, hostileFrames, hostileMasks, largestPng } from '../hostile/hostile-answers.ts'
import { type HostileAnswer, openHostileUpstream } from '../hostile/hostile-upstream.ts'
import { jsonFiles } from '../hostile/json-files.ts'
import { loadFiles } from '../hostile/load-files.ts'
import { malformedExport } from '../hostile/malformed-exports.ts'
import { createRandom } from '../safety/random.ts'
import type { AssureSetting } from './section.ts'

const LONGEST_STALL_MS = 20
const MIB = 2 ** 20
const LEAST = { unit: '', target: 0, better: 'less' } as const

/** Files, masks and frames documents that are broken or made to do harm. */
export async function assureHostileFiles(setting: AssureSetting): Promise<Figure[]> {
  const seed = Math.floor(Math.random() * 2 ** 32)
  setting.progress(`seed ${seed}`)
  const random = createRandom(seed)
  return [
    ...(await hostileExports(setting, random, seed)),
    ...(await hostileBodies(setting, random, seed)),
    ...(await blankLines(setting)),
  ]
}

async function hostileExports({ quick, progress }: AssureSetting, random: () => number, seed: number) {
  const cuts = quick ? drawn(byteCuts(), 150 / BYTE_CUTS, random) : byteCuts()
  const malformed = Array.from({ length: quick ? 50 : 500 }, (_, n) => malformedExport(n, random))
  const kinds: readonly (readonly [string, Iterable<FileCase>, string])[] = [
    ['files with a value that JSON allows or forbids', drawn(await jsonFiles(), quick ? 0.3 : 1, random), ''],
    ['samples cut at a byte', cuts, `0.1: 0 of ${BYTE_CUTS}`],
    ['malformed exports', malformed, ''],
  ]
  const figures: Figure[] = []
  for (const [what, cases, anchor] of kinds) {
    progress(what)
    const { files, records, rejected, unreadable, wrong } = await loadFiles(cases, loads =>
      progress(`${loads.files} ${what}`),
    )
    for (const each of wrong.slice(0, 20)) progress(each)
    figures.push({
      ...LEAST,
      name: `${files} ${what}, that lose a record or change other data`,
      measured: wrong.length,
      ...(anchor !== '' && { anchor }),
      note: `${records} records, ${rejected} rejected, ${unreadable} files cannot be read; seed ${seed}`,
    })
  }
  return figures
}

function* drawn<T>(all: Iterable<T>, share: number, random: () => number): Generator<T, void, undefined> {
  for (const each of all) if (random() < share) yield each
}

/** The side of the largest square that may be decoded. */
const LARGEST_SIDE = 5792
const WARMUPS = 20

/** From an emulated Labelbox, to a gateway in a process of its own. */
async function hostileBodies({ folder, quick, progress }: AssureSetting, random: () => number, seed: number) {
  const [most, frameCount] = quick ? [12, 20_000] : [100, 100_000]
  const large = largestPng(LARGEST_SIDE)
  const masks = [...hostileMasks(most, random), { name: 'the largest', body: large }]
  const frames = [...hostileFrames(most, random), { name: 'the largest', body: framesOf(frameCount) }]
  progress(`${masks.length + frames.length} hostile masks and frames documents`)
  await using upstream = await openHostileUpstream(folder, masks, frames)
  // Its code is loaded and compiled with the first of each.
  for (let i = 0; i < WARMUPS; i++) {
    await upstream.askMask('sound')
    await upstream.askFrames('sound')
  }
  const answers: HostileAnswer[] = []
  for (const n of masks.keys()) answers.push(await upstream.askMask(n))
  for (const n of frames.keys()) answers.push(await upstream.askFrames(n))
  const wrong = answers.filter(answer => answer.wrong !== null)
  for (const { name, wrong: fault } of wrong) progress(`${name}: ${fault}`)
  const [mask, document] = [answers[masks.length - 1] as HostileAnswer, answers.at(-1) as HostileAnswer]
  const others = answers.filter(answer => answer !== mask && answer !== document)
  const worst = others.reduce((a, b) => (b.stall.longestProcessorMs > a.stall.longestProcessorMs ? b : a))
  return [
    {
      ...LEAST,
      name: `${others.length} hostile masks and frames documents, answered wrongly or not`,
      measured: wrong.length + upstream.errorLines().length,
      note: `null with a code, or a value; what is beside it is answered, and nothing is logged as an error; seed ${seed}`,
    },
    stallFigure(`${others.length} hostile masks and frames documents`, worst.stall, '', worst.name),
    stallFigure(
      `a PNG of ${(large.length / 1e3).toFixed(0)} KB that decodes to ${(4 * LARGEST_SIDE ** 2) / MIB} MiB`,
      mask.stall,
      '0.1: 1,000 ms for one of 249 KB',
    ),
    stallFigure(`a frames document of ${frameCount} frames`, document.stall, '0.1: 1,300 ms for 100,000'),
  ]
}

function stallFigure(what: string, { longestMs, longestProcessorMs }: Stall, anchor: string, which = ''): Figure {
  return {
    name: `${what}, longest stall of the event loop, by processor time`,
    measured: longestProcessorMs,
    unit: 'ms',
    target: LONGEST_STALL_MS,
    better: 'less',
    ...(anchor !== '' && { anchor }),
    note: [which, `${longestMs.toFixed(0)} ms by the clock`].filter(text => text !== '').join(', '),
  }
}

/** Against reading the file and its digest, which nothing can do without. */
const MOST_TIMES_BARE = 3
const CHECK_EXPORT = fileURLToPath(new URL('../hostile/check-export.ts', import.meta.url))

/** In a process that reads them as a load does. */
async function blankLines({ folder, quick, progress }: AssureSetting): Promise<Figure[]> {
  const mebibytes = quick ? 64 : 512
  progress(`${mebibytes} MiB of blank lines`)
  const path = join(folder, 'blank.ndjson')
  {
    await using file = await open(path, 'w')
    const blank = Buffer.alloc(MIB, '\n')
    for (let i = 0; i < mebibytes; i++) await file.write(blank)
    await file.write(`${soundRow('last')}\n`)
  }
  const { stdout } = await promisify(execFile)(process.execPath, [CHECK_EXPORT, path])
  const { processorSeconds, stall, stored } = JSON.parse(stdout) as Checked
  const bare = await bareSeconds(path)
  return [
    {
      name: `${mebibytes} MiB of blank lines, processor time / that of reading and digest alone`,
      measured: processorSeconds / bare,
      unit: '',
      target: MOST_TIMES_BARE,
      better: 'less',
      anchor: '0.1: 29 s for 512 MiB',
      note: `${processorSeconds.toFixed(2)} s against ${bare.toFixed(2)} s; the row behind them is ${stored === 1 ? 'stored' : 'LOST'}`,
    },
    stallFigure(`${mebibytes} MiB of blank lines`, stall, ''),
  ]
}

/** As `check-export.ts` prints it. */
interface Checked {
  readonly processorSeconds: number
  readonly stall: Stall
  readonly stored: number
}

/** Processor time of Node's own stream and digest. */
async function bareSeconds(path: string): Promise<number> {
  const before = process.cpuUsage()
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path, { highWaterMark: MIB })) hash.update(chunk as Buffer)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}
