import { digestOf, type ExportFile } from '../source/index.ts'
import type { LoadedExport, Store } from '../store/index.ts'

/** The bytes of a stream are known once it has been read. */
export type IsLoaded = (file: ExportFile, read?: Pick<LoadedExport, 'byteCount' | 'digest'>) => Promise<boolean>

/**
 * Whether a file needs no loading: it was loaded before, and since then only files that the command names after it, in
 * that order. Otherwise its records may have been replaced since, and the later load wins.
 */
export function loadedBefore(store: Store, files: readonly ExportFile[]): IsLoaded {
  const digests = new Map<ExportFile, Promise<string>>()
  async function isSame(file: ExportFile | undefined, loaded: LoadedExport): Promise<boolean> {
    // Only a file of the size of an earlier one is worth reading for its digest.
    if (!file || file.byteCount !== loaded.byteCount) return false
    const digest = digests.get(file) ?? digestOf(file)
    digests.set(file, digest)
    return (await digest) === loaded.digest
  }

  /** For each export, the last file that it and all exports after it can be found from, in their order. */
  async function lastPlaces(exports: readonly LoadedExport[]): Promise<number[]> {
    const places: number[] = []
    let place = files.length
    for (const loaded of exports.toReversed()) {
      do place--
      while (place >= 0 && !(await isSame(files[place], loaded)))
      if (place < 0) break
      places.unshift(place)
    }
    return [...new Array<number>(exports.length - places.length).fill(-1), ...places]
  }

  let known: { readonly exports: readonly LoadedExport[]; readonly places: readonly number[] } | null = null
  return async (file, read) => {
    const exports = await store.loadedExports()
    const isOwn = (loaded: LoadedExport) =>
      read ? read.byteCount === loaded.byteCount && read.digest === loaded.digest : isSame(file, loaded)
    let at = exports.length - 1
    while (at >= 0 && !(await isOwn(exports[at] as LoadedExport))) at--
    if (at < 0) return false
    if (known?.exports.at(-1)?.no !== exports.at(-1)?.no) known = { exports, places: await lastPlaces(exports) }
    return at === exports.length - 1 || (known?.places[at + 1] ?? -1) > files.indexOf(file)
  }
}
