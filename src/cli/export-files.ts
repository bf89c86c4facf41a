import { mkdir, open, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { SlicegraphError } from '../errors.ts'
import type { LazyReads } from '../ingest/index.ts'
import { type OpenContext, type planLabels, readMasks, writeCoco } from '../rows/index.ts'
import { count } from './numbers.ts'

interface Wanted {
  readonly labels: ReturnType<typeof planLabels>
  /** A file, or the folder of masks. */
  readonly out: string
  readonly openContext: OpenContext
  readonly lazy: Pick<LazyReads, 'draw'>
  readonly signal: AbortSignal
  readonly onProgress: (written: number) => void
  /** Called with the error for each mask and group that is left out. */
  readonly onMissing: (error: SlicegraphError) => void
}

interface Written {
  readonly counts: Readonly<Record<string, number>>
  /** The same for people. */
  readonly line: string
}

/** Writes one COCO file, which has its name once it is whole. */
export async function exportCoco({ labels, out, openContext, onProgress, onMissing }: Wanted): Promise<Written> {
  const { parts, counts } = writeCoco(labels, openContext, onMissing)
  const partial = `${out}.part`
  const file = await written(out, () => open(partial, 'w'))
  try {
    let done = 0
    for await (const { bytes, count } of parts) {
      if (bytes.length > 0) await written(out, () => file.writeFile(bytes))
      done += count
      onProgress(done)
    }
    await written(out, () => file.close())
    await written(out, () => rename(partial, out))
  } catch (error) {
    await file.close().catch(() => {})
    await rm(partial, { force: true })
    throw error
  }
  const { annotations, polylines, points, images, unmeasuredMasks, remoteGroups } = counts
  const lists = `${count(annotations, 'annotation')}, ${count(polylines, 'polyline')} and ${count(points, 'point')}`
  return {
    counts: { ...counts },
    line: `${out}: ${lists} in ${count(images, 'image')}${leftOut(unmeasuredMasks, remoteGroups)}`,
  }
}

/** Writes each mask into a file of its own. */
export async function exportMasks(wanted: Wanted): Promise<Written> {
  const { labels, out, openContext, lazy, signal, onProgress, onMissing } = wanted
  const missing = { mask: 0, group: 0 }
  let masks = 0
  await written(out, () => mkdir(out, { recursive: true }))
  const some = readMasks(labels, openContext, (what, error) => {
    missing[what] += 1
    onMissing(error)
  })
  for await (const named of some) {
    await Promise.all(
      named.map(async ({ path, mask }) => {
        const png = await lazy.draw(mask)
        const file = join(out, ...path.split('/'))
        await written(out, async () => {
          await mkdir(dirname(file), { recursive: true })
          await writeFile(file, png)
        })
      }),
    )
    signal.throwIfAborted()
    masks += named.length
    onProgress(masks)
  }
  return {
    counts: { masks, unmeasuredMasks: missing.mask, remoteGroups: missing.group },
    line: `${out}: ${count(masks, 'mask')}${leftOut(missing.mask, missing.group)}`,
  }
}

function leftOut(masks: number, groups: number): string {
  if (masks + groups === 0) return ''
  return `; left out, since they could not be fetched: ${count(masks, 'mask')} and the frames of ${count(groups, 'group')}`
}

/** @throws SlicegraphError OUTPUT_FAILED */
async function written<T>(out: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === undefined) throw error
    const reason = code === 'ENOSPC' ? 'the disk is full' : `the system says ${code}`
    throw new SlicegraphError('OUTPUT_FAILED', `The export could not be written: ${reason}.`, { file: out })
  }
}
