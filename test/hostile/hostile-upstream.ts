import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Stall, stallsOfServer } from '../bench/stalls.ts'
import { serveCli } from '../cli/spawn-cli.ts'
import { openEmulator } from '../emulator/index.ts'
import { pictureOf } from '../lazy/drawn.ts'
import { compositeUrl, framesLine, ownUrl, v1Record, v2Row } from '../lazy/exports.ts'
import { load } from '../safety/loads.ts'
import type { HostileBody } from './hostile-answers.ts'

/** The outcome of a hostile body. */
export interface HostileAnswer {
  readonly name: string
  readonly stall: Stall
  /** Null: an error with its code, or a value, and the sound neighbour as ever. */
  readonly wrong: string | null
  readonly value: unknown
}

const SOUND_AREA = 11
const FRAMES = [framesLine(1), framesLine(2)]

/**
 * A gateway in a process of its own over labels that each have a hostile mask or frames document and a sound one. The
 * first of each kind are sound.
 */
export async function openHostileUpstream(
  folder: string,
  masks: readonly HostileBody<Buffer>[],
  frames: readonly HostileBody<string>[],
) {
  await using opening = new AsyncDisposableStack()
  const sound = pictureOf(SOUND_AREA)
  const emulator = await openEmulator({
    content: {
      frames: (labelId, group) => (group === 'axial' ? (frames[Number(labelId.slice(6))]?.body ?? FRAMES) : FRAMES),
      mask: featureId => masks[Number(featureId.replace(/^bad/, ''))]?.body ?? sound,
      composite: compositeId => masks[Number(compositeId.slice(9))]?.body ?? sound,
    },
  })
  opening.defer(() => emulator.close())
  const { origin } = emulator
  const rows = [...masks.keys(), 'sound' as const].map(n => maskRow(origin, n))
  const records = [...frames.keys(), 'sound'].map(n =>
    v1Record({ id: `frames${n}`, origin, groups: ['axial', 'coronal'] }),
  )
  const [path, store] = [join(folder, 'hostile.ndjson'), join(folder, 'hostile.db')]
  await writeFile(path, [...rows, ...records].map(record => `${JSON.stringify(record)}\n`).join(''))
  await load(path, store)
  const stalls = stallsOfServer(folder)
  const gateway = opening.use(
    await serveCli(['serve', '--store', `sqlite:${store}`, '--port', '0', '--quiet'], {
      folder,
      env: {
        ...stalls.environment('--max-old-space-size=256'),
        LABELBOX_API_KEY: emulator.key,
        SLICEGRAPH_UPSTREAM_ORIGINS: origin,
        SLICEGRAPH_QUERY_TIMEOUT: '5m',
      },
    }),
  )
  const opened = opening.move()

  async function ask(query: string, name: string, faultOf: (label: Label) => string | null): Promise<HostileAnswer> {
    await stalls.take()
    const response = await fetch(gateway.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    })
    const { data, errors = [] } = (await response.json()) as Body
    const stall = await stalls.take()
    const unexpected = errors.find(({ extensions }) => !extensions.code.startsWith('UPSTREAM_'))
    const wrong = unexpected ? `${unexpected.extensions.code}: ${unexpected.message}` : faultOf(data?.label ?? {})
    return { name, stall, wrong, value: data?.label }
  }

  const askMask = (n: number | 'sound') =>
    ask(
      `{ label(id: "masks${n}") { annotations(first: 10) { nodes { featureId ... on MaskAnnotation { mask { area } } } } } }`,
      `mask, ${n === 'sound' ? n : masks[n]?.name}`,
      ({ annotations }) => {
        const neighbour = annotations?.nodes.find(({ featureId }) => featureId.startsWith('sound'))
        return neighbour?.mask?.area === SOUND_AREA ? null : 'the sound mask beside it has no area'
      },
    )
  const askFrames = (n: number | 'sound') =>
    ask(
      `{ label(id: "frames${n}") { groups { name frames(last: 1) { totalCount nodes { number annotations { featureId } } } } } }`,
      `frames, ${n === 'sound' ? n : frames[n]?.name}`,
      ({ groups }) => {
        const neighbour = groups?.find(({ name }) => name === 'coronal')
        return neighbour?.frames?.totalCount === FRAMES.length ? null : 'the sound plane beside it has no frames'
      },
    )
  return {
    askMask,
    askFrames,
    /** Lines of the log at level error or above. */
    errorLines: () => gateway.log().filter(({ level }) => Number(level) >= 50),
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  }
}

/** Every fourth hostile image is a composite. */
function maskRow(origin: string, n: number | 'sound') {
  const url = ownUrl(origin, `bad${n}`, 1)
  const composite = { url: compositeUrl(origin, `composite${n}`, 1), color: [1, 1, 1] }
  const isComposite = n !== 'sound' && n % 4 === 3
  const masks = [
    { frame: 1, featureId: `bad${n}`, url, ...(isComposite && { composite }) },
    { frame: 1, featureId: `sound${n}`, url: ownUrl(origin, `sound${n}`, 1) },
  ]
  return v2Row({ id: `masks${n}`, masks })
}

interface Label {
  readonly annotations?: { readonly nodes: readonly { featureId: string; mask?: { area: number | null } | null }[] }
  readonly groups?: readonly { readonly name: string; readonly frames: { readonly totalCount: number } | null }[]
}

interface Body {
  readonly data?: { readonly label?: Label | null } | null
  readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[]
}
