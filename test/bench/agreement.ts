import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createLazyReads, ingestExports } from '../../src/ingest/index.ts'
import { compareLabels, createLoaders } from '../../src/loaders/index.ts'
import { decodePng, encodePng, encodeRle, foreground, measure } from '../../src/masks/index.ts'
import { openMediaCache } from '../../src/media/index.ts'
import type { AnnotationPlace, MeasuredMask } from '../../src/model/index.ts'
import { listExports } from '../../src/source/index.ts'
import { EVERYTHING, openStore, type Store } from '../../src/store/index.ts'
import { openUpstream } from '../../src/upstream/index.ts'
import { v2Row } from '../lazy/exports.ts'
import { type Figure, median } from './figure.ts'
import { type BenchSetting, storeUrl } from './setting.ts'

const MASKS = 300
const SIDE = 512
const ROUNDS = 5
const TARGET_MS = 50
/** Masks of one read, as a comparison reads them. */
const AT_ONCE = 128

/**
 * The agreement of two labels with 300 masks each, all in the store, of a pair that was never compared before. The anchor:
 * reading those masks, which the target leaves out.
 */
export async function measureAgreement(setting: BenchSetting): Promise<Figure[]> {
  setting.progress('agreement of two labels')
  await using opening = new AsyncDisposableStack()
  const store = await openStore(storeUrl(join(setting.folder, 'agreement.db')))
  opening.defer(() => store.close())
  const media = await openMediaCache(join(setting.folder, 'agreement-media'))
  opening.defer(() => media.close())
  const upstream = openUpstream({ key: null, origins: [] })
  opening.defer(() => upstream.close())
  const lazy = createLazyReads({ store, upstream, media })
  opening.defer(() => lazy.close())
  await load(setting, store)

  /** A request of its own. */
  async function compare(round: number): Promise<void> {
    const loaders = createLoaders(await store.openSnapshot({ scope: EVERYTHING }), lazy)
    const [label, other] = await Promise.all([loaders.label.load(`a${round}`), loaders.label.load(`b${round}`)])
    if (!label || !other) throw new Error('The store lacks the labels.')
    const { intersection } = await compareLabels(loaders, label, other).sums()
    if (intersection === 0) throw new Error('The masks have nothing in common.')
  }

  async function read(round: number): Promise<void> {
    const reader = await store.openSnapshot({ scope: EVERYTHING })
    const places = [...placesOf(`a${round}`), ...placesOf(`b${round}`)]
    for (let start = 0; start < places.length; start += AT_ONCE)
      await reader.masks(places.slice(start, start + AT_ONCE))
  }

  // Code is compiled.
  await compare(0)
  await read(0)
  const rounds: { readonly compared: number; readonly read: number }[] = []
  for (let round = 1; round <= ROUNDS; round++)
    rounds.push({ compared: await time(() => compare(round)), read: await time(() => read(round)) })
  const reading = median(rounds.map(each => each.read))
  return [
    {
      name: 'agreement of two labels with 300 masks each, beside reading them',
      measured: median(rounds.map(({ compared, read }) => compared - read)),
      unit: 'ms',
      target: TARGET_MS,
      better: 'less',
      anchor: `reading the masks ${reading.toFixed(0)} ms`,
      note: `${SIDE} x ${SIDE}, the first comparison of the pair`,
    },
  ]
}

/** Two labels of a data row for each round, and their masks. */
async function load(setting: BenchSetting, store: Store): Promise<void> {
  const path = join(setting.folder, 'agreement.ndjson')
  const rows = Array.from({ length: ROUNDS + 1 }, (_, round) => {
    const [first, second] = ['a', 'b'].map(name => v2Row({ id: `${name}${round}`, dataRowId: `row${round}`, masks }))
    const labelsOf = (row: typeof first) => (row as unknown as Row).projects.project1.labels
    return { ...first, projects: { project1: { name: 'Volumes', labels: [...labelsOf(first), ...labelsOf(second)] } } }
  })
  await writeFile(path, rows.map(row => `${JSON.stringify(row)}\n`).join(''))
  await ingestExports({ store, files: await listExports([path]) })
  const reader = await store.openSnapshot({ scope: EVERYTHING })
  for (const [shift, name] of ['a', 'b'].entries()) {
    const drawings = masks.map(({ frame }) => drawn(frame, 20 * shift))
    for (let round = 0; round <= ROUNDS; round++) {
      const [content] = await reader.contents([`${name}${round}`])
      const version = content?.version ?? 0
      const places = placesOf(`${name}${round}`)
      await store.putMasks(places.map((place, i) => ({ ...place, version, mask: drawings[i] as MeasuredMask })))
    }
  }
}

interface Row {
  readonly projects: { readonly project1: { readonly labels: readonly object[] } }
}

const masks = Array.from({ length: MASKS }, (_, frame) => ({
  frame,
  featureId: 'lesion',
  url: 'https://example.com/m',
}))

const placesOf = (labelId: string): readonly AnnotationPlace[] =>
  masks.map(({ frame, featureId }) => ({ labelId, groupName: 'Axial', frameNumber: frame, featureId }))

const LARGEST = SIDE / 4 + 16

/** A lesion with a ragged outline, half as wide as the image. */
function drawn(frame: number, shift: number): MeasuredMask {
  const data = new Uint8Array(SIDE * SIDE)
  for (let y = 0; y < SIDE; y++)
    for (let x = 0; x < SIDE; x++) {
      const dx = x - SIDE / 2 - shift
      const dy = y - SIDE / 2
      if (dx * dx + dy * dy > LARGEST * LARGEST) continue
      const angle = Math.atan2(dy, dx)
      const radius = SIDE / 4 + 12 * Math.sin(9 * angle + frame) + 4 * Math.sin(41 * angle)
      if (dx * dx + dy * dy < radius * radius) data[y * SIDE + x] = 1
    }
  const runs = foreground(decodePng(encodePng({ width: SIDE, height: SIDE, data })))
  const image = { contentType: 'image/png', byteLength: 0, digest: '', ofComposite: false }
  return { ...image, ...measure(runs), rle: encodeRle(runs) }
}

async function time(work: () => Promise<void>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}
